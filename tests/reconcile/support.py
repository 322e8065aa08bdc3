"""Shortcuts of the identity tests."""

from __future__ import annotations

import sys
from functools import cache

import polars as pl

from expectations.registry import load_rules
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.evaluation import Evaluation
from tests.reconcile.builder import Disclosure, changed

RULES = load_rules()
BY_ID = {rule.id: rule for rule in RULES}


class _Rows:
    """A frame that equals another by what it holds."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return hash(tuple(self.frame.hash_rows()))

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, _Rows)
        return self.frame.schema == other.frame.schema and self.frame.equals(other.frame)


def evaluated(document: Disclosure, changes: dict[str, str] | None = None) -> Evaluation:
    """All rules on one document, some amounts (yuan, by line_id) changed."""
    facts = document.facts()
    return evaluation_of(changed(facts, changes) if changes else facts, document.documents())


def evaluation_of(facts: pl.DataFrame, documents: pl.DataFrame) -> Evaluation:
    """All rules on some facts; what several tests ask of equal facts is worked out once."""
    if sys.gettrace():  # whoever traces is to see each test call what it asks (tests/kit/mutate)
        return evaluate(facts, documents, RULES)
    return _evaluation_of(_Rows(facts), _Rows(documents))


@cache
def _evaluation_of(facts: _Rows, documents: _Rows) -> Evaluation:
    return evaluate(facts.frame, documents.frame, RULES)


def cell(document: Disclosure, statement: str, name: str, column: int = 0, role: str | None = None) -> str:
    """line_id of the cell in the row with this code or printed name, by column number."""
    facts = document.facts()
    code = pl.coalesce("functional_code", "economic_code", "line_name")
    found = facts.filter(
        (pl.col("statement") == statement)
        & ((code == name) | (pl.col("line_name") == name))
        & (pl.col("col_no") == column)
        & ((pl.col("line_role") == role) if role else pl.lit(True))
    )
    assert found.height >= 1, (statement, name, column)
    return str(found["line_id"][0])


def nodes(evaluation: Evaluation, verdict: str) -> set[tuple[str, str]]:
    """(rule, node) of the results with a verdict."""
    found = evaluation.results.filter(pl.col("verdict") == verdict)
    return set(found.select("rule_id", "node").iter_rows())


def verdict(evaluation: Evaluation, rule: str, node: str) -> str:
    """The verdict of one equation."""
    found = evaluation.results.filter((pl.col("rule_id") == rule) & (pl.col("node") == node))["verdict"].to_list()
    assert len(found) == 1, (rule, node, found)
    return str(found[0])
