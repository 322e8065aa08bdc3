"""A page read again: columns parted by white space, rulings that nearly touch, and when a reading is no other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipelines.extract.pdf.again.by_columns import by_columns
from pipelines.extract.pdf.again.by_lines import by_lines
from pipelines.extract.pdf.again.regrid import regrids
from pipelines.extract.pdf.again.sights import Sights
from pipelines.extract.pdf.again.words import inside, text_of
from pipelines.extract.unruled.words import Word
from pipelines.model.document import Box, Cell, Document, Grid
from tests.extract import pdf_samples as draw

LEFT, MIDDLE, RIGHT, TOP, STEP = 60.0, 160.0, 460.0, 100.0, 24.0
EDGES = (240.0, 330.0, 440.0)  # right edges of the figures that stand in one ruled column
ROWS = [
    ("行政运行", "1,184.55", "1,000.00", "184.55"),
    ("项目支出", "2,046.05", "—", "2,046.05"),
    ("合计", "3,230.60", "1,000.00", "2,230.60"),
]


def page_with(path: Path, rows: Sequence[Sequence[str]] = ROWS, header: Sequence[tuple[float, str]] = ()) -> Path:
    """A page whose rows have a name and, in one column, three figures; ``header`` are words above them by left edge."""
    with draw.canvas(path) as drawn:
        for x, text in ((LEFT + 4, "项目"), *header):
            draw.write(drawn, x, TOP + 16, text)
        for n, (name, *figures) in enumerate(rows, start=1):
            draw.write(drawn, LEFT + 4, TOP + n * STEP + 16, name)
            for right, text in zip(EDGES, figures, strict=False):
                draw.write(drawn, right - stringWidth(text, draw.FONT, 10), TOP + n * STEP + 16, text)
    return path


def grid_of(rows: int, number: int = 101, page: int = 1, *, texts: Sequence[str] = ()) -> Grid:
    """Two columns as the rulings have them."""
    cells = []
    for r in range(rows):
        top, bottom = TOP + r * STEP, TOP + (r + 1) * STEP
        cells.append(Cell(r, 0, texts[r] if texts else "", 1, 1, Box(LEFT, top, MIDDLE, bottom)))
        cells.append(Cell(r, 1, "", 1, 1, Box(MIDDLE, top, RIGHT, bottom)))
    box = Box(LEFT, TOP, RIGHT, TOP + rows * STEP)
    return Grid(grid_no=number, order=1, page=page, rows=rows, cols=2, cells=cells, method="ruled", box=box)


def matrix(grid: Grid) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in grid.matrix()]


def columns_of(path: Path, grid: Grid) -> Grid | None:
    with Sights(path) as reader:
        return by_columns([(grid, reader.other(1))]).get(grid.grid_no)


HEADER = [(200.0, "合计"), (290.0, "基本"), (400.0, "项目")]


def test_a_column_is_parted_where_white_space_runs_down_between_figures(tmp_path: Path) -> None:
    found = columns_of(page_with(tmp_path / "a.pdf", header=HEADER), grid_of(4))
    assert found is not None
    assert (found.rows, found.cols, found.method, found.grid_no) == (4, 4, "aligned", 101)
    assert matrix(found) == [["", "合计", "基本", "项目"], *(["", *figures] for _, *figures in ROWS)]
    boxes = [cell.box for cell in found.cells if cell.row == 1]
    assert all(box is not None and box.top == TOP + STEP for box in boxes)
    edges = [box.x0 for box in boxes if box is not None]
    assert edges[:2] == [LEFT, MIDDLE]
    assert EDGES[0] < edges[2] < EDGES[1] - 30 and EDGES[1] < edges[3] < EDGES[2] - 30


def test_a_word_over_a_new_edge_keeps_its_cell_whole(tmp_path: Path) -> None:
    found = columns_of(page_with(tmp_path / "a.pdf", header=[(190.0, "一般公共预算财政拨款支出合计情况")]), grid_of(4))
    assert found is not None
    head = [cell for cell in found.cells if cell.row == 0]
    assert [(cell.col, cell.col_span) for cell in head] == [(0, 1), (1, 3)]


def test_where_figures_overlap_or_stand_alone_nothing_is_parted(tmp_path: Path) -> None:
    single = [("行政运行", "1,184.55"), ("合计", "1,184.55")]
    assert columns_of(page_with(tmp_path / "a.pdf", single), grid_of(3)) is None
    words = [("行政运行", "见说明", "1.00"), ("合计", "无", "2.00")]  # rows that hold words say nothing
    assert columns_of(page_with(tmp_path / "b.pdf", words), grid_of(3)) is None


def test_all_pages_of_a_table_must_come_out_alike(tmp_path: Path) -> None:
    three, one = page_with(tmp_path / "a.pdf"), page_with(tmp_path / "b.pdf", [(n, f) for n, f, *_ in ROWS])
    moved = grid_of(4, 102)
    moved.cells[:] = [
        Cell(c.row, c.col, "", 1, 1, Box(c.box.x0 + 20, c.box.top, c.box.x1 + 20, c.box.bottom))
        for c in moved.cells
        if c.box
    ]
    with Sights(three) as first, Sights(one) as second:
        assert by_columns([(grid_of(4), first.other(1)), (moved, second.other(1))]) == {}
        alike = by_columns([(grid_of(4), first.other(1)), (grid_of(4, 102), second.other(1))])
    # the same columns: white space of one page counts only where the other has none in its way
    assert set(alike) == {101, 102}  # the white space runs down both
    assert matrix(alike[102]) == [["", "", "", ""], *(["", first, "", ""] for _, first, *_ in ROWS)]


def ruled(path: Path, gap: float) -> tuple[Path, Grid]:
    """Two columns and two rows; the inner upright of the second row stands ``gap`` points to the right."""
    with draw.canvas(path) as drawn:
        for y in (100, 124, 148):
            drawn.line(60, draw.HEIGHT - y, 260, draw.HEIGHT - y)
        for x in (60, 260):
            drawn.line(x, draw.HEIGHT - 100, x, draw.HEIGHT - 148)
        drawn.line(160, draw.HEIGHT - 100, 160, draw.HEIGHT - 124)
        drawn.line(160 + gap, draw.HEIGHT - 124, 160 + gap, draw.HEIGHT - 148)
        for x, top, text in ((64, 116, "项目"), (180, 116, "合计"), (64, 140, "行政运行"), (180, 140, "12.00")):
            draw.write(drawn, x, top, text)
    box = Box(60, 100, 260, 148)
    cells = [Cell(r, 0, "", 1, 1, Box(60, 100 + 24 * r, 260, 124 + 24 * r)) for r in range(2)]
    return path, Grid(grid_no=7, order=1, page=1, rows=2, cols=1, cells=cells, method="ruled", box=box)


def test_rulings_within_six_points_are_one(tmp_path: Path) -> None:
    path, grid = ruled(tmp_path / "a.pdf", 5)
    with Sights(path) as reader:
        found = by_lines([(grid, reader.other(1))])[7]
    assert matrix(found) == [["项目", "合计"], ["行政运行", "12.00"]]
    assert (found.rows, found.cols, found.method) == (2, 2, "pdfplumber")


def test_rulings_further_apart_make_merged_cells(tmp_path: Path) -> None:
    path, grid = ruled(tmp_path / "a.pdf", 15)
    with Sights(path) as reader:
        found = by_lines([(grid, reader.other(1))])[7]
    assert found.cols == 3
    assert sorted((c.row, c.col, c.col_span, c.text) for c in found.cells) == [
        (0, 0, 1, "项目"), (0, 1, 2, "合计"), (1, 0, 2, "行政运行"), (1, 2, 1, "12.00"),
    ]  # fmt: skip


def test_another_table_is_not_taken_for_it(tmp_path: Path) -> None:
    path, grid = ruled(tmp_path / "a.pdf", 5)
    below = Box(60, 300, 260, 348)
    elsewhere = Grid(grid_no=8, order=2, page=1, rows=2, cols=1, cells=grid.cells, method="ruled", box=below)
    with Sights(path) as reader:
        page = reader.other(1)
        assert by_lines([(elsewhere, page)]) == {}
        assert by_lines([(grid, page), (elsewhere, page)]) == {}  # a table is taken from one reading


def document(*grids: Grid) -> Document:
    return Document("pdf/1", grids=list(grids))


def test_a_reading_that_sees_nothing_else_is_left_out(tmp_path: Path) -> None:
    path, grid = ruled(tmp_path / "a.pdf", 5)
    with Sights(path) as reader:
        found = regrids(document(grid), [7], reader.other)
        assert list(found) == ["pdfplumber"]
        assert matrix(found["pdfplumber"].grids[0]) == [["项目", "合计"], ["行政运行", "12.00"]]
        assert regrids(found["pdfplumber"], [7], reader.other) == {}
        assert regrids(document(grid), [7, 9], reader.other) == {}  # not all of the grids are there


def test_without_pages_there_is_no_other_reading(tmp_path: Path) -> None:
    _, grid = ruled(tmp_path / "a.pdf", 5)
    assert regrids(document(grid), [7], lambda number: None) == {}


@pytest.mark.parametrize("gap", [1.0, 5.0, 15.0])
def test_both_engines_see_the_same_ruled_tables(tmp_path: Path, gap: float) -> None:
    path, grid = ruled(tmp_path / "a.pdf", gap)
    with Sights(path) as reader:
        own, other = reader.own(1), reader.other(1)
        assert own is not None and other is not None
        ((box, cells),), ((their_box, their_cells),) = own.tables, other.tables
        assert box == pytest.approx(their_box, abs=0.01)
        assert len(cells) == len(their_cells) == 4
        for cell, their_cell in zip(sorted(cells), sorted(their_cells), strict=True):
            assert cell == pytest.approx(their_cell, abs=0.01)
        first, second = by_lines([(grid, own)])[7], by_lines([(grid, other)])[7]
    assert matrix(first) == matrix(second)


def test_both_engines_see_the_same_words(tmp_path: Path) -> None:
    rows = [[text for text in row if len(text) > 1] for row in ROWS]  # a lone sign is dropped where no font has it
    with Sights(page_with(tmp_path / "a.pdf", rows, HEADER)) as reader:
        own, other = reader.own(1), reader.other(1)
        assert own is not None and other is not None
        ours, theirs = sorted((w.text, w.x0) for w in own.words), sorted((w.text, w.x0) for w in other.words)
    assert [text for text, _ in ours] == [text for text, _ in theirs]
    assert [left for _, left in ours] == pytest.approx([left for _, left in theirs], abs=0.1)
    assert len(ours) == len(HEADER) + 1 + sum(map(len, rows))


def test_a_page_whose_text_runs_sideways_is_left_to_pdfplumber(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as drawn:
        drawn.rotate(90)
        draw.write(drawn, 100, draw.HEIGHT + 200, "合计 3,230.60")
    with Sights(tmp_path / "a.pdf") as reader:
        assert reader.own(1) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([Word("b", 30, 0, 40, 10), Word("a", 0, 0, 20, 10)], "a b"),
        ([Word("a", 0, 0, 20, 10), Word("b", 0, 12, 20, 22)], "a\nb"),
        ([Word("a", 0, 0, 20, 10), Word("b", 30, 5, 40, 15)], "a b"),  # half a line lower: the same line
        ([Word("a", 0, 0, 20, 10), Word("b", 30, 5.1, 40, 15.1)], "a\nb"),
        ([], ""),
    ],
)
def test_words_of_a_cell_as_its_lines(words: list[Word], text: str) -> None:
    assert text_of(words) == text


def test_a_word_belongs_where_its_middle_is() -> None:
    box = Box(0, 0, 10, 10)
    at = [Word("in", -4, 0, 4, 10), Word("edge", 5, 0, 15, 10), Word("low", 0, 5, 4, 15), Word("top", 0, -5, 4, 5)]
    assert [w.text for w in inside(at, box)] == ["in", "top"]
