"""The cells of an HTML table: the table model of the HTML standard (rowspan, colspan) on a grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from pipelines.extract.html.style import StyleSheet

_MAX_COLSPAN = 1000  # as in the HTML standard
_MAX_ROWSPAN = 65534
_SECTIONS = ("thead", "tbody", "tfoot")
_FRAME_SHARE = 0.5  # a table whose nested tables hold more of its text than this only arranges them


@dataclass(slots=True)
class TableCell:
    """A ``td`` or ``th`` with its place."""

    element: html.HtmlElement
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1


def table_cells(table: html.HtmlElement, sheet: StyleSheet) -> list[TableCell]:
    """Cells in reading order; hidden rows and cells are left out, a span ends with the table."""
    rows = [row for row in _rows(table) if not sheet.gone(row)]
    taken: set[tuple[int, int]] = set()
    cells: list[TableCell] = []
    for r, row in enumerate(rows):
        col = 0
        for element in row:
            if element.tag not in ("td", "th") or sheet.gone(element):
                continue
            while (r, col) in taken:
                col += 1
            wide = min(_span(element, "colspan"), _MAX_COLSPAN)
            high = min(_span(element, "rowspan"), _MAX_ROWSPAN, len(rows) - r)
            if element.get("rowspan", "").strip() == "0":
                high = len(rows) - r
            cells.append(TableCell(element, r, col, high, wide))
            taken.update((r + i, col + j) for i in range(high) for j in range(wide))
            col += wide
    return cells


def is_layout(cells: list[TableCell]) -> bool:
    """Whether a table only arranges other tables, as old pages do."""
    inner = [nested for c in cells for nested in c.element.iter("table")]
    if not inner:
        return False
    whole = sum(_length(c.element) for c in cells)
    outermost = [t for t in inner if not any(a.tag == "table" and a in inner for a in t.iterancestors())]
    return sum(_length(t) for t in outermost) > _FRAME_SHARE * whole or len(cells) == 1


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Rows in the order they are shown: head, bodies, foot."""
    groups: dict[str, list[html.HtmlElement]] = {name: [] for name in _SECTIONS}
    for node in table:
        if node.tag == "tr":
            groups["tbody"].append(node)
        elif node.tag in _SECTIONS:
            groups[node.tag].extend(row for row in node if row.tag == "tr")
    for name in _SECTIONS:
        yield from groups[name]


def _span(element: html.HtmlElement, name: str) -> int:
    text = element.get(name, "1").strip()
    return max(1, int(text)) if text.isdecimal() else 1


def _length(element: html.HtmlElement) -> int:
    return sum(len(t.strip()) for t in element.itertext(with_tail=False))
