"""The version of the tables: raised with them, and what went by another name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipelines.model.schema import tables, version
from pipelines.model.schema.digest import digest
from pipelines.model.schema.version import DIGEST, VERSION, Renamed, columns_of, names_of, renamed

RENAMED = [
    {"old": "mart.outlays.money", "new": "mart.outlays.amount", "until": "99.0"},
    {"old": "mart.outlays", "new": "mart.expenditure", "until": "99.0"},
    {"old": "mart.expenditure.name", "new": "mart.expenditure.department_name", "until": "0.0"},
    {"old": "raw.page.breadth", "new": "raw.page.width", "until": "99.0"},
]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(version, "_source", lambda: {"renamed": RENAMED})
    tables.cache_clear()
    yield
    tables.cache_clear()


def test_the_version_is_raised_where_tables_change() -> None:
    assert digest() == DIGEST, "the tables are others now: run python -m pipelines.model.schema.digest"
    assert VERSION >= 1


def test_what_is_renamed_is_there_under_its_new_name() -> None:
    known = {f"{name}.{column}" for name, table in tables().items() for column in table.column_names} | set(tables())
    for row in renamed():
        assert row.new in known, row
        assert row.answers or row.old not in known, row


def test_names_of_tables_and_columns_in_all_versions(names: None) -> None:
    assert names_of("mart.expenditure") == ("mart.expenditure", "mart.outlays")
    assert names_of("raw.page") == ("raw.page",)
    assert columns_of("raw.page", "width") == ("width", "breadth")
    assert columns_of("mart.expenditure", "department_name") == ("department_name", "name")
    assert columns_of("raw.page", "chars") == ("chars",)


def test_a_mart_answers_to_the_old_name_for_as_long_as_is_said(names: None) -> None:
    columns, page, amount = Renamed(**RENAMED[2]), Renamed(**RENAMED[3]), Renamed(**RENAMED[1])
    assert (columns.is_column, columns.table, columns.answers) == (True, "mart.expenditure", False)
    assert (amount.is_column, amount.table, amount.answers) == (False, "mart.expenditure", True)
    assert not page.answers  # rows are carried over, but nobody asks raw tables by a former name


def test_a_column_that_answers_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"old": "mart.expenditure.money", "new": "mart.expenditure.amount", "until": "99.0"}
    before = tables()["mart.expenditure"].column_names
    monkeypatch.setattr(version, "_source", lambda: {"renamed": [row]})
    tables.cache_clear()
    try:
        found = tables()["mart.expenditure"]
    finally:
        tables.cache_clear()
    assert found.column_names == (*before[:-1], "money", "shard")
    money, amount = (next(c for c in found.columns if c.name == name) for name in ("money", "amount"))
    assert (money.type, money.nullable) == (amount.type, amount.nullable)
    assert money.en == "former name of amount, there until gouji 99.0"
