"""An error of ours in one part of a document is a finding; the rest of the document is read."""

from __future__ import annotations

import sys

import pytest

from pipelines.model.document import ReadError, Unreadable
from pipelines.recognise.guard import Guard
from tests.recognise.builder import recognised

PAGE = [
    "2026年某某市统计局部门预算",
    "部门支出总表",
    "单位：万元",
    ("科目编码|科目名称|合计", "201|一般公共服务支出|1.00", "208|社会保障和就业支出|2.00"),
    "政府采购预算表",
    "单位：万元",
    ("采购项目|采购品目|数量|金额", "办公设备购置|计算机|2|3.00"),
    "2026年部门预算总支出3.00万元。",
]


def failing(monkeypatch: pytest.MonkeyPatch, module: str, step: str) -> None:
    monkeypatch.setattr(sys.modules[f"pipelines.recognise{module}"], step, broken)


def broken(*given: object, **named: object) -> object:
    """Any step, failing."""
    raise KeyError(5)


def test_an_error_in_the_text_or_the_forms_costs_only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = recognised(PAGE)
    assert whole.forms
    assert whole.claims
    failing(monkeypatch, "", "narrative")
    failing(monkeypatch, ".forms", "performance")
    found = recognised(PAGE)
    assert (found.lines, found.forms, found.claims) == (whole.lines, whole.forms, [])
    assert [f.message_en for f in found.findings if f.kind == "part_failed"] == [
        "an error of ours, no performance form is read",
        "an error of ours, the text is not read",
    ]


def test_an_error_in_a_table_or_a_list_costs_only_it(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, "", "read_table")
    found = recognised(PAGE)
    assert (found.lines, bool(found.forms)) == ([], True)
    [said] = [f for f in found.findings if f.kind == "part_failed"]
    assert (said.page, said.statement, said.grid_no) == (1, "expenditure", 1)
    assert "KeyError: 5" in said.detail
    assert said.message_zh == "部门支出总表：程序出错，该表未读出"
    monkeypatch.undo()
    failing(monkeypatch, ".forms.lists", "_rows")
    found = recognised(PAGE)
    assert (len(found.lines), found.forms) == (2, [])
    assert [f.grid_no for f in found.findings if f.kind == "part_failed"] == [2]


@pytest.mark.parametrize("error", [MemoryError(), ReadError(Unreadable.DAMAGED, "")])
def test_what_is_no_error_of_ours_goes_on(error: Exception) -> None:
    def step() -> int:
        raise error

    guard = Guard()
    with pytest.raises(type(error)):
        guard(step, 0, "narrative")
    assert guard.findings == []


def test_a_head_that_holds_for_columns_without_one() -> None:
    found = recognised(
        [
            "2026年某某市统计局部门预算",
            "项目支出绩效目标表",
            ("项目名称|项目金额|", "办公设备购置|2.00|", "信息系统维护|3.00|5.00"),
            ("||项目|指标1：按投资额的一定比例奖补|2%，且≤2000万元/项目|", "||时效指标|指标1：按时完成|100%|"),
        ]
    )
    assert [f for f in found.findings if f.kind == "part_failed"] == []
