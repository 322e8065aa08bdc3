"""Hand-made books as a warehouse: the real tables, marts and checks in memory, or a published file that is filled."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.model.schema import tables
from tests.warehouse.facts import Books
from tests.warehouse.publishing import publish
from warehouse import reference
from warehouse.lineage import lineages
from warehouse.schema import create_schemas, create_table
from warehouse.writer import marts
from warehouse.writer.load import load
from warehouse.writer.verify import verify

Ask = Callable[[Books, str], list[tuple[Any, ...]]]
Published = Callable[[Mapping[str, pl.DataFrame], Path], Path]
LISTS = {
    "core.dim_region": reference.regions,
    "core.dim_functional": reference.functional,
    "core.dim_economic": reference.economic,
    "core.dim_statement": reference.statements,
    "core.concordance": reference.concordance,
    "core.code_name": reference.code_names,
}
_MART = re.compile(r"\bmart\.(\w+)")


@pytest.fixture(scope="session")
def empty_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table, empty but for the reference lists.  Made once: whoever fills it rolls back what he did."""
    known = tables()
    with duckdb.connect(":memory:", config={"threads": "2"}) as connection:
        for statement in [*create_schemas(), *(create_table(t) for t in known.values() if not t.is_view)]:
            connection.execute(statement)
        for name, rows in LISTS.items():
            load(connection, known[name], rows())
        yield connection


@pytest.fixture(scope="session")
def ask(empty_warehouse: duckdb.DuckDBPyConnection) -> Ask:
    """Loads the books, builds and checks the marts a query reads, and returns its rows."""

    def run(books: Books, sql: str) -> list[tuple[Any, ...]]:
        known = tables()
        wanted = _read_by(_MART.findall(sql))
        empty_warehouse.begin()
        try:
            frames = {name: rows for name, rows in books.frames().items() if not rows.is_empty()}
            for name, rows in frames.items():
                load(empty_warehouse, known[name], rows)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(marts, "MARTS", tuple(name for name in marts.MARTS if name in wanted))
                marts.build_marts(empty_warehouse)
                marts.create_views(empty_warehouse)
            filled = {*frames, *LISTS, *(f"mart.{name}" for name in wanted)}  # an empty table breaks no check
            verify(empty_warehouse, [known[name] for name in sorted(filled)])
            return empty_warehouse.execute(sql).fetchall()
        finally:
            empty_warehouse.rollback()

    return run


def _read_by(names: list[str]) -> set[str]:
    """The marts of these names and those they read."""
    found = set(names)
    for name in names:
        found |= _read_by(_MART.findall(" ".join(lineages()[name].tables)))
    return found


@pytest.fixture(scope="session")
def total(ask: Ask) -> Callable[[Books, str], Decimal]:
    """The plain SUM(amount) of a mart."""

    def run(books: Books, mart: str) -> Decimal:
        value: Decimal = ask(books, f"SELECT sum(amount) FROM {mart}")[0][0]
        return value

    return run


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Puts frames into a copy of a published warehouse: a file as ``publish`` makes it, its mart tables left empty."""
    empty = publish({}, tmp_path_factory.mktemp("published") / "empty.duckdb").path

    def filled(frames: Mapping[str, pl.DataFrame], path: Path) -> Path:
        shutil.copyfile(empty, path)
        with duckdb.connect(path) as connection:
            for name, rows in frames.items():
                load(connection, tables()[name], rows)
        return path

    return filled
