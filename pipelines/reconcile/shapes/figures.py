"""The same figure in two places: sums of selected cells that must be equal, or one within the other.

Sources: identities.md 2-9, 11-18, 20-22.  Scope: one table, one part of a document, or one department across years.
Where a selected figure is not printed it counts as zero only if its row and its column are both printed; otherwise
the equation is not evaluable.
"""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.draft import Draft, draft
from pipelines.reconcile.lines import CODES
from pipelines.reconcile.prepare import Prepared
from pipelines.reconcile.rule import Figures, Rule
from pipelines.reconcile.shapes.select import PLACES_OF_LINES, keyed, place_columns, selected, selected_loosely

MISSING = ("lhs", "rhs")


def _side(prepared: Prepared, shape: Figures, side: str, cells: pl.DataFrame) -> pl.DataFrame:
    """All cells of one side with their coefficient and key."""
    offset = shape.year_offset if side == "rhs" else 0
    chosen = []
    for selector in getattr(shape, side):
        found = keyed(selected(cells, selector), shape, offset)
        chosen.append(found.with_columns(coefficient=pl.lit(selector.coefficient, pl.Int8), side=pl.lit(side)))
    return pl.concat(chosen)


def _printed(shape: Figures, side: str, cells: pl.DataFrame) -> pl.DataFrame:
    """Per place: is the row printed, is the column printed (for some figure that is not optional)."""
    place = place_columns(shape)
    offset = shape.year_offset if side == "rhs" else 0
    chosen = []
    for selector in getattr(shape, side):
        if selector.optional and len(getattr(shape, side)) > 1:
            continue
        row = keyed(selected_loosely(cells, selector, "row"), shape, offset).select(place).unique()
        column = keyed(selected_loosely(cells, selector, "column"), shape, offset).select(place).unique()
        seen = keyed(selected_loosely(cells, selector, "statement"), shape, offset).select(place).unique()
        both = row.join(column, on=place, how="inner", nulls_equal=True).with_columns(zero=True)
        seen = seen.join(both, on=place, how="left", nulls_equal=True)
        chosen.append(seen.with_columns(pl.col("zero").fill_null(False)))
    return pl.concat(chosen).group_by(place).agg(pl.col("zero").any().alias(f"{side}_zero"))


def _applies(shape: Figures, cells: pl.DataFrame) -> pl.DataFrame | None:
    """Places where a condition of the rule does not hold (a figure that must be zero is not)."""
    if not shape.zero:
        return None
    place = place_columns(shape)
    found = pl.concat([keyed(selected(cells, selector), shape, 0) for selector in shape.zero])
    return found.filter(pl.col("cents") != 0).select(place).unique().with_columns(outside=True)


def _node(by_stage: bool) -> pl.Expr:
    year = pl.when(pl.col("fiscal_year") != pl.col("document_year")).then(
        pl.concat_str(pl.lit("@"), pl.col("fiscal_year").cast(pl.String))
    )
    key = pl.when(pl.col("key") != "").then("key").otherwise(pl.lit("total"))
    if not by_stage:
        return pl.concat_str([key, year], ignore_nulls=True)
    stage = pl.when(pl.col("stage") != pl.col("document_stage")).then(pl.concat_str(pl.lit("#"), "stage"))
    return pl.concat_str([key, year, stage], ignore_nulls=True)


def figures(prepared: Prepared, rule: Rule, number: int, tables: pl.DataFrame) -> Draft:
    """One equation per place and key; `tables` are all tables of the documents the rule speaks of."""
    shape = rule.shape
    assert isinstance(shape, Figures)
    own = prepared.lines.select("line", "role", *PLACES_OF_LINES, "code", *CODES, "line_name", "line_no", "label")
    cells = prepared.cells.join(tables.select("table"), on="table", how="semi").join(own, on="line", how="left")
    cells = cells.filter(pl.col("main") | (shape.scope == "table")).filter("additive")
    if shape.scope == "department":
        cells = cells.filter("in_force")
    place = place_columns(shape)
    key = [*place, "key"]
    terms = pl.concat([_side(prepared, shape, side, cells) for side in MISSING])
    lhs_seen, rhs_seen = _printed(shape, "lhs", cells), _printed(shape, "rhs", cells)
    both = lhs_seen.join(rhs_seen, on=place, how="inner", nulls_equal=True)
    grouped = terms.group_by(key, maintain_order=True).agg(
        n_lhs=(pl.col("side") == "lhs").sum(),
        n_rhs=(pl.col("side") == "rhs").sum(),
        left_table=pl.col("table").filter(pl.col("side") == "lhs").first(),
        any_table=pl.col("table").first(),
    )
    equations = grouped.join(both, on=place, how="inner", nulls_equal=True)
    if shape.by:  # a key only one side can print says nothing
        both_print = (pl.col("n_lhs") > 0) & (pl.col("n_rhs") > 0)
        equations = equations.filter((pl.col("lhs_zero") & pl.col("rhs_zero")) | both_print)
    if shape.op == "le":  # nothing to bound
        equations = equations.filter(pl.col("n_lhs") > 0)
    outside = _applies(shape, cells)
    equations = equations.with_columns(outside=pl.lit(None, pl.Boolean)) if outside is None else equations.join(
        outside, on=place, how="left", nulls_equal=True
    )
    equations = equations.with_row_index("eq").with_columns(
        table=pl.coalesce("left_table", "any_table"),
        lhs_elsewhere=pl.col("lhs_zero"),
        rhs_elsewhere=pl.col("rhs_zero"),
        force=pl.when(pl.col("outside").fill_null(False)).then(pl.lit("not_applicable")),
    )
    terms = terms.join(equations.select(*key, "eq"), on=key, how="inner", nulls_equal=True)
    info = prepared.tables.select("table", "document_id", "part_no", "statement", "document_year", "document_stage")
    place_less = [name for name in place if name in ("document_id", "part_no")]
    named = equations.drop(place_less).join(info, on="table", how="left").sort("eq")
    return draft(named.with_columns(rule=pl.lit(number), node=_node("stage" in place)), terms)
