"""One plain sentence, in Chinese and English, for every identity that fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.model.schema import frame_schema
from pipelines.model.sentences import Sentence, say
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.wording import column_words, rule_words, statement_words, yuan_text

FINDING_SCHEMA = frame_schema("quality.finding")


def _places(failing: pl.DataFrame, terms: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Per failing result: where each side is printed (statement, first page) and the first cell of it."""
    printed = facts.select("line_id", "page", side_statement="statement", line_name="line_name")
    cells = terms.join(failing.select("result_id"), on="result_id").join(printed, on="line_id").sort("page", "line_id")
    sides = []
    for side in ("lhs", "rhs"):
        own = (
            cells.filter(pl.col("side") == side)
            .group_by("result_id")
            .agg(
                pl.col("side_statement").first().alias(f"{side}_statement"),
                pl.col("page").first().alias(f"{side}_page"),
                pl.col("line_id").first().alias(f"{side}_line"),
                pl.col("line_name").first().alias(f"{side}_name"),
            )
        )
        sides.append(own)
    found = failing.join(sides[0], on="result_id", how="left").join(sides[1], on="result_id", how="left")
    return found.with_columns(page=pl.coalesce("lhs_page", "rhs_page"), line_id=pl.coalesce("lhs_line", "rhs_line"))


def _where(row: Mapping[str, Any]) -> Sentence:
    return say(
        "places.cell",
        page=row["page"],
        statement=statement_words(row["lhs_statement"] or row["statement"]),
        name=(row["lhs_name"] or row["rhs_name"] or "").replace("\n", ""),
        column=column_words(row["node"]),
    )


def _inside(row: Mapping[str, Any], rule: Rule) -> Sentence:
    return say("identities.parts", where=_where(row), rule=rule_words(rule), **_amounts(row))


def _across(row: Mapping[str, Any], rule: Rule) -> Sentence:
    right = row["rhs_statement"]
    about = "" if row["node"] in ("", "total") else row["node"]
    return say(
        "identities.exceeds" if rule.op == "le" else "identities.differs",
        page=row["page"],
        statement=statement_words(row["lhs_statement"] or row["statement"]),
        about=Sentence(about, f" {about}" if about else ""),
        other=say("identities.a_statement", page=row["rhs_page"], statement=statement_words(right))
        if right
        else say("identities.another_statement"),
        rule=rule_words(rule),
        **_amounts(row),
    )


def _amounts(row: Mapping[str, Any]) -> dict[str, str]:
    return {"lhs": yuan_text(row["lhs"]), "rhs": yuan_text(row["rhs"]), "gap": yuan_text(row["residual"])}


def _sentence(row: Mapping[str, Any], rule: Rule) -> Sentence:
    return _inside(row, rule) if rule.in_table else _across(row, rule)


def _failing(evaluation: Evaluation, facts: pl.DataFrame, rules: Mapping[str, Rule]) -> list[dict[str, object]]:
    of_tables = [id_ for id_, rule in rules.items() if rule.of_tables]
    failing = evaluation.results.filter((pl.col("verdict") == Verdict.FAIL) & pl.col("rule_id").is_in(of_tables))
    found = []
    for row in _places(failing, evaluation.terms, facts).sort("result_id").iter_rows(named=True):
        said = _sentence(row, rules[row["rule_id"]])
        found.append(
            {name: row[name] for name in ("document_id", "part_no", "rule_id", "severity", "page", "line_id", "node")}
            | {
                "finding_id": f"F-{row['result_id']}",
                "statement": row["lhs_statement"] or row["statement"],
                "kind": "identity_fails",
                "provided": row["lhs"],
                "expected": row["rhs"],
                "difference": row["residual"],
                "message_zh": said.zh,
                "message_en": said.en,
            }
        )
    return found


def findings(evaluation: Evaluation, facts: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """quality.finding: one row per failing equation.

    What the narrative or a form says wrongly has sentences of its own (`pipelines.reconcile.narrative.wording`,
    `pipelines.reconcile.forms.wording`).
    `provided` is the left side as printed, `expected` what the right side adds up to, both in yuan.
    """
    rows = _failing(evaluation, facts, {rule.id: rule for rule in rules})
    return pl.DataFrame(rows, schema=FINDING_SCHEMA, strict=False) if rows else pl.DataFrame(schema=FINDING_SCHEMA)
