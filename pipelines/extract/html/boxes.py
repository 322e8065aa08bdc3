"""Tables made of boxes: elements a style lays out in rows and columns, as pages for every width of screen have them.

Rows are boxes of ``display: table-row`` or ``flex``, elements with the role of a row (WAI-ARIA), or so many children of
a ``grid`` as it has columns.  Pages arrange everything with the same means, so only boxes that hold figures count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from lxml import html

from pipelines.extract.html.figures import is_figure
from pipelines.extract.html.style import Style, StyleSheet
from pipelines.extract.html.tables import TableCell
from pipelines.extract.html.tags import DROPPED

_TABLES = ("table", "inline-table")
_GROUPS = ("table-row-group", "table-header-group", "table-footer-group")
_LONGEST = 100  # characters of a cell: longer ones are parts of a page
_LEAST_FIGURES = 2  # rows that hold one
_TRACKS = re.compile(r"repeat\(\s*(\d+)\s*,[^()]*(?:\([^()]*\))?[^()]*\)|(?:minmax|fit-content)\([^()]*\)|[^\s()]+")
_SPAN = re.compile(r"span\s+(\d+)|1\s*/\s*(-1)")
_PARTS = re.compile(r"(\d+)(?:\s|$)")

Cells = list[tuple[html.HtmlElement, int]]  # elements, and how many columns each covers


def box_cells(element: html.HtmlElement, sheet: StyleSheet) -> list[TableCell]:
    """The cells of an element that is such a table; none where it is not."""
    if len(element) < 2 or _has_own_text(element):
        return []
    rows = _rows(element, sheet)
    width = max((_width(row) for row in rows), default=0)
    if len(rows) < 2 or width < 2 or not _is_even(rows, width) or not _holds_figures(rows):
        return []
    cells: list[TableCell] = []
    for r, row in enumerate(rows):
        col = 0
        for node, wide in row:
            span = width if len(row) == 1 else wide
            cells.append(TableCell(node, r, col, 1, span))
            col += span
    return cells


def _rows(element: html.HtmlElement, sheet: StyleSheet) -> list[Cells]:
    style, role = sheet.style(element), element.get("role")
    display = style.get("display", "")
    if display == "grid":
        return _rows_of_grid(element, style, sheet)
    found: list[Cells] = []
    for node in _shown(element, sheet):
        own = sheet.style(node)
        if own.get("display") in _GROUPS or node.get("role") == "rowgroup":
            found += [_cells(row, sheet) for row in _shown(node, sheet)]
        elif _is_row(own, node.get("role")):
            if _has_own_text(node):
                return []
            found.append(_cells(node, sheet))
        elif display not in _TABLES and role not in ("table", "grid"):
            return []  # something else stands between: an element that holds rows among others is no table
    return [row for row in found if row]


def _is_row(style: Style, role: str | None) -> bool:
    display = style.get("display", "")
    flows = display in ("flex", "inline-flex") and not style.get("flex-direction", "").startswith("column")
    return flows or display == "table-row" or role == "row"


def _cells(row: html.HtmlElement, sheet: StyleSheet) -> Cells:
    return [(node, _share(sheet.style(node))) for node in _shown(row, sheet)]


def _share(style: Style) -> int:
    """How many columns a box says it is as wide as: flex: 2."""
    said = _PARTS.match(style.get("flex-grow") or style.get("flex") or "")
    return max(1, int(said.group(1))) if said else 1


def _rows_of_grid(element: html.HtmlElement, style: Style, sheet: StyleSheet) -> list[Cells]:
    columns = sum(int(track.group(1) or 1) for track in _TRACKS.finditer(style.get("grid-template-columns", "")))
    rows: list[Cells] = []
    room = 0
    for node in _shown(element, sheet) if columns > 1 else ():
        said = _SPAN.search(sheet.style(node).get("grid-column", ""))
        wide = 1 if said is None else columns if said.group(2) else min(int(said.group(1)), columns)
        if wide > room:
            rows.append([])
            room = columns
        rows[-1].append((node, wide))
        room -= wide
    return rows


def _shown(element: html.HtmlElement, sheet: StyleSheet) -> list[html.HtmlElement]:
    nodes = (node for node in element if isinstance(node.tag, str) and node.tag not in DROPPED)
    return [node for node in nodes if not sheet.hidden(node)]


def _has_own_text(element: html.HtmlElement) -> bool:
    """Whether text stands beside the elements in it, which no cell would hold."""
    return any(text and text.strip() for text in [element.text, *(node.tail for node in element)])


def _width(row: Cells) -> int:
    return sum(wide for _, wide in row)


def _is_even(rows: Sequence[Cells], width: int) -> bool:
    """Whether rows are of one width, but for titles over all of it."""
    return all(_width(row) == width or len(row) == 1 for row in rows) and any(len(row) > 1 for row in rows)


def _holds_figures(rows: Sequence[Cells]) -> bool:
    """Whether short cells hold figures, and none a table."""
    if any(next(node.iter("table"), None) is not None for node, _ in chain(*rows)):
        return False
    texts = [["".join("".join(node.itertext()).split()) for node, _ in row] for row in rows]
    if any(len(text) > _LONGEST for text in chain(*texts)):
        return False
    return sum(any(map(is_figure, row)) for row in texts) >= _LEAST_FIGURES
