"""All identities over all facts, set-wise: `evaluate(facts, documents, rules) -> Evaluation`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from pipelines.reconcile.draft import Draft, concat
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.money import yuan, yuan_of_half_micro
from pipelines.reconcile.prepare import Prepared, prepare
from pipelines.reconcile.rule import Blocks, Children, Classes, Columns, Figures, Items, Rule
from pipelines.reconcile.shapes.blocks import blocks
from pipelines.reconcile.shapes.children import children
from pipelines.reconcile.shapes.classes import classes
from pipelines.reconcile.shapes.columns import columns
from pipelines.reconcile.shapes.figures import figures
from pipelines.reconcile.shapes.items import items
from pipelines.reconcile.verdict import judged

Generator = Callable[[Prepared, Rule, int, pl.DataFrame], Draft]
GENERATORS: dict[type, Generator] = {
    Children: children,
    Classes: classes,
    Blocks: blocks,
    Columns: columns,
    Items: items,
    Figures: figures,
}


def _read_by(rule: Rule, prepared: Prepared) -> pl.DataFrame:
    """Tables a rule reads: of its stages, and of its statements unless it compares several."""
    tables = prepared.tables.filter(pl.col("document_stage").is_in(rule.stages))
    if rule.statements and rule.in_table:
        tables = tables.filter(pl.col("statement").is_in(rule.statements))
    return tables


def _silent(rules: Sequence[Rule], judged_: pl.DataFrame, prepared: Prepared) -> pl.DataFrame:
    """A `not_applicable` row for every table (or part) a rule reads without finding an equation there."""
    found = []
    for number, rule in enumerate(rules):
        tables = _read_by(rule, prepared)
        done = judged_.filter(pl.col("rule") == number)
        if rule.in_table:
            silent = tables.join(done.select("table"), on="table", how="anti")
            silent = silent.select("document_id", "part_no", "table_no", "statement")
        else:
            place = ["document_id", "part_no"]
            silent = tables.select(place).unique(maintain_order=True).join(done.select(place), on=place, how="anti")
            silent = silent.with_columns(
                table_no=pl.lit(None, pl.Int64), statement=pl.lit(rule.statements[0] if rule.statements else "")
            )
        found.append(silent.with_columns(rule=pl.lit(number, pl.UInt16)))
    return pl.concat(found).with_columns(verdict=pl.lit("not_applicable"), node=pl.lit(""))


def _as_results(
    equations: pl.DataFrame, silent: pl.DataFrame, rules: Sequence[Rule], tables: pl.DataFrame
) -> pl.DataFrame:
    names = pl.DataFrame(
        {
            "rule": range(len(rules)),
            "rule_id": [rule.id for rule in rules],
            "severity": [rule.severity for rule in rules],
            "in_table": [rule.in_table for rule in rules],
        },
        schema_overrides={"rule": pl.UInt16},
    )
    full = (
        equations.join(tables.select("table", "table_no"), on="table", how="left")
        .join(names, on="rule")
        .with_columns(table_no=pl.when("in_table").then("table_no"))
        .with_columns(yuan("lhs"), yuan("rhs"), yuan("residual"), tolerance=yuan_of_half_micro("slack"))
        .with_columns(
            lhs=pl.when(pl.col("lhs_n") > 0).then("lhs"),
            rhs=pl.when(pl.col("rhs_n") > 0).then("rhs"),
        )
    )
    every = pl.concat([full, silent.join(names, on="rule")], how="diagonal_relaxed")
    every = every.sort("document_id", "part_no", "rule", "table_no", "eq", nulls_last=True)
    ordinal = pl.int_range(pl.len()).over("document_id", "part_no", "rule_id").cast(pl.String)
    shown = pl.concat_str(
        pl.col("document_id").str.slice(0, 16), pl.col("part_no").cast(pl.String), "rule_id", ordinal, separator="-"
    )
    return every.with_columns(result_id=shown)


def _draft(prepared: Prepared, rule: Rule, number: int) -> Draft:
    tables = _read_by(rule, prepared)
    return Draft.empty() if tables.is_empty() else GENERATORS[type(rule.shape)](prepared, rule, number, tables)


def evaluate(facts: pl.DataFrame, documents: pl.DataFrame, rules: Sequence[Rule]) -> Evaluation:
    """Evaluate every rule on every document.

    Args:
        facts: core.fact_budget (docs/architecture.md); amounts and steps in yuan, Decimal.
        documents: core.dim_document; `document_id`, `part_no`, and where known `stage`, `fiscal_year`, `kind`.
        rules: the registry.

    Returns:
        one result per equation, plus one `not_applicable` result per table or part where a rule found none.
    """
    rules = [rule for rule in rules if rule.of_tables]  # the others have an evaluate of their own
    if facts.is_empty() or not rules:
        return Evaluation.empty()
    prepared = prepare(facts, documents)
    draft = concat([_draft(prepared, rule, number) for number, rule in enumerate(rules)])
    equations = judged(draft, prepared.cells, [rule.op == "le" for rule in rules])
    every = _as_results(equations, _silent(rules, equations, prepared), rules, prepared.tables)
    sign = pl.when(pl.col("side") == "lhs").then(1).otherwise(-1)
    terms = (
        draft.terms.join(every.select("eq", "result_id"), on="eq")
        .join(prepared.cells.select("cell", "line_id"), on="cell")
        .with_columns(coefficient=pl.col("coefficient").cast(pl.Int64) * sign)
    )
    return Evaluation.of(every, terms)
