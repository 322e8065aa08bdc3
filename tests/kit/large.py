"""Frames as large as those of a shard with a thousand documents: one document's, many times over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

Frames = dict[str, pl.DataFrame]


def copies(frames: Mapping[str, pl.DataFrame], numbers: Iterable[int]) -> Frames:
    """The raw rows of one document as those of as many others: with ids of their own, each of a body of its own."""
    others = pl.DataFrame({"copy": [f"{number:08x}" + "0" * 56 for number in numbers]})
    return {name: _copies(frame, others) for name, frame in frames.items()}


def _copies(frame: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    out = frame.join(others, how="cross").with_columns(document_id=pl.col("copy"))
    short = pl.col("copy").str.slice(0, 16)
    if "line_id" in frame.columns:
        out = out.with_columns(line_id=pl.concat_str(short, pl.col("line_id").str.slice(16)))
    if "department_name" in frame.columns:
        out = out.with_columns(department_name=pl.concat_str("department_name", short.str.slice(4, 4), pl.lit("分局")))
    if "source_uri" in frame.columns:
        out = out.with_columns(source_uri=pl.concat_str(pl.lit("file:///"), "copy"))
    return out.select(frame.columns)


def joined(*parts: Frames) -> Frames:
    """The rows of all of them."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: pl.concat([part[name] for part in parts if name in part]) for name in names}
