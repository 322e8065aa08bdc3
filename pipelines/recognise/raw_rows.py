"""What was read in one document as rows of the raw tables."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from pipelines.acquire import Source
from pipelines.model.document import Box, Document
from pipelines.recognise.doubts import doubt_findings
from pipelines.recognise.forms.statements import form_statements
from pipelines.recognise.model import Recognised

_BOX = ("x0", "top", "x1", "bottom")
_PART_COLUMNS = (
    "part_no",
    "department_name",
    "region_code",
    "region_name",
    "fiscal_year",
    "stage",
    "revision",
    "kind",
)


def frames(source: Source, document: Document, recognised: Recognised, media_type: str) -> dict[str, pl.DataFrame]:
    """The raw rows of one document; amounts stay text (``value`` is plain digits in the printed unit)."""
    id_ = source.document_id
    scanned = {p.number for p in document.pages if p.is_scan}
    tables: dict[str, list[dict[str, Any]]] = {
        "raw.document": [_document(source, document, media_type)],
        "raw.page": [
            {
                "page": p.number,
                "width": p.width,
                "height": p.height,
                "chars": p.chars,
                "has_image": p.has_image,
                "name": p.name,
            }
            for p in document.pages
        ],
        "raw.paragraph": [
            {"paragraph_no": p.order, "page": p.page, "kind": p.kind, "text": p.text} | _box(p.box)
            for p in document.paragraphs
        ],
        "raw.grid": [
            {"grid_no": g.grid_no, "page": g.page, "rows": g.rows, "cols": g.cols, "method": g.method}
            | _box(g.box)
            | {"outcome": recognised.outcomes.get(g.grid_no, "nested")}
            for g in document.grids
        ],
        "raw.part": [_part(p) for p in recognised.parts],
        "raw.statement": _statements(recognised),
        "raw.line": [
            row
            | {
                "line_id": f"{id_[:16]}-{row['grid_no']}-{row['row_no']}-{row['col_no']}",
                "reader": "ocr" if row["page"] in scanned else None,
            }
            for row in recognised.lines
        ],
        "raw.form": [row | {"line_id": f"{id_[:16]}-{row['line_id']}"} for row in recognised.forms],
        "raw.claim": [row | {"line_id": claim_id(id_, row)} for row in recognised.claims],
        "raw.finding": [
            {
                "finding_no": n,
                "kind": f.kind,
                "statement": f.statement,
                "page": f.page,
                "grid_no": f.grid_no,
                "message_zh": f.message_zh,
                "message_en": f.message_en,
            }
            for n, f in enumerate([*recognised.findings, *doubt_findings(document)], 1)
        ],
    }
    out = {
        name: pl.DataFrame([{"document_id": id_} | row for row in rows], infer_schema_length=None)
        for name, rows in tables.items()
        if rows
    }
    cells = _cells(id_, document)
    if cells.height:
        out["raw.cell"] = cells
    return out


def claim_id(document_id: str, row: dict[str, Any]) -> str:
    """Id of a claim: where the document prints it."""
    return f"{document_id[:16]}-p{row['paragraph_no']}-{row['claim_no']}"


def _statements(recognised: Recognised) -> list[dict[str, Any]]:
    """Money statements, and forms beside them, in printed order."""
    money = recognised.statements
    own = form_statements(recognised.forms, [row["table_no"] for row in money])
    return sorted([*money, *own], key=lambda row: (row["part_no"], row["table_no"]))


def _document(source: Source, document: Document, media_type: str) -> dict[str, Any]:
    reason = "no_text_layer" if document.pages and not document.grids and not document.paragraphs else None
    return {
        "file_name": source.file_name,
        "source_uri": source.source_uri,
        "media_type": media_type,
        "bytes": source.bytes,
        "pages": len(document.pages),
        "reader": document.reader,
        "reason": reason,
        "message": "; ".join(document.warnings) or None,
    }


def _part(part: dict[str, Any]) -> dict[str, Any]:
    evidence = json.dumps(part["identity_evidence"], ensure_ascii=False, default=str)
    return {name: part[name] for name in _PART_COLUMNS} | {"identity_evidence": evidence}


def _box(box: Box | None) -> dict[str, float | None]:
    return dict.fromkeys(_BOX) if box is None else {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


def _cells(id_: str, document: Document) -> pl.DataFrame:
    """raw.cell, by columns: a document can hold hundreds of thousands of cells."""
    filled = [(g, c) for g in document.grids for c in g.cells if c.text.strip()]
    boxes = [c.box for _, c in filled]
    return pl.DataFrame(
        {
            "document_id": pl.repeat(id_, len(filled), dtype=pl.String, eager=True),
            "grid_no": [g.grid_no for g, _ in filled],
            "row_no": [c.row for _, c in filled],
            "col_no": [c.col for _, c in filled],
            "row_span": [c.row_span for _, c in filled],
            "col_span": [c.col_span for _, c in filled],
            "text": [c.text for _, c in filled],
            "page": [g.page for g, _ in filled],
            "x0": pl.Series([b.x0 if b else None for b in boxes], dtype=pl.Float64),
            "top": pl.Series([b.top if b else None for b in boxes], dtype=pl.Float64),
            "x1": pl.Series([b.x1 if b else None for b in boxes], dtype=pl.Float64),
            "bottom": pl.Series([b.bottom if b else None for b in boxes], dtype=pl.Float64),
        }
    )
