"""Documents built from text tables, as a reader gives them.

``grid`` takes rows as strings with ``|`` between cells.  ``<`` continues the cell to the left (column span), ``^``
the cell above (row span).  Blank cells are empty text; full-width blanks (an indent) stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.document import Box, Cell, Document, Grid, Page, Paragraph
from pipelines.recognise import CodeBook, Recognised, recognise
from warehouse import reference

Block = str | tuple[str, ...]
WIDTH = 600.0
ROW = 14.0


def book() -> CodeBook:
    """The code book of the reference lists."""
    functional = [
        ("functional", code, name)
        for code, name in reference.functional().select("functional_code", "name").iter_rows()
    ]
    schemes = {"department": "economic", "government": "government"}
    economic = [
        (schemes[scheme], code, name)
        for scheme, code, name in reference.economic().select("scheme", "economic_code", "name").iter_rows()
    ]
    return CodeBook.of((s, c, n) for s, c, n in [*functional, *economic] if n)


def document(*pages: Sequence[Block], geometry: bool = True) -> Document:
    """A document of pages; each page is lines of text (str) and tables (tuples of row strings)."""
    out = Document(reader="test/1")
    order = 0
    for number, blocks in enumerate(pages, 1):
        top = 40.0
        out.pages.append(Page(number, WIDTH, 800.0, chars=1))
        for block in blocks:
            order += 1
            if isinstance(block, str):
                box = Box(40, top, 40 + 10 * len(block), top + 10)
                out.paragraphs.append(Paragraph(order, number, block, box if geometry else None))
                top += ROW
                continue
            out.grids.append(_grid(block, len(out.grids) + 1, order, number, top if geometry else None))
            top += ROW * len(block)
    return out


def _grid(rows: tuple[str, ...], grid_no: int, order: int, page: int, top: float | None) -> Grid:
    texts = [[t.strip(" ").replace("⏎", "\n") for t in row.split("|")] for row in rows]
    cols = max(len(row) for row in texts)
    assert all(len(row) == cols for row in texts), [len(row) for row in texts]
    cells: list[Cell] = []
    owner: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if text == "<":
                cell = owner[r, c - 1]
                cell.col_span = max(cell.col_span, c - cell.col + 1)
            elif text == "^":
                cell = owner[r - 1, c]
                cell.row_span = max(cell.row_span, r - cell.row + 1)
            else:
                cell = Cell(r, c, text)
                cells.append(cell)
            owner[r, c] = cell
    if top is not None:
        step = (WIDTH - 80) / cols
        for cell in cells:
            x0, y0 = 40 + step * cell.col, top + ROW * cell.row
            cell.box = Box(x0, y0, x0 + step * cell.col_span, y0 + ROW * cell.row_span)
    box = None if top is None else Box(40, top, WIDTH - 40, top + ROW * len(rows))
    return Grid(grid_no, order, page, len(rows), cols, cells, box)


def recognised(*pages: Sequence[Block], geometry: bool = True) -> Recognised:
    """What is recognised in a document of ``pages``."""
    return recognise(document(*pages, geometry=geometry), book())


def amounts(found: Recognised, statement: str, **wanted: object) -> list[str]:
    """Printed figures of the lines of ``statement`` whose columns have the values ``wanted``, in line order."""
    lines = [ln for ln in found.lines if ln["statement"] == statement]
    return [str(ln["amount_published"]) for ln in lines if all(ln[k] == v for k, v in wanted.items())]
