"""The lists people keep, as rows of the warehouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from pipelines.across.lists import corrections_without_document, rule_rows
from pipelines.model.judgements import Severity
from pipelines.reconcile.corrections import no_corrections
from pipelines.reconcile.rule import Children, Figures, Rule, Selector
from warehouse.schema import fit

BOTH = ("budget", "final")


def test_corrections_of_documents_that_are_not_there() -> None:
    rows = pl.DataFrame(
        {
            "correction_id": ["C2", "C3", "C4"],
            "document_id": ["a", "b", "b"],
            "accepted": [date(2026, 1, 1), date(2026, 1, 1), None],
        }
    )
    corrections = pl.concat([no_corrections(), rows], how="diagonal")
    found = corrections_without_document(corrections, ["a"])
    assert found.select("correction_id", "status").rows() == [("C3", "not_found"), ("C4", "suggested")]
    assert corrections_without_document(corrections, ["a", "b"]).is_empty()


BALANCE = Rule(
    "B1-BALANCE",
    Figures((Selector(("summary",)),), (Selector(("summary",)),)),
    Severity.CRITICAL,
    "收入等于支出",
    "income equals spending",
    "理由",
    "reason",
    "依据",
    "basis",
    statements=("summary", "fiscal_summary"),
    stages=("budget",),
)


def test_a_rule_is_one_row_in_both_languages() -> None:
    found = rule_rows([BALANCE, replace(BALANCE, id="GEN-CHILDREN", shape=Children(), statements=(), stages=BOTH)])
    first, second = found.iter_rows(named=True)
    assert first == {
        "rule_id": "B1-BALANCE", "shape": "figures", "statements": "summary,fiscal_summary", "stage": "budget",
        "severity": "critical", "text_zh": "收入等于支出", "text_en": "income equals spending", "reason_zh": "理由",
        "reason_en": "reason", "basis": "依据", "basis_en": "basis",
    }  # fmt: skip
    assert (second["rule_id"], second["shape"]) == ("GEN-CHILDREN", "children")
    assert (second["statements"], second["stage"]) == (None, None)  # of every statement and of both stages


def test_the_first_rules_may_be_of_everything() -> None:
    anything = replace(BALANCE, statements=(), stages=BOTH)
    found = rule_rows([*[replace(anything, id=f"R-{n}") for n in range(150)], BALANCE])
    assert found["stage"].to_list() == [None] * 150 + ["budget"]
    fit(found, "quality.rule")
