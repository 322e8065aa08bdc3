"""One plain sentence, in Chinese and English, for every figure of the narrative that fails a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import polars as pl

from pipelines.layouts.load import load
from pipelines.model.judgements import Verdict
from pipelines.model.sentences import Sentence, say
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.findings import FINDING_SCHEMA
from pipelines.reconcile.rule import Narrative, Rule
from pipelines.reconcile.wording import rule_words, yuan_text

_COUNTED = {"N9-VEHICLES": "vehicles", "N13-YEARS": "years"}  # rule -> what its figures are; of all others, money


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
    said = claims.select("line_id", "page", "subject", "subject_name", "amount_published")
    first = (
        evaluation.terms.filter(pl.col("side") == "lhs")
        .join(said, on="line_id")
        .sort("result_id", "page", "line_id")
        .group_by("result_id", maintain_order=True)
        .first()
    )
    cells = facts.select("line_id", fact_page="page", statement_there="statement")
    there = evaluation.terms.filter(pl.col("side") == "rhs").join(cells, on="line_id")
    there = there.sort("result_id", "line_id").group_by("result_id", maintain_order=True).first()
    rows = (
        failing.join(first.drop("coefficient", "side"), on="result_id", how="left")
        .join(there.drop("coefficient", "side", "line_id"), on="result_id", how="left")
        .sort("result_id")
    )
    found = [_row(row, by_id[row["rule_id"]]) for row in rows.iter_rows(named=True)]
    return pl.DataFrame(found, schema=FINDING_SCHEMA, strict=False)


def _row(row: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    of = _COUNTED.get(rule.id, "money")
    lhs, rhs, gap = (_number(row[one], of) for one in ("lhs", "rhs", "residual"))
    name = subject_words(row["subject"], row["subject_name"])
    table = row["fact_page"]
    said = say(
        f"narrative.fails.{of}",
        page=row["page"],
        name=Sentence(f"{name.zh}{row['amount_published']}", name.en),
        there=say("narrative.other_figures") if table is None else say("narrative.table", page=table),
        lhs=lhs,
        rhs=rhs,
        gap=gap,
        rule=rule_words(rule),
    )
    keep = ("document_id", "part_no", "statement", "rule_id", "severity", "page", "line_id", "node")
    return {name: row[name] for name in keep} | {
        "finding_id": f"F-{row['result_id']}",
        "kind": "identity_fails",
        "provided": row["lhs"],
        "expected": row["rhs"],
        "difference": row["residual"],
        "message_zh": said.zh,
        "message_en": said.en,
    }


def _number(value: Decimal | None, of: str) -> str:
    if value is None:
        return ""
    return yuan_text(value) if of == "money" else f"{value:.0f}"


@cache
def _names() -> dict[str, Sentence]:
    found = load("narrative_subjects.toml").kinds
    return {subject: Sentence(entry.data["zh"], entry.data["en"]) for subject, (entry,) in found.items()}


def subject_words(subject: str, name: str | None) -> Sentence:
    """A subject as a reader knows it; a function or item goes by its printed name."""
    known = _names().get(subject, Sentence(subject, subject))
    return Sentence(f"“{name}”", f"{known.en} {name}") if name else known
