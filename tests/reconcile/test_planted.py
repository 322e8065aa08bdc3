"""One wrong cell in a table that holds: exactly the equations with that cell fail."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipelines.reconcile.evaluate import evaluate
from tests.reconcile.apart import apart, of_each
from tests.reconcile.builder import Disclosure, changed
from tests.reconcile.changli import changli
from tests.reconcile.putuo import putuo, with_fund
from tests.reconcile.support import BY_ID, RULES, cell, evaluated, nodes


def fund_accounts() -> Disclosure:
    return with_fund(putuo())


Planted = tuple[Callable[[], Disclosure], str, str, int, str | None, str, set[tuple[str, str]]]
# document, statement, row, column, role, amount in yuan, what must fail
CASES: list[Planted] = [
    # --- inside a table
    (changli, "general_budget", "2080506", 1, None, "13000", {
        ("GEN-CHILDREN", "20805/basic"), ("B5-COLUMNS", "2080506/total"),
    }),
    (changli, "expenditure", "合计", 1, None, "3792300", {
        ("GEN-TOTAL", "合计/basic"), ("B3-COLUMNS", "合计/total"),
    }),
    (changli, "revenue", "2080505", 2, None, "131500", {
        ("GEN-CHILDREN", "20805/current·fiscal_appropriation"), ("B2-SOURCES", "2080505/current"),
    }),
    (changli, "revenue", "2101501", 1, None, "569000", {
        ("GEN-CHILDREN", "21015/current"), ("B2-SOURCES", "2101501/current"), ("B2-COLUMNS", "2101501/total"),
    }),
    (changli, "basic_economic", "30101", 1, None, "1619300", {
        ("GEN-CHILDREN", "301/personnel"), ("B6-COLUMNS", "30101/total"),
    }),
    (changli, "government_fund", "22960", 2, None, "2690000", {
        ("GEN-CHILDREN", "229/project"), ("GEN-CHILDREN", "22960/project"), ("B7-COLUMNS", "22960/total"),
    }),
    # --- 收支总表
    (changli, "summary", "一、一般公共预算拨款收入", 0, None, "62355100", {
        ("B1-INCOME", "本年收入合计/total"), ("B4-B1-FUNDS", "general_public"),
    }),
    (changli, "summary", "本年收入合计", 0, None, "65055100", {
        ("B1-INCOME", "本年收入合计/total"), ("B1-INCOME-TOTAL", "收入总计/total"), ("B2-B1-CURRENT", "total"),
    }),
    (changli, "summary", "上年结转结余", 0, None, "133400", {
        ("B1-INCOME-TOTAL", "收入总计/total"), ("B2-B1-CARRYOVER", "total"),
    }),
    (changli, "summary", "支出总计", 0, None, "65187400", {
        ("B1-SPENDING-TOTAL", "支出总计/total"), ("B1-BALANCE", "total"),
    }),
    (changli, "summary", "221", 0, None, "66300", {
        ("B1-SPENDING", "本年支出合计/total"), ("B3-B1-CLASS", "221"),
    }),
    # --- 财政拨款收支总表
    (changli, "appropriation", "229", 2, None, "2600000", {
        ("B4-SPENDING", "本年支出合计/government_fund"), ("B4-COLUMNS", "229/total"),
    }),
    (changli, "appropriation", "支出总计", 0, None, "65186600", {
        ("B4-SPENDING-TOTAL", "支出总计/total"), ("B4-COLUMNS", "支出总计/total"), ("B4-BALANCE", "total"),
    }),
    # --- 三公
    (changli, "three_public", "公务用车运行维护费", 0, None, "35000", {
        ("B9-VEHICLES", "vehicles"), ("B9-FUNDS", "公务用车运行维护费/vehicle_operation"),
        ("B9-ECONOMIC", "vehicle_operation"),
    }),
    (changli, "three_public", "“三公”经费小计", 1, None, "36200", {
        ("B9-TOTAL", "total/general_public"), ("B9-FUNDS", "“三公”经费小计/total"),
    }),
    # --- between statements (the row and its children moved together, so their table still adds up)
    (changli, "basic_economic", "30231", 0, None, "40000", {
        ("GEN-CHILDREN", "302/total"), ("B6-COLUMNS", "30231/total"), ("B9-ECONOMIC", "vehicle_operation"),
    }),
    # --- final accounts
    (putuo, "basic_economic", "人员经费合计", 0, None, "48842000", {("F6-PERSONNEL", "total")}),
    (putuo, "basic_economic", "公用经费合计", 0, None, "4807000", {("F6-PUBLIC", "total")}),
    (putuo, "basic_economic", "31002", 0, None, "397800", {("GEN-CHILDREN", "310/total")}),
    (putuo, "summary", "年末结转和结余", 0, None, "1000200", {("F1-SPENDING-TOTAL", "总计/total")}),
    (putuo, "three_public", "", 11, None, "4900", {("F7-TOTAL", "total")}),
    (fund_accounts, "government_fund", "2296002", 5, None, "210000", {
        ("F8-BALANCE", "2296002"), ("GEN-CHILDREN", "22960/closing"),
    }),
]  # fmt: skip


def _identity(case: Planted) -> str:
    return f"{case[1]}-{case[2]}-{case[3]}"


@pytest.fixture(scope="module")
def verdicts() -> tuple[list[set[tuple[str, str]]], list[set[tuple[str, str]]]]:
    """What fails in every case before and after its change: all of them in one evaluation, a document each."""
    facts, documents = [], []
    for make, statement, row, column, role, amount, _ in CASES:
        document = make()
        change = {cell(document, statement, row, column, role): amount}
        facts += [document.facts(), changed(document.facts(), change)]
        documents += [document.documents()] * 2
    results = evaluate(apart(facts), apart(documents), RULES).results.filter(pl.col("verdict") == "fail")
    failed = [set(one.select("rule_id", "node").iter_rows()) for one in of_each(results, len(facts))]
    return failed[::2], failed[1::2]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[_identity(case) for case in CASES])
def test_planted_error_fails_exactly_there(
    number: int, verdicts: tuple[list[set[tuple[str, str]]], list[set[tuple[str, str]]]]
) -> None:
    before, after = verdicts[0][number], verdicts[1][number]
    assert after - before == CASES[number][-1]
    assert before <= after


def test_every_blocking_rule_of_the_two_documents_is_planted() -> None:
    planted = {rule for case in CASES for rule, _ in case[-1]}
    fired = {rule for rule in planted if rule in BY_ID}
    assert fired == planted
    spoke = set()
    for make in (changli, fund_accounts):
        evaluation = evaluated(make())
        spoke |= {rule for rule, _ in nodes(evaluation, "pass") | nodes(evaluation, "rounding")}
    blocking = {rule for rule in spoke if BY_ID[rule].severity == "critical"}
    twins = {  # the same shape and parameters under the other stage's number are planted there
        "B4-INCOME", "B4-INCOME-TOTAL", "F1-BALANCE", "F1-INCOME", "F1-INCOME-TOTAL", "F1-SPENDING", "F2-SOURCES",
        "F3-COLUMNS", "F4-BALANCE", "F4-COLUMNS", "F4-INCOME", "F4-INCOME-TOTAL", "F4-SPENDING", "F4-SPENDING-TOTAL",
        "F5-COLUMNS", "F7-VEHICLES", "F8-COLUMNS",
    }  # fmt: skip
    assert blocking - planted == twins
