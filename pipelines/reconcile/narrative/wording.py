"""One plain sentence, in Chinese and English, for every figure of the narrative that fails a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import polars as pl

from pipelines.layouts.load import load
from pipelines.model.judgements import Verdict
from pipelines.model.sentences import Sentence, Value, entry, say
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.findings import FINDING_SCHEMA
from pipelines.reconcile.rule import Narrative, Rule
from pipelines.reconcile.wording import rule_words, yuan_text

# What the figures of an equation are, by rule or by check; of all others, money.
_COUNTED = {"N9-VEHICLES": "vehicles", "N13-YEARS": "years"}
_NUMBER_OF = {"hundred": "percent", "base_of_nothing": "percent", "own_year": "years", "misdated": "years"}
# Checks that say something is wrong, and not which figure would be right.
_NO_FIGURE = frozenset({"base_of_nothing", "event", "cost", "body"})
# Checks with a sentence of their own, some with one in common; all others say by how much two amounts differ.
_SENTENCE = {
    **dict.fromkeys(("share", "completion", "change"), "rate"),
    **dict.fromkeys(("twice", "confirmed"), "twice"),
    **{own: own for own in ("hundred", "rise", "base_of_nothing", "part_above", "level", "own_year", "misdated")},
    **{own: own for own in ("changes_add", "nowhere", "at_most", "event", "cost", "body")},
}


def narrative_findings(
    evaluation: Evaluation, claims: pl.DataFrame, facts: pl.DataFrame, rules: Sequence[Rule]
) -> pl.DataFrame:
    """Rows of quality.finding for the failing results of rules of shape Narrative.

    ``claims``: core.fact_claim.  ``facts``: core.fact_budget.  `provided` is what the text says, `expected` what the
    rule makes of the other figures.
    """
    by_id = {rule.id: rule for rule in rules if isinstance(rule.shape, Narrative)}
    failing = evaluation.results.filter((pl.col("verdict") == Verdict.FAIL) & pl.col("rule_id").is_in(list(by_id)))
    if failing.is_empty():
        return pl.DataFrame(schema=FINDING_SCHEMA)
    first = _first(evaluation.terms, claims, "lhs")
    other = _first(evaluation.terms, claims, "rhs").select(
        "result_id",
        other_page="page",
        other_published="amount_published",
        other_subject="subject",
        other_name="subject_name",
    )
    cells = facts.select("line_id", fact_page="page", statement_there="statement")
    there = evaluation.terms.filter(pl.col("side") == "rhs").join(cells, on="line_id")
    there = there.sort("result_id", "line_id").group_by("result_id", maintain_order=True).first()
    rows = (
        failing.join(first, on="result_id", how="left")
        .join(other, on="result_id", how="left")
        .join(there.drop("coefficient", "side", "line_id"), on="result_id", how="left")
        .sort("result_id")
    )
    found = [_row(row, by_id[row["rule_id"]]) for row in rows.iter_rows(named=True)]
    return pl.DataFrame(found, schema=FINDING_SCHEMA, strict=False)


def _first(terms: pl.DataFrame, claims: pl.DataFrame, side: str) -> pl.DataFrame:
    """Per result, the figure of the text that one side is about: the first, of percentages and amounts a percentage."""
    said = claims.select("line_id", "page", "subject", "subject_name", "amount_published", rate=pl.col("unit") == "%")
    return (
        terms.filter(pl.col("side") == side)
        .join(said, on="line_id")
        .sort("result_id", ~pl.col("rate").fill_null(value=False), "page", "line_id")
        .group_by("result_id", maintain_order=True)
        .first()
        .drop("coefficient", "side", "rate")
    )


def _row(row: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    assert isinstance(rule.shape, Narrative)
    said = _said(row, rule.shape, rule)
    keep = ("document_id", "part_no", "statement", "rule_id", "severity", "page", "line_id", "node")
    return {name: row[name] for name in keep} | {
        "finding_id": f"F-{row['result_id']}",
        "kind": "identity_fails",
        "provided": row["lhs"],
        "expected": None if rule.shape.check in _NO_FIGURE else row["rhs"],
        "difference": None if rule.shape.check in _NO_FIGURE else row["residual"],
        "message_zh": said.zh,
        "message_en": said.en,
    }


def _said(row: Mapping[str, Any], shape: Narrative, rule: Rule) -> Sentence:
    """The sentence of a failing result: that of its check, else that of its difference."""
    check = shape.check
    of = _NUMBER_OF.get(check) or _COUNTED.get(rule.id, "money")
    lhs, rhs, gap = (_number(row[one], of) for one in ("lhs", "rhs", "residual"))
    subject = subject_words(row["subject"], row["subject_name"])
    table = row["fact_page"]
    own = entry(f"narrative.fails.{_SENTENCE.get(check, of)}")
    parameters: dict[str, Value] = {
        "page": row["page"],
        "subject": subject,
        "node": row["node"] or "",
        "name": Sentence(f"{subject.zh}{row['amount_published']}", subject.en),
        "printed": row["amount_published"] or "",
        "other": row["other_published"] or "",
        "other_subject": subject_words(row["other_subject"] or "", row["other_name"]),
        "other_page": row["other_page"] or row["page"],
        "there": say("narrative.other_figures") if table is None else say("narrative.table", page=table),
        "lhs": lhs,
        "rhs": rhs,
        "gap": gap,
        "rule": rule_words(rule),
    }
    return own(**{name: parameters[name] for name in own.parameters})


def _number(value: Decimal | None, of: str) -> str:
    if value is None:
        return ""
    if of == "percent":
        return f"{value.normalize():f}"
    return yuan_text(value) if of == "money" else f"{value:.0f}"


@cache
def _names() -> dict[str, Sentence]:
    found = load("narrative_subjects.toml").kinds
    return {subject: Sentence(entry.data["zh"], entry.data["en"]) for subject, (entry,) in found.items()}


def subject_words(subject: str, name: str | None) -> Sentence:
    """A subject as a reader knows it; a function or item goes by its printed name."""
    known = _names().get(subject, Sentence(subject, subject))
    return Sentence(f"“{name}”", f"{known.en} {name}") if name else known
