"""Tables without rules, part by part: columns, headers, wrapped names, tables of one line."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import read_pdf
from pipelines.extract.unruled.head import head_of
from pipelines.extract.unruled.parts import is_numbering, parts_of
from pipelines.extract.unruled.stacked import Block, stacked
from pipelines.extract.unruled.strips import Side, Strip, strips
from pipelines.extract.unruled.words import Word
from pipelines.model.document import Document
from tests.extract import pdf_samples as draw

NAMES = Strip(0.0, 60.0, Side.LEFT)
FIGURES = [Strip(x - 30.0, x, Side.RIGHT, True) for x in (150.0, 250.0, 350.0, 450.0)]


def word(text: str, middle: float, top: float) -> Word:
    return Word(text, middle - 4 * len(text), top, middle + 4 * len(text), top + 8)


def block(text: str, middle: float, top: float) -> Block:
    out = Block()
    out.add(word(text, middle, top))
    return out


def head(
    *blocks: Block, strips: list[Strip] | None = None, numbers: tuple[float, ...] = ()
) -> list[tuple[object, ...]]:
    found = head_of(blocks, strips if strips is not None else [NAMES, *FIGURES], numbers)
    return sorted((c.row, c.col, c.rows, c.cols, c.text) for c in found.cells)


def test_a_group_stands_over_the_columns_it_is_the_middle_of() -> None:
    assert head(
        *(block("项目", 30, 8), block("合计", 110, 8), block("本年支出", 253, 0)),
        *(block("基本", 203, 16), block("项目支出", 303, 16), block("结余", 403, 8)),
    ) == [
        *((0, 0, 2, 1, "项目"), (0, 1, 2, 1, "合计"), (0, 2, 1, 2, "本年支出"), (0, 4, 2, 1, "结余")),
        *((1, 2, 1, 1, "基本"), (1, 3, 1, 1, "项目支出")),
    ]


def test_two_groups_beside_one_another() -> None:
    cells = head(
        *(block("项目", 30, 8), block("收入", 150, 0), block("支出", 353, 0)),
        *(block(text, x, 16) for text, x in (("合计", 103), ("其中", 203), ("合计", 303), ("其中", 403))),
    )
    assert cells[1:3] == [(0, 1, 1, 2, "收入"), (0, 3, 1, 2, "支出")]


def test_a_column_below_one_group_and_beside_another() -> None:
    """支出合计 stands in the second of three lines' middle and third: below the year, beside 基本支出."""
    cells = head(
        *(block("科目", 30, 15), block("今年", 253, 0), block("支出合计", 103, 22.5)),
        *(block("基本支出", 253, 15), block("小计", 203, 30), block("人员", 303, 30), block("项目", 403, 22.5)),
    )
    assert (0, 1, 1, 4, "今年") in cells
    assert (1, 1, 2, 1, "支出合计") in cells and (1, 4, 2, 1, "项目") in cells
    assert (1, 2, 1, 2, "基本支出") in cells


def test_a_header_without_anything_below_is_a_column() -> None:
    cells = head(
        *(block("项目", 30, 0), block("合计", 110, 0), block("财政", 200, 0), block("事业", 265, 0)),
        *(block("经营", 303, 0), block("其他", 403, 0), block("备注", 480, 0)),
    )
    assert [(col, text) for _, col, _, _, text in cells] == list(
        enumerate(["项目", "合计", "财政", "事业", "经营", "其他", "备注"])
    )


def test_numbers_tell_which_words_name_a_column() -> None:
    """Two columns without a figure, with nothing to tell them from the others but their numbers."""
    cells = head(
        *(block("项目", 30, 0), block("甲", 110, 0), block("乙", 180, 0), block("丙", 230, 0)),
        strips=[NAMES, *FIGURES[:2]],
        numbers=(30, 110, 180, 230),
    )
    assert [text for *_, text in cells] == ["项目", "甲", "乙", "丙"]


def test_dashes_on_the_other_side_are_no_column() -> None:
    rows = [
        [Word("甲", 0, 0, 8, 8), Word("12.00", 130, 0, 150, 8), Word("-", 160, 0, 164, 8)],
        [Word("乙", 0, 20, 8, 28), Word("-", 60, 20, 64, 28), Word("7.50", 230, 20, 250, 28)],
        [Word("丙", 0, 40, 8, 48), Word("9.00", 134, 40, 150, 48), Word("1.50", 230, 40, 250, 48)],
    ]
    assert [(s.x0, s.x1, s.side, s.is_amounts) for s in strips(rows)] == [
        (0, 8, Side.LEFT, False),
        (60, 150, Side.RIGHT, True),
        (160, 250, Side.RIGHT, True),
    ]


def test_columns_of_nothing_but_dashes_stay() -> None:
    rows = [[Word("-", 60, y, 64, y + 8), Word("5.00", 130, y, 150, y + 8)] for y in (0, 20, 40)]
    assert len(strips(rows)) == 2


def test_codes_are_no_amounts() -> None:
    rows = [[Word(code, 0, y, 6 * len(code), y + 8)] for y, code in ((0, "208"), (20, "20805"), (40, "2080505"))]
    (strip,) = strips(rows)
    assert (strip.side, strip.is_amounts) == (Side.LEFT, False)


def test_lines_close_below_one_another_are_one_cell() -> None:
    lines = [[word("一般公共", 40, 0), word("合计", 120, 5)], [word("预算", 40, 10)], [word("其他", 40, 30)]]
    assert [b.text for b in stacked(lines, gap=4.0)] == ["一般公共\n预算", "合计", "其他"]


def test_the_first_line_of_a_name_may_be_indented() -> None:
    lines = [[Word("机关事业", 40, 0, 90, 8)], [Word("支出", 0, 10, 20, 18)]]
    assert [b.text for b in stacked(lines, gap=4.0, columns=[Strip(0, 100)])] == ["机关事业\n支出"]


def test_a_row_that_numbers_columns() -> None:
    def line(*texts: str) -> list[Word]:
        return [word(text, 50 * n, 0) for n, text in enumerate(texts)]

    assert is_numbering(line("栏次", "1", "2", "3"))
    assert is_numbering(line("类", "款", "项", "1", "2"))
    assert not is_numbering(line("合计", "1", "2.50"))
    assert not is_numbering(line("人数", "1", "3"))


ROWS = [("机关事业单位基本养老", "保险缴费支出", "120.34"), ("职业年金", "", "60.17"), ("住房公积金", "", "105.40")]


def _right(canvas: Canvas, right: float, top: float, text: str) -> None:
    draw.write(canvas, right - stringWidth(text, draw.FONT, 10), top, text)


def test_a_name_on_two_lines_belongs_to_the_figures_beside_its_middle(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.write(canvas, 240, 80, "支出表")
        draw.write(canvas, 80, 110, "项目")
        draw.write(canvas, 260, 110, "金额")
        for n, (first, second, amount) in enumerate(ROWS):
            top = 140 + 30 * n
            draw.write(canvas, 80, top - 6 * bool(second), first)
            if second:
                draw.write(canvas, 80, top + 6, second)
            _right(canvas, 300, top, amount)
    (grid,) = read_pdf(tmp_path / "a.pdf").grids
    texts = [[cell.text if cell else "-" for cell in row] for row in grid.matrix()]
    assert texts == [
        ["项目", "金额"],
        ["机关事业单位基本养老\n保险缴费支出", "120.34"],
        ["职业年金", "60.17"],
        ["住房公积金", "105.40"],
    ]


def test_a_numbered_name_without_figures_below_the_header_is_a_row(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.write(canvas, 240, 80, "支出表")
        draw.write(canvas, 80, 110, "项目")
        draw.write(canvas, 260, 110, "金额")
        draw.write(canvas, 80, 130, "七、节能环保支出")
        for n, (name, amount) in enumerate(
            (("八、城乡社区支出", "3.00"), ("九、农林水支出", "5.00"), ("合计", "8.00"))
        ):
            draw.write(canvas, 80, 150 + 20 * n, name)
            _right(canvas, 300, 150 + 20 * n, amount)
    (grid,) = read_pdf(tmp_path / "a.pdf").grids
    texts = [[cell.text if cell else "-" for cell in row] for row in grid.matrix()]
    assert texts[:3] == [["项目", "金额"], ["七、节能环保支出", ""], ["八、城乡社区支出", "3.00"]]


def _one_line(path: Path, *above: str) -> Document:
    with draw.canvas(path) as canvas:
        for n, line in enumerate(above):
            draw.write(canvas, 240, 60 + 20 * n, line)
        for right, head_, amount in ((150, "合计", "46.00"), (250, "出国费", "8.00"), (350, "接待费", "38.00")):
            draw.write(canvas, right - 40, 120, head_)
            _right(canvas, right, 140, amount)
    return read_pdf(path)


def test_a_title_that_begins_with_a_number_is_no_row() -> None:
    """六、… and the line of the unit stand above the header, 一、… without figures below it."""
    lines = [
        [word("六、基本支出决算表", 200, 0)],
        [word("单位：元", 200, 20)],
        [word("科目", 30, 40), word("决算数", 150, 40)],
        [word("一、工资", 30, 60), word("12.00", 150, 60)],
        [word("二、商品", 30, 80), word("34.50", 150, 80)],
    ]
    parts = parts_of(lines, 0, 3, 4)
    assert [b.text for b in parts.head] == ["科目", "决算数"]
    assert parts.above == ["六、基本支出决算表", "单位：元"]


def test_a_table_of_one_line_below_its_title_is_read(tmp_path: Path) -> None:
    (grid,) = _one_line(tmp_path / "a.pdf", "三公经费支出表", "单位：万元").grids
    texts = [[cell.text if cell else "-" for cell in row] for row in grid.matrix()]
    assert texts == [["合计", "出国费", "接待费"], ["46.00", "8.00", "38.00"]]


def test_one_line_without_a_title_is_no_table(tmp_path: Path) -> None:
    assert _one_line(tmp_path / "a.pdf", "三公经费情况").grids == []


def _over_two_pages(path: Path, shift: float = 0) -> Document:
    """A table of four rows, of which the last stands alone on the second page, ``shift`` beside its column."""
    with draw.canvas(path) as canvas:
        draw.write(canvas, 240, 80, "支出表")
        draw.write(canvas, 80, 110, "项目")
        draw.write(canvas, 260, 110, "金额")
        for n, name in enumerate(("甲", "乙", "丙")):
            draw.write(canvas, 80, 140 + 20 * n, name)
            _right(canvas, 300, 140 + 20 * n, f"{n}2.50")
        canvas.showPage()
        draw.write(canvas, 80, 60, "合计")
        _right(canvas, 300 + shift, 60, "37.50")
    return read_pdf(path)


def test_a_row_alone_on_the_next_page_stands_in_the_columns_of_the_table(tmp_path: Path) -> None:
    first, second = _over_two_pages(tmp_path / "a.pdf").grids
    assert (first.page, second.page) == (1, 2)
    assert [cell.text for cell in second.cells] == ["合计", "37.50"]


def test_a_line_beside_those_columns_is_none_of_its_rows(tmp_path: Path) -> None:
    assert [grid.page for grid in _over_two_pages(tmp_path / "a.pdf", shift=40).grids] == [1]


places = st.floats(0, 500, allow_nan=False)
blocks = st.lists(st.tuples(places, st.sampled_from([0.0, 8.0, 16.0, 24.0])), max_size=10)
columns = st.lists(places, min_size=1, max_size=6, unique_by=lambda x: int(x) // 40)


@given(blocks=blocks, columns=columns)
def test_no_word_of_a_header_is_lost_and_cells_do_not_overlap(
    blocks: list[tuple[float, float]], columns: list[float]
) -> None:
    words = [block(f"{n}号", x, top) for n, (x, top) in enumerate(blocks)]
    found = head_of(words, [Strip(x, x + 30, Side.RIGHT, True) for x in sorted(columns)], ())
    assert sorted(c.text for c in found.cells if c.text) == sorted(b.text for b in words)
    covered = [(r, c) for h in found.cells for r in range(h.row, h.row + h.rows) for c in range(h.col, h.col + h.cols)]
    assert len(covered) == len(set(covered)) == found.rows * len(found.columns)
