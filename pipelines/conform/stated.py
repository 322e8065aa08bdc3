"""core.fact_claim rows for the money the texts of projects state of them."""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import Assurance, ClaimVerdict

SUBJECT = "project_amount"
_MONEY, _STEP, _EXACT = pl.Decimal(20, 2), pl.Decimal(20, 6), pl.Decimal(38, 6)
_FIELDS = (
    "project_name",
    "project_place",
    "amount",
    "amount_published",
    "unit",
    "rounding_step",
    "sentence",
    "year",
)


def project_claims(rows: pl.DataFrame, documents: pl.DataFrame, projects: pl.DataFrame) -> pl.DataFrame:
    """What a project's own text says its money is, beside the amount of its form or row.

    ``rows``: raw.form (kind project_claim is read).  ``documents``: core.dim_document.  ``projects``:
    core.fact_project.  Amounts in yuan.  `fact_line_id` is the project; `verdict` differs only where the figure is none
    of those the form prints (this year's money, the whole period's, the fiscal part).  Figures of another year are
    left out.
    """
    wanted = rows.filter(pl.col("kind") == "project_claim").with_columns(
        pl.col("fields").str.json_decode(pl.Struct(dict.fromkeys(_FIELDS, pl.String)))
    )
    flat = wanted.unnest("fields").with_columns(
        pl.col("amount").cast(_MONEY),
        pl.col("rounding_step").cast(_STEP),
        pl.col("year").cast(pl.Int64),
        fact_line_id=pl.col("document_id").str.slice(0, 16) + "-" + pl.col("project_place"),
    )
    printed = projects.select(
        "document_id",
        "amount",
        "period_amount",
        "fiscal_amount",
        fact_line_id="line_id",
        own_step=pl.col("rounding_step"),
    ).unique("fact_line_id", keep="first", maintain_order=True)
    placed = (
        flat.join(
            documents.select("document_id", "part_no", "department_id", "stage", pl.col("fiscal_year").cast(pl.Int64)),
            on=["document_id", "part_no"],
        )
        .filter((pl.col("year").is_null() | (pl.col("year") == pl.col("fiscal_year"))) & pl.col("stage").is_not_null())
        .join(printed, on=["document_id", "fact_line_id"], suffix="_printed")
        .filter(pl.col("amount_printed").is_not_null())
    )
    close = [
        (pl.col("amount").cast(_EXACT) - pl.col(name).cast(_EXACT)).abs() * 2
        <= pl.col("rounding_step").cast(_EXACT) + pl.col("own_step").cast(_EXACT)
        for name in ("amount_printed", "period_amount", "fiscal_amount")
    ]
    agrees = pl.any_horizontal(one.fill_null(False) for one in close)
    return placed.select(
        "line_id",
        "document_id",
        "part_no",
        "department_id",
        "fiscal_year",
        "stage",
        "amount",
        "amount_published",
        "unit",
        "rounding_step",
        "sentence",
        "page",
        "grid_no",
        "row_no",
        "col_no",
        "fact_line_id",
        subject=pl.lit(SUBJECT),
        subject_name=pl.col("project_name"),
        kind=pl.lit("amount"),
        is_certain=pl.lit(True),
        verdict=pl.when(agrees).then(pl.lit(ClaimVerdict.AGREES)).otherwise(pl.lit(ClaimVerdict.DIFFERS)),
        assurance=pl.when(agrees).then(pl.lit(Assurance.CONSISTENT)).otherwise(pl.lit(Assurance.DISPUTED)),
    ).sort("document_id", "part_no", "page", "grid_no", "row_no", "col_no")
