"""Publishing hand-made books and asking the result."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.facts import Books
from warehouse.publish import publish
from warehouse.read import connect_readonly

Ask = Callable[[Books, str], list[tuple[Any, ...]]]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Publishes the books into a new warehouse and returns the rows of a query."""

    def run(books: Books, sql: str) -> list[tuple[Any, ...]]:
        published = publish(books.frames(), tmp_path / "w.duckdb")
        connection = connect_readonly(published.path)
        try:
            rows: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
            return rows
        finally:
            connection.close()

    return run


@pytest.fixture
def total(ask: Ask) -> Callable[[Books, str], Decimal]:
    """The plain SUM(amount) of a mart."""

    def run(books: Books, mart: str) -> Decimal:
        value: Decimal = ask(books, f"SELECT sum(amount) FROM {mart}")[0][0]
        return value

    return run
