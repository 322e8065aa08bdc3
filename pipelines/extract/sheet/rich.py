"""Text of a cell in several fonts: struck text is dropped where other text stands, raised digits stay raised."""

from __future__ import annotations

from lxml import etree

from pipelines.extract.raised import SUPERSCRIPTS

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFF = ("0", "false")


def rich_text(element: etree._Element) -> str | None:
    """What is to be read of a string (``si``, ``is``) with runs; ``None`` where that is its plain text."""
    runs = [(_flags(run), run.findtext(_S + "t") or "") for run in element.iterchildren(tag=_S + "r")]
    if not any(struck or raised for (struck, raised), _ in runs):
        return None
    all_struck = all(struck for (struck, _), text in runs if text.strip())
    return "".join(
        text.translate(SUPERSCRIPTS) if raised and text.strip().isascii() and text.strip().isdigit() else text
        for (struck, raised), text in runs
        if all_struck or not struck
    )


def _flags(run: etree._Element) -> tuple[bool, bool]:
    """Whether a run is struck, and whether it is raised."""
    font = run.find(_S + "rPr")
    if font is None:
        return False, False
    strike, place = font.find(_S + "strike"), font.find(_S + "vertAlign")
    struck = strike is not None and strike.get("val", "1") not in _OFF
    return struck, place is not None and place.get("val") == "superscript"
