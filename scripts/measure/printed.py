"""Printed statements and identities of documents: what a person read against what was recognised."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.recognise.identity import canonical_name
from scripts.measure.built import GOLDEN, MONEY, SHARED, rows

_STATEMENTS = """
SELECT d.source_uri, s.statement, s.title, s.page_from, s.page_to, s.unit, s.is_empty
FROM raw.statement s JOIN raw.document d USING (document_id)
"""
_PARTS = """
SELECT d.source_uri, p.department_name, p.fiscal_year, p.stage, p.region_code
FROM raw.part p JOIN raw.document d USING (document_id) WHERE p.part_no = 1
"""
_STAGES = {"budget": "budget", "final accounts": "final"}


@dataclass(slots=True)
class Recognition:
    """Statements of one document: printed, recognised, recognised as something that is not printed."""

    printed: int = 0
    recognised: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def statements(warehouse: Path) -> dict[str, Recognition]:
    """Recognition by document, against tests/golden/statements.csv (money statements only)."""
    mine: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in rows(warehouse, _STATEMENTS).filter(pl.col("statement").is_in(MONEY)).iter_rows(named=True):
        mine[row["document"]].append(row)
    out: dict[str, Recognition] = defaultdict(Recognition)
    with (GOLDEN / "statements.csv").open(encoding="utf-8", newline="") as stream:
        truth = [r for r in csv.DictReader(stream) if r["statement"] in MONEY]
    for row in truth:
        score = out[row["document"]]
        score.printed += 1
        fitting = next((m for m in mine[row["document"]] if _fits(row, m)), None)
        if fitting is None:
            score.missed.append(f"{row['statement']} page {row['page_from']}")
            continue
        mine[row["document"]].remove(fitting)
        score.recognised += 1
    for document, rest in mine.items():
        out[document].wrong += [f"{m['statement']} page {m['page_from']}: {m['title']}" for m in rest]
    return dict(out)


def _fits(truth: dict[str, str], mine: dict[str, object]) -> bool:
    same_page = not truth["page_from"] or int(truth["page_from"]) == mine["page_from"]
    same_unit = not truth["unit"] or not mine["unit"] or truth["unit"] == mine["unit"]
    return truth["statement"] == mine["statement"] and same_page and same_unit


def identities(warehouse: Path, shared: Path = SHARED) -> dict[str, list[str]]:
    """What differs from MANIFEST.tsv by document: department, year, stage; nothing where all agree."""
    parts = {row["document"]: row for row in rows(warehouse, _PARTS).iter_rows(named=True)}
    out: dict[str, list[str]] = {}
    with (shared / "corpus" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        manifest = list(csv.DictReader(stream, delimiter="\t"))
    for row in manifest:
        part = parts.get(f"corpus/{row['path']}")
        out[f"corpus/{row['path']}"] = ["not read"] if part is None else list(_differences(row, part))
    return out


def _differences(row: dict[str, str], part: dict[str, object]) -> list[str]:
    found = []
    stated = not row["department"].startswith("(")
    if stated and canonical_name(row["department"]) != canonical_name(str(part["department_name"] or "")):
        found.append(f"department {row['department']} / {part['department_name']}")
    if row["fiscal_year"] != str(part["fiscal_year"]):
        found.append(f"year {row['fiscal_year']} / {part['fiscal_year']}")
    stage = _STAGES.get(row["kind"])
    if stage and stage != part["stage"]:
        found.append(f"stage {stage} / {part['stage']}")
    return found
