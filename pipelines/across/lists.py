"""The lists people keep, as the warehouse shows them: rules, and corrections of documents that are not there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import polars as pl

from pipelines.across.bodies.decided import Status
from pipelines.model.decisions import BodyDecision, DocumentDecision, Named
from pipelines.model.schema import frame_schema
from pipelines.reconcile.rule import Rule

_SAYS = ("department_name", "region_code", "fiscal_year", "stage", "kind", "unit")


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


def body_decisions(rows: Iterable[BodyDecision], status: Mapping[str, str]) -> pl.DataFrame:
    """quality.decision of rows of bodies.csv; ``status`` by id, not found where it is not there."""
    said = [
        {
            "decision_id": row.id,
            "list": "bodies.csv",
            "relation": row.relation,
            "about": _named(row.a),
            "other": _named(row.b),
            "says": None if not row.has_years else f"{row.from_year or ''}–{row.to_year or ''}",
            "reason": row.reason,
            "owner": row.owner,
            "status": status.get(row.id, Status.NOT_FOUND),
        }
        for row in rows
    ]
    return pl.DataFrame(said, schema=frame_schema("quality.decision"))


def document_decisions(rows: Iterable[DocumentDecision], status: Mapping[str, str]) -> pl.DataFrame:
    """quality.decision of rows of documents.csv; ``status`` by id."""
    said = [
        {
            "decision_id": row.id,
            "list": "documents.csv",
            "about": row.document if row.part_no is None else f"{row.document}, {row.part_no}",
            "says": ", ".join(f"{name} {value}" for name in _SAYS if (value := getattr(row, name)) is not None),
            "reason": row.reason,
            "owner": row.owner,
            "status": status.get(row.id, Status.NOT_FOUND),
        }
        for row in rows
    ]
    return pl.DataFrame(said, schema=frame_schema("quality.decision"))


def _named(named: Named) -> str:
    return named.text if named.region is None else f"{named.text}, {named.region}"


def corrections_without_document(corrections: pl.DataFrame, documents: Collection[str]) -> pl.DataFrame:
    """quality.correction of corrections (`CORRECTION_SCHEMA`) whose document is none of ``documents``."""
    absent = corrections.filter(~pl.col("document_id").is_in(list(documents)))
    suggested = pl.col("accepted").is_null()
    return absent.with_columns(status=pl.when(suggested).then(pl.lit("suggested")).otherwise(pl.lit("not_found")))
