"""Nights that name one body in two spellings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.conform.dimensions import documents
from pipelines.model.schema import frame_schema
from pipelines.workers.mapper import SerialMapper
from tests.warehouse.facts import frame
from tests.warehouse.store.made import POLICY, STARTED, document, part, staged
from warehouse.connection import connect_readonly
from warehouse.schema import fit
from warehouse.store import fingerprint
from warehouse.store.build import make, publish
from warehouse.store.file import FileStore
from warehouse.store.lake import LakeStore
from warehouse.store.staging import Staging
from warehouse.store.store import Run
from warehouse.store.sweep import TABLE, Sweep

FIRST, SECOND = "发展和改革局", "发展改革局"
REGION = "320506"
Store = FileStore | LakeStore


def named(id_: str, name: str, year: int) -> dict[str, object]:
    return part(id_, REGION, year) | {"department_name": name}


def own_rows(*parts: Mapping[str, Any]) -> dict[str, pl.DataFrame]:
    """What each document says by itself: its disclosure, one figure that loads and one that is held back."""
    said = documents(frame("raw.part", [dict(one) for one in parts]))
    found: dict[str, list[dict[str, object]]] = {"core.fact_budget": [], "quarantine.fact_budget": []}
    for id_, key, year in said.select("document_id", "department_id", "fiscal_year").iter_rows():
        for table, (name, more) in enumerate(
            [("core.fact_budget", {}), ("quarantine.fact_budget", {"rules_failed": "GEN-TOTAL"})], 1
        ):
            found[name].append(
                {"line_id": f"{id_}-{table}-1-1", "document_id": id_, "part_no": 1, "table_no": table,
                 "department_id": key, "region_code": REGION, "fiscal_year": year, "stage": "budget",
                 "statement": "expenditure", "line_no": 1, "line_name": "行政运行", "measure": "total",
                 "line_role": "item", "flow": "expenditure", "amount": Decimal(100), "amount_published": "100",
                 "unit": "元", "is_leaf": True, "rounding_step": Decimal(1), "is_total": False, "page": 1,
                 "assurance": "unchecked", "grid_no": table, "row_no": 1, "col_no": 1, **more}
            )  # fmt: skip
    rows = {name: fit(frame(name, some), name) for name, some in found.items()}
    return rows | {"core.dim_document": fit(said.drop("region_code"), "core.dim_document")}


def night(store: Store, folder: Path, number: int, *parts: dict[str, object]) -> None:
    """A run that reads documents nobody has sighted before."""
    rows = [document(str(one["document_id"]), f"{one['document_id']}.pdf") for one in parts]
    staging = staged(folder / f"night {number}", rows, parts, also=own_rows(*parts))
    at = STARTED + timedelta(days=number)
    sighted = [{"address": row["source_uri"], "sha256": row["document_id"], "first_seen": at} for row in rows]
    publish_(store, staging, number, Sweep(at, ("file:///",), pl.DataFrame(sighted, schema=frame_schema(TABLE))))


def publish_(store: Store, staging: Staging, number: int, sweep: Sweep | None = None) -> None:
    made = make(store, staging, POLICY, SerialMapper())
    assert not made.stopped
    publish(store, staging, POLICY, Run(f"r{number}", fingerprint.building(POLICY), STARTED, 1, 1, sweep=sweep))


def ask(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with connect_readonly(store.lake if isinstance(store, LakeStore) else store.path) as connection:
        return connection.execute(sql).fetchall()


def ids_of_rows(store: Store) -> list[tuple[Any, ...]]:
    """Each document with the ids its rows carry, in core and in quarantine."""
    rows = [
        f"SELECT document_id, department_id FROM {name}"
        for name in ("core.fact_budget", "quarantine.fact_budget", "core.dim_document")
    ]
    return ask(store, f"SELECT DISTINCT document_id, department_id FROM ({' UNION ALL '.join(rows)}) ORDER BY ALL")


def keys(store: Store) -> dict[str, str]:
    return dict(ask(store, "SELECT spellings, body_key FROM core.bridge_department"))
