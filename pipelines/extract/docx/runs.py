"""The text of one paragraph as a person sees it, with its page breaks and text boxes.

Insertions count, deletions do not, nor does text struck out by hand; of alternative contents only the first; field
results, not their codes; hidden text is left out.  A note's reference prints no digit of its own: Word only counts it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipelines.extract.docx.looks import Look, Looks
from pipelines.extract.docx.names import ALTERNATE, CHOICE, FALLBACK, TEXTBOX, A, M, R, V, W, child, switched_on, value
from pipelines.extract.docx.objects import OBJECT
from pipelines.extract.raised import Raised, joined

_INTO = {
    W + name
    for name in ("r", "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo")
} | {W + "dir", W + "ruby", W + "rubyBase", M + "oMath", M + "oMathPara", M + "r"}
_GRAPHICS = {W + "drawing", W + "pict", W + "object"}
_PLAIN = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
# Wingdings check boxes, which forms use for 是/否
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FC": "√", "F0A8": "□", "F06F": "□", "F0A3": "□", "F071": "□"}

_BLIP, _EMBED = A + "blip", R + "embed"
_DATA, _DATA_ID = V + "imagedata", R + "id"
_PRINTS = {W + "t", M + "t", W + "sym", *_PLAIN}


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph holds: text, page breaks before and inside it, text boxes anchored in it."""

    text: str = ""
    breaks_before: int = 0
    breaks_inside: int = 0
    rendered_before: bool = False  # the break before it is where Word last broke the page by itself
    boxes: list[etree._Element] = field(default_factory=list)
    objects: list[etree._Element] = field(default_factory=list)  # stored in the file, shown as pictures
    pictures: list[str] = field(default_factory=list)  # ids of the relations to their files
    has_picture: bool = False
    has_struck: bool = False  # text struck out by hand, which is left out


@dataclass(frozen=True, slots=True)
class _Walk:
    """What a walk over one paragraph is given."""

    looks: Looks
    paragraph: Look
    parts: list[str]
    out: ParagraphText


def paragraph_text(paragraph: etree._Element, looks: Looks) -> ParagraphText:
    """Read one ``w:p``."""
    out = ParagraphText()
    if switched_on(child(paragraph, "pPr", "pageBreakBefore")):
        out.breaks_before += 1
    walk = _Walk(looks, looks.of_paragraph(paragraph), [], out)
    _walk(paragraph, walk, walk.paragraph)
    out.text = joined(walk.parts)
    return out


def _walk(element: etree._Element, walk: _Walk, look: Look) -> None:
    parts, out = walk.parts, walk.out
    for node in element:
        tag = node.tag
        if tag in _PRINTS:
            _print(node, walk, look)
        elif tag == W + "br":
            _break(value(node, "type"), parts, out)
        elif tag == W + "lastRenderedPageBreak":
            _rendered_break(parts, out)
        elif tag in _INTO:
            own = walk.looks.of_run(node, walk.paragraph) if tag == W + "r" else look
            if not own.hidden:
                _walk(node, walk, own)
        elif tag == ALTERNATE:
            chosen = node.find(CHOICE)
            _walk(chosen if chosen is not None else node.find(FALLBACK), walk, look)
        elif tag in _GRAPHICS:
            _graphic(node, out)


def _print(node: etree._Element, walk: _Walk, look: Look) -> None:
    """Add what a node prints in a run of that look; a tab and a line's end are no text that could be struck out."""
    text = _printed(node)
    if look.struck and text.strip():
        walk.out.has_struck = True
    else:
        walk.parts.append(Raised(text) if look.raised else text)


def _printed(node: etree._Element) -> str:
    """What a node of text, a tab or a symbol prints."""
    if node.tag == W + "sym":
        return _SYMBOLS.get((value(node, "char") or "").upper(), "")
    return _PLAIN.get(node.tag) or node.text or ""


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
    if not found:  # those in a text box are read with it
        stored = list(node.iter(OBJECT))
        out.objects.extend(stored)
        out.pictures.extend([] if stored else _files(node))
        out.has_picture = True


def _files(node: etree._Element) -> list[str]:
    """What a drawing shows: pictures of the file, by the ids of their relations."""
    found = [blip.get(_EMBED) for blip in node.iter(_BLIP)] + [data.get(_DATA_ID) for data in node.iter(_DATA)]
    return [id_ for id_ in found if id_]


def _boxes(node: etree._Element, found: list[etree._Element]) -> None:
    for inner in node:
        if inner.tag == TEXTBOX:
            found.append(inner)
        elif inner.tag == ALTERNATE:
            chosen = inner.find(CHOICE)
            _boxes(chosen if chosen is not None else inner, found)
        else:
            _boxes(inner, found)
