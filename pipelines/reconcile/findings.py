"""One plain sentence, in Chinese and English, for every identity that fails, and for rules that never spoke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.reconcile.draft import Schema
from pipelines.reconcile.evaluate import Evaluation
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.verdict import EVALUATED
from pipelines.reconcile.wording import column_words, statement_words, yuan_text

FINDING_SCHEMA: Schema = {
    "finding_id": pl.String,
    "document_id": pl.String,
    "part_no": pl.Int64,
    "statement": pl.String,
    "rule_id": pl.String,
    "severity": pl.String,
    "kind": pl.String,
    "page": pl.Int64,
    "line_id": pl.String,
    "node": pl.String,
    "provided": pl.Decimal(20, 2),
    "expected": pl.Decimal(20, 2),
    "difference": pl.Decimal(20, 2),
    "message_zh": pl.String,
    "message_en": pl.String,
}


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


def _where(row: Mapping[str, Any], language: str) -> str:
    name = (row["lhs_name"] or row["rhs_name"] or "").replace("\n", "")
    column = column_words(row["node"], language)
    statement = statement_words(row["lhs_statement"] or row["statement"], language)
    if language == "zh":
        return f"第{row['page']}页《{statement}》“{name}”{column}"
    return f"Page {row['page']}, {statement}, {name}{column}"


def _inside(row: Mapping[str, Any], rule: Rule) -> tuple[str, str]:
    lhs, rhs, gap = (yuan_text(row[name]) for name in ("lhs", "rhs", "residual"))
    zh = f"{_where(row, 'zh')}印为{lhs}元，按各部分合计应为{rhs}元，相差{gap}元（{rule.text_zh}）。"
    en = f"{_where(row, 'en')}: printed {lhs} yuan, its parts give {rhs}, a difference of {gap} ({rule.text_en})."
    return zh, en


def _across(row: Mapping[str, Any], rule: Rule) -> tuple[str, str]:
    lhs, rhs, gap = (yuan_text(row[name]) for name in ("lhs", "rhs", "residual"))
    left, right = row["lhs_statement"] or row["statement"], row["rhs_statement"]
    about = "" if row["node"] in ("", "total") else row["node"]
    other_zh = f"第{row['rhs_page']}页《{statement_words(right, 'zh')}》" if right else "另一表"
    other_en = f"{statement_words(right, 'en')} (page {row['rhs_page']})" if right else "the other statement"
    relation_zh, relation_en = ("大于", "more than") if rule.op == "le" else ("不等于", "not")
    zh = (
        f"第{row['page']}页《{statement_words(left, 'zh')}》{about}为{lhs}元，{relation_zh}{other_zh}的{rhs}元，"
        f"相差{gap}元（{rule.text_zh}）。"
    )
    en = (
        f"Page {row['page']}, {statement_words(left, 'en')}{' ' + about if about else ''}: {lhs} yuan is {relation_en} "
        f"the {rhs} of {other_en}, a difference of {gap} ({rule.text_en})."
    )
    return zh, en


def _sentences(row: Mapping[str, Any], rule: Rule) -> tuple[str, str]:
    return _inside(row, rule) if rule.in_table else _across(row, rule)


def _failing(evaluation: Evaluation, facts: pl.DataFrame, rules: Mapping[str, Rule]) -> list[dict[str, object]]:
    of_tables = [id_ for id_, rule in rules.items() if rule.of_tables]
    failing = evaluation.results.filter((pl.col("verdict") == "fail") & pl.col("rule_id").is_in(of_tables))
    found = []
    for row in _places(failing, evaluation.terms, facts).sort("result_id").iter_rows(named=True):
        zh, en = _sentences(row, rules[row["rule_id"]])
        found.append(
            {name: row[name] for name in ("document_id", "part_no", "rule_id", "severity", "page", "line_id", "node")}
            | {
                "finding_id": f"F-{row['result_id']}",
                "statement": row["lhs_statement"] or row["statement"],
                "kind": "identity_fails",
                "provided": row["lhs"],
                "expected": row["rhs"],
                "difference": row["residual"],
                "message_zh": zh,
                "message_en": en,
            }
        )
    return found


def _silent(evaluation: Evaluation, rules: Sequence[Rule]) -> list[dict[str, object]]:
    """Rules that could not be evaluated on any document."""
    spoke = set(evaluation.results.filter(pl.col("verdict").is_in(EVALUATED))["rule_id"].unique())
    return [
        {
            "finding_id": f"F-{rule.id}-never",
            "rule_id": rule.id,
            "severity": "info",
            "kind": "rule_never_evaluated",
            "message_zh": f"规则{rule.id}在全部文件中从未得到核算（{rule.text_zh}）。",
            "message_en": f"Rule {rule.id} was never evaluated on any document ({rule.text_en}).",
        }
        for rule in rules
        if rule.id not in spoke
    ]


def findings(evaluation: Evaluation, facts: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """quality.finding: one row per failing equation and per rule that was never evaluated.

    What the narrative or a form says wrongly has sentences of its own (`pipelines.reconcile.narrative.wording`,
    `pipelines.reconcile.forms.wording`).
    `provided` is the left side as printed, `expected` what the right side adds up to, both in yuan.
    """
    rows = [*_failing(evaluation, facts, {rule.id: rule for rule in rules}), *_silent(evaluation, rules)]
    return pl.DataFrame(rows, schema=FINDING_SCHEMA, strict=False) if rows else pl.DataFrame(schema=FINDING_SCHEMA)
