"""Three tests for every rule over tables: what it reads, that it holds, and that an error sets off just its equations.

(The rules of the narrative have tests of their own.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
import pytest

from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.rule import Figures, Rule
from tests.expectations.disclosures import disclosures
from tests.reconcile.apart import apart, evaluation_of_each, of_each
from tests.reconcile.builder import changed
from tests.reconcile.support import RULES

OF_TABLES = [rule for rule in RULES if rule.of_tables]
WRONG = Decimal("77000000.00")  # more than any rounding and any figure of the documents
PASSED = ["pass", "rounding"]


@dataclass(frozen=True)
class Sound:
    """Documents that hold, with their equations."""

    facts: pl.DataFrame
    documents: pl.DataFrame
    evaluation: Evaluation


@pytest.fixture(scope="module")
def sound() -> list[Sound]:
    facts, documents = zip(*disclosures(), strict=True)
    found = evaluation_of_each(evaluate(apart(facts), apart(documents), RULES), len(facts))
    return [Sound(*one) for one in zip(facts, documents, found, strict=True)]


def equations(one: Sound, rule: Rule) -> pl.DataFrame:
    """Results of the rule that hold and have terms on both sides."""
    held = one.evaluation.results.filter((pl.col("rule_id") == rule.id) & pl.col("verdict").is_in(PASSED))
    return held.filter(pl.col("lhs").is_not_null() & pl.col("rhs").is_not_null())


def test_the_documents_hold(sound: list[Sound]) -> None:
    for one in sound:
        failing = one.evaluation.results.filter(pl.col("verdict") == "fail")
        assert failing.is_empty(), failing.select("rule_id", "node").rows()


@pytest.mark.parametrize("rule", OF_TABLES, ids=lambda rule: rule.id)
def test_it_reads_the_statements_and_stage_it_names(rule: Rule, sound: list[Sound]) -> None:
    read = set()
    for one in sound:
        terms = one.evaluation.terms.join(equations(one, rule).select("result_id"), on="result_id", how="semi")
        cells = terms.join(one.facts.select("line_id", "statement", "document_id"), on="line_id")
        read |= set(cells["statement"])
        stages = cells.join(one.documents, on="document_id")["stage"]
        if not (isinstance(rule.shape, Figures) and rule.shape.scope == "department"):
            assert set(stages) <= set(rule.stages)
    assert read
    if rule.statements:
        assert read <= set(rule.statements)
    if isinstance(rule.shape, Figures):
        for selector in (*rule.shape.lhs, *rule.shape.rhs):
            assert selector.optional or read & set(selector.statement)


@pytest.mark.parametrize("rule", OF_TABLES, ids=lambda rule: rule.id)
def test_there_is_a_document_where_it_holds(rule: Rule, sound: list[Sound]) -> None:
    assert sum(equations(one, rule).height for one in sound) > 0


def accused(one: Sound, line: str, amount: Decimal) -> set[tuple[str, str]]:
    """What must fail once the cell holds this amount: every equation with the cell, an inequality only from above."""
    facts = dict(one.facts.select("line_id", "amount").iter_rows()) | {line: amount}
    own = one.evaluation.terms.filter(pl.col("line_id") == line).select("result_id")
    terms = one.evaluation.terms.join(own, on="result_id", how="semi")
    bounds = {rule.id for rule in RULES if rule.op == "le"}
    told = one.evaluation.results.filter(pl.col("verdict").is_in(PASSED)).join(own, on="result_id", how="semi")
    found = set()
    for result, rule, node, tolerance in told.select("result_id", "rule_id", "node", "tolerance").iter_rows():
        inside = terms.filter(pl.col("result_id") == result).select("line_id", "coefficient").iter_rows()
        residual = sum((k * facts[cell] for cell, k in inside), Decimal(0))
        if (residual if rule in bounds else abs(residual)) > tolerance:
            found.add((rule, node))
    return found


Planted = tuple[str, str, set[tuple[str, str]]]  # result_id, node, what may fail


def candidates(one: Sound, rule: Rule) -> Iterator[tuple[str, Planted]]:
    """Cells of two equations of the rule, those on the left first, with what an error there must set off."""
    some = equations(one, rule).sort("result_id", descending=True).select("result_id", "node").head(2)
    for result, node in some.rows():
        cells = one.evaluation.terms.filter(pl.col("result_id") == result).sort("side", "line_id")
        for line in cells["line_id"].head(3):
            expected = accused(one, line, WRONG)
            if (rule.id, node) in expected:
                yield line, (rule.id, node, expected)


def exactly(planted: Planted, results: pl.DataFrame) -> bool:
    """The rule fails; what fails has the cell; what has the cell fails or can no longer be evaluated."""
    rule, node, expected = planted
    verdicts = {name: set(results.filter(pl.col("verdict") == name).select("rule_id", "node").rows())
                for name in ("fail", "not_evaluable", "not_applicable")}  # fmt: skip
    silenced = verdicts["not_evaluable"] | {(one, "") for one, _ in verdicts["not_applicable"]}
    unheard = expected - verdicts["fail"]
    quiet = {one for one in unheard if one in silenced or (one[0], "") in silenced}
    return (rule, node) in verdicts["fail"] and verdicts["fail"] <= expected and unheard == quiet


@pytest.fixture(scope="module")
def outcomes(sound: list[Sound]) -> dict[str, list[tuple[Planted, pl.DataFrame]]]:
    """Per rule the planted errors and the results after each.

    The errors of all rules go into one evaluation, a document each; where one is not what was expected the next cell of
    its rule is tried.
    """
    of_rule = {rule.id: next(one for one in sound if equations(one, rule).height) for rule in OF_TABLES}
    untried = {rule.id: candidates(of_rule[rule.id], rule) for rule in OF_TABLES}
    told: dict[str, list[tuple[Planted, pl.DataFrame]]] = {rule.id: [] for rule in OF_TABLES}
    while due := {
        rule: one
        for rule in told
        if not any(exactly(*tried) for tried in told[rule]) and (one := next(untried[rule], None))
    }:
        facts = apart(changed(of_rule[rule].facts, {line: str(WRONG)}) for rule, (line, _) in due.items())
        documents = apart(of_rule[rule].documents for rule in due)
        results = of_each(evaluate(facts, documents, RULES).results, len(due))
        for (rule, (_, planted)), found in zip(due.items(), results, strict=True):
            told[rule].append((planted, found))
    return told


@pytest.mark.parametrize("rule", OF_TABLES, ids=lambda rule: rule.id)
def test_an_error_sets_off_it_and_the_equations_with_the_same_cell(
    rule: Rule, outcomes: dict[str, list[tuple[Planted, pl.DataFrame]]]
) -> None:
    tried = outcomes[rule.id]
    assert any(exactly(planted, results) for planted, results in tried), [planted for planted, _ in tried]
