"""Cells written in the colour of their ground: white on nothing, grey on the same grey."""

from __future__ import annotations

from lxml import etree

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WHITE, _BLACK = "FFFFFF", "000000"
_THEME = {"0": _WHITE, "1": _BLACK}  # the window's ground and text, in that order
_INDEXED = {"0": _BLACK, "1": _WHITE, "8": _BLACK, "9": _WHITE, "64": _BLACK, "65": _WHITE}


def invisible_styles(root: etree._Element) -> list[bool]:
    """For each style of the cells (``cellXfs``) whether its text has the colour of what it stands on."""
    fonts = [_colour(font.find(_S + "color"), _BLACK) for font in _children(root, "fonts")]
    fills = [_ground(fill) for fill in _children(root, "fills")]
    out = []
    for style in _children(root, "cellXfs"):
        font, fill = int(style.get("fontId", "0")), int(style.get("fillId", "0"))
        on = fills[fill] if fill < len(fills) else None
        out.append(on is not None and font < len(fonts) and fonts[font] == on)
    return out


def _children(root: etree._Element, name: str) -> list[etree._Element]:
    found = root.find(_S + name)
    return [] if found is None else list(found.iterchildren(tag=etree.Element))


def _ground(fill: etree._Element) -> str | None:
    """The colour of the ground; ``None`` for a pattern, on which any text can be made out."""
    pattern = fill.find(_S + "patternFill")
    kind = (
        "none" if pattern is None and not len(fill) else "" if pattern is None else pattern.get("patternType", "none")
    )
    if kind == "none":
        return _WHITE
    return _colour(pattern.find(_S + "fgColor"), _BLACK) if kind == "solid" and pattern is not None else None


def _colour(element: etree._Element | None, otherwise: str) -> str:
    """A colour by its value; one of a theme or a palette by its name there, where its value is not fixed."""
    if element is None or element.get("auto") in ("1", "true"):
        return otherwise
    rgb, theme, indexed = element.get("rgb"), element.get("theme"), element.get("indexed")
    if rgb:
        return str(rgb)[-6:].upper()
    tint = float(element.get("tint", "0"))
    if theme is not None:
        return _THEME[theme] if not tint and theme in _THEME else f"theme {theme} {tint}"
    if indexed is None:
        return otherwise
    return _INDEXED.get(str(indexed), f"indexed {indexed}")
