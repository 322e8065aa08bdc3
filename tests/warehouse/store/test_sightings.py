"""What addresses say of documents, by histories written down by hand: one letter a document, one digit a night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import polars as pl
import pytest

from pipelines.model.schema import frame_schema
from warehouse.connection import Limits, connect_writer
from warehouse.store.file import FileStore
from warehouse.store.sightings import Sightings, seen_otherwise
from warehouse.store.sweep import TABLE, Sweep

FIRST = datetime(2026, 3, 1, 2)  # noqa: DTZ001
Stood = tuple[str, str, int, int | None]  # address, document, nights it was first seen and withdrawn


def night(number: int | None) -> datetime | None:
    return None if number is None else FIRST + timedelta(days=number)


def number_of(at: datetime | None) -> int | None:
    return None if at is None else (at - FIRST).days


def rows(stood: Sequence[Stood]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"address": f"file:///{address}", "sha256": document, "first_seen": night(first), "last_seen": None,
             "withdrawn_at": night(gone)}
            for address, document, first, gone in stood
        ],
        schema=frame_schema(TABLE),
    )  # fmt: skip


def told(sightings: Sightings, *documents: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    sighted, returned = sightings.of(documents)
    return (
        [(id_, number_of(first), number_of(gone), by) for id_, first, gone, by in sighted.iter_rows()],
        [(id_, over, number_of(at)) for id_, over, at in returned.iter_rows()],
    )


@pytest.fixture
def store(empty_store: FileStore) -> FileStore:
    return empty_store


def write(store: FileStore, stood: Sequence[Stood]) -> FileStore:
    with connect_writer(store.path, Limits()) as connection:
        connection.register("stood", rows(stood).to_arrow())
        connection.execute("INSERT INTO raw.address BY NAME FROM stood")
    return store


CASES: dict[str, tuple[list[Stood], list[tuple[object, ...]], list[tuple[object, ...]]]] = {
    "it stands": ([("x", "A", 1, None)], [("A", 1, None, None)], []),
    "it is gone": ([("x", "A", 1, 3)], [("A", 1, 3, None)], []),
    "replaced": ([("x", "A", 1, 2), ("x", "B", 2, None)], [("A", 1, 2, "B"), ("B", 2, None, None)], []),
    "one of two copies is gone": ([("x", "A", 1, None), ("y", "A", 1, 3)], [("A", 1, None, None)], []),
    "one of two is replaced, one gone": (
        [("x", "A", 1, 2), ("x", "B", 2, None), ("y", "A", 1, 3)],
        [("A", 1, 3, None), ("B", 2, None, None)],
        [],
    ),
    "renamed": ([("x", "A", 1, 3), ("y", "A", 3, None)], [("A", 1, None, None)], []),
    "gone and back with nothing between": ([("x", "A", 1, 3), ("x", "A", 5, None)], [("A", 1, None, None)], []),
    "put back": (
        [("x", "A", 1, 2), ("x", "B", 2, 3), ("x", "A", 3, None)],
        [("A", 1, None, None), ("B", 2, 3, "A")],
        [("A", "B", 3)],
    ),
    "put back after a while with nothing there": (
        [("x", "A", 1, 2), ("x", "B", 2, 3), ("x", "A", 6, None)],
        [("A", 1, None, None), ("B", 2, 3, "A")],
        [("A", "B", 6)],
    ),
    "put back over two": (
        [("x", "A", 1, 2), ("x", "B", 2, 3), ("x", "C", 3, 4), ("x", "A", 4, None)],
        [("A", 1, None, None), ("B", 2, 3, "A"), ("C", 3, 4, "A")],
        [("A", "B", 4), ("A", "C", 4)],
    ),
    "put back in turn": (
        [("x", "A", 1, 2), ("x", "B", 2, 3), ("x", "A", 3, 4), ("x", "B", 4, None)],
        [("A", 1, 4, "B"), ("B", 2, None, None)],
        [("A", "B", 3), ("B", "A", 4)],
    ),
    "archived elsewhere is no return": (
        [("x", "A", 1, 2), ("x", "B", 2, None), ("old/x", "A", 3, None)],
        [("A", 1, None, None), ("B", 2, None, None)],
        [],
    ),
}


@pytest.mark.parametrize(("stood", "sighted", "returned"), CASES.values(), ids=CASES)
def test_what_is_known_of_documents(
    store: FileStore, stood: list[Stood], sighted: list[tuple[object, ...]], returned: list[tuple[object, ...]]
) -> None:
    assert told(Sightings(write(store, stood)), "A", "B", "C") == (sighted, returned)


@pytest.mark.parametrize(("stood", "sighted", "returned"), CASES.values(), ids=CASES)
def test_this_runs_own_news_count_as_what_is_put_down(
    store: FileStore, stood: list[Stood], sighted: list[tuple[object, ...]], returned: list[tuple[object, ...]]
) -> None:
    """The last row is of this night, and so is the withdrawal of the row before it."""
    last = max(max(first, gone or 0) for _, _, first, gone in stood)
    before = [(a, d, first, None if gone == last else gone) for a, d, first, gone in stood if first < last]
    news = rows([one for one in stood if one[2] == last or one[3] == last])
    sweep = Sweep(FIRST, ("file:///",), news)
    assert told(Sightings(write(store, before), sweep), "A", "B", "C") == (sighted, returned)


def test_a_night_names_the_documents_of_which_something_else_is_so(store: FileStore) -> None:
    write(store, [("x", "A", 1, None), ("y", "A", 1, None), ("z", "C", 1, None)])
    one_copy = Sweep(FIRST, (), rows([("x", "A", 1, 2), ("x", "B", 2, None), ("w", "C", 2, None)]))
    assert seen_otherwise(store, one_copy) == {}
    both = Sweep(FIRST, (), rows([("x", "A", 1, 2), ("x", "B", 2, None), ("y", "A", 1, 2), ("y", "B", 2, None)]))
    assert seen_otherwise(store, both) == {"A": "B"}
    other_goes = Sweep(FIRST, (), rows([("v", "E", 2, 3)]))
    assert seen_otherwise(write(store, [("v", "D", 1, 2), ("v", "E", 2, None)]), other_goes) == {"D": None, "E": None}
    back = Sweep(FIRST, (), rows([("z", "C", 1, 3)]))
    assert seen_otherwise(store, back) == {"C": None}
    assert seen_otherwise(store, None) == {}
