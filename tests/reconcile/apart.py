"""Many made-up documents in one evaluation, which costs little more than one: their ids are kept apart by a prefix."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.reconcile.evaluation import Evaluation

_LENGTH = 16  # of a prefix: ids of results begin with as much of the document's id
_IDS = ("document_id", "department_id", "line_id", "of_line_id", "base_line_id")


def apart(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Facts, claims or documents in one frame, each of those given with ids of its own."""
    return pl.concat(_marked(frame, _prefix(number)) for number, frame in enumerate(frames))


def of_each(rows: pl.DataFrame, count: int) -> list[pl.DataFrame]:
    """What is said of each of those given to `apart`, by ``document_id``; the ids are again as they were."""
    own = (rows.filter(pl.col("document_id").str.starts_with(_prefix(number))) for number in range(count))
    return [one.with_columns(pl.col(name).str.slice(_LENGTH) for name in _IDS if name in rows.columns) for one in own]


def evaluation_of_each(evaluation: Evaluation, count: int) -> list[Evaluation]:
    """Results and terms of each of those given to `apart`."""
    found = []
    for number, results in enumerate(of_each(evaluation.results, count)):
        terms = evaluation.terms.filter(pl.col("line_id").str.starts_with(_prefix(number)))
        found.append(Evaluation(results, terms.with_columns(pl.col("line_id").str.slice(_LENGTH))))
    return found


def _prefix(number: int) -> str:
    return f"{number:0{_LENGTH}}"


def _marked(frame: pl.DataFrame, prefix: str) -> pl.DataFrame:
    return frame.with_columns((prefix + pl.col(name)).alias(name) for name in _IDS if name in frame.columns)
