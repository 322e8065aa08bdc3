"""The text of one paragraph as a person sees it, with its page breaks and text boxes.

Insertions count, deletions do not; of alternative contents only the first; field results, not their
codes; hidden text is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipelines.extract.docx.names import ALTERNATE, CHOICE, FALLBACK, TEXTBOX, M, W, child, switched_on, value

_INTO = {
    W + name
    for name in ("r", "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo")
} | {W + "dir", W + "ruby", W + "rubyBase", M + "oMath", M + "oMathPara", M + "r"}
_GRAPHICS = {W + "drawing", W + "pict", W + "object"}
_PLAIN = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
# Wingdings check boxes, which forms use for 是/否
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FC": "√", "F0A8": "□", "F06F": "□", "F0A3": "□", "F071": "□"}

_PRINTS = {W + "t", M + "t", W + "sym", *_PLAIN}


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph holds: text, page breaks before and inside it, text boxes anchored in it."""

    text: str = ""
    breaks_before: int = 0
    breaks_inside: int = 0
    rendered_before: bool = False  # the break before it is where Word last broke the page by itself
    boxes: list[etree._Element] = field(default_factory=list)
    has_picture: bool = False


def paragraph_text(paragraph: etree._Element) -> ParagraphText:
    """Read one ``w:p``."""
    out = ParagraphText()
    parts: list[str] = []
    if switched_on(child(paragraph, "pPr", "pageBreakBefore")):
        out.breaks_before += 1
    _walk(paragraph, parts, out)
    out.text = "".join(parts)
    return out


def _walk(element: etree._Element, parts: list[str], out: ParagraphText) -> None:
    for node in element:
        tag = node.tag
        if tag in _PRINTS:
            parts.append(_printed(node))
        elif tag == W + "br":
            _break(value(node, "type"), parts, out)
        elif tag == W + "lastRenderedPageBreak":
            _rendered_break(parts, out)
        elif tag in _INTO:
            if not _is_hidden(node):
                _walk(node, parts, out)
        elif tag == ALTERNATE:
            chosen = node.find(CHOICE)
            _walk(chosen if chosen is not None else node.find(FALLBACK), parts, out)
        elif tag in _GRAPHICS:
            _graphic(node, out)


def _printed(node: etree._Element) -> str:
    """What a node of text, a tab or a symbol prints."""
    if node.tag == W + "sym":
        return _SYMBOLS.get((value(node, "char") or "").upper(), "")
    return _PLAIN.get(node.tag) or node.text or ""


def _is_hidden(node: etree._Element) -> bool:
    return node.tag == W + "r" and switched_on(child(node, "rPr", "vanish"))


def _break(kind: str | None, parts: list[str], out: ParagraphText) -> None:
    if kind == "page":
        _count_break(parts, out)
    elif kind in (None, "textWrapping"):
        parts.append("\n")


def _rendered_break(parts: list[str], out: ParagraphText) -> None:
    """Where Word last broke the page; straight after an explicit break it is the same break."""
    if any(p.strip() for p in parts):
        out.breaks_inside += 1
    elif not out.breaks_before:
        out.breaks_before = 1
        out.rendered_before = True


def _count_break(parts: list[str], out: ParagraphText) -> None:
    if any(p.strip() for p in parts):
        out.breaks_inside += 1
    else:
        out.breaks_before += 1


def _graphic(node: etree._Element, out: ParagraphText) -> None:
    """Text boxes of a drawing, outermost only, never both the drawing and its fallback copy."""
    found: list[etree._Element] = []
    _boxes(node, found)
    out.boxes.extend(found)
    out.has_picture |= not found


def _boxes(node: etree._Element, found: list[etree._Element]) -> None:
    for inner in node:
        if inner.tag == TEXTBOX:
            found.append(inner)
        elif inner.tag == ALTERNATE:
            chosen = inner.find(CHOICE)
            _boxes(chosen if chosen is not None else inner, found)
        else:
            _boxes(inner, found)
