"""raw.claim to core.fact_claim: figures in yuan, whose and which year, and the fact each one speaks of."""

from __future__ import annotations

import polars as pl

from pipelines.model.schema import frame_schema
from pipelines.model.units import YUAN
from pipelines.recognise.narrative.counted.days import YEAR_BEFORE

_EXACT = pl.Decimal(38, 10)
_MONEY = list(YUAN)
RAW_SCHEMA = frame_schema("raw.claim")


def claims(raw: pl.DataFrame | None, documents: pl.DataFrame) -> pl.DataFrame:
    """core.fact_claim without the facts the claims speak of.

    ``raw``: raw.claim.  ``documents``: core.dim_document.  Claims of parts without a department, year or stage are left
    out.  Money is in yuan in ``amount``; percentages and counts in ``number``; ``rounding_step`` is of the last printed
    digit of either.
    """
    rows = pl.DataFrame(schema=RAW_SCHEMA) if raw is None or raw.is_empty() else raw
    rows = rows.select(pl.col(name).cast(kind) for name, kind in RAW_SCHEMA.items())
    placed = rows.join(
        documents.select("document_id", "part_no", "department_id", own_year="fiscal_year", own_stage="stage"),
        on=["document_id", "part_no"],
        how="inner",
    ).filter(pl.col("own_year").is_not_null() & pl.col("own_stage").is_not_null())
    ids = rows.select("document_id", "claim_no", "line_id")
    for name in ("of", "base"):
        known = ids.rename({"claim_no": f"{name}_claim", "line_id": f"{name}_line_id"})
        placed = placed.join(known, on=["document_id", f"{name}_claim"], how="left")
    return (
        placed.with_columns(**_figures())
        .with_columns(
            fiscal_year=pl.coalesce("fiscal_year", pl.col("own_year").cast(pl.Int64)),
            stage=pl.coalesce("stage", "own_stage"),
            fact_line_id=pl.lit(None, pl.String),
            verdict=pl.lit(None, pl.String),
            as_of=_day(),
        )
        .drop("own_year", "own_stage", "of_claim", "base_claim", "value", "decimals")
        .sort("document_id", "part_no", "claim_no")
        .drop("claim_no")
    )


def _day() -> pl.Expr:
    """The day a stock is of; the end of the year before is that of the document's own year."""
    before = pl.date(pl.col("own_year").cast(pl.Int32) - 1, 12, 31)
    return (
        pl.when(pl.col("as_of") == YEAR_BEFORE)
        .then(before)
        .otherwise(pl.col("as_of").str.to_date("%Y-%m-%d", strict=False))
    )


def _figures() -> dict[str, pl.Expr]:
    factor = pl.col("unit").replace_strict(
        {unit: str(yuan) for unit, yuan in YUAN.items()}, default="1", return_dtype=pl.String
    )
    exact, money = pl.col("value").cast(_EXACT), pl.col("unit").is_in(_MONEY)
    # 10^-decimals as text, so that no float is ever near money
    step = (
        pl.when(pl.col("decimals") == 0)
        .then(pl.lit("1"))
        .otherwise(pl.lit("0.") + pl.lit("0").repeat_by(pl.col("decimals") - 1).list.join("") + pl.lit("1"))
    )
    amount = (exact * factor.cast(pl.Decimal(12, 0))).round(2).cast(pl.Decimal(20, 2))
    return {
        "amount": pl.when(money).then(amount),
        "number": pl.when(~money).then(exact.round(6).cast(pl.Decimal(20, 6))),
        "rounding_step": pl.when(pl.col("value").is_not_null()).then(
            (step.cast(pl.Decimal(20, 10)) * factor.cast(pl.Decimal(12, 0))).cast(pl.Decimal(20, 6))
        ),
    }
