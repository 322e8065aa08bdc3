"""The same figure in two places: sums of selected cells that must be equal, or one within the other.

Rules: docs/rules/cross.md, years.md.  Scope: one table, one part of a document, or one department across years.
Where a selected figure is not printed it counts as zero only if its row and its column are both printed; otherwise
the equation is not evaluable.
"""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import Verdict
from pipelines.reconcile.draft import Draft, draft
from pipelines.reconcile.prepare import Prepared
from pipelines.reconcile.rule import Figures, Rule, Selector
from pipelines.reconcile.shapes.select import key_of, keyed, of_column, of_row, place_columns, where

MISSING = ("lhs", "rhs")


def _side(shape: Figures, side: str, cells: pl.DataFrame) -> pl.DataFrame:
    """All cells of one side with their coefficient and key."""
    offset = shape.year_offset if side == "rhs" else 0
    chosen = []
    for selector in getattr(shape, side):
        found = keyed(cells.filter(where(selector) & of_column(selector) & of_row(selector)), shape, offset)
        chosen.append(found.with_columns(coefficient=pl.lit(selector.coefficient, pl.Int8), side=pl.lit(side)))
    return pl.concat(chosen)


def _printed(shape: Figures, side: str, cells: pl.DataFrame) -> pl.DataFrame:
    """Places that print the statement of a side, and whether a blank figure there is zero (`<side>_zero`).

    It is where both its row and its column are printed for a figure that is not optional.
    """
    place = place_columns(shape)
    offset = shape.year_offset if side == "rhs" else 0
    selectors = getattr(shape, side)
    chosen = []
    for selector in [one for one in selectors if not one.optional] or selectors:
        seen = cells.filter(where(selector)).with_columns(row=of_row(selector), column=of_column(selector))
        seen = seen.with_columns(fiscal_year=pl.col("fiscal_year") - offset).filter(
            pl.lit(True) if shape.by == "" else key_of(shape).is_not_null() | ~pl.col("row")
        )
        chosen.append(seen.group_by(place).agg(zero=pl.col("row").any() & pl.col("column").any()))
    return pl.concat(chosen).group_by(place).agg(pl.col("zero").any().alias(f"{side}_zero"))


def _nonzero(shape: Figures, selectors: tuple[Selector, ...], cells: pl.DataFrame) -> pl.DataFrame:
    """Places where one of the figures is printed and not zero, or in doubt."""
    told = (pl.col("cents") != 0) | pl.col("unknown")
    found = [cells.filter(where(one) & of_column(one) & of_row(one) & told) for one in selectors]
    return pl.concat(found).select(place_columns(shape)).unique()


def _applies(shape: Figures, cells: pl.DataFrame) -> pl.DataFrame | None:
    """Places where a condition of the rule does not hold (a figure that must be zero is not)."""
    if not shape.zero:
        return None
    outside = _nonzero(shape, shape.zero, cells)
    if shape.unless:
        lifted = _nonzero(shape, shape.unless, cells)
        outside = outside.join(lifted, on=place_columns(shape), how="anti", nulls_equal=True)
    return outside.with_columns(outside=True)


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
    wanted = {one for selector in (*shape.lhs, *shape.rhs, *shape.zero, *shape.unless) for one in selector.statement}
    tables = tables.filter(pl.col("statement").is_in(wanted))
    required = [one for one in (*shape.lhs, *shape.rhs) if not one.optional]
    present = set(tables["statement"])
    if any(not present & set(one.statement) for one in required):
        return Draft.empty()
    cells = prepared.located.join(tables.select("table"), on="table", how="semi")
    cells = cells.filter(pl.col("additive") & (pl.col("main") | (shape.scope == "table")))
    if shape.scope == "department":
        cells = cells.filter("in_force")
    place = place_columns(shape)
    key = [*place, "key"]
    terms = pl.concat([_side(shape, side, cells) for side in MISSING])
    lhs_seen, rhs_seen = _printed(shape, "lhs", cells), _printed(shape, "rhs", cells)
    both = lhs_seen.join(rhs_seen, on=place, how="inner", nulls_equal=True)
    grouped = terms.group_by(key, maintain_order=True).agg(
        n_lhs=(pl.col("side") == "lhs").sum(),
        n_rhs=(pl.col("side") == "rhs").sum(),
        left_table=pl.col("table").filter(pl.col("side") == "lhs").first(),
        any_table=pl.col("table").first(),
    )
    equations = grouped.join(both, on=place, how="inner", nulls_equal=True)
    if shape.by or shape.if_printed:  # a key or column only one side can print says nothing
        both_print = (pl.col("n_lhs") > 0) & (pl.col("n_rhs") > 0)
        equations = equations.filter((pl.col("lhs_zero") & pl.col("rhs_zero")) | both_print)
    if shape.op == "le":  # nothing to bound
        equations = equations.filter(pl.col("n_lhs") > 0)
    outside = _applies(shape, cells)
    equations = (
        equations.with_columns(outside=pl.lit(None, pl.Boolean))
        if outside is None
        else equations.join(outside, on=place, how="left", nulls_equal=True)
    )
    equations = equations.with_row_index("eq").with_columns(
        table=pl.coalesce("left_table", "any_table"),
        lhs_elsewhere=pl.col("lhs_zero"),
        rhs_elsewhere=pl.col("rhs_zero"),
        force=pl.when(pl.col("outside").fill_null(False)).then(pl.lit(Verdict.NOT_APPLICABLE)),
    )
    terms = terms.join(equations.select(*key, "eq"), on=key, how="inner", nulls_equal=True)
    info = prepared.tables.select("table", "document_id", "part_no", "statement", "document_year", "document_stage")
    named = equations.join(info, on="table", how="left").sort("eq")
    return draft(named.with_columns(rule=pl.lit(number), node=_node("stage" in place)), terms)
