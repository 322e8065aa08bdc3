"""The cells of a Word table: which columns and rows each covers.

Columns are counted in units of the table's grid: ``gridBefore``, then ``gridSpan`` of every cell, then
``gridAfter``.  ``vMerge`` continues the cell above that starts at the same column; ``hMerge`` (files
converted from older versions) the cell to the left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipelines.extract.docx.names import ALTERNATE, CHOICE, W, child, number, value

_BLOCKS = {W + "p", W + "tbl", W + "altChunk"}
_FRAME_SHARE = 0.5  # a table whose nested tables hold more of its text than this only arranges them
_WRAPPERS = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}


@dataclass(slots=True)
class TableCell:
    """A cell with its place; ``element`` is the ``w:tc`` that holds its text."""

    element: etree._Element
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1


def blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and chunks of other formats directly in a body, cell or text box; content controls are
    transparent."""
    for node in container:
        if node.tag in _BLOCKS:
            yield node
        elif node.tag in _WRAPPERS:
            yield from blocks(node)
        elif node.tag == ALTERNATE and node.find(CHOICE) is not None:
            yield from blocks(node.find(CHOICE))


def table_cells(table: etree._Element) -> list[TableCell]:
    """The cells of a ``w:tbl``, merged ones once, in reading order."""
    cells: list[TableCell] = []
    above: dict[int, TableCell] = {}  # first column -> the cell of the row above that can go on downwards
    for r, row in enumerate(_rows(table)):
        above = _row_cells(row, r, above, cells)
    return cells


def is_frame(cells: list[TableCell]) -> bool:
    """Whether a table only arranges the tables in it: one column around them, or several of them side by side that hold
    nearly all of its text."""
    nested = {id(cell): [b for b in blocks(cell.element) if b.tag == W + "tbl"] for cell in cells}
    holders = [cell for cell in cells if nested[id(cell)]]
    if not holders or all(cell.col == 0 for cell in cells):
        return bool(holders)
    inside = sum(_length(table) for cell in holders for table in nested[id(cell)])
    return len(holders) > 1 and inside > _FRAME_SHARE * sum(_length(cell.element) for cell in cells)


def _length(element: etree._Element) -> int:
    return sum(len(text.text or "") for text in element.iter(W + "t"))


def row_count(table: etree._Element) -> int:
    """Rows that are not deleted."""
    return sum(1 for _ in _rows(table))


def _row_cells(
    row: etree._Element, r: int, above: dict[int, TableCell], cells: list[TableCell]
) -> dict[int, TableCell]:
    """Append the cells of one row; gives the cells that the next row can continue."""
    col = number(child(row, "trPr", "gridBefore"), 0)
    current: dict[int, TableCell] = {}
    left: TableCell | None = None
    for element in _wrapped(row, W + "tc"):
        properties = child(element, "tcPr")
        if child(properties, "cellDel") is not None:
            continue
        span = max(1, number(child(properties, "gridSpan"), 1))
        upper = above.get(col)
        if _continues(child(properties, "hMerge")) and left is not None:
            left.col_span += span
        elif _continues(child(properties, "vMerge")) and upper is not None:
            if upper.row + upper.row_span == r:
                upper.row_span += 1
            current[col] = upper
            left = None
        else:
            left = TableCell(element, r, col, 1, span)
            cells.append(left)
            current[col] = left
        col += span
    return current


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and value(merge) in (None, "continue")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _wrapped(table, W + "tr"):
        if child(row, "trPr", "del") is None:
            yield row


def _wrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for node in parent:
        if node.tag == tag:
            yield node
        elif node.tag in _WRAPPERS:
            yield from _wrapped(node, tag)
