"""What the checks of forms read, and the equations they hand over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.model.form_words import Printed
from pipelines.reconcile.money import EXACT

NEAR = 20  # a list within a twentieth of its whole is meant to be complete
_NUMBERS = pl.Decimal(20, 2), pl.Decimal(20, 6)
EQUATION: dict[str, pl.DataType | type[pl.DataType]] = {
    "document_id": pl.String,
    "part_no": pl.Int64,
    "statement": pl.String,
    "node": pl.String,
    "lhs": EXACT,
    "rhs": EXACT,
    "tolerance": EXACT,
    "applies": pl.Boolean,
    "lhs_lines": pl.List(pl.String),
    "rhs_lines": pl.List(pl.String),
}


@dataclass(frozen=True, slots=True)
class Known:
    """Core frames of one run, decimals exact: the forms, core.fact_claim, core.fact_budget, core.dim_document,
    core.statement."""

    projects: pl.DataFrame
    indicators: pl.DataFrame
    procurement: pl.DataFrame
    assets: pl.DataFrame
    staffing: pl.DataFrame
    profile: pl.DataFrame
    claims: pl.DataFrame
    facts: pl.DataFrame
    documents: pl.DataFrame
    statements: pl.DataFrame


def known(core: Mapping[str, pl.DataFrame]) -> Known:
    """The frames of ``core`` (by table name) as the checks read them."""
    return Known(
        projects=_exact(core["core.fact_project"]),
        indicators=_exact(core["core.fact_indicator"]),
        procurement=_exact(core["core.fact_procurement"]),
        assets=_of_tables(_exact(core["core.fact_state_asset"])),
        staffing=_of_tables(_exact(core["core.fact_staffing"])),
        profile=_exact(core["core.department_profile"]),
        claims=_exact(core["core.fact_claim"]),
        facts=_exact(core["core.fact_budget"]),
        documents=core["core.dim_document"],
        statements=core["core.statement"],
    )


def _exact(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(*_NUMBERS).cast(EXACT))


def _of_tables(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that tables print; what sentences say is judged as claims."""
    return rows.filter(pl.col("source").ne_missing(Printed.TEXT))


def equations(frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with exactly the columns of an equation; ``applies`` defaults to true."""
    if "applies" not in frame.columns:
        frame = frame.with_columns(applies=pl.lit(True))
    return frame.select(pl.col(name).cast(kind) for name, kind in EQUATION.items())


def nothing_withheld(known: Known) -> pl.Expr:
    """False for the disclosures that say they leave rows out (保密); their rows may add up to less than the total."""
    said = known.profile.filter(pl.col("item") == "withheld")["document_id"].unique().to_list()
    return ~pl.col("document_id").is_in(said)


def half(*steps: str) -> pl.Expr:
    """Half the steps of the figures compared: what rounding can do."""
    return pl.sum_horizontal(pl.col(step).fill_null(0) for step in steps) / 2


def near(lhs: str, rhs: str) -> pl.Expr:
    """Whether a list comes so near its whole that it is meant to be complete."""
    return (pl.col(lhs) - pl.col(rhs)).abs() * NEAR <= pl.col(rhs).abs()
