"""The layout families of tests/recognise/layouts as one warehouse: marts over every known way of printing a table."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import polars as pl

from expectations.policy import load_policy
from pipelines.acquire import Source
from pipelines.conform import conform, three_public
from pipelines.model.schema import frame_schema, tables
from pipelines.recognise.raw_rows import frames
from tests.recognise.builder import Block
from tests.recognise.layouts.reading import read
from tests.warehouse.facts import READ_AT
from warehouse import reference
from warehouse.schema import create_schemas, create_table, fit
from warehouse.store.across import across
from warehouse.writer.load import load
from warehouse.writer.marts import build_marts, create_views
from warehouse.writer.verify import verify

_LAYOUTS = Path(__file__).resolve().parents[1] / "recognise" / "layouts"


def families() -> Iterator[tuple[str, Sequence[Sequence[Block]]]]:
    """(name, pages) of every document the layout tests read, ``test_ministries.PAGES`` for one."""
    for file in sorted(_LAYOUTS.glob("test_*.py")):
        module = importlib.import_module(f"tests.recognise.layouts.{file.stem}")
        for name, pages in sorted(vars(module).items()):
            if name.startswith("PAGES"):
                yield f"{file.stem}.{name}", pages


def warehouse() -> duckdb.DuckDBPyConnection:
    """A warehouse in memory with one disclosure per family, marts and checks included."""
    documents = [_raw(name, pages) for name, pages in families()]
    raw = {name: pl.concat([d[name] for d in documents if name in d]) for name in documents[0]}
    core = conform(raw)
    core["core.fact_three_public"] = three_public(core["core.fact_budget"])
    dimensions = {
        "core.dim_region": reference.regions(),
        "core.dim_functional": reference.functional(),
        "core.dim_economic": reference.economic(),
        "core.concordance": reference.concordance(),
        "core.code_name": reference.code_names(),
    }
    known = tables()
    connection = duckdb.connect(":memory:", config={"threads": "2"})
    for statement in [*create_schemas(), *(create_table(t) for t in known.values() if not t.is_view)]:
        connection.execute(statement)
    for name, frame in {**dimensions, **raw, **core}.items():
        load(connection, known[name], fit(frame, name))
    across(connection, load_policy())
    build_marts(connection)
    create_views(connection)
    verify(connection, known.values())
    return connection


def _raw(name: str, pages: Sequence[Sequence[Block]]) -> dict[str, pl.DataFrame]:
    reading = read(*pages)
    digest = hashlib.sha256(name.encode()).hexdigest()
    source = Source(document_id=digest, path=Path(name), source_uri=name, file_name=name, bytes=1)
    raw = frames(source, reading.document, reading.found, "application/pdf")
    raw["raw.document"] = raw["raw.document"].with_columns(extracted_at=pl.lit(READ_AT))
    # families share their names: each is a body of its own here
    raw["raw.part"] = raw["raw.part"].with_columns(pl.col("department_name") + pl.lit(name))
    return {table: fit(_typed(frame, table), table) for table, frame in raw.items() if table in tables()}


def _typed(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """Columns without a value have no type of their own."""
    schema = frame_schema(table)
    return frame.with_columns(pl.col(c).cast(schema[c]) for c, kind in frame.schema.items() if kind == pl.Null)
