"""What the registry says of one document's lines: how many identities hold and fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.choose.facts import documents_of, facts_of
from pipelines.choose.tally import Tally
from pipelines.model.judgements import PASSED, Verdict
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.rule import Figures, Rule


class Judge:
    """Counts identities inside one document.  ``rules`` are the registry; those across documents are left out."""

    def __init__(self, rules: Sequence[Rule], parts: Sequence[Mapping[str, Any]]) -> None:
        self._rules = [r for r in rules if not (isinstance(r.shape, Figures) and r.shape.scope == "department")]
        self._documents = documents_of(parts)

    def __call__(self, lines: Sequence[Mapping[str, Any]]) -> Tally:
        """Identities with figures other than zero that hold, and those that fail."""
        results = evaluate(facts_of(lines, self._documents), self._documents, self._rules).results
        told = (pl.col("lhs").fill_null(0) != 0) | (pl.col("rhs").fill_null(0) != 0)
        held = results.filter(pl.col("verdict").is_in(PASSED) & told).height
        return Tally(held, results.filter(pl.col("verdict") == Verdict.FAIL).height)
