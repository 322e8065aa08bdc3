"""Three tests for every rule of the forms: what it reads, that it holds, that an error sets off it and no other."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.forms.assurance import vouched_forms
from pipelines.reconcile.forms.evaluate import CHECKS, evaluate_forms
from pipelines.reconcile.forms.wording import form_findings
from pipelines.reconcile.rule import Forms
from tests.reconcile.forms.disclosure import core, rows
from tests.reconcile.support import RULES

Planted = list[tuple[dict[str, pl.DataFrame], Evaluation]]
OF_FORMS = [rule for rule in RULES if isinstance(rule.shape, Forms)]
BUDGET, CLAIM, PROJECT = "core.fact_budget", "core.fact_claim", "core.fact_project"
READS = {
    "PROJECT-TEXT": {PROJECT, CLAIM},
    "PROJECT-PLAN": {PROJECT},
    "PROJECT-FUNDS": {PROJECT},
    "PROJECT-TABLE": {PROJECT},
    "PROJECT-ROWS": {PROJECT},
    "B13-PROJECTS": {PROJECT, BUDGET},
    "PROJECT-CARRYOVER": {PROJECT, BUDGET},
    "PROJECT-COSTS": {PROJECT, "core.fact_indicator"},
    "STAFF-TOTAL": {"core.fact_staffing"},
    "ASSETS-TOTAL": {"core.fact_state_asset"},
    "PROCUREMENT-ROWS": {"core.fact_procurement"},
    "N7-TABLE": {CLAIM, "core.fact_procurement"},
    "N7-SMALL": {CLAIM},
    "N11-NOTE": set(),  # notes are no cells
}
# one printed figure changed -> the rules it breaks
PLANTED: list[tuple[str, dict[str, Any], set[str]]] = [
    ("c1", {"amount": "2200000", "verdict": "differs"}, {"PROJECT-TEXT"}),
    ("f1", {"plan_q4": "10000"}, {"PROJECT-PLAN"}),
    ("f1", {"plan_q2": "20"}, {"PROJECT-PLAN"}),
    ("f1", {"plan_q2": "25", "plan_q3": "25", "plan_q4": "25"}, set()),  # shares of their own
    ("f1", {"other_amount": "190000"}, {"PROJECT-FUNDS"}),
    ("f1", {"other_amount": None}, set()),  # left blank is not said to be none
    ("f1", {"fiscal_amount": "2190000", "other_amount": None}, {"PROJECT-FUNDS"}),
    ("f1", {"amount": "2190000", "fiscal_amount": None}, {"PROJECT-TABLE", "PROJECT-COSTS"}),
    ("t0", {"amount": "2240000"}, {"PROJECT-ROWS"}),
    ("t2", {"amount": "51000"}, {"PROJECT-ROWS", "PROJECT-CARRYOVER"}),
    ("b1", {"amount": "2220000"}, {"B13-PROJECTS"}),
    ("b1", {"amount": "2400000"}, set()),  # a bound
    ("b2", {"amount": "51000"}, {"PROJECT-CARRYOVER"}),
    ("b2", {"amount": "90000"}, set()),  # the codes say nothing of so different a sum
    ("i1", {"target_value": "220"}, {"PROJECT-COSTS"}),
    ("i1", {"target_value": "300"}, set()),  # a limit, not the budget
    ("i1", {"target_value": "220", "level_3": "每人成本"}, set()),
    ("s1", {"posts": 6}, {"STAFF-TOTAL"}),
    ("s0", {"vehicles": 3}, {"STAFF-TOTAL"}),
    ("a2", {"amount": "50000"}, {"ASSETS-TOTAL"}),
    ("p2", {"amount": "210000"}, {"PROCUREMENT-ROWS"}),
    ("c3", {"amount": "310000"}, {"N7-TABLE"}),
    ("c5", {"amount": "260000"}, {"N7-SMALL"}),
    ("c4", {"amount": "510000"}, {"N7-SMALL"}),
    ("c4", {"amount": "500000"}, set()),
    ("n2", {"note": None}, {"N11-NOTE"}),
    ("n2", {"note": "注：金额以万元计"}, {"N11-NOTE"}),
    ("b2", {"statement": "state_capital", "table_no": 8}, set()),  # the table prints an amount
]
BROKEN = [(number, broken) for number, (_, _, broken) in enumerate(PLANTED)]


def _failing(evaluation: Evaluation) -> set[str]:
    return set(evaluation.results.filter(pl.col("verdict") == "fail")["rule_id"])


@pytest.fixture(scope="module")
def sound() -> Evaluation:
    return evaluate_forms(core(), RULES)


@pytest.fixture(scope="module")
def planted() -> Planted:
    """The disclosure with each of the changes, and what is said of it."""
    changed = [core({line: change}) for line, change, _ in PLANTED]
    return [(frames, evaluate_forms(frames, RULES)) for frames in changed]


def test_every_check_has_a_rule() -> None:
    assert {rule.shape.check for rule in OF_FORMS if isinstance(rule.shape, Forms)} == set(CHECKS)
    assert {rule.id for rule in OF_FORMS} == set(READS)


@pytest.mark.parametrize("rule", READS)
def test_it_reads_what_it_names(rule: str, sound: Evaluation) -> None:
    tables = {row["line_id"]: table for table, given in rows().items() for row in given if "line_id" in row}
    own = sound.results.filter(pl.col("rule_id") == rule)
    terms = sound.terms.join(own.select("result_id"), on="result_id", how="semi")
    assert {tables[line] for line in terms["line_id"]} == READS[rule]


@pytest.mark.parametrize("rule", READS)
def test_it_holds(rule: str, sound: Evaluation) -> None:
    own = sound.results.filter(pl.col("rule_id") == rule)
    assert own.height > 0
    assert set(own["verdict"]) == {"pass"}


@pytest.mark.parametrize(("number", "broken"), BROKEN)
def test_an_error_sets_off_exactly_the_rules_it_breaks(number: int, broken: set[str], planted: Planted) -> None:
    assert _failing(planted[number][1]) == broken


def test_a_disclosure_that_withholds_rows_may_print_a_larger_total_but_no_smaller_one() -> None:
    frames = core({"t0": {"amount": "9990000"}, "p0": {"amount": "990000"}})
    frames["core.department_profile"] = _withheld(frames["core.department_profile"])
    assert "PROJECT-ROWS" not in _failing(evaluate_forms(frames, RULES))
    assert "PROCUREMENT-ROWS" not in _failing(evaluate_forms(frames, RULES))
    frames[PROJECT] = core({"t0": {"amount": "1000000"}})[PROJECT]
    assert "PROJECT-ROWS" in _failing(evaluate_forms(frames, RULES))


def _withheld(empty: pl.DataFrame) -> pl.DataFrame:
    row = {"line_id": "w", "document_id": "a" * 64, "part_no": 1, "item": "withheld"}
    return pl.concat([empty, pl.DataFrame([row])], how="diagonal_relaxed")


def test_what_goes_to_governments_below_is_no_spending_of_the_department() -> None:
    frames = core({"b1": {"amount": "2000000"}, "t1": {"transfer_amount": "300000"}})
    assert _failing(evaluate_forms(frames, RULES)) == set()


def test_a_finding_says_where_both_figures_stand() -> None:
    frames = core({"c1": {"amount": "2200000", "verdict": "differs", "amount_published": "220万元", "page": 4}})
    found = form_findings(evaluate_forms(frames, RULES), frames, RULES).row(0, named=True)
    assert (found["rule_id"], found["page"], found["line_id"]) == ("PROJECT-TEXT", 3, "f1")
    assert "第3页" in found["message_zh"] and "第4页" in found["message_zh"] and "220万元" in found["message_zh"]
    assert "2,180,000.00" in found["message_en"] and "(page 4)" in found["message_en"]


@pytest.mark.parametrize(("number", "broken"), BROKEN)
def test_every_failing_rule_has_a_sentence(number: int, broken: set[str], planted: Planted) -> None:
    frames, evaluation = planted[number]
    found = form_findings(evaluation, frames, RULES)
    assert set(found["rule_id"]) == broken
    for zh, en in found.select("message_zh", "message_en").iter_rows():
        assert "{" not in zh + en
        assert zh.endswith("）。")


def test_amounts_are_vouched_for_by_what_holds() -> None:
    frames = core({"p2": {"amount": "210000"}})
    told = vouched_forms(frames, evaluate_forms(frames, RULES), RULES)
    assert set(told["core.fact_procurement"]["assurance"]) == {"disputed"}
    assert set(told["core.fact_project"]["assurance"]) == {"consistent"}
    assert dict(told["core.fact_state_asset"].select("line_id", "assurance").iter_rows())["a3"] == "unchecked"


def test_nothing_to_evaluate() -> None:
    assert evaluate_forms({}, RULES).results.is_empty()
    empty = {name: frame.clear() for name, frame in core().items()}
    assert evaluate_forms(empty, RULES).results.is_empty()


@pytest.mark.parametrize(("code", "broken"), [(None, {"B13-PROJECTS"}), ("2080101", set())])
def test_project_spending_of_one_function_bounds_no_list_of_projects(code: str | None, broken: set[str]) -> None:
    """Where no table prints project spending the text does; but not with what it says of one function."""
    said = {"subject": "project", "amount": "100000", "functional_code": code}
    frames = core({"b1": {"line_role": "line"}, "c5": said})
    assert _failing(evaluate_forms(frames, RULES)) == broken
