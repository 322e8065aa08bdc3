"""Comma-separated values: told from other text, quotes and thousands kept, titles between the tables."""

from __future__ import annotations

import pytest

from pipelines.extract.text.comma_rows import comma_records
from pipelines.extract.text.read import text_document
from pipelines.model.document import Document, Grid

PLAIN = """某局2025年部门预算
部门收支总表
部门：某局,,,单位：元
收入,,支出,
项目,预算数,项目,预算数
拨款收入,"8,627,200.00","一、农林,水",7268600
合计,8627200,合计,8627200

三公经费表
项目,预算数
合计,15.50
接待费,3.50
"""
# as a spreadsheet program saves it: every record as wide as the widest
SAVED = """部门收支总表,,,
项目,预算数,项目,预算数
拨款收入,1.00,农林水,1.00
,,,
其他,2.00,其他,2.00
,,,
三公经费表,,,
项目,预算数,,
合计,15.50,,
"""


def parts(document: Document) -> list[str | list[list[str]]]:
    out: list[str | list[list[str]]] = []
    for block in document.blocks():
        if isinstance(block, Grid):
            out.append([[cell.text if cell else "~" for cell in row] for row in block.matrix()])
        else:
            out.append(block.text)
    return out


def test_tables_and_the_lines_above_them() -> None:
    title, first, summary, second, costs = parts(text_document(PLAIN))
    assert (title, first, second) == ("某局2025年部门预算", "部门收支总表", "三公经费表")
    assert summary[-2:] == [
        ["拨款收入", "8,627,200.00", "一、农林,水", "7268600"],
        ["合计", "8627200", "合计", "8627200"],
    ]
    assert costs == [["项目", "预算数"], ["合计", "15.50"], ["接待费", "3.50"]]


def test_records_of_one_width() -> None:
    title, summary, second, costs = parts(text_document(SAVED))
    assert (title, second) == ("部门收支总表", "三公经费表")
    assert len(summary) == 4  # the blank record within the table parts nothing
    assert costs[-1] == ["合计", "15.50", "", ""]


def test_a_line_break_in_quotes_and_tabs_that_keep_codes() -> None:
    text = '"科目\n编码",名称,合计\n\t2080505,甲,1.5\n\t2101101,乙,2.5\n\t2130301,丙,3.5\n'
    (grid,) = parts(text_document(text))
    assert grid == [
        ["科目\n编码", "名称", "合计"],
        ["2080505", "甲", "1.5"],
        ["2101101", "乙", "2.5"],
        ["2130301", "丙", "3.5"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "合计   8,627,200.00   6,482,200.00\n甲   621,800.00   621,800.00\n乙   1,234.00   1,234.00\n",
        "一,贯彻执行法律。\n二,拟订规划。\n三,完成100件任务。\n",
        "职责:制定规划,拟订政策\n机构,人员,编制,车辆\n其他,事项,2\n共5个,含下属\n三公,费用,下降,3\n",
        "甲,1\n乙,2\n",
        "甲\t1,000.00\n乙\t2,000.00\n丙\t3,000.00\n",
        "收入合计,支出合计\n见附件,见附件\n无,无\n",
    ],
)
def test_other_text_is_not_taken_for_records(text: str) -> None:
    assert comma_records(text.split("\n")) is None
