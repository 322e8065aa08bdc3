"""What was read in one document as rows of the raw tables."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from pipelines.acquire import Source
from pipelines.model.document import SCANNED, Box, Document, Grid, Page, Paragraph
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
    "published_on",
    "kind",
)


def frames(source: Source, document: Document, recognised: Recognised, media_type: str) -> dict[str, pl.DataFrame]:
    """The raw rows of one document; amounts stay text (``value`` is plain digits in the printed unit)."""
    id_ = source.document_id
    tables: dict[str, list[dict[str, Any]]] = {
        "raw.document": [_document(source, document, recognised, media_type)],
        "raw.page": [_page(page) for page in document.pages],
        "raw.paragraph": [_paragraph(paragraph) for paragraph in document.paragraphs],
        "raw.grid": [_grid(grid, recognised) for grid in document.grids],
        "raw.part": [_part(part) for part in recognised.parts],
        "raw.statement": _statements(recognised),
        "raw.line": _lines(id_, document, recognised),
        "raw.form": [row | {"line_id": f"{id_[:16]}-{row['line_id']}"} for row in recognised.forms],
        "raw.claim": [row | {"line_id": claim_id(id_, row)} for row in recognised.claims],
        "raw.finding": _findings(document, recognised),
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


def _document(source: Source, document: Document, recognised: Recognised, media_type: str) -> dict[str, Any]:
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
        "detail": "\n\n".join(one.detail for one in recognised.findings if one.detail) or None,
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "page": page.number,
        "width": page.width,
        "height": page.height,
        "chars": page.chars,
        "has_image": page.has_image,
        "name": page.name,
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    said = {"paragraph_no": paragraph.order, "page": paragraph.page, "kind": paragraph.kind}
    return said | {"text": paragraph.as_read or paragraph.text} | _box(paragraph.box)


def _grid(grid: Grid, recognised: Recognised) -> dict[str, Any]:
    size = {"grid_no": grid.grid_no, "page": grid.page, "rows": grid.rows, "cols": grid.cols, "method": grid.method}
    return size | _box(grid.box) | {"outcome": recognised.outcomes.get(grid.grid_no, "nested")}


def _lines(id_: str, document: Document, recognised: Recognised) -> list[dict[str, Any]]:
    """Lines with their id, and who read them: a scanned page is read by OCR, and so is a picture on another."""
    scanned = {page.number for page in document.pages if page.is_scan}
    pictured = {grid.grid_no for grid in document.grids if grid.method == SCANNED or grid.page in scanned}
    return [
        row
        | {
            "line_id": f"{id_[:16]}-{row['grid_no']}-{row['row_no']}-{row['col_no']}",
            "reader": "ocr" if row["grid_no"] in pictured or row["page"] in scanned else None,
        }
        for row in recognised.lines
    ]


def _findings(document: Document, recognised: Recognised) -> list[dict[str, Any]]:
    """What recognition could not do and what a reader doubts, numbered."""
    found = [*recognised.findings, *doubt_findings(document)]
    return [
        {
            "finding_no": number,
            "kind": one.kind,
            "statement": one.statement,
            "page": one.page,
            "grid_no": one.grid_no,
            "message_zh": one.message_zh,
            "message_en": one.message_en,
        }
        | _box(one.box)
        for number, one in enumerate(found, 1)
    ]


def _part(part: dict[str, Any]) -> dict[str, Any]:
    evidence = json.dumps(part["identity_evidence"], ensure_ascii=False, default=str)
    return {name: part[name] for name in _PART_COLUMNS} | {"identity_evidence": evidence}


def _box(box: Box | None) -> dict[str, float | None]:
    return dict.fromkeys(_BOX) if box is None else {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


def _cells(id_: str, document: Document) -> pl.DataFrame:
    """raw.cell, by columns: a document can hold hundreds of thousands of cells."""
    filled = [(g, c) for g in document.grids for c in g.cells if c.text.strip()]
    return pl.DataFrame(
        {
            "document_id": pl.repeat(id_, len(filled), dtype=pl.String, eager=True),
            "grid_no": [g.grid_no for g, _ in filled],
            "row_no": [c.row for _, c in filled],
            "col_no": [c.col for _, c in filled],
            "row_span": [c.row_span for _, c in filled],
            "col_span": [c.col_span for _, c in filled],
            "text": [c.as_read or c.text for _, c in filled],
            "candidates": pl.Series(
                [json.dumps(c.candidates) if c.candidates else None for _, c in filled], dtype=pl.String
            ),
            "page": [g.page for g, _ in filled],
        }
        | _sides([c.box for _, c in filled])
    )


def _sides(boxes: list[Box | None]) -> dict[str, pl.Series]:
    """The four sides of boxes as columns; null for a cell without a place."""
    nowhere = (None,) * len(_BOX)
    sides = [box if box is not None else nowhere for box in boxes]
    return {name: pl.Series([side[n] for side in sides], dtype=pl.Float64) for n, name in enumerate(_BOX)}
