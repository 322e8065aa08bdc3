"""Hand-made books as a warehouse in memory: the real tables, marts and checks, without files and comments."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from pipelines.model.schema import tables
from tests.warehouse.facts import Books
from warehouse import reference
from warehouse.schema import create_schemas, create_table
from warehouse.writer.load import load
from warehouse.writer.marts import build_marts
from warehouse.writer.verify import verify

Ask = Callable[[Books, str], list[tuple[Any, ...]]]


@pytest.fixture
def ask() -> Ask:
    """Builds the marts of the books and returns the rows of a query."""

    def run(books: Books, sql: str) -> list[tuple[Any, ...]]:
        known = tables()
        with duckdb.connect(":memory:", config={"threads": "2"}) as connection:
            for statement in [*create_schemas(), *(create_table(t) for t in known.values() if not t.is_view)]:
                connection.execute(statement)
            dimensions = {
                "core.dim_region": reference.regions(),
                "core.dim_functional": reference.functional(),
                "core.dim_economic": reference.economic(),
            }
            for name, rows in {**dimensions, **books.frames()}.items():
                load(connection, known[name], rows)
            build_marts(connection)
            verify(connection, known.values())
            found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
        return found

    return run


@pytest.fixture
def total(ask: Ask) -> Callable[[Books, str], Decimal]:
    """The plain SUM(amount) of a mart."""

    def run(books: Books, mart: str) -> Decimal:
        value: Decimal = ask(books, f"SELECT sum(amount) FROM {mart}")[0][0]
        return value

    return run
