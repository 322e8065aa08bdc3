"""One document through every step but publishing: what `gouji inspect` shows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from gouji.settings import Settings
from gouji.work import mapper, work
from pipelines.model.judgements import Verdict
from pipelines.model.statements import FORMS
from pipelines.workers.mapper import Mapper
from warehouse.store.intake import one_document

_PART = ("part_no", "department_name", "kind", "region_code", "region_name", "fiscal_year", "stage", "revision")
_STATEMENT = ("part_no", "table_no", "statement", "title", "unit", "unit_source", "page_from", "page_to", "note")
_FAILING = ("rule_id", "severity", "node", "lhs", "rhs", "residual")


def examine(path: Path, settings: Settings, where: Mapper | None = None) -> dict[str, Any]:
    """What was recognised in the file ``path`` and what its identities say, as plain values.

    ``where`` it is read and judged, if not in a worker process within the limits of the settings.
    """
    raw = loaded = one_document(path, where or mapper(replace(settings, jobs=1, scheduler="")), work())
    document = raw["raw.document"].row(0, named=True)
    verdict = loaded["quality.document"].row(0, named=True)
    known = {number for grids in raw["raw.statement"]["grids"] for number in json.loads(grids or "[]")}
    other = raw["raw.grid"].filter(~pl.col("grid_no").is_in(list(known)))
    return {
        "file": str(path),
        "document_id": document["document_id"],
        "media_type": document["media_type"],
        "reader": document["reader"],
        "pages": document["pages"],
        **{name: verdict[name] for name in ("status", "reason", "message_zh", "message_en")},
        "parts": raw["raw.part"].select(_PART).to_dicts(),
        "statements": [_statement(row, raw, loaded) for row in raw["raw.statement"].iter_rows(named=True)],
        "other_tables": other.select("grid_no", "page", "rows", "cols", "outcome").to_dicts(),
        "findings": raw["raw.finding"].select("page", "kind", "statement", "message_zh", "message_en").to_dicts(),
    }


def _form_rows(row: dict[str, Any], raw: dict[str, pl.DataFrame]) -> int:
    """Rows of raw.form a statement holds; none for statements of money."""
    grids = json.loads(row["grids"] or "[]")
    inside = (pl.col("part_no") == row["part_no"]) & pl.col("grid_no").is_in(grids)
    return (
        0
        if row["statement"] not in FORMS
        else raw["raw.form"].filter(inside & (pl.col("kind") != "project_claim")).height
    )


def _statement(row: dict[str, Any], raw: dict[str, pl.DataFrame], loaded: dict[str, pl.DataFrame]) -> dict[str, Any]:
    here = (pl.col("part_no") == row["part_no"]) & (pl.col("table_no") == row["table_no"])
    published = loaded["core.statement"].filter(here).to_dicts()
    of_form = (pl.col("part_no") == row["part_no"]) & (pl.col("statement") == row["statement"])
    own = of_form & pl.col("table_no").is_null() if row["statement"] in FORMS else here.fill_null(False)
    results = loaded["quality.result"].filter(own)
    held_back = loaded["quarantine.fact_budget"].filter(here)
    rules_failed = held_back["rules_failed"].unique().to_list()
    return {
        **{name: row[name] for name in _STATEMENT},
        "columns": json.loads(row["columns"] or "[]"),
        "lines": raw["raw.line"].filter(here).height,
        "rows": _form_rows(row, raw),
        "status": published[0]["status"] if published else None,
        "assurance": published[0]["assurance"] if published else None,
        "held_back": held_back.height,
        "rules_failed": rules_failed[0].split(",") if rules_failed else [],
        "verdicts": dict(results.group_by("verdict").len().sort("verdict").iter_rows()),
        "failing": results.filter(pl.col("verdict") == Verdict.FAIL).select(_FAILING).to_dicts(),
    }
