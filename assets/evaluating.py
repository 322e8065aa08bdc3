"""Every identity of the registry over conformed frames: those of the tables and those of the text."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from expectations.registry import load_rules
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.forms.evaluate import evaluate_forms
from pipelines.reconcile.narrative.evaluate import evaluate_narrative


def evaluate_all(conformed: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Conformed frames by table name -> ``results`` and ``terms`` (quality.result, quality.term)."""
    facts, documents, rules = conformed["core.fact_budget"], conformed["core.dim_document"], load_rules()
    evaluated = [
        evaluate(facts, documents, rules),
        evaluate_narrative(conformed["core.fact_claim"], facts, documents, rules),
        evaluate_forms(conformed, rules),
    ]
    return {
        "results": pl.concat([one.results for one in evaluated]),
        "terms": pl.concat([one.terms for one in evaluated]),
    }
