"""The files a diagnosis may look at again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import polars as pl

from pipelines.acquire import NOTHING_KEPT, Objects, bytes_of, file_at
from pipelines.reconcile.diagnosis.pages import SecondLook

PDF = "application/pdf"


def second_look(documents: pl.DataFrame, facts: pl.DataFrame, objects: Objects = NOTHING_KEPT) -> SecondLook:
    """Pages of the PDF files among `documents` (raw.document) that are still where they were read, unchanged, or kept
    in ``objects``."""
    drawn = documents.filter(pl.col("media_type") == PDF).select("document_id", "source_uri")
    return SecondLook(facts, dict(drawn.iter_rows()), partial(unchanged, objects))


@contextmanager
def unchanged(objects: Objects, document_id: str, uri: str | None) -> Iterator[Path | None]:
    """The file behind a source if it is at hand and holds the very bytes that were read.

    An archive is not opened for it: what lies in one is looked at where it is kept.
    """
    at = file_at(uri) if uri else None
    is_file = at is not None and not at[1]
    with bytes_of(document_id, [uri] if is_file else [], objects) as path:
        yield path


def exact_formats(documents: pl.DataFrame) -> dict[str, bool]:
    """document_id -> its format holds cells and characters as such, so nothing was read off a drawing."""
    drawn = pl.col("media_type").str.starts_with("image/") | (pl.col("media_type") == PDF)
    return dict(documents.select("document_id", (~drawn).fill_null(False).alias("exact")).iter_rows())
