"""What a text says beside its tables: totals against totals, the only amount of a code, names, no verdict and why."""

from __future__ import annotations

import pytest

from pipelines.reconcile.narrative.bodies import is_same_body, said_body
from pipelines.reconcile.narrative.judged import claim_counts
from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.narrative.support import told

Printed = tuple[str, str, str]  # name, amount, role


def summary(*rows: Printed) -> Disclosure:
    """An income side of printed rows."""
    document = Disclosure("d" * 64, stage="final")
    made = [Row(name, [amount], role=role) for name, amount, role in rows]
    return document.table("summary", [Column("total", flow="revenue")], made)


CURRENT, GRAND = ("本年收入合计", "90.00", "current_total"), ("收入总计", "100.00", "grand_total")


@pytest.mark.parametrize(
    ("rows", "text", "failing"),
    [
        ((CURRENT, GRAND), "2024年度收入总计100.00万元。", []),
        ((CURRENT, GRAND), "2024年度收入总计101.00万元。", ["N2-TOTAL"]),
        ((CURRENT,), "2024年度收入总计100.00万元。", []),  # the row of 总计 is not there: nothing to differ from
        ((CURRENT,), "2024年度本年收入合计100.00万元。", ["N2-TOTAL"]),
        ((GRAND,), "2024年度本年收入合计90.00万元。", []),
    ],
)
def test_a_total_is_compared_with_a_total(
    rows: tuple[tuple[str, str, str], ...], text: str, failing: list[str]
) -> None:
    assert told(summary(*rows), text).rules == failing


def test_the_only_amount_of_a_code_differs_whichever_money_is_meant() -> None:
    document = Disclosure("d" * 64)
    document.table(
        "expenditure", [Column("total"), Column("basic")], [Row("农林水支出", ["726.86", "500.00"], code="213")]
    )
    assert told(document, "农林水支出762.86万元。").rules == ["N1-FUNCTION"]
    assert told(document, "农林水支出500.00万元。").rules == []  # its basic spending


def test_nothing_in_the_text_and_nothing_in_the_tables_agree() -> None:
    found = told(summary(CURRENT, GRAND), "2024年度事业收入0万元。上级补助收入5.00万元。")
    assert found.verdict("0万元") == ("agrees", None)
    assert found.verdict("5.00万元") == (None, "no_cell")
    assert claim_counts(found.claims).select("kind", "verdict", "reason", "claims").rows() == [
        ("amount", "agrees", "", 1),
        ("amount", "none", "no_cell", 1),
    ]


@pytest.mark.parametrize(
    ("name", "failing"),
    [("甲县水利局", []), ("甲县水务局", ["N14-BODY"]), ("甲县财政局", ["N14-BODY"])],
)
def test_the_name_of_another_body(name: str, failing: list[str]) -> None:
    found = told(summary(CURRENT, GRAND), f"{name}2024年度收入总计100.00万元。")
    assert found.rules == failing
    if failing:
        assert name in found.message("N14-BODY")


def test_what_is_said_of_a_unit_differs_from_no_total_of_the_department() -> None:
    assert told(summary(CURRENT, GRAND), "2024年度收入总计30.00万元。").rules == ["N2-TOTAL"]
    for body in ("甲县灌溉管理局", "甲县水利局（本级）"):
        assert told(summary(CURRENT, GRAND), f"{body}2024年度收入总计30.00万元。").rules == []


def test_spending_out_of_an_income_is_not_that_income() -> None:
    columns, row = [Column("total"), Column("business", "business")], Row("合计", ["243.00", "243.00"], role="total")
    document = Disclosure("d" * 64).table("revenue", columns, [row])
    assert told(document, "2024年收入预算243.00万元，其中：事业收入226.50万元。").rules == ["N2-TOTAL"]
    assert told(document, "2024年收入预算243.00万元，其中：事业收入支出226.50万元。").rules == []


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("2025年甲县水利局收入预算10万元。", "甲县水利局"),
        ("（一）甲县水利局2025年收入预算10万元。", "甲县水利局"),
        ("本部门2025年收入预算10万元。", None),
        ("收入预算10万元，甲县水利局5万元。", None),
    ],
)
def test_the_body_a_sentence_begins_with(sentence: str, body: str | None) -> None:
    assert said_body(sentence) == body


@pytest.mark.parametrize(
    ("said", "own", "same"),
    [
        ("普陀区规划资源局", "上海市普陀区规划和自然资源局", True),
        ("甲县水利局（本级）", "甲县水利局", True),
        ("甲县水利局", "甲县财政局", False),
    ],
)
def test_abbreviations_are_the_same_body(said: str, own: str, same: bool) -> None:
    assert is_same_body(said, own) is same


def test_money_under_targets_is_spending_of_the_tables_or_is_not_judged() -> None:
    document = Disclosure("d" * 64)
    columns = [Column("total"), Column("basic"), Column("project")]
    document.table("expenditure", columns, [Row("合计", ["726.86", "500.00", "226.86"], role="total")])
    found = told(document, "纳入绩效目标管理的项目12个，涉及资金226.86万元。")
    assert (found.rules, found.verdict("226.86万元")) == ([], ("agrees", None))
    other = told(document, "纳入绩效目标管理的项目12个，涉及资金100.00万元。")
    assert (other.rules, other.verdict("100.00万元")[0]) == ([], None)
