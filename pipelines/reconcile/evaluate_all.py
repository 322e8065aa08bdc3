"""Every identity of the registry over conformed frames: those of the tables and those of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.forms.evaluate import evaluate_forms
from pipelines.reconcile.narrative.evaluate import evaluate_narrative
from pipelines.reconcile.rule import Rule


def evaluate_all(conformed: Mapping[str, pl.DataFrame], rules: Sequence[Rule]) -> dict[str, pl.DataFrame]:
    """Conformed frames by table name -> ``results`` and ``terms`` (quality.result, quality.term)."""
    facts, documents = conformed["core.fact_budget"], conformed["core.dim_document"]
    evaluated = [
        evaluate(facts, documents, rules),
        evaluate_narrative(conformed["core.fact_claim"], facts, documents, rules),
        evaluate_forms(conformed, rules),
    ]
    return {
        "results": pl.concat([one.results for one in evaluated]),
        "terms": pl.concat([one.terms for one in evaluated]),
    }
