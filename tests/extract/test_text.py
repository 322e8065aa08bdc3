"""Text exports of converters: tables rebuilt from lines.  Figures are those printed in the seed documents."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.acquire import Media, sniff
from pipelines.extract.text import read_text
from pipelines.extract.text.numbers import is_amount_column, is_index_row, is_number
from pipelines.extract.text.read import text_document
from pipelines.extract.text.spans import best_partition, money_columns, place_rows
from pipelines.model.document import Document, Grid, ReadError, Unreadable

SEEDS = {
    "000": "000_13b9ba2b09946174.txt",
    "001": "001_dcb022360a949ccc.txt",
    "002": "002_4062fb8f71933e71.txt",
    "003": "003_261c3b20d083d2db.txt",
    "004": "004_ff68eaab89af36f2.txt",
}


def seed(shared: Path, name: str) -> Document:
    return read_text(shared / "seeds" / SEEDS[name])


def at(grid: Grid, row: int, col: int) -> str:
    cell = grid.matrix()[row][col]
    assert cell is not None, (row, col)
    return cell.text


def spans(grid: Grid, row: int) -> list[tuple[int, int, int]]:
    """(col, row_span, col_span) of the cells that start in a row."""
    return [(c.col, c.row_span, c.col_span) for c in grid.cells if c.row == row]


def row_with(grid: Grid, text: str) -> list[str]:
    """Texts of the first row that has a cell with exactly this text."""
    row = next(c.row for c in grid.cells if c.text.strip() == text)
    return [at(grid, row, c) for c in range(grid.cols)]


def test_each_title_is_a_paragraph_before_its_table(shared: Path) -> None:
    blocks = seed(shared, "001").blocks()
    first = next(i for i, b in enumerate(blocks) if isinstance(b, Grid))
    title = blocks[first - 1]
    assert not isinstance(title, Grid)
    assert title.text == "部门预算收支总表"  # the bookmark mark before it is gone
    assert all(isinstance(b, Grid) or b.text.strip() != "page number" for b in blocks)


def test_summary_with_two_lanes(shared: Path) -> None:
    grid = seed(shared, "001").grids[0]
    assert (grid.rows, grid.cols, grid.method) == (38, 5, "text")
    assert [c.text for c in grid.cells if c.row == 0] == ["450昌黎县医疗保障局", "预算年度：2024", "单位：万元"]
    assert spans(grid, 1) == [(0, 2, 1), (1, 1, 2), (3, 1, 2)]  # 序号 over two rows, 收入, 支出
    assert row_with(grid, "10") == ["10", "", "", "十、卫生健康支出", "6059.14"]
    assert row_with(grid, "34") == ["34", "收入总计", "6518.64", "支出总计", "6518.64"]


def test_a_group_over_eight_columns(shared: Path) -> None:
    grid = seed(shared, "001").grids[1]
    assert spans(grid, 1) == [(0, 2, 1), (1, 1, 2), (3, 2, 1), (4, 1, 8), (12, 2, 1)]
    row = row_with(grid, "2089999")
    assert row[3:7] == ["10.00", "5.00", "5.00", ""]
    assert row[12] == "5.00"


def test_groups_told_apart_by_what_their_columns_hold(shared: Path) -> None:
    grids = seed(shared, "001").grids
    assert spans(grids[3], 1) == [(0, 2, 1), (1, 1, 2), (3, 1, 5)]  # 收入: 项目 金额; 支出: 项目 合计 and three sources
    assert spans(grids[5], 1) == [(0, 2, 1), (1, 1, 2), (3, 1, 3)]  # code and name; three amounts
    assert spans(grids[8], 1) == [(0, 2, 1), (1, 2, 1), (2, 1, 4)]  # 资金性质 over four


def test_basic_spending_by_economic_code(shared: Path) -> None:
    grid = seed(shared, "001").grids[5]
    assert row_with(grid, "30101") == ["3", "30101", "基本工资", "161.83", "161.83", ""]
    assert row_with(grid, "30239") == ["16", "30239", "其他交通费用", "4.02", "", "4.02"]


def test_a_row_broken_by_an_empty_line_in_a_cell_is_whole_again(shared: Path) -> None:
    grid = next(
        g for g in seed(shared, "001").grids if any(c.text == "享受医疗保险基金补助覆盖面扩大" for c in g.cells)
    )
    row = next(c.row for c in grid.cells if c.text == "享受医疗保险基金补助覆盖面扩大")
    assert [at(grid, row, c) for c in range(6)] == [
        "",
        "社会效益指标",
        "享受医疗保险基金补助覆盖面扩大",
        "享受医疗保险基金补助覆盖面扩大",
        "较上年扩大",
        "全年工作计划",
    ]
    grid = seed(shared, "004").grids[0]
    assert row_with(grid, "全民参保率") == ["", "效益指标", "社会效益指标", "全民参保率", "≧95%"]


def test_three_header_rows(shared: Path) -> None:
    grid = next(g for g in seed(shared, "000").grids if g.cols == 14)
    assert spans(grid, 1) == [(0, 1, 2), (2, 3, 1), (3, 3, 1), (4, 3, 1), (5, 3, 1), (6, 3, 1), (7, 1, 7)]
    assert spans(grid, 2) == [(0, 2, 1), (1, 2, 1), (7, 2, 1), (8, 1, 5), (13, 2, 1)]
    assert [c.text for c in grid.cells if c.row == 3] == [
        "合计",
        "一般公共预算拨款",
        "基金预算拨款",
        "财政专户核拨",
        "其他来源收入",
    ]


def test_project_forms_and_their_figures(shared: Path) -> None:
    grids = seed(shared, "000").grids
    sizes = [
        row_with(g, "预算规模及资金用途")[2] for g in grids if any(c.text == "预算规模及资金用途" for c in g.cells)
    ]
    assert sizes == [
        "218.00", "99.60", "5.00", "10.00", "2303.00", "19.20", "5.00", "1000.00", "1844.00", "283.00",
        "5060.00", "5.00", "17.00", "8.00", "8902.00", "3.00", "5.00", "14495.00", "5.00",
    ]  # fmt: skip


def test_an_indented_sentence_is_no_table(shared: Path) -> None:
    document = seed(shared, "000")
    assert any(p.text.startswith("我部门（含所属单位）上年末固定资产金额为54.47万元") for p in document.paragraphs)
    assert any(p.text == "青龙县部门固定资产占用情况表" for p in document.paragraphs)


def test_pieces_of_a_table_over_pages_are_grids_of_their_own(shared: Path) -> None:
    grids = seed(shared, "002").grids
    assert [(g.rows, g.cols) for g in grids[:4]] == [(20, 5), (22, 5), (19, 5), (19, 5)]
    assert all(spans(g, 0) == [(0, 2, 1), (1, 1, 2), (3, 1, 2)] for g in grids[:4])
    assert row_with(grids[3], "68") == ["68", "收入总计", "6022.63", "支出总计", "6022.63"]


def test_contents_lines_and_headings(shared: Path) -> None:
    document = seed(shared, "002")
    texts = [p.text for p in document.paragraphs]
    assert "部门预算收支总表 ..... 3" in texts
    assert "部门预算收支总表" in texts  # "## " is gone
    assert "1、一般公共预算拨款收入：指市级财政当年拨付的资金。" in {t.removeprefix("- ") for t in texts}


def test_forms_of_seed_003(shared: Path) -> None:
    grids = seed(shared, "003").grids
    assert row_with(grids[0], "部门预算总额（万元）") == ["预算情况", "部门预算总额（万元）", "", "10408.32", ""]
    assert row_with(grids[1], "项目资金 (万元)")[2:] == ["9000.00", "年度资金总额:", "3000.00"]
    assert "<p>" not in "".join(c.text for g in grids for c in g.cells)


@pytest.mark.parametrize("name", SEEDS)
def test_every_figure_comes_through_once(shared: Path, name: str) -> None:
    raw = (shared / "seeds" / SEEDS[name]).read_text("utf-8")
    raw = re.sub(r"\[bookmark:[^\]]*\]", "", raw)
    document = seed(shared, name)
    read = [p.text for p in document.paragraphs] + [c.text for g in document.grids for c in g.cells]
    figures = re.compile(r"\d[\d,.]*")
    assert Counter(figures.findall("\n".join(read))) == Counter(figures.findall(raw))


def test_prose_is_paragraphs() -> None:
    document = text_document("一、部门职责\n负责全县医疗保障。\n\n二、预算\n收入100万元。\n")
    assert document.grids == []
    assert [p.text for p in document.paragraphs] == ["一、部门职责", "负责全县医疗保障。", "二、预算", "收入100万元。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("部门预算收支总表\n\n科目\t金额\n合计\t12.50\n", encoding=encoding)
    document = read_text(path)
    assert document.paragraphs[0].text == "部门预算收支总表"
    assert at(document.grids[0], 1, 1) == "12.50"


def test_white_space_only_is_empty() -> None:
    with pytest.raises(ReadError) as caught:
        text_document(" \n\t\n")
    assert caught.value.reason is Unreadable.EMPTY


def test_a_merged_total_and_a_note_stay_two_rows() -> None:
    rows = ["科目编码", "科目名称", "合计", "基本支出"], ["201", "一般公共服务", "5.00", "5.00"]
    text = "".join(
        "".join(f"\t{c}\n" for c in row) + "\n" for row in [*rows, *rows[1:], ["合计", "5.00", "5.00"], ["注：略"]]
    )
    grid = text_document(text).grids[0]
    assert [at(grid, 3, c) for c in range(4)] == ["合计", "合计", "5.00", "5.00"]
    assert at(grid, 4, 0) == "注：略"


def test_a_total_merged_over_split_codes_and_dashes_for_nothing() -> None:
    head = ["类", "款", "项", "名称", "合计", "基本支出", "项目支出"]
    rows = [head, ["合计", "5.00", "5.00", "—"], ["208", "05", "01", "行政单位离退休", "5.00", "5.00", "—"]]
    grid = text_document("".join("".join(f"\t{c}\n" for c in row) + "\n" for row in rows)).grids[0]
    assert [at(grid, 1, c) for c in range(7)] == ["合计", "合计", "合计", "合计", "5.00", "5.00", "—"]


def test_sub_headers_that_repeat_the_words_of_their_group() -> None:
    rows = [
        ["科目名称", "2024年预算数", "2025年预算数", "2025年比2024年增减"],
        ["", "", "合计", "基本支出", "项目支出", "增减额", "增减%"],
        ["行政运行", "9.00", "10.00", "10.00", "1.00", "1.00", "11.11%"],
    ]
    grid = text_document("".join("".join(f"\t{c}\n" for c in row) + "\n" for row in rows)).grids[0]
    assert spans(grid, 0) == [(0, 2, 1), (1, 2, 1), (2, 1, 3), (5, 1, 2)]


def test_header_spans_over_three_rows_and_blank_rows_inside_a_table() -> None:
    lines = [
        "预算数\t\t\t\t决算数\t\t\t",
        "合计\t公务用车费\t\t公务接待费\t合计\t公务用车费\t\t公务接待费",
        "\t购置费\t运行费\t\t\t购置费\t运行费\t",
        "9.00\t2.00\t3.00\t4.00\t8.00\t2.00\t3.00\t3.00",
        "\t\t\t\t\t\t\t",
        "1.00\t\t\t1.00\t1.00\t\t\t1.00",
    ]
    (grid,) = text_document("\n".join(lines)).grids
    assert spans(grid, 0) == [(0, 1, 4), (4, 1, 4)]
    assert (grid.rows, at(grid, 5, 4)) == (6, "1.00")


def test_index_rows_and_numbers() -> None:
    assert is_index_row(["栏次", "1", "2", "3"])
    assert is_index_row(["**", "**", "1", "2"])
    assert not is_index_row(["2010301", "行政运行", "1.00", "2.00"])
    assert is_number("125,360.90")
    assert is_number("－3.5")
    assert not is_number("≥90%")
    assert is_amount_column(["12.00", "", "3.40"])
    assert not is_amount_column(["201", "20101", "2010101"])
    assert not is_amount_column(["1", "2", "3"])


@given(
    st.lists(st.lists(st.sampled_from(["", "合计", "12.00", "201"]), min_size=1, max_size=6), min_size=1, max_size=8)
)
def test_rows_of_any_lengths_keep_every_cell_and_never_overlap(rows: list[list[str]]) -> None:
    cells = place_rows(rows)
    assert sorted(c.text for c in cells if c.text) == sorted(t for row in rows for t in row if t)
    width = max(map(len, rows))
    covered = [
        (r, c) for x in cells for r in range(x.row, x.row + x.row_span) for c in range(x.col, x.col + x.col_span)
    ]
    assert len(covered) == len(set(covered)) == width * len(rows)


@given(st.integers(1, 6), st.integers(0, 6))
def test_a_partition_covers_all_columns(parts: int, extra: int) -> None:
    sizes = best_partition(parts, parts + extra, lambda cell, start, size: 0.0)
    assert len(sizes) == parts
    assert sum(sizes) == parts + extra
    assert min(sizes) >= 1


@given(st.text(alphabet="\t\n ab1.#|-", max_size=200))
def test_any_text_is_read_or_empty(text: str) -> None:
    try:
        document = text_document(text)
    except ReadError as error:
        assert error.reason is Unreadable.EMPTY
    else:
        for grid in document.grids:
            grid.matrix()


@pytest.mark.parametrize(
    ("texts", "money"),
    [
        (["12.50", "8"], True),
        (["1,200", "合计", "-", ""], True),
        (["甲", "乙", "1.5"], False),  # fewer than half are figures
        (["甲", "1.5"], True),
        (["201", "20101", "2010101"], False),  # codes
        (["201", "2010"], True),  # 2010 has the length of no code
        (["11", "12", "13"], False),  # row numbers
        (["1000", "1001"], False),
        (["1000", "1002"], True),
        (["-1000", "1001"], True),
        (["", "-"], False),
    ],
)
def test_columns_of_money(texts: list[str], money: bool) -> None:
    assert is_amount_column(texts) is money


@pytest.mark.parametrize(
    ("texts", "index"),
    [
        (["栏次", "1", "2"], True),
        (["栏次", "甲", "1", "2"], True),
        (["栏次", "甲", "乙", "1", "2"], False),
        (["1"], False),
        (["1", "3"], False),
        (["99", "100"], False),
        (["98", "99"], True),
    ],
)
def test_rows_that_number_their_columns(texts: list[str], index: bool) -> None:
    assert is_index_row(texts) is index


def test_a_column_without_a_word_is_like_the_one_before() -> None:
    rows = [["甲", "1.5", "-", ""], ["乙", "2.5", "", "丙"], ["短"], ["1", "2", "3", "4"]]
    assert money_columns(rows, 4) == [False, True, True, False]
    assert money_columns([["", "1.5"]], 2) == [False, True]


def rows(grid: Grid) -> list[list[str]]:
    return [[at(grid, r, c) for c in range(grid.cols)] for r in range(grid.rows)]


BARS = [["科目编码", "科目名称", "合计"], ["", "合计", "3.00"], ["208", "甲", "1.00"], ["210", "乙", ""]]


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [("| ", " |", "|---|---|---|"), ("| ", " |", ""), ("", " |", ""), ("", " |", "---|---|---"), ("", "", "--|---|--"),
     ("", "", "")],
)  # fmt: skip
def test_bars_part_cells_whether_or_not_they_close_a_row(before: str, after: str, rule: str) -> None:
    lines = [before + " | ".join(row) + after for row in BARS]
    lines[1:1] = [rule] if rule else []
    document = text_document("\n".join(["总表", *lines, "", "完"]))
    assert [rows(grid) for grid in document.grids] == [BARS]
    assert [p.text for p in document.paragraphs] == ["总表", "完"]


def test_a_bar_in_an_escape_parts_nothing_and_one_line_with_bars_is_no_table() -> None:
    document = text_document("首页 | 公开 | 部门\n\n| a\\|b | 1.00 |\n| c | 2.00 |\n")
    assert [p.text for p in document.paragraphs] == ["首页 | 公开 | 部门"]
    assert [rows(grid) for grid in document.grids] == [[["a|b", "1.00"], ["c", "2.00"]]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("~~776.45~~ 862.72", "862.72"),
        ("<del>776.45</del> 862.72", "862.72"),
        ("~776.45~", "~776.45~"),
        ("$862.72$", "862.72"),
        ("$-1,862.72 $", "-1,862.72"),
        ("$ 12.5\\% $", "12.5%"),
        ("$x$", "$x$"),
        ("**862.72**", "862.72"),
        ("__862.72__", "862.72"),
        ("*862.72*", "862.72"),
        ("862.72*", "862.72*"),
        ("**", "**"),
        ("128.50<sup>1</sup>", "128.50¹"),
        ("128.50$^{1}$", "128.50¹"),
        ("128.50[^1]", "128.50¹"),
    ],
)
def test_marks_of_markdown_are_no_part_of_a_figure(cell: str, text: str) -> None:
    document = text_document(f"| 项目 | 预算数 |\n|---|---|\n| 合计 | {cell} |\n")
    assert rows(document.grids[0]) == [["项目", "预算数"], ["合计", text]]
    assert bool(document.warnings) == ("776.45" in cell and cell != "~776.45~")


def test_tables_of_html_between_lines_of_text(tmp_path: Path) -> None:
    tables = ["<table><tr><td colspan=2>项目</td></tr><tr><td>合计</td><td>$1.00$</td></tr></table>"] * 2
    path = tmp_path / "a.md"
    path.write_text(f"# 预算\n\n## 总表\n\n单位：万元\n\n{tables[0]}\n\n## 分表\n{tables[1]}\n", encoding="utf-8")
    assert sniff(path) is Media.TEXT
    blocks = [rows(b) if isinstance(b, Grid) else b.text for b in read_text(path).blocks()]
    table = [["项目", "项目"], ["合计", "1.00"]]
    assert blocks == ["预算", "总表", "单位：万元", table, "分表", table]


@pytest.mark.parametrize("page", ["<table><tr><td>1</td></tr></table>", "总表<p>单位：元</p><table></table>"])
def test_a_piece_of_a_web_page_is_no_text(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(page, encoding="utf-8")
    assert sniff(path) is Media.HTML


SPACED = """              收支总表
部门：某局      单位：万元
收入                  支出
项目          预算数  项目      预算数
一、拨款收入    3.00  一、教育    2.00
二、事业收入          二、农林    1.00
三、其他收入
合计            3.00  合计        3.00
注：略"""


def test_a_table_set_with_spaces() -> None:
    document = text_document(SPACED)
    (grid,) = document.grids
    assert rows(grid)[2:] == [
        ["一、拨款收入", "3.00", "一、教育", "2.00"],
        ["二、事业收入", "", "二、农林", "1.00"],
        ["三、其他收入", "", "", ""],
        ["合计", "3.00", "合计", "3.00"],
    ]
    assert rows(grid)[0] == ["收入", "收入", "支出", "支出"]
    assert [p.text for p in document.paragraphs] == ["收支总表", "部门：某局      单位：万元", "注：略"]


def test_a_table_of_two_columns_set_with_spaces() -> None:
    document = text_document("项目    预算数\n合计      3.00\n出国\n接待      1.00\n用车      2.00\n")
    assert rows(document.grids[0]) == [
        ["项目", "预算数"],
        ["合计", "3.00"],
        ["出国", ""],
        ["接待", "1.00"],
        ["用车", "2.00"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "甲  1.00  2.00\n乙很长很长  3.00  4.00\n丙很长很长很长很长  5.00  6.00",  # pieces run below others
        "一  概况  说明\n二  收入  支出\n三  其他  附件",  # no figures
        "联系电话  1234567\n传真  1234568\n邮编  425000",
    ],
)
def test_lines_with_spaces_in_them_stay_lines(text: str) -> None:
    document = text_document(text)
    assert (document.grids, len(document.paragraphs)) == ([], 3)


def spans_of(rows: list[list[str]]) -> list[tuple[int, int]]:
    """Text columns and their widths of the first row."""
    return [(c.col, c.col_span) for c in place_rows(rows) if c.row == 0]


def test_no_group_has_one_sub_header_twice() -> None:
    rows = [
        ["科目", "合计", "当年预算", "上年结转"],
        ["", "", "小计", "基本支出", "项目支出", "小计", "基本支出", "项目支出"],
        ["统计", "9.00", "7.00", "3.00", "4.00", "2.00", "0.00", "2.00"],
        ["运行", "8.00", "7.00", "3.00", "4.00", "1.00", "0.00", "1.00"],
    ]
    assert spans_of(rows) == [(0, 1), (1, 1), (2, 3), (5, 3)]


def test_one_header_stands_over_the_parts_of_a_code_that_the_total_heads() -> None:
    rows = [
        ["科目编码", "科目名称", "合计", "基本支出"],
        ["类", "款", "项", "合计", "9.00", "9.00"],
        ["201", "05", "01", "行政运行", "9.00", "9.00"],
    ]
    assert spans_of(rows) == [(0, 3), (3, 1), (4, 1), (5, 1)]


def test_the_parts_of_a_code_under_a_header_of_two_rows() -> None:
    rows = [
        ["科目编码", "科目名称", "本年收入", "本年支出", "年末结余"],
        ["", "", "", "", "", "小计", "基本支出", "项目支出", ""],
        ["类", "款", "项", "合计", "9.00", "9.00", "5.00", "4.00", ""],
        ["201", "05", "01", "行政运行", "9.00", "9.00", "5.00", "4.00", ""],
    ]
    assert spans_of(rows) == [(0, 3), (3, 1), (4, 1), (5, 3), (8, 1)]


def test_blank_cells_below_one_header_over_the_parts_of_a_code() -> None:
    rows = [
        ["科目编码", "科目名称", "今年", "增减"],
        ["", "", "", "", "小计", "基本支出", "增减额", "增减%"],
        ["", "", "", "", "", "小计", "人员", "", ""],
        ["类", "款", "项", "合计", "9.00", "5.00", "4.00", "1.00", "2%"],
        ["201", "05", "01", "行政运行", "9.00", "5.00", "4.00", "1.00", "2%"],
    ]
    assert spans_of(rows) == [(0, 3), (3, 1), (4, 3), (7, 2)]
