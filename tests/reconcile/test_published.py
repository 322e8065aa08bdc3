"""Real published tables: every identity that can be evaluated holds, and the roundings are the known ones."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from tests.reconcile.changli import changli
from tests.reconcile.putuo import putuo, with_fund
from tests.reconcile.support import RULES, evaluated, nodes, verdict


def test_budget_holds() -> None:
    evaluation = evaluated(changli())
    assert nodes(evaluation, "fail") == set()
    assert nodes(evaluation, "not_evaluable") == set()
    # 48.04 + 110.69 = 158.73 is printed 158.72; 6505.41 + 13.24 = 6518.65 is printed 6518.64.
    assert verdict(evaluation, "B1-INCOME-TOTAL", "收入总计/total") == "rounding"
    assert verdict(evaluation, "B2-COLUMNS", "合计/total") == "rounding"
    row = evaluation.results.filter(pl.col("rule_id") == "B1-INCOME-TOTAL").row(0, named=True)
    assert (row["lhs"], row["rhs"]) == (Decimal("65186400.00"), Decimal("65186500.00"))
    assert (row["residual"], row["tolerance"]) == (Decimal("-100.00"), Decimal("150"))


def test_budget_evaluates_the_rules_its_tables_allow() -> None:
    spoke = {rule for verdict_ in ("pass", "rounding") for rule, _ in nodes(evaluated(changli()), verdict_)}
    budget = {rule.id for rule in RULES if "budget" in rule.stages and rule.of_tables}
    silent = {
        "GEN-UNITS", "B14-UNITS",  # one unit
        "B2-APPROPRIATION", "B3-FUNDS", "GEN-BASIC", "GEN-CARRYOVER",  # columns the tables do not print
        "B4-B8-TOTAL",  # 国有资本经营预算 is empty
        "B9-OPERATING",  # not printed as a table
        "B4-B5-WHOLE", "B1-B4-FISCAL",  # money was brought forward
        "B6-B5-PERSONNEL", "B6-B5-PUBLIC", "B9-MEETINGS",  # columns the tables do not print
        "F1-B1-OPENING", "F7-B9-BUDGET",  # one year only
    }  # fmt: skip
    assert budget - spoke == silent


def test_final_accounts_hold() -> None:
    evaluation = evaluated(putuo())
    assert nodes(evaluation, "fail") == set()
    assert nodes(evaluation, "not_evaluable") == set()
    # 卫生健康支出 is 236.63 in one table and 236.64 in another.
    assert verdict(evaluation, "F3-F1-CLASS", "210") == "rounding"
    # 301 + 303 = 4816.14 + 67.96 = 4884.10, printed 4884.09.
    assert verdict(evaluation, "F6-PERSONNEL", "total") == "rounding"
    assert verdict(evaluation, "F6-PUBLIC", "total") == "pass"
    # 三公: both stages, items as columns.
    assert {node for rule, node in nodes(evaluation, "pass") if rule == "F7-TOTAL"} == {"total"}


def test_fund_table_with_balances() -> None:
    evaluation = evaluated(with_fund(putuo()))
    assert {(rule, node) for rule, node in nodes(evaluation, "pass") if rule == "F8-BALANCE"} == {
        ("F8-BALANCE", node) for node in ("合计", "229", "22960", "2296002")
    }


def test_terms_rebuild_the_residual() -> None:
    document = changli()
    evaluation = evaluated(document)
    rebuilt = (
        evaluation.terms.join(document.facts().select("line_id", "amount"), on="line_id")
        .group_by("result_id")
        .agg(sum=(pl.col("coefficient").cast(pl.Decimal(20, 0)) * pl.col("amount")).sum())
    )
    both = evaluation.results.filter(pl.col("residual").is_not_null()).join(rebuilt, on="result_id")
    assert both.height == evaluation.results.filter(pl.col("residual").is_not_null()).height
    assert both.filter(pl.col("sum") != pl.col("residual")).is_empty()


def test_result_ids_and_terms_are_unique() -> None:
    evaluation = evaluated(putuo())
    assert evaluation.results["result_id"].is_unique().all()
    assert evaluation.terms.select("result_id", "line_id", "side").is_unique().all()
