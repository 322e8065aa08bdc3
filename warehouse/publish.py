"""Publishing: a new warehouse is built beside the old one, checked, and swapped in by a rename.

A reader sees the old warehouse or the new one, never a half; a run killed at any moment leaves the old one as it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from pipelines.model.schema import table, tables
from warehouse import reference
from warehouse.connection import Limits, WarehouseError, connect_writer
from warehouse.schema import FrameError
from warehouse.store.lock import writer_lock
from warehouse.writer.carry import Carry, carry_over
from warehouse.writer.files import remove_leftovers, swap_in, temporary_path
from warehouse.writer.load import create_all, load
from warehouse.writer.marts import build_marts
from warehouse.writer.verify import verify


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: where, rows per table, checks run, leftovers of dead runs removed."""

    path: Path
    rows: dict[str, int]
    checks: int
    removed: tuple[Path, ...]


def publish(
    frames: Mapping[str, pl.DataFrame],
    target: Path,
    *,
    carry: Path | None = None,
    carry_documents: Collection[str] = (),
    limits: Limits | None = None,
) -> Published:
    """Builds the warehouse ``target`` from frames named ``schema.table`` and swaps it in.

    ``carry`` names a warehouse (usually ``target`` itself) whose raw rows of ``carry_documents`` and whose run history
    are taken over; a file that is not there carries nothing.  Dimensions that are not given come from
    ``warehouse.reference``.  Marts are built here and cannot be given.

    Raises FrameError (a frame does not fit the schema), CheckError (a key or reference is broken), LockedError
    (another writer), WarehouseError (anything else that keeps it from being written).  After any of them the old
    warehouse is untouched.
    """
    _refuse_unknown(frames)
    target = target.absolute()
    with writer_lock(target):
        built, removed = start(target, limits)
        try:
            with writing(built, limits) as connection:
                for name, frame in _with_reference(frames).items():
                    load(connection, tables()[name], frame)
                if carry is not None and carry.is_file():
                    carry_over(connection, tables(), Carry(carry, carry_documents))
            return dataclasses.replace(finish(built, target, limits), removed=removed)
        finally:
            remove_leftovers(target)


def start(target: Path, limits: Limits | None = None) -> tuple[Path, tuple[Path, ...]]:
    """A file with every table and no rows where the next ``target`` is built, and what dead runs had left there.

    The caller holds the writer's lock until `finish`, and removes the leftovers where it does not come so far.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    removed = remove_leftovers(target)
    built = temporary_path(target)
    with writing(built, limits) as connection:
        create_all(connection, tables())
    return built, tuple(removed)


def fill(
    connection: duckdb.DuckDBPyConnection, files: Callable[[str], Sequence[Path]], carry: Carry | None = None
) -> None:
    """The rows of every table's Parquet ``files``, of the reference lists, and of documents carried over."""
    for name, one in tables().items():
        if not one.is_view and (paths := files(name)):
            connection.execute(
                f"INSERT INTO {name} BY NAME SELECT * FROM read_parquet(?) ORDER BY {', '.join(one.key)}",
                [[str(path) for path in paths]],
            )
    for name, frame in _with_reference({}).items():
        load(connection, tables()[name], frame)
    if carry is not None:
        carry_over(connection, tables(), carry)


def finish(built: Path, target: Path, limits: Limits | None = None) -> Published:
    """Checks what was built, makes its marts and swaps it in.

    Raises CheckError (a key or reference is broken) or WarehouseError; the old warehouse is untouched then.
    """
    known = tables()
    with writing(built, limits) as connection:
        # Before the marts, which rely on keys and references to hold; then the marts' own keys.
        checks = verify(connection, (t for t in known.values() if t.schema != "mart"))
        build_marts(connection)
        checks += verify(connection, (t for t in known.values() if t.schema == "mart"))
        rows = {name: _count(connection, name) for name, t in known.items() if not t.is_view}
        connection.execute("CHECKPOINT")
    swap_in(built, target.absolute())
    remove_leftovers(target.absolute())
    return Published(path=target.absolute(), rows=rows, checks=checks, removed=())


@contextmanager
def writing(built: Path, limits: Limits | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the file that is built.  Raises WarehouseError for what keeps it from being written."""
    try:
        with connect_writer(built, limits or Limits()) as connection:
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(f"{built} could not be written: {error}") from error


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
    return int(row[0]) if row else 0


def _with_reference(frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    defaults = {
        "core.dim_region": reference.regions,
        "core.dim_functional": reference.functional,
        "core.dim_economic": reference.economic,
        "core.dim_statement": reference.statements,
    }
    return {**{name: loader() for name, loader in defaults.items() if name not in frames}, **frames}


def _refuse_unknown(frames: Mapping[str, pl.DataFrame]) -> None:
    unknown = sorted(name for name in frames if name not in tables())
    if unknown:
        raise FrameError(f"frames for tables the schema does not know: {', '.join(unknown)}")
    marts = sorted(name for name in frames if table(name).schema == "mart")
    if marts:
        raise FrameError(f"marts are built here, not given: {', '.join(marts)}")
