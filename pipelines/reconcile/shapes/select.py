"""Selectors as polars filters, and the keys under which selected cells meet."""

from __future__ import annotations

import polars as pl

from pipelines.reconcile.lines import PLACES_OF_LINES
from pipelines.reconcile.rule import ANY, Figures, Selector

PLACES = {
    "table": ["table"],
    "document": ["part"],
    "department": ["department"],
}


def place_columns(shape: Figures) -> list[str]:
    """The columns both sides must share before their keys are compared."""
    fixed_stage = any(selector.stage for selector in (*shape.lhs, *shape.rhs))
    parts = any(selector.part_kind for selector in (*shape.lhs, *shape.rhs))
    place = ["document"] if parts else PLACES[shape.scope]
    return [*place, "fiscal_year"] if fixed_stage else [*place, "fiscal_year", "stage"]


def _coordinate(name: str, wanted: tuple[str, ...]) -> pl.Expr:
    if wanted == (ANY,):
        return pl.lit(True)
    return pl.col(name).is_in(wanted) if wanted else pl.col(name).is_null()


def where(selector: Selector) -> pl.Expr:
    """Statement, side, stage, kind of part: what a selector is about at all."""
    found = pl.col("statement").is_in(selector.statement)
    if selector.flow:
        found &= pl.col("flow").is_in(selector.flow)
    if selector.stage:
        found &= pl.col("stage").is_in(selector.stage)
    if selector.document_stage:
        found &= pl.col("document_stage") == selector.document_stage
    if selector.part_kind:
        found &= pl.col("part_kind").is_in(selector.part_kind)
    return found


def of_column(selector: Selector) -> pl.Expr:
    """Which amount columns."""
    found = pl.lit(True)
    for name in ("period", "fund", "etype"):
        found &= _coordinate(name, getattr(selector, name))
    return found


def of_row(selector: Selector) -> pl.Expr:
    """Roles, names, codes, items: which lines."""
    found = pl.lit(True)
    if selector.role != (ANY,):
        found = pl.col("role").is_in([role for role in selector.role if role not in PLACES_OF_LINES])
        for name in PLACES_OF_LINES:
            if name in selector.role:
                found |= pl.col(name)
    if selector.name:
        found &= pl.col("line_name").str.replace_all(r"[\s　]", "").str.contains(selector.name)
    if selector.code:
        found &= pl.any_horizontal([pl.col("code").str.starts_with(prefix) for prefix in selector.code])
    if selector.source:
        found &= pl.col("source").is_in(selector.source)
    if selector.item:
        found &= pl.col("item").is_in(selector.item)
    return found


def key_of(shape: Figures) -> pl.Expr:
    """What the two sides are matched by, null where a cell has no such key."""
    codes = dict(shape.item_of_code)
    by_code = pl.col("economic_code").replace_strict(codes, default=None, return_dtype=pl.String)
    keys = {
        "": pl.lit(""),
        "block": pl.col("block").cast(pl.String),
        "line": pl.col("label"),
        "class": pl.col("functional_code").str.slice(0, 3),
        # Rows that are crossed with an economic code repeat the functional one.
        "code": pl.when(pl.coalesce("economic_code", "government_economic_code").is_null()).then("functional_code"),
        "source": pl.col("source"),
        "item": pl.coalesce("item", by_code),
    }
    return keys[shape.by]


def keyed(cells: pl.DataFrame, shape: Figures, offset: int) -> pl.DataFrame:
    """Selected cells with their place and `key`; `offset` years are taken off the fiscal year of the right side."""
    place = place_columns(shape)
    placed = cells.with_columns(key=key_of(shape), fiscal_year=pl.col("fiscal_year") - offset)
    return placed.filter(pl.col("key").is_not_null()).select(*dict.fromkeys([*place, "key", "table", "cell", "cents"]))
