"""Totals above the rows shown: said of what publishers withhold, of nothing that was lost, misread or moved."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from pipelines.reconcile.decide import decide
from pipelines.reconcile.left_out import withheld_findings
from pipelines.reconcile.withheld import Withheld, tell_withheld
from tests.reconcile.builder import Column, Disclosure, Row, changed
from tests.reconcile.support import RULES, cell, evaluation_of

NOTHING_AMISS = pl.DataFrame(
    schema={"document_id": pl.String, "statement": pl.String, "kind": pl.String, "page": pl.Int64}
)
COLUMNS = [Column("total"), Column("basic"), Column("project")]
POLICE = [
    Row("合计", ("617.00", "310.00", "307.00"), role="total"),
    Row("公共安全支出", ("482.00", "225.00", "257.00"), "204"),
    Row("公安", ("482.00", "225.00", "257.00"), "20402"),
    Row("行政运行", ("225.00", "225.00", ""), "2040201"),
    Row("其他公安支出", ("163.00", "", "163.00"), "2040299"),  # 94.00 of projects are not shown
    Row("住房保障支出", ("135.00", "85.00", "50.00"), "221"),
]


def police(general: list[Row] | None = None) -> Disclosure:
    """支出总表 and 一般公共预算支出表 that both leave out the same rows."""
    return Disclosure().table("expenditure", COLUMNS, POLICE).table("general_budget", COLUMNS, general or POLICE)


def told(document: Disclosure, facts: pl.DataFrame | None = None, reading: pl.DataFrame = NOTHING_AMISS) -> Withheld:
    facts = document.facts() if facts is None else facts
    return tell_withheld(evaluation_of(facts, document.documents()), facts, RULES, reading)


def test_two_statements_that_lack_the_same_withhold_it() -> None:
    document = police()
    withheld = told(document)
    short = withheld.rows.select("statement", "node", "amount", "also").sort("statement", "node")
    assert short.rows() == [
        (statement, node, Decimal("940000.00"), [other])
        for statement, other in (("expenditure", "general_budget"), ("general_budget", "expenditure"))
        for node in ("20402/project", "20402/total")
    ]
    decision = decide(document.facts(), withheld.evaluation, RULES)
    assert decision.quarantine.is_empty()
    assert set(decision.core["assurance"]) == {"disputed"}
    assert set(decision.statements["verdict"]) == {"loaded"}


def test_it_says_how_much_is_lacking_and_where() -> None:
    document = police()
    found = withheld_findings(told(document).rows, document.facts())
    assert set(found["kind"]) == {"rows_withheld"}
    assert set(found["severity"]) == {"warning"}
    row = found.filter((pl.col("statement") == "expenditure") & (pl.col("node") == "20402/total")).row(0, named=True)
    assert (row["provided"], row["expected"], row["difference"]) == (
        Decimal("4820000.00"), Decimal("3880000.00"), Decimal("940000.00"))  # fmt: skip
    assert "所列明细合计少940,000.00元" in row["message_zh"]
    assert "the rows shown come to 940,000.00 less" in row["message_en"]
    assert "一般公共预算支出表" in row["message_zh"]


def test_one_statement_alone_may_have_lost_the_row() -> None:
    whole = [*POLICE[:4], Row("其他公安支出", ("257.00", "", "257.00"), "2040299"), POLICE[5]]
    document = police(whole)
    assert told(document).rows.is_empty()
    decision = decide(document.facts(), told(document).evaluation, RULES)
    assert set(decision.quarantine["statement"]) == {"expenditure"}


@pytest.mark.parametrize(
    ("kind", "statement", "page"),
    [("figures_unread", "expenditure", 1), ("figures_unread", None, 1), ("unrecognised_table", None, 2)],
)
def test_never_where_something_was_not_read(kind: str, statement: str | None, page: int) -> None:
    reading = pl.DataFrame(
        [{"document_id": "d" * 64, "statement": statement, "kind": kind, "page": page}], schema=NOTHING_AMISS.schema
    )
    assert "expenditure" not in set(told(police(), reading=reading).rows["statement"])


def test_never_where_anything_else_of_the_table_fails() -> None:
    document = police()
    facts = changed(document.facts(), {cell(document, "expenditure", "221", 1): "860000"})
    assert set(told(document, facts).rows["statement"]) <= {"general_budget"}


def test_never_where_the_rows_come_to_more() -> None:
    more = [*POLICE[:4], Row("其他公安支出", ("351.00", "", "351.00"), "2040299"), POLICE[5]]
    document = Disclosure().table("expenditure", COLUMNS, more).table("general_budget", COLUMNS, more)
    assert told(document).rows.is_empty()


def test_never_where_the_amount_stands_in_another_row_of_the_table() -> None:
    other = Row("其他支出", ("94.00", "", "94.00"), "229")
    rows = [Row("合计", ("711.00", "310.00", "401.00"), role="total"), *POLICE[1:], other]
    document = Disclosure().table("expenditure", COLUMNS, rows).table("general_budget", COLUMNS, rows)
    facts = document.facts().with_columns(is_leaf=~pl.col("functional_code").is_in(["204", "20402"]))
    assert told(document, facts).rows.is_empty()


def test_never_of_cents() -> None:
    cents = [*POLICE[:4], Row("其他公安支出", ("256.98", "", "256.98"), "2040299"), POLICE[5]]
    document = Disclosure().table("expenditure", COLUMNS, cents).table("general_budget", COLUMNS, cents)
    assert told(document).rows.is_empty()


def test_never_in_a_document_in_which_sums_mostly_fail() -> None:
    """Digits read as other digits fail the sums of every statement, by the same amount where statements repeat."""
    fails = [Row("合计", ("900.00",), role="total"), Row("甲", ("100.00",), "201"), Row("乙", ("200.00",), "205")]
    total = [Column("total")]
    document = Disclosure().table("expenditure", total, fails).table("general_budget", total, fails)
    assert told(document).rows.is_empty()
