"""What every check of the narrative hands over: equations with both sides in yuan, and the printed figures in them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.reconcile.money import EXACT

_NAMES = {"document_id": pl.String, "part_no": pl.Int64, "department_name": pl.String, "kind": pl.String}
EQUATION = ["document_id", "part_no", "node", "lhs", "rhs", "tolerance", "applies", "cut", "lhs_lines", "rhs_lines"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What checks read.

    ``claims``: core.fact_claim with `value` (yuan, percent or count), `step` (of its last digit) and `said_zero`.
    ``facts``: places, roles and amounts of core.fact_budget.  ``documents``: core.dim_document.
    ``names``: document_id, part_no, department_name and kind of raw.part.
    """

    claims: pl.DataFrame
    facts: pl.DataFrame
    documents: pl.DataFrame
    names: pl.DataFrame


def seen(claims: pl.DataFrame, facts: pl.DataFrame, documents: pl.DataFrame, parts: pl.DataFrame | None = None) -> Seen:
    """Claims with exact values beside the facts they are checked with; ``parts`` (raw.part) name the departments."""
    exact = claims.with_columns(
        value=pl.coalesce(pl.col("amount").cast(EXACT), pl.col("number").cast(EXACT)),
        step=pl.col("rounding_step").cast(EXACT),
    )
    return Seen(
        exact,
        facts.select(
            "line_id",
            "document_id",
            "part_no",
            "fiscal_year",
            "stage",
            "statement",
            "line_role",
            "fund_source",
            "measure",
            "amount",
            "rounding_step",
        ),
        documents,
        pl.DataFrame(schema=_NAMES) if parts is None else parts.select(pl.col(n).cast(t) for n, t in _NAMES.items()),
    )


def other(claims: pl.DataFrame, name: str) -> pl.DataFrame:
    """Claims as the ones others point to: their columns prefixed by ``name``."""
    wanted = ["line_id", "subject", "kind", "value", "step", "direction", "stage", "fiscal_year"]
    return claims.select(pl.col(one).alias(f"{name}_{one}") for one in wanted)


def equations(frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with exactly the columns of an equation; ``applies`` defaults to true, ``cut`` to false.

    ``cut``: the left side is the right one without the digits behind its own last one.
    """
    if "applies" not in frame.columns:
        frame = frame.with_columns(applies=pl.lit(True))
    if "cut" not in frame.columns:
        frame = frame.with_columns(cut=pl.lit(value=False))
    return frame.select(
        "document_id",
        "part_no",
        "node",
        pl.col("lhs").cast(EXACT),
        pl.col("rhs").cast(EXACT),
        pl.col("tolerance").cast(EXACT),
        "applies",
        "cut",
        pl.col("lhs_lines").cast(pl.List(pl.String)),
        pl.col("rhs_lines").cast(pl.List(pl.String)),
    )


def code_of_claim() -> pl.Expr:
    """The functional or economic code a claim is about, null where it has none."""
    return pl.coalesce("functional_code", "economic_code", "government_economic_code")


def named_node() -> pl.Expr:
    """What a reader calls an equation about one subject: the subject, with its code where it has one."""
    return pl.concat_str("subject", code_of_claim(), separator="/", ignore_nulls=True)
