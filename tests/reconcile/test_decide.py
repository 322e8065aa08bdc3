"""What loads, what does not, how far it is vouched for, and what a waiver does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from pipelines.reconcile.decide import Decision, decide
from pipelines.reconcile.findings import FINDING_SCHEMA, findings
from pipelines.reconcile.waivers import WAIVER_SCHEMA
from tests.reconcile.builder import changed
from tests.reconcile.changli import changli
from tests.reconcile.support import RULES, cell, evaluation_of

TODAY = date(2026, 3, 1)
WRONG = {"appropriation": "65186600"}  # 支出总计 of 财政拨款收支总表, 200 yuan too much


def _facts(wrong: bool = True) -> pl.DataFrame:
    document = changli()
    line = cell(document, "appropriation", "支出总计")
    return changed(document.facts(), {line: WRONG["appropriation"]}) if wrong else document.facts()


def _decision(facts: pl.DataFrame, waivers: pl.DataFrame | None = None) -> Decision:
    return decide(facts, evaluation_of(facts, changli().documents()), RULES, waivers, TODAY)


def _waiver(**given: object) -> pl.DataFrame:
    row = {"waiver_id": "W2", "document_id": "1" * 64, "reason": "misprint", "owner": "data team"}
    return pl.DataFrame([row | {"expiry": date(2026, 12, 31)} | given], schema=WAIVER_SCHEMA)


def _assurance(decision: Decision) -> dict[str, set[str]]:
    found = decision.core.group_by("statement").agg(pl.col("assurance").unique())
    return {statement: set(values) for statement, values in found.iter_rows()}


def test_what_holds_loads_and_is_proven() -> None:
    facts = _facts(wrong=False)
    decision = _decision(facts)
    assert decision.quarantine.is_empty()
    assert decision.core["line_id"].equals(facts["line_id"])
    expected = {statement: {"proven"} for statement in facts["statement"].unique()}
    # No other statement prints a 三公 figure it must equal.
    assert _assurance(decision) == expected | {"three_public": {"consistent"}}


def test_a_blocking_failure_keeps_out_what_it_points_to() -> None:
    decision = _decision(_facts())
    assert set(decision.quarantine.select("statement", "line_name").rows()) == {("appropriation", "支出总计")}
    assert set(decision.quarantine["rules_failed"]) == {"B4-BALANCE,B4-COLUMNS,B4-SPENDING-TOTAL"}
    assert decision.core.height + decision.quarantine.height == _facts().height
    row = decision.statements.filter(pl.col("statement") == "appropriation").row(0, named=True)
    assert (row["verdict"], row["failed"], row["disputed"]) == ("partly", 3, False)
    assert row["held_back"] == decision.quarantine.height
    assert decision.statements.filter(pl.col("verdict") == "loaded").height == 7


def test_statements_that_disagree_are_disputed_and_load() -> None:
    document = changli()
    line = cell(document, "three_public", "公务用车运行维护费")
    wrong = changed(document.facts(), {line: "36100", line[:-1] + "1": "36100"})
    for row in ("二、公务用车购置及运维费", "“三公”经费小计", "合计"):
        other = cell(document, "three_public", row)
        wrong = changed(wrong, {other: "36100", other[:-1] + "1": "36100"})
    # The 三公 table still adds up; against 30231 of basic spending it is larger, which is allowed.
    assert _assurance(_decision(wrong))["three_public"] == {"consistent"}
    less = wrong.with_columns(
        amount=pl.when(pl.col("amount") == Decimal("36100.00")).then(Decimal("35000.00")).otherwise("amount")
    )
    decision = _decision(less.with_columns(pl.col("amount").cast(pl.Decimal(20, 2))))
    assert decision.quarantine.is_empty()
    assert _assurance(decision)["three_public"] == {"disputed"}
    assert _assurance(decision)["basic_economic"] == {"disputed"}
    assert _assurance(decision)["expenditure"] == {"proven"}


def test_a_waiver_loads_the_statement_and_is_on_record() -> None:
    waivers = pl.concat([_waiver(waiver_id=f"W{n}", rule_id=rule) for n, rule in enumerate(
        ("B4-BALANCE", "B4-COLUMNS", "B4-SPENDING-TOTAL"))])  # fmt: skip
    decision = _decision(_facts(), waivers)
    assert decision.quarantine.is_empty()
    row = decision.statements.filter(pl.col("statement") == "appropriation").row(0, named=True)
    assert row["rules_waived"] == "B4-BALANCE,B4-COLUMNS,B4-SPENDING-TOTAL"
    assert set(decision.waivers_used["waiver_id"]) == {"W0", "W1", "W2"}
    own = decision.core.filter(pl.col("line_id") == cell(changli(), "appropriation", "支出总计"))
    assert own["assurance"].to_list() == ["disputed"]


@pytest.mark.parametrize(
    "given",
    [
        {"rule_id": "B4-BALANCE"},  # two other rules still block
        {"rule_id": "B4-COLUMNS", "node": "201/total"},
        {"rule_id": "B4-BALANCE", "expiry": date(2026, 2, 28)},
        {"rule_id": "B4-BALANCE", "document_id": "9" * 64},
        {"rule_id": "B4-BALANCE", "document_id": None},
    ],
)
def test_a_waiver_covers_only_what_it_names(given: dict[str, object]) -> None:
    decision = _decision(_facts(), _waiver(**given))
    assert set(decision.quarantine["statement"]) == {"appropriation"}
    assert decision.waivers_used.height == (given == {"rule_id": "B4-BALANCE"})


def test_a_waiver_by_department() -> None:
    waiver = _waiver(rule_id="B4-BALANCE", document_id=None, department_id="dep")
    assert _decision(_facts(), waiver).waivers_used.height == 1


def test_waivers_need_a_day() -> None:
    facts = _facts()
    evaluation = evaluation_of(facts, changli().documents())
    with pytest.raises(ValueError, match="day"):
        decide(facts, evaluation, RULES, _waiver(rule_id="B4-BALANCE"))


def test_findings_say_both_sides_and_the_page() -> None:
    facts = _facts()
    evaluation = evaluation_of(facts, changli().documents())
    found = findings(evaluation, facts, RULES)
    assert dict(found.schema) == FINDING_SCHEMA
    row = found.filter(pl.col("rule_id") == "B4-SPENDING-TOTAL").row(0, named=True)
    assert (row["kind"], row["severity"], row["page"]) == ("identity_fails", "critical", 4)
    assert row["line_id"] == cell(changli(), "appropriation", "支出总计")
    assert (row["provided"], row["expected"]) == (Decimal("65186600.00"), Decimal("65186400.00"))
    assert "第4页《财政拨款收支总表》“支出总计”印为65,186,600.00元" in row["message_zh"]
    assert "Page 4, appropriations, 支出总计: printed 65,186,600.00 yuan" in row["message_en"]
    assert set(found["kind"]) == {"identity_fails"}  # rules that never spoke: tests/across/test_unheard.py
    assert found["finding_id"].is_unique().all()


def test_findings_between_statements_name_both() -> None:
    document = changli()
    facts = changed(document.facts(), {cell(document, "summary", "221"): "66300"})
    evaluation = evaluation_of(facts, document.documents())
    row = findings(evaluation, facts, RULES).filter(pl.col("rule_id") == "B3-B1-CLASS").row(0, named=True)
    assert "第3页《支出总表》221为65,300.00元，不等于第1页《收支总表》的66,300.00元" in row["message_zh"]
    assert "not the 66,300.00 of summary of income and spending (page 1)" in row["message_en"]
