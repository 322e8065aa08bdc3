"""更正前 and 更正后 in one file: each table keeps what is said of it."""

from __future__ import annotations

import pytest

from pipelines.model.document import Document
from pipelines.recognise.tables.chain import named_tables
from pipelines.recognise.tables.corrections import said_side
from tests.recognise.builder import document, recognised

SUMMARY = (
    "收入|预算数|支出|预算数",
    "一般公共预算拨款收入|10.00|一般公共服务支出|10.00",
    "收入总计|10.00|支出总计|10.00",
)
SPENDING = ("科目编码|科目名称|合计|基本支出|项目支出", "2010101|行政运行|10.00|8.00|2.00", "|合计|10.00|8.00|2.00")
UNIT = "单位：万元"


def sides(made: Document) -> list[str | None]:
    return [table.correction for table in named_tables(made)]


@pytest.mark.parametrize(
    ("line", "side"),
    [
        ("附件1：更正前", "before"),
        ("附件 2：更正后", "after"),
        ("一、修改前的预算公开表", "before"),
        ("（二）调整后：", "after"),
        ("2025年部门收支总表（更正前）", "before"),
        ("更正后部门收支总表", "after"),
        ("原公开内容：", "before"),
        ("现更正为：", "after"),
        ("现将更正前后的报表公开如下", None),
        ("更正前的数据有误，更正后", None),
        ("重大政策调整后。", None),
        ("2025年预算调整情况表", None),
        ("更正" + "说明" * 20 + "更正前", None),
        ("", None),
    ],
)
def test_what_a_line_says(line: str, side: str | None) -> None:
    assert said_side(line) == side


def test_a_heading_speaks_of_all_tables_below_it() -> None:
    before = ["附件1：更正前", "部门收支总表", UNIT, SUMMARY, "部门支出总表", UNIT, SPENDING]
    after = ["附件2：更正后", "部门收支总表", UNIT, SUMMARY, "部门支出总表", UNIT, SPENDING]
    assert sides(document(["部门预算表", "部门收支总表", UNIT, SUMMARY])) == [None]
    assert sides(document([*before, *after])) == ["before", "before", "after", "after"]
    assert sides(document(before, after)) == ["before", "before", "after", "after"]


def test_a_title_speaks_of_its_own_table_whatever_stands_above() -> None:
    one = ["部门收支总表（更正前）", UNIT, SUMMARY]
    other = ["部门收支总表（更正后）", UNIT, SUMMARY]
    third = ["部门支出总表", UNIT, SPENDING]
    assert sides(document([*one, *other, *third])) == ["before", "after", None]
    assert sides(document(["更正前", *third, *other, *third])) == ["before", "after", "before"]


def test_the_name_of_a_sheet_speaks_of_that_sheet() -> None:
    made = document([SUMMARY], [SUMMARY], [SPENDING])
    for page, name in zip(made.pages, ["收支总表（更正前）", "收支总表（更正后）", "支出总表"], strict=True):
        page.name = name
    assert sides(made) == ["before", "after", None]


def test_the_statement_keeps_it() -> None:
    found = recognised(["更正前", "部门支出总表", UNIT, SPENDING, "更正后", "部门支出总表", UNIT, SPENDING])
    assert [(row["statement"], row["correction"]) for row in found.statements] == [
        ("expenditure", "before"),
        ("expenditure", "after"),
    ]
