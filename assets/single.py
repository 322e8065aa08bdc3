"""One document through every step but publishing: what `gouji inspect` shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from assets.reading import read_documents_into, whole_plan
from assets.resources import SilentProgress
from assets.specs import RAW_TABLES
from expectations import load_rules, load_waivers
from expectations.waivers import today_in_china
from gouji.settings import Settings
from pipelines.conform import conform
from pipelines.model.schema import empty_frame
from pipelines.model.statements import FORMS
from pipelines.reconcile.diagnosis.second_look import second_look
from pipelines.reconcile.evaluate_all import evaluate_all
from pipelines.reconcile.judge import NEEDED_TO_DECIDE, decide_what_loads
from pipelines.reconcile.narrative.link import link
from pipelines.workers.mapper import ProcessMapper
from warehouse.schema import fit

_PART = ("part_no", "department_name", "kind", "region_code", "region_name", "fiscal_year", "stage", "revision")
_STATEMENT = ("part_no", "table_no", "statement", "title", "unit", "unit_source", "page_from", "page_to", "note")
_FAILING = ("rule_id", "severity", "node", "lhs", "rhs", "residual")


class _Collected:
    """The rows of one document, kept in memory."""

    def __init__(self) -> None:
        self.frames = {name: empty_frame(name) for name in RAW_TABLES}

    def add(self, frames: Mapping[str, pl.DataFrame]) -> None:
        """Take the rows, brought to the schema."""
        self.frames |= {name: fit(frame, name) for name, frame in frames.items()}


def examine(path: Path, settings: Settings) -> dict[str, Any]:
    """What was recognised in the file ``path`` and what its identities say, as plain values."""
    collected = _Collected()
    read_documents_into(collected, whole_plan([str(path)]), replace(settings, jobs=1), SilentProgress())
    raw = collected.frames
    conformed = conform(raw)
    facts, rules = conformed["core.fact_budget"], load_rules()
    conformed |= {"core.fact_claim": link(conformed["core.fact_claim"], facts, conformed["core.dim_document"])}
    needed = {name: raw[name] for name in NEEDED_TO_DECIDE}
    mapper = ProcessMapper(1, settings.document_seconds, settings.document_mib << 20)
    pages = second_look(raw["raw.document"], facts, mapper)
    evaluation = evaluate_all(conformed, rules)
    loaded = decide_what_loads(conformed, evaluation, needed, rules, load_waivers(), today_in_china(), pages)
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
    held_back = loaded["quarantine.fact_budget"].filter(here)["rules_failed"].unique().to_list()
    return {
        **{name: row[name] for name in _STATEMENT},
        "columns": json.loads(row["columns"] or "[]"),
        "lines": raw["raw.line"].filter(here).height,
        "rows": _form_rows(row, raw),
        "status": published[0]["status"] if published else None,
        "assurance": published[0]["assurance"] if published else None,
        "rules_failed": held_back[0].split(",") if held_back else [],
        "verdicts": dict(results.group_by("verdict").len().sort("verdict").iter_rows()),
        "failing": results.filter(pl.col("verdict") == "fail").select(_FAILING).to_dicts(),
    }
