"""The files a diagnosis may look at again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from pipelines.acquire import file_at
from pipelines.reconcile.diagnosis.pages import SecondLook

PDF = "application/pdf"


def second_look(documents: pl.DataFrame, facts: pl.DataFrame) -> SecondLook:
    """Pages of the PDF files among `documents` (raw.document) that are still where they were read, unchanged."""
    drawn = documents.filter(pl.col("media_type") == PDF).select("document_id", "source_uri")
    return SecondLook(facts, dict(drawn.iter_rows()), unchanged)


def unchanged(document_id: str, uri: str | None) -> Path | None:
    """The file behind a source if it is at hand and holds the very bytes that were read."""
    at = file_at(uri) if uri else None
    if at is None or at[1] or not at[0].is_file():  # a member of an archive is no file by itself
        return None
    path, _ = at
    with path.open("rb") as file:
        return path if hashlib.file_digest(file, "sha256").hexdigest() == document_id else None


def exact_formats(documents: pl.DataFrame) -> dict[str, bool]:
    """document_id -> its format holds cells and characters as such, so nothing was read off a drawing."""
    drawn = pl.col("media_type").str.starts_with("image/") | (pl.col("media_type") == PDF)
    return dict(documents.select("document_id", (~drawn).fill_null(False).alias("exact")).iter_rows())
