"""What a person has decided of a document (documents.csv) in the place of what its text says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipelines.model.decisions import DocumentDecision
from pipelines.recognise.identity import Part, region_path
from pipelines.recognise.model import DECIDED

_FIELDS = {
    "department_name": "department",
    "region_code": "region",
    "fiscal_year": "fiscal_year",
    "stage": "stage",
    "kind": "kind",
}


def decided_parts(parts: Iterable[Part], rows: Sequence[DocumentDecision]) -> list[Part]:
    """The parts of a document as ``rows`` say; what was recognised stays in the evidence."""
    return [_decided(part, [row for row in rows if row.part_no in (None, part.part_no)]) for part in parts]


def _decided(part: Part, rows: Sequence[DocumentDecision]) -> Part:
    values: dict[str, Any] = {}
    evidence = dict(part.evidence)
    for row in rows:
        for field, said in _FIELDS.items():
            value = getattr(row, field)
            if value is not None:
                values[field] = value
                evidence[said] = {
                    "value": str(value),
                    "source": DECIDED,
                    "text": row.reason,
                    "recognised": getattr(part, field),
                }
    if not values:
        return part
    if "region_code" in values:
        values["region_name"] = region_path(values["region_code"])
    return replace(part, **values, evidence=evidence)
