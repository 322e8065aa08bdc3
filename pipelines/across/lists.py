"""The lists people keep, as the warehouse shows them: rules, and corrections of documents that are not there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from pipelines.reconcile.rule import Rule


def rule_rows(rules: Sequence[Rule]) -> pl.DataFrame:
    """quality.rule: one row per rule."""
    return pl.DataFrame(
        [
            {
                "rule_id": rule.id,
                "shape": type(rule.shape).__name__.lower(),
                "statements": ",".join(rule.statements) or None,
                "stage": rule.stages[0] if len(rule.stages) == 1 else None,
                "severity": rule.severity.value,
                "text_zh": rule.text_zh,
                "text_en": rule.text_en,
                "reason_zh": rule.reason_zh,
                "reason_en": rule.reason_en,
                "basis": rule.basis_zh,
                "basis_en": rule.basis_en,
            }
            for rule in rules
        ],
        infer_schema_length=None,
    )


def corrections_without_document(corrections: pl.DataFrame, documents: Collection[str]) -> pl.DataFrame:
    """quality.correction of corrections (`CORRECTION_SCHEMA`) whose document is none of ``documents``."""
    absent = corrections.filter(~pl.col("document_id").is_in(list(documents)))
    suggested = pl.col("accepted").is_null()
    return absent.with_columns(status=pl.when(suggested).then(pl.lit("suggested")).otherwise(pl.lit("not_found")))
