"""Diagnoses as rows of quality.finding: one more thing for a person to read."""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import Severity
from pipelines.reconcile.findings import FINDING_SCHEMA


def diagnosis_findings(diagnosis: pl.DataFrame) -> pl.DataFrame:
    """quality.finding of kind `diagnosis`.

    They are notes: the failing identities beside them carry the severity.
    """
    rows = diagnosis.with_columns(
        finding_id=pl.col("diagnosis_id"),
        rule_id=pl.col("rule_ids").str.split(",").list.first(),
        severity=pl.lit(Severity.INFO),
        kind=pl.lit("diagnosis"),
        node=pl.lit(None, pl.String),
        provided=pl.col("printed"),
        expected=pl.col("implied"),
        difference=pl.col("printed") - pl.col("implied"),
    )
    return rows.select(pl.col(name).cast(kind) for name, kind in FINDING_SCHEMA.items())
