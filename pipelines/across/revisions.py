"""Of several disclosures of the same budget or accounts, which one is in force."""

from __future__ import annotations

import polars as pl


def revisions(documents: pl.DataFrame, read_at: pl.DataFrame, with_money: pl.DataFrame) -> pl.DataFrame:
    """``documents`` with `is_current` and `supersedes` as the others have it.

    Of several disclosures of the same department, year and stage the one with money lines is current, then the
    one marked as revised, then the one read last; the one before it is what it supersedes.

    Args:
        documents: core.dim_document.
        read_at: document_id, extracted_at (of raw.document).
        with_money: document_id, part_no of the disclosures that print money lines.
    """
    same = ["department_id", "fiscal_year", "stage"]
    rows = (
        documents.join(read_at, on="document_id", how="left")
        .join(with_money.with_columns(has_money=True), on=["document_id", "part_no"], how="left")
        .with_columns(pl.col("has_money").fill_null(False), revised=pl.col("revision").is_not_null())
        .sort(*same, "has_money", "revised", "extracted_at", "document_id", "part_no")
    )
    last = pl.int_range(pl.len()).over(same) == pl.len().over(same) - 1
    before = pl.when(last).then(pl.col("document_id").shift(1).over(same))
    return rows.with_columns(is_current=last, supersedes=before).select(documents.columns)
