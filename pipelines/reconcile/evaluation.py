"""What evaluating identities gives: results, and the printed cells in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.model.schema import frame_schema

RESULT_SCHEMA = frame_schema("quality.result")
TERM_SCHEMA = frame_schema("quality.term")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`results` as quality.result, `terms` as quality.term (sum of coefficient x amount = lhs - rhs)."""

    results: pl.DataFrame
    terms: pl.DataFrame

    @staticmethod
    def empty() -> Evaluation:
        """No results: there was nothing to evaluate."""
        return Evaluation(pl.DataFrame(schema=RESULT_SCHEMA), pl.DataFrame(schema=TERM_SCHEMA))

    @staticmethod
    def of(results: pl.DataFrame, terms: pl.DataFrame) -> Evaluation:
        """Frames brought to the two schemas."""
        return Evaluation(
            results.select(pl.col(name).cast(kind) for name, kind in RESULT_SCHEMA.items()),
            terms.select(pl.col(name).cast(kind) for name, kind in TERM_SCHEMA.items()),
        )


def together(evaluations: Sequence[Evaluation]) -> Evaluation:
    """Several evaluations as one."""
    return Evaluation(pl.concat([one.results for one in evaluations]), pl.concat([one.terms for one in evaluations]))
