"""One plain sentence, in Chinese and English, for every figure of the narrative that fails a rule."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from pipelines.reconcile.evaluate import Evaluation
from pipelines.reconcile.findings import FINDING_SCHEMA
from pipelines.reconcile.rule import Narrative, Rule

_UNITS = {"N9-VEHICLES": ("辆", "vehicles"), "N13-YEARS": ("年", "")}


def narrative_findings(
    evaluation: Evaluation, claims: pl.DataFrame, facts: pl.DataFrame, rules: Sequence[Rule]
) -> pl.DataFrame:
    """Rows of quality.finding for the failing results of rules of shape Narrative.

    ``claims``: core.fact_claim.  ``facts``: core.fact_budget.  `provided` is what the text says, `expected` what the
    rule makes of the other figures.
    """
    by_id = {rule.id: rule for rule in rules if isinstance(rule.shape, Narrative)}
    failing = evaluation.results.filter((pl.col("verdict") == "fail") & pl.col("rule_id").is_in(list(by_id)))
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
    there = evaluation.terms.filter(pl.col("side") == "rhs").join(cells, on="line_id").group_by("result_id").first()
    rows = (
        failing.join(first.drop("coefficient", "side"), on="result_id", how="left")
        .join(there.drop("coefficient", "side", "line_id"), on="result_id", how="left")
        .sort("result_id")
    )
    found = [_row(row, by_id[row["rule_id"]]) for row in rows.iter_rows(named=True)]
    return pl.DataFrame(found, schema=FINDING_SCHEMA, strict=False)


def _row(row: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    unit_zh, unit_en = _UNITS.get(rule.id, ("元", "yuan"))
    name_zh, name_en = subject_words(row["subject"], row["subject_name"])
    lhs, rhs, gap = (_number(row[one], unit_zh) for one in ("lhs", "rhs", "residual"))
    there_zh = f"第{row['fact_page']}页表内" if row["fact_page"] is not None else "按文中其他数字计算"
    there_en = (
        f"the table on page {row['fact_page']}" if row["fact_page"] is not None else "the other figures of the text"
    )
    zh = (
        f"第{row['page']}页文字称{name_zh}{row['amount_published']}（{lhs}{unit_zh}），{there_zh}为{rhs}{unit_zh}，"
        f"相差{gap}{unit_zh}（{rule.text_zh}）。"
    )
    en = (
        f"Page {row['page']}, text: {name_en} {lhs} {unit_en}; {there_en} gives {rhs} {unit_en}, "
        f"a difference of {gap} ({rule.text_en})."
    )
    keep = ("document_id", "part_no", "statement", "rule_id", "severity", "page", "line_id", "node")
    return {name: row[name] for name in keep} | {
        "finding_id": f"F-{row['result_id']}",
        "kind": "identity_fails",
        "provided": row["lhs"],
        "expected": row["rhs"],
        "difference": row["residual"],
        "message_zh": zh,
        "message_en": en,
    }


def _number(value: Decimal | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if unit == "元" else f"{value:.0f}"


@cache
def _names() -> dict[str, tuple[str, str]]:
    text = files("pipelines").joinpath("layouts", "narrative_subjects.toml").read_text(encoding="utf-8")
    return {subject: (one["zh"], one["en"]) for subject, one in tomllib.loads(text).items()}


def subject_words(subject: str, name: str | None) -> tuple[str, str]:
    """A subject as a reader knows it, in Chinese and English; a function or item goes by its printed name."""
    zh, en = _names().get(subject, (subject, subject))
    return (f"“{name}”", f"{en} {name}") if name else (zh, en)
