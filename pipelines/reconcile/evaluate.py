"""All identities over all facts, set-wise: `evaluate(facts, documents, rules) -> Evaluation`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.reconcile.draft import Draft, concat
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.ids import with_result_ids
from pipelines.reconcile.keys import PART, TABLE
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


def _reading(rules: Sequence[Rule], tables: pl.DataFrame) -> pl.DataFrame:
    """`rule` (its number) and the tables it reads: of its stages, and of its statements unless it compares several."""
    own = [rule.statements if rule.in_table else () for rule in rules]
    wanted = pl.DataFrame(
        {
            "rule": range(len(rules)),
            "in_table": [rule.in_table for rule in rules],
            "about": [rule.statements[0] if rule.statements else "" for rule in rules],
            "stages": [list(rule.stages) for rule in rules],
            "own": [list(map(str, statements)) for statements in own],
        },
        schema_overrides={"rule": pl.UInt16, "stages": pl.List(pl.String), "own": pl.List(pl.String)},
    )
    of_stage = pl.col("stages").list.contains(pl.col("document_stage"))
    of_statement = (pl.col("own").list.len() == 0) | pl.col("own").list.contains(pl.col("statement"))
    return wanted.join(tables, how="cross").filter(of_stage & of_statement).drop("stages", "own")


def _silent(reading: pl.DataFrame, judged_: pl.DataFrame) -> pl.DataFrame:
    """A `not_applicable` row for every table (or part) a rule reads without finding an equation there."""
    place = ["rule", *PART]
    of_tables = reading.filter("in_table").join(judged_.select("rule", "table"), on=["rule", "table"], how="anti")
    of_parts = reading.filter(~pl.col("in_table")).unique(place, keep="first", maintain_order=True)
    of_parts = of_parts.join(judged_.select(place), on=place, how="anti")
    of_parts = of_parts.with_columns(table_no=pl.lit(None, pl.Int64), statement="about")
    found = pl.concat([of_tables, of_parts]).select("rule", *TABLE, "statement")
    return found.with_columns(verdict=pl.lit(Verdict.NOT_APPLICABLE), node=pl.lit(""))


def _places(terms: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Per equation: `place` (its printed cells, as one text) and `first` (the first of them)."""
    return (
        terms.join(cells.select("cell", "line_id"), on="cell")
        .sort("eq", "side", "line_id")
        .group_by("eq")
        .agg(first=pl.col("cell").min(), place=pl.concat_str("side", "line_id").str.join(" "))
    )


def _as_results(
    equations: pl.DataFrame, silent: pl.DataFrame, rules: Sequence[Rule], tables: pl.DataFrame
) -> pl.DataFrame:
    """Results in printed order, with ids that no neighbour changes."""
    names = pl.DataFrame(
        {
            "rule": range(len(rules)),
            "rule_id": [rule.id for rule in rules],
            "severity": [rule.severity.value for rule in rules],
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
            lhs=pl.when((pl.col("lhs_n") > 0) & ~pl.col("open")).then("lhs"),
            rhs=pl.when((pl.col("rhs_n") > 0) & ~pl.col("open")).then("rhs"),
            residual=pl.when(~pl.col("open")).then("residual"),
        )
    )
    every = pl.concat([full, silent.join(names, on="rule")], how="diagonal_relaxed")
    order = ["document_id", "part_no", "rule", "table_no", "first", "node", "place"]
    return with_result_ids(every.sort(order, nulls_last=True))


def _drafts(prepared: Prepared, rules: Sequence[Rule], reading: pl.DataFrame) -> list[Draft]:
    """The equations of every rule that reads a table at all."""
    read = reading.select("rule", "table").partition_by("rule", as_dict=True, include_key=False)
    found = []
    for (number,), numbers in read.items():
        tables = prepared.tables.join(numbers, on="table", how="semi", maintain_order="left")
        rule = rules[number]
        found.append(GENERATORS[type(rule.shape)](prepared, rule, number, tables))
    return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """Every equation of facts, judged; see `prepare`, `Draft` and `judged` for the columns, `_reading` for the last."""

    prepared: Prepared
    draft: Draft
    equations: pl.DataFrame
    reading: pl.DataFrame


def weighed(facts: pl.DataFrame, documents: pl.DataFrame, rules: Sequence[Rule]) -> Weighed:
    """The equations of ``rules`` (each about tables) over facts, of which there are some."""
    prepared = prepare(facts, documents)
    reading = _reading(rules, prepared.tables)
    draft = concat(_drafts(prepared, rules, reading))
    equations = judged(draft, prepared.cells, [rule.op == "le" for rule in rules])
    return Weighed(prepared, draft, equations, reading)


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
    found = weighed(facts, documents, rules)
    prepared, draft = found.prepared, found.draft
    equations = found.equations.join(_places(draft.terms, prepared.cells), on="eq", how="left")
    every = _as_results(equations, _silent(found.reading, equations), rules, prepared.tables)
    sign = pl.when(pl.col("side") == "lhs").then(1).otherwise(-1)
    terms = (
        draft.terms.join(every.select("eq", "result_id"), on="eq")
        .join(prepared.cells.select("cell", "line_id"), on="cell")
        .with_columns(coefficient=pl.col("coefficient").cast(pl.Int64) * sign)
    )
    return Evaluation.of(every, terms)
