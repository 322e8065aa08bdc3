"""One plain sentence, in Chinese and English, for every figure of a form that fails a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.model.sentences import Sentence, Value, capital, entry, joined, say, words
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.findings import FINDING_SCHEMA
from pipelines.reconcile.forms.places import places, where_words
from pipelines.reconcile.rule import Forms, Rule
from pipelines.reconcile.wording import rule_words, statement_words, yuan_text

_SAME = {"project_rows": "total", "assets": "total", "procurement": "total"}


def form_findings(evaluation: Evaluation, core: Mapping[str, pl.DataFrame], rules: Sequence[Rule]) -> pl.DataFrame:
    """Rows of quality.finding for the failing results of rules of shape Forms.

    ``core``: the frames they were evaluated on.  `provided` is what is printed, `expected` what the other place or the
    parts give; yuan, but for counts and percentages.
    """
    by_id = {rule.id: rule for rule in rules if isinstance(rule.shape, Forms)}
    failing = evaluation.results.filter((pl.col("verdict") == Verdict.FAIL) & pl.col("rule_id").is_in(list(by_id)))
    if failing.is_empty():
        return pl.DataFrame(schema=FINDING_SCHEMA)
    printed = places(core)
    rows = failing
    for side in ("lhs", "rhs"):
        rows = rows.join(_first(evaluation.terms, printed, failing, side), on="result_id", how="left")
    plans = core["core.fact_project"].select("line_id", *(f"plan_q{n}" for n in range(1, 5)))
    rows = rows.join(plans.unique("line_id"), left_on="lhs_line", right_on="line_id", how="left").sort("result_id")
    found = [_row(row, by_id[row["rule_id"]]) for row in rows.iter_rows(named=True)]
    return pl.DataFrame(found, schema=FINDING_SCHEMA, strict=False)


def _first(terms: pl.DataFrame, printed: pl.DataFrame, failing: pl.DataFrame, side: str) -> pl.DataFrame:
    """The first printed figure of one side of every failing result."""
    own = terms.filter(pl.col("side") == side).join(failing.select("result_id"), on="result_id", how="semi")
    return (
        own.join(printed, on="line_id", how="inner")
        .sort("result_id", "page", "line_id")
        .group_by("result_id", maintain_order=True)
        .agg(
            pl.col("line_id").first().alias(f"{side}_line"),
            pl.col("page").first().alias(f"{side}_page"),
            pl.col("name").first().alias(f"{side}_name"),
            pl.col("published").first().alias(f"{side}_published"),
            pl.col("where").first().alias(f"{side}_where"),
        )
    )


def _row(row: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    said = say("forms.by_rule", what=capital(_what(row, rule)), rule=rule_words(rule))
    keep = ("document_id", "part_no", "statement", "rule_id", "severity", "node")
    return {name: row[name] for name in keep} | {
        "finding_id": f"F-{row['result_id']}",
        "kind": "identity_fails",
        "page": row["lhs_page"],
        "line_id": row["lhs_line"],
        "provided": row["lhs"],
        "expected": row["rhs"],
        "difference": row["residual"],
        "message_zh": said.zh,
        "message_en": said.en,
    }


def _what(row: Mapping[str, Any], rule: Rule) -> Sentence:
    assert isinstance(rule.shape, Forms)
    check = rule.shape.check
    own = entry(f"forms.fails.{_SAME.get(check, check)}")
    parameters = _parameters(row, check)
    return own(**{name: parameters[name] for name in own.parameters})


def _parameters(row: Mapping[str, Any], check: str) -> dict[str, Value]:
    """Whatever a sentence on a form may name."""
    amount = _count if check == "staffing" else yuan_text
    node = row["node"] or ""
    return {
        "here": _place(row["lhs_page"], row["lhs_where"]),
        "there": _place(row["rhs_page"], row["rhs_where"]),
        "page_there": say("places.page_of_text", page=row["rhs_page"]),
        "empty": statement_words(node),
        "name": (row["lhs_name"] or node).replace("\n", ""),
        "subject": words("forms.subject").get(node, Sentence(node, node)),
        "count": words("forms.count").get(node, Sentence(node, node)),
        "published": row["lhs_published"] or "",
        "said": row["rhs_published"] or "",
        "lhs": amount(row["lhs"]),
        "rhs": amount(row["rhs"]),
        "gap": amount(row["residual"]),
        "plan": _plan(row),
    }


def _place(page: int | None, where: str | None) -> Sentence:
    if page is None:
        return say("places.elsewhere")
    kind = "places.in_words" if where in {"narrative", "indicator"} else "places.in_table"
    return say(kind, page=page, where=where_words(where))


def _count(value: Decimal | None) -> str:
    return f"{value or Decimal(0):.0f}"


def _plan(row: Mapping[str, Any]) -> Sentence:
    quarters = [row[f"plan_q{n}"] for n in range(1, 5)]
    shown = [f"{q.normalize():f}%" for q in quarters if q is not None]
    return joined([Sentence(one, one) for one in shown])
