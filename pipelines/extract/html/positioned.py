"""Pages turned from PDF to HTML: every text and every rule is an element placed by left and top.

Pages, printed lines and rules are rebuilt from the styles.  Where rules are drawn they make the cells;
text outside them, and pages without rules, are put into columns by alignment.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import html

from pipelines.extract.builder import Builder
from pipelines.extract.html.align import aligned_tables
from pipelines.extract.html.lattice import Rule, lattices
from pipelines.extract.html.places import Span, box_of, lines_of, text_of
from pipelines.extract.html.style import Style, StyleSheet, points
from pipelines.extract.html.tags import DROPPED

_MIN_PLACED = 20  # placed texts that make a page laid out by position
_MAX_RULE = 3.0  # points: thicker boxes are areas, not rules


@dataclass(slots=True)
class PlacedPage:
    """One page's element with what is placed on it, in points from its top left corner."""

    element: html.HtmlElement
    width: float
    height: float
    spans: list[Span] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def positioned_pages(body: html.HtmlElement, sheet: StyleSheet) -> list[PlacedPage]:
    """The pages of a body laid out by position; none for an ordinary page."""
    pages: dict[html.HtmlElement, PlacedPage] = {}
    page_of: dict[html.HtmlElement, html.HtmlElement | None] = {}  # of a parent: its children share it
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        style = sheet.style(element)
        if style.get("position") != "absolute" or points(style.get("left")) is None:
            continue
        parent = element.getparent()
        if parent not in page_of:
            page_of[parent] = _page_of(element, sheet)
        page_element = page_of[parent]
        if page_element is None or sheet.hidden(element):
            continue
        page = pages.get(page_element)
        if page is None:
            of_page = sheet.style(page_element)
            page = PlacedPage(page_element, points(of_page.get("width")) or 0.0, points(of_page.get("height")) or 0.0)
            pages[page_element] = page
        _place(element, style, page, sheet)
    found = list(pages.values())
    return found if sum(len(p.spans) for p in found) >= _MIN_PLACED else []


def read_positioned(page: PlacedPage, number: int, builder: Builder, sheet: StyleSheet) -> None:
    """Add one page: ruled tables, aligned tables and lines, from top to bottom."""
    builder.page(number, page.width, page.height)
    tables = lattices(page.rules)
    inside: set[int] = set()
    placed: list[tuple[float, object]] = []
    for table in tables:
        cells = table.cells(page.spans, inside)
        if len(cells) > 1 and any(c.text for c in cells):
            placed.append((table.box.top, (cells, table.box, "ruled")))
    free = [s for i, s in enumerate(page.spans) if i not in inside]
    for cells, box, rest in aligned_tables(lines_of(free)):
        if cells:
            placed.append((box.top, (cells, box, "aligned")))
        else:
            placed.append((box.top, rest))
    for _, block in sorted(placed, key=lambda b: b[0]):
        if isinstance(block, tuple):
            builder.grid(block[0], method=block[2], page=number, box=block[1])
        elif isinstance(block, list):
            builder.paragraph(text_of(block), number, box=box_of(block))


def _page_of(element: html.HtmlElement, sheet: StyleSheet) -> html.HtmlElement | None:
    """The nearest ancestor that is placed relatively and has a height: the sheet of paper."""
    for ancestor in element.iterancestors():
        style = sheet.style(ancestor)
        if style.get("position") == "relative" and points(style.get("height")):
            return ancestor
        if style.get("position") == "absolute" and points(style.get("height")) and "page" in ancestor.get("class", ""):
            return ancestor
    return None


def _place(element: html.HtmlElement, style: Style, page: PlacedPage, sheet: StyleSheet) -> None:
    left, top = _origin(element, page, sheet)
    width, height = points(style.get("width")) or 0.0, points(style.get("height")) or 0.0
    text = _own_text(element, sheet)
    if text.strip():
        size = points(style.get("font-size")) or 12.0
        tall = points(style.get("line-height")) or height or size
        page.spans.append(Span(text, left, top, size, tall))
    elif _drawn(style) and (width <= _MAX_RULE) != (height <= _MAX_RULE):
        page.rules.append(Rule(left, top, left + width, top + height))


def _origin(element: html.HtmlElement, page: PlacedPage, sheet: StyleSheet) -> tuple[float, float]:
    """Left and top from the page's corner, through placed ancestors."""
    left = top = 0.0
    node = element
    while node is not None and node is not page.element:
        style = sheet.style(node)
        if style.get("position") in ("absolute", "relative"):
            left += points(style.get("left")) or 0.0
            down = points(style.get("top"))
            up = points(style.get("bottom"))
            if down is None and up is not None:
                down = page.height - up - (points(style.get("height")) or points(style.get("line-height")) or 0.0)
            top += down or 0.0
        node = node.getparent()
    return left, top


def _own_text(element: html.HtmlElement, sheet: StyleSheet) -> str:
    """Text of an element without that of placed elements inside it, which are read by themselves."""
    parts = [element.text or ""]
    for node in element:
        if isinstance(node.tag, str) and node.tag not in DROPPED:
            style = sheet.style(node)
            if style.get("position") != "absolute" and style.get("display") != "none":
                parts.append(_own_text(node, sheet))
        parts.append(node.tail or "")
    return "".join(parts).replace("\xa0", " ")


def _drawn(style: Style) -> bool:
    return any(name.startswith("border") and "none" not in value and value not in ("0", "0px", "0pt")
               for name, value in style.items()) or "background" in style or "background-color" in style  # fmt: skip
