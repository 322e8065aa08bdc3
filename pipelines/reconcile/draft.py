"""What a shape hands over: equations and the cells in them, before any arithmetic is judged."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

Schema = dict[str, pl.DataType | type[pl.DataType]]
EQUATION_SCHEMA: Schema = {
    "eq": pl.UInt32,
    "rule": pl.UInt16,
    "table": pl.UInt32,  # the table it is about; of a cross-statement equation the left one, null where none
    "document_id": pl.String,
    "part_no": pl.Int64,
    "statement": pl.String,
    "node": pl.String,
    "blank_steps": pl.Int128,  # sum of the display steps of blank cells counted as zero, millionths of a yuan
    "rhs_elsewhere": pl.Boolean,  # the right side is printed elsewhere in this column, so blank means nothing
    "lhs_elsewhere": pl.Boolean,
    "force": pl.String,  # a verdict the shape already knows, else null
}
TERM_SCHEMA: Schema = {"eq": pl.UInt32, "cell": pl.UInt32, "coefficient": pl.Int8, "side": pl.String}


@dataclass(frozen=True, slots=True)
class Draft:
    """`equations` as EQUATION_SCHEMA, `terms` as TERM_SCHEMA; `eq` numbers the equations from 0."""

    equations: pl.DataFrame
    terms: pl.DataFrame

    @staticmethod
    def empty() -> Draft:
        """No equation at all."""
        return Draft(pl.DataFrame(schema=EQUATION_SCHEMA), pl.DataFrame(schema=TERM_SCHEMA))


def draft(equations: pl.DataFrame, terms: pl.DataFrame) -> Draft:
    """Bring frames to the two schemas: missing optional columns get their defaults."""
    defaults = {
        "blank_steps": pl.lit(0),
        "rhs_elsewhere": pl.lit(True),
        "lhs_elsewhere": pl.lit(False),
        "force": pl.lit(None, pl.String),
    }
    equations = equations.with_columns(
        default.alias(name) for name, default in defaults.items() if name not in equations.columns
    )
    return Draft(
        equations.select(pl.col(name).cast(kind) for name, kind in EQUATION_SCHEMA.items()),
        terms.select(pl.col(name).cast(kind) for name, kind in TERM_SCHEMA.items()),
    )


def concat(drafts: list[Draft]) -> Draft:
    """All drafts as one, equations renumbered."""
    equations, terms, offset = [Draft.empty().equations], [Draft.empty().terms], 0
    for one in (one for one in drafts if one.equations.height):
        shift = pl.col("eq") + pl.lit(offset, pl.UInt32)
        equations.append(one.equations.with_columns(eq=shift))
        terms.append(one.terms.with_columns(eq=shift))
        offset += one.equations.height
    return Draft(pl.concat(equations), pl.concat(terms))


def sum_equations(
    lhs: pl.DataFrame, rhs: pl.DataFrame, parts: pl.DataFrame, key: list[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Equations of the form "one line = sum of several lines", per series.

    In: `lhs` and `rhs` cells with the columns `key` + series, cell, step, column, coefficient; `parts` the number of
    lines on the right per `key` (`n_parts`).  Out: equations (key, series, eq, blank_steps, rhs_elsewhere) and terms.
    """
    full = [*key, "series"]
    lhs, rhs = lhs.with_columns(side=pl.lit("lhs")), rhs.with_columns(side=pl.lit("rhs"))
    wanted = [*full, "cell", "step", "column", "coefficient", "side"]
    both = pl.concat([lhs.select(wanted), rhs.select(wanted)])
    grouped = both.group_by(full, maintain_order=True).agg(
        pl.col("column").first(),
        step=pl.col("step").max(),
        n_rhs=(pl.col("side") == "rhs").sum(),
        n_lhs=(pl.col("side") == "lhs").sum(),
    )
    equations = grouped.join(parts, on=key, how="inner").with_row_index("eq")
    blanks = (pl.col("n_parts").cast(pl.Int64) - pl.col("n_rhs")).clip(lower_bound=0) + (pl.col("n_lhs") == 0)
    equations = equations.with_columns(
        blank_steps=blanks * pl.col("step"), rhs_elsewhere=(pl.col("n_rhs") > 0).any().over("table", "series")
    )
    return equations, both.join(equations.select(*full, "eq"), on=full, how="inner", nulls_equal=True)
