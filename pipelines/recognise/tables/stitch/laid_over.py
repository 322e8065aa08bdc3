"""Rows of a page laid over the columns of the table's first page, by the x of both."""

from __future__ import annotations

from pipelines.model.document import Box
from pipelines.recognise.model import Piece, Printed, Row
from pipelines.recognise.tables.row_texts import is_blank


def laid_over(piece: Piece, first: Piece) -> list[Row]:
    """The body of ``piece`` in the columns of ``first``; as it is where both have as many or no geometry."""
    if piece.grid.cols == first.grid.cols or piece.centres is None or first.centres is None:
        return piece.body
    boxes = {(cell.row, cell.col): cell.box for cell in piece.grid.cells}
    return [_moved(row, boxes, first.centres) for row in piece.body]


def _moved(row: Row, boxes: dict[tuple[int, int], Box | None], centres: list[float]) -> Row:
    """``row`` over columns with the middles ``centres``: a cell goes to those it covers, else to the nearest."""
    out: list[Printed | None] = [None] * len(centres)
    for cell in filter(None, row):
        box = boxes.get((cell.row_no, cell.col_no))
        if box is None:
            continue
        for number, index in enumerate(_columns_under(box, centres)):
            if _gives_way(out[index], cell):
                out[index] = cell._replace(anchor=cell.anchor and number == 0)
    return Row(out)


def _columns_under(box: Box, centres: list[float]) -> list[int]:
    covered = [i for i, x in enumerate(centres) if box.x0 - 1 <= x <= box.x1 + 1]
    if covered:
        return covered
    middle = (box.x0 + box.x1) / 2
    return [min(range(len(centres)), key=lambda i: abs(centres[i] - middle))]


def _gives_way(there: Printed | None, cell: Printed) -> bool:
    return there is None or (is_blank(there) and bool(cell.text.strip()))
