"""What every reader gives: grids with merged cells, and blocks in reading order."""

from __future__ import annotations

from pipelines.model.document import Cell, Document, Doubt, Grid, Page, Paragraph, ReadError, Unreadable


def grid(*cells: Cell, rows: int, cols: int, order: int = 0, parent: tuple[int, int, int] | None = None) -> Grid:
    return Grid(grid_no=1, order=order, page=1, rows=rows, cols=cols, cells=list(cells), parent=parent)


def texts(one: Grid) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in one.matrix()]


def test_a_merged_cell_covers_all_its_places() -> None:
    found = grid(Cell(0, 0, "A", row_span=2), Cell(0, 1, "B", col_span=2), Cell(1, 2, "C"), rows=2, cols=3)
    assert texts(found) == [["A", "B", "B"], ["A", None, "C"]]


def test_the_first_of_two_cells_keeps_a_place_both_claim() -> None:
    found = grid(Cell(0, 0, "A", col_span=2), Cell(0, 1, "B"), rows=1, cols=2)
    assert texts(found) == [["A", "A"]]


def test_a_cell_does_not_reach_over_the_edge() -> None:
    found = grid(Cell(0, 1, "A", row_span=9, col_span=9), rows=2, cols=2)
    assert texts(found) == [[None, "A"], [None, "A"]]


def test_blocks_come_in_reading_order_without_tables_inside_tables() -> None:
    inner = grid(rows=1, cols=1, order=1, parent=(1, 0, 0))
    outer = grid(rows=1, cols=1, order=2)
    said = Paragraph(page=1, order=3, text="后"), Paragraph(page=1, order=0, text="前")
    document = Document(reader="x", paragraphs=list(said), grids=[inner, outer])
    assert document.blocks() == [said[1], outer, said[0]]


def test_what_no_reader_says_of_a_page_is_nothing() -> None:
    page = Page(3)
    assert (page.number, page.width, page.height, page.chars) == (3, 0.0, 0.0, 0)
    assert (page.has_image, page.is_scan, page.name) == (False, False, "")


def test_a_cell_covers_one_place_and_text_is_the_body_unless_said_otherwise() -> None:
    cell = Cell(0, 0, "A")
    assert (cell.row_span, cell.col_span, cell.box) == (1, 1, None)
    assert Paragraph(order=0, page=1, text="x").kind == "body"
    one = grid(rows=1, cols=1)
    assert (one.method, one.parent, one.box) == ("ruled", None, None)
    assert Doubt("poor_scan", 2).count == 1


def test_why_a_file_gave_nothing_goes_with_the_error() -> None:
    error = ReadError(Unreadable.ENCRYPTED, "needs a password")
    assert (error.reason, error.message, str(error.reason)) == (Unreadable.ENCRYPTED, "needs a password", "encrypted")
