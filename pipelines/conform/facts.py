"""raw.line to core.fact_budget: printed figures to Decimal yuan, codes to levels, columns to their year and stage."""

from __future__ import annotations

import polars as pl

from pipelines.model.row_roles import TOTALS, RowRole
from pipelines.model.stages import Stage
from pipelines.model.statements import Statement
from pipelines.model.units import YUAN

_EXACT = pl.Decimal(38, 10)


def facts(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """core.fact_budget without assurance, in yuan.

    ``lines``: raw.line (``value`` plain digits in ``unit``, ``decimals`` printed; the amount of a line with
    ``candidates`` stays null).  ``documents``:
    core.dim_document joined with region_code.  Lines of parts without a department, year or stage are left out;
    quality.document counts them.
    """
    placed = lines.join(
        documents.select(
            "document_id", "part_no", "department_id", "region_code", own_year="fiscal_year", own_stage="stage"
        ),
        on=["document_id", "part_no"],
        how="inner",
    ).filter(pl.col("own_year").is_not_null() & pl.col("own_stage").is_not_null())
    if "candidates" in placed.columns:  # of a figure in doubt nothing is known until the equations settle it
        value = pl.when(pl.col("candidates").is_null()).then("value")
        placed = placed.with_columns(value=value.otherwise(pl.lit(None, pl.String)))
    return (
        placed.with_columns(**_money())
        .with_columns(
            fiscal_year=pl.coalesce("fiscal_year", pl.col("own_year") + pl.col("year_offset")),
            stage=_stage(),
            code_level=_level(),
            is_total=pl.col("line_role").is_in(TOTALS),
            # a code whose parents stand only in the rows above (类|款|项) is printed all the same
            code_origin=pl.col("code_origin").replace("filled", "printed"),
        )
        .drop("own_year", "own_stage", "year_offset", "value", "decimals", "factor", "candidates", strict=False)
        .sort("document_id", "part_no", "table_no", "line_no", "grid_no", "row_no", "col_no")
    )


def _money() -> dict[str, pl.Expr]:
    factor = pl.col("unit").replace_strict({unit: str(yuan) for unit, yuan in YUAN.items()}, return_dtype=pl.String)
    exact = pl.col("value").cast(_EXACT)
    # 10^-decimals as text, so that no float is ever near money
    step = (
        pl.when(pl.col("decimals") == 0)
        .then(pl.lit("1"))
        .otherwise(pl.lit("0.") + pl.lit("0").repeat_by(pl.col("decimals") - 1).list.join("") + pl.lit("1"))
    )
    return {
        "factor": factor,
        "amount": (exact * factor.cast(pl.Decimal(12, 0))).round(2).cast(pl.Decimal(20, 2)),
        "rounding_step": (step.cast(pl.Decimal(20, 10)) * factor.cast(pl.Decimal(12, 0))).cast(pl.Decimal(20, 6)),
    }


def _stage() -> pl.Expr:
    """A column's own stage where it states one.

    A budget's column of figures carried out (执行数) is final, but only for an earlier year; a column of final
    accounts is budget only where it says 预算数.
    """
    stated = pl.col("stage")
    return (
        pl.when(pl.col("own_stage") == Stage.FINAL)
        .then(pl.coalesce(stated, pl.lit(Stage.FINAL)))
        .otherwise(
            pl.when((stated == "final") & ((pl.col("fiscal_year") < pl.col("own_year")) | (pl.col("year_offset") < 0)))
            .then(pl.lit(Stage.FINAL))
            .otherwise(pl.col("own_stage"))
        )
    )


def _level() -> pl.Expr:
    code = pl.coalesce("functional_code", "economic_code", "government_economic_code")
    return ((code.str.len_chars() - 1) // 2).cast(pl.Int64)


def three_public(facts_: pl.DataFrame) -> pl.DataFrame:
    """core.fact_three_public from fact_budget: the measure of a 三公 line is its item."""
    own = (pl.col("statement") == Statement.THREE_PUBLIC) & (pl.col("line_role") != RowRole.OF_WHICH)
    return facts_.filter(own).select(
        "line_id",
        "document_id",
        "part_no",
        "department_id",
        "fiscal_year",
        "stage",
        item="measure",
        fund_source="fund_source",
        amount="amount",
        assurance="assurance",
    )
