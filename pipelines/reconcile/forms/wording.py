"""One plain sentence, in Chinese and English, for every figure of a form that fails a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.reconcile.evaluate import Evaluation
from pipelines.reconcile.findings import FINDING_SCHEMA
from pipelines.reconcile.forms.places import places, where_words
from pipelines.reconcile.rule import Forms, Rule
from pipelines.reconcile.wording import statement_words, yuan_text

_COUNTS = {
    "posts": ("编制人数", "posts"),
    "staff": ("在职人数", "staff"),
    "retired": ("退休人数", "retired"),
    "vehicles": ("车辆数", "vehicles"),
}
# {here}/{there}: page and place of each side; {lhs}/{rhs}/{gap}: amounts
_SENTENCES: dict[str, tuple[str, str]] = {
    "project_text": (
        "{here}项目“{name}”的金额印为{published}（{lhs}元），{page_there}该项目自己的文字却称{said}（{rhs}元），相差{gap}元",
        "{here}, project {name}: the amount is printed {published} ({lhs} yuan), its own text{page_there} says {said} "
        "({rhs} yuan), a difference of {gap}",
    ),
    "project_plan": (
        "{here}项目“{name}”的资金支出计划印为{plan}，应逐期累计至100%",
        "{here}, project {name}: the plan of spending is printed {plan}; it should go up to 100%",
    ),
    "project_funds": (
        "{here}项目“{name}”的金额为{lhs}元，其财政资金与其他资金之和为{rhs}元，相差{gap}元",
        "{here}, project {name}: the amount is {lhs} yuan, its fiscal and other funds come to {rhs}, a difference of "
        "{gap}",
    ),
    "project_table": (
        "{here}项目“{name}”的金额为{lhs}元，{there}该项目为{rhs}元，相差{gap}元",
        "{here}, project {name}: {lhs} yuan, but {rhs} in {there}, a difference of {gap}",
    ),
    "project_spending": (
        "{here}起各项目之和为{lhs}元，大于{there}的项目支出{rhs}元，多{gap}元",
        "{here} and on: the projects come to {lhs} yuan, more than project spending of {rhs} in {there}, by {gap}",
    ),
    "project_carryover": (
        "{here}起编码为以前年度的项目之和为{lhs}元，{there}的上年结转为{rhs}元，相差{gap}元",
        "{here} and on: projects with codes of earlier years come to {lhs} yuan, what was brought forward in {there} "
        "is {rhs}, a difference of {gap}",
    ),
    "costs": (
        "{here}各成本指标之和为{lhs}元，{there}“{budget}”的预算为{rhs}元，相差{gap}元",
        "{here}: the cost indicators come to {lhs} yuan, the budget of {budget} in {there} is {rhs}, a difference of "
        "{gap}",
    ),
    "staffing": (
        "{here}{count}合计印为{lhs}，各单位之和为{rhs}，相差{gap}",
        "{here}, {count}: the total is printed {lhs}, the units come to {rhs}, a difference of {gap}",
    ),
    "total": (
        "{here}合计印为{lhs}元，各行之和为{rhs}元，相差{gap}元",
        "{here}: the total is printed {lhs} yuan, its rows come to {rhs}, a difference of {gap}",
    ),
    "procurement_text": (
        "{here}称{subject}{published}（{lhs}元），{there}为{rhs}元，相差{gap}元",
        "{here}: {subject} {published} ({lhs} yuan), but {rhs} in {there}, a difference of {gap}",
    ),
    "empty_tables": (
        "《{empty}》为空表，但材料未说明原因，其他空表有说明",
        "{empty} is an empty table without a word why, though the other is explained",
    ),
    "procurement_small": (
        "{here}称{subject}{published}（{lhs}元），大于文中其所属的{rhs}元，多{gap}元",
        "{here}: {subject} {published} ({lhs} yuan) is more than the {rhs} it is part of, by {gap}",
    ),
}
_SAME = {"project_rows": "total", "assets": "total", "procurement": "total"}
_SUBJECTS = {
    "procurement": ("政府采购", "procurement"),
    "procurement_goods": ("货物采购", "procurement of goods"),
    "procurement_works": ("工程采购", "procurement of works"),
    "procurement_services": ("服务采购", "procurement of services"),
    "procurement_sme": ("面向中小企业的采购", "procurement for small and medium firms"),
    "procurement_micro": ("面向小微企业的采购", "procurement for small and micro firms"),
    "basic+project": ("基本支出加项目支出", "basic plus project spending"),
}


def form_findings(evaluation: Evaluation, core: Mapping[str, pl.DataFrame], rules: Sequence[Rule]) -> pl.DataFrame:
    """Rows of quality.finding for the failing results of rules of shape Forms.

    ``core``: the frames they were evaluated on.  `provided` is what is printed, `expected` what the other place or the
    parts give; yuan, but for counts and percentages.
    """
    by_id = {rule.id: rule for rule in rules if isinstance(rule.shape, Forms)}
    failing = evaluation.results.filter((pl.col("verdict") == "fail") & pl.col("rule_id").is_in(list(by_id)))
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
    assert isinstance(rule.shape, Forms)
    check = rule.shape.check
    zh, en = (
        sentence.format(**_words(row, check, language))
        for sentence, language in zip(_SENTENCES[_SAME.get(check, check)], ("zh", "en"), strict=True)
    )
    keep = ("document_id", "part_no", "statement", "rule_id", "severity", "node")
    return {name: row[name] for name in keep} | {
        "finding_id": f"F-{row['result_id']}",
        "kind": "identity_fails",
        "page": row["lhs_page"],
        "line_id": row["lhs_line"],
        "provided": row["lhs"],
        "expected": row["rhs"],
        "difference": row["residual"],
        "message_zh": f"{zh}（{rule.text_zh}）。",
        "message_en": f"{en[0].upper()}{en[1:]} ({rule.text_en}).",
    }


def _words(row: Mapping[str, Any], check: str, language: str) -> dict[str, str]:
    zh = language == "zh"
    amount = _count if check == "staffing" else yuan_text
    pick = 0 if zh else 1
    node = row["node"]
    return {
        "here": _place(row["lhs_page"], row["lhs_where"], language),
        "there": _place(row["rhs_page"], row["rhs_where"], language),
        "page_there": f"第{row['rhs_page']}页" if zh else f" (page {row['rhs_page']})",
        "empty": statement_words(node or "", language),
        "name": (row["lhs_name"] or node or "").replace("\n", ""),
        "budget": _SUBJECTS.get(node, (node, node))[pick],
        "subject": _SUBJECTS.get(node, (node, node))[pick],
        "count": _COUNTS.get(node, (node, node))[pick],
        "published": row["lhs_published"] or "",
        "said": row["rhs_published"] or "",
        "lhs": amount(row["lhs"]),
        "rhs": amount(row["rhs"]),
        "gap": amount(row["residual"]),
        "plan": _plan(row, "、" if zh else ", "),
    }


def _place(page: int | None, where: str | None, language: str) -> str:
    words = where_words(where, language)
    if language == "zh":
        shown = words if where in {"narrative", "indicator"} else f"《{words}》"
        return f"第{page}页{shown}" if page is not None else "他处"
    return f"page {page}, {words}" if page is not None else "another place"


def _count(value: Decimal | None) -> str:
    return f"{value or Decimal(0):.0f}"


def _plan(row: Mapping[str, Any], comma: str) -> str:
    quarters = [row[f"plan_q{n}"] for n in range(1, 5)]
    return comma.join(f"{q.normalize():f}%" for q in quarters if q is not None)
