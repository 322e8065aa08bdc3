"""Pieces on following pages are one table where title, header or columns say so."""

from __future__ import annotations

from pipelines.recognise.model import Joined
from pipelines.recognise.tables.cut.pieces import pieces
from pipelines.recognise.tables.stitch.rest_of_row import with_rows_below
from pipelines.recognise.tables.stitch.stitch import stitched
from tests.recognise.builder import Block, document
from tests.recognise.tables.made import rows

HEAD = "科目编码|科目名称|合计"


def _joined(*pages: list[Block]) -> list[Joined]:
    built = document(*pages)
    return stitched(built, pieces(built))


def _bodies(*pages: list[Block]) -> list[list[list[str]]]:
    return [[list(row.texts) for row in table.body] for table in _joined(*pages)]


FIRST: list[Block] = ["部门支出总表", (HEAD, "201|一般公共服务支出|10.00")]


def test_a_page_without_title_and_header_goes_on_with_the_table() -> None:
    assert _bodies(FIRST, [("208|社会保障和就业支出|5.00",)]) == [
        [["201", "一般公共服务支出", "10.00"], ["208", "社会保障和就业支出", "5.00"]]
    ]


def test_a_repeated_header_is_printed_once() -> None:
    (table,) = _joined(FIRST, [(HEAD, "208|社会保障和就业支出|5.00")])
    assert [list(row.texts) for row in table.header] == [["科目编码", "科目名称", "合计"]]
    assert (table.page_from, table.page_to, len(table.body)) == (1, 2, 2)


def test_another_title_begins_another_table() -> None:
    assert [t.title for t in _joined(FIRST, ["部门收入总表", (HEAD, "201|一般公共服务支出|1.00")])] == [
        "部门支出总表",
        "部门收入总表",
    ]


def test_the_same_title_with_a_second_total_is_the_table_of_another_unit() -> None:
    first: list[Block] = ["部门支出总表", (HEAD, "|合计|10.00")]
    assert len(_joined(first, first)) == 2
    assert len(_joined(["部门：某某甲局", *FIRST], ["部门：某某乙局", *FIRST])) == 2
    assert len(_joined(["部门：某某甲局", *FIRST], ["部门：某某甲局", *FIRST])) == 1


def test_text_between_two_grids_parts_them() -> None:
    assert len(_joined(FIRST, ["一、部门概况", "二、收支说明", ("208|社会保障和就业支出|5.00",)])) == 2


def test_a_page_in_between_parts_two_grids() -> None:
    assert len(_joined(FIRST, ["说明"], [("208|社会保障和就业支出|5.00",)])) == 2


def test_a_header_alone_at_the_foot_of_a_page_begins_again_on_the_next() -> None:
    (table,) = _joined(["部门支出总表", (HEAD,)], [("科目|名称|金额", "201|一般公共服务支出|10.00")])
    assert [list(row.texts) for row in table.header] == [["科目", "名称", "金额"]]
    assert table.base == 1


def test_the_rest_of_a_name_cut_by_the_page_break_joins_its_row() -> None:
    body = rows("201|机关事业单位基本养老|10.00")
    (row,) = with_rows_below(body, rows("|保险缴费支出|"))
    assert [cell.text for cell in row if cell] == ["201", "机关事业单位基本养老\n保险缴费支出", "10.00"]
    assert [cell.text for cell in body[0] if cell][1] == "机关事业单位基本养老"


def test_figures_of_a_name_at_the_foot_of_a_page_join_its_row() -> None:
    (row,) = with_rows_below(rows("213|农林水支出||"), rows("||726.86|512.36"))
    assert [cell.text for cell in row if cell] == ["213", "农林水支出", "726.86", "512.36"]


def test_a_figure_cut_by_the_page_break_is_one() -> None:
    body = rows("某市机动|14,549.64||12,437.3|2,112.28")
    (row,) = with_rows_below(body, rows("车驾驶员考试服务中心|||6|"))
    assert [cell.text for cell in row if cell] == [
        "某市机动\n车驾驶员考试服务中心",
        "14,549.64",
        "",
        "12,437.3\n6",
        "2,112.28",
    ]


def test_a_figure_of_its_own_is_no_rest() -> None:
    assert len(with_rows_below(rows("某市机动|14,549.64|12,437.36"), rows("车驾驶员考试服务中心||6"))) == 2
    assert len(with_rows_below(rows("某市机动|14,549.6|12,437.3"), rows("车驾驶员考试服务中心||6"))) == 2
    assert len(with_rows_below(rows("||300.00"), rows("||726.86"))) == 2


SIDES = ("一、收入|10.00|1、教育支出|4.00", "二、其他收入|2.00|2、住房保障|6.00")


def test_the_rests_of_numbered_names_join_their_row() -> None:
    rest = rows("(基本建设)||出|")
    (_, row) = with_rows_below(rows(*SIDES), rest)
    assert [cell.text for cell in row if cell] == ["二、其他收入\n(基本建设)", "2.00", "2、住房保障\n出", "6.00"]
    without_numbers = rows("收入|10.00|教育支出|4.00", "其他收入|2.00|住房保障|6.00")
    assert len(with_rows_below(without_numbers, rest)) == 3


def test_the_rests_of_names_alone_at_the_top_of_a_page_are_no_header() -> None:
    head = "收入|预算数|支出|预算数"
    (body,) = _bodies(["部门收支总表", (head, *SIDES)], [("(基本建设)||出|", "三、上级收入|1.00|3、其他|3.00")])
    names = [row[::2] for row in body[1:]]
    assert names == [["二、其他收入(基本建设)", "2、住房保障出"], ["三、上级收入", "3、其他"]]


def test_a_header_without_title_is_no_rest_of_the_row_above() -> None:
    assert len(with_rows_below(rows(*SIDES), rows("收入|预算数|支出|预算数"))) == 3
    assert len(with_rows_below(rows("一、收入|10.00", "二、其他收入|2.00"), rows("项目|金额"))) == 3


def test_a_row_of_its_own_stays_one() -> None:
    body = rows("201|一般公共服务支出|10.00")
    assert len(with_rows_below(body, rows("|合计|"))) == 2
    assert len(with_rows_below(body, rows("|二、外交支出|"))) == 2
    assert len(with_rows_below(body, rows("||12.00"))) == 2


def test_columns_of_a_wider_page_are_laid_over_those_of_the_first() -> None:
    wider = ("208|社会保障和就业支出|<|5.00",)
    ((_, row),) = _bodies(FIRST, [wider])
    assert row == ["208", "社会保障和就业支出", "5.00"]
