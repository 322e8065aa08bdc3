"""A warehouse made of frames at once, for tests of what is read from one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from pipelines.model.schema import table, tables
from warehouse import reference
from warehouse.connection import Limits, WarehouseError, connect_writer
from warehouse.schema import FrameError
from warehouse.store.lock import writer_lock
from warehouse.writer.files import remove_leftovers, swap_in, temporary_path
from warehouse.writer.load import create_all, load
from warehouse.writer.marts import build_marts, create_views
from warehouse.writer.verify import verify


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: where, rows per table, checks run, leftovers of dead runs removed."""

    path: Path
    rows: dict[str, int]
    checks: int
    removed: tuple[Path, ...]


def publish(frames: Mapping[str, pl.DataFrame], target: Path, *, limits: Limits | None = None) -> Published:
    """Builds the warehouse ``target`` from frames named ``schema.table`` and swaps it in.

    Dimensions that are not given come from ``warehouse.reference``.  Marts are built here and cannot be given.

    Raises FrameError (a frame does not fit the schema), CheckError (a key or reference is broken), LockedError
    (another writer), WarehouseError (anything else that keeps it from being written).  After any of them the old
    warehouse is untouched.
    """
    _refuse_unknown(frames)
    target = target.absolute()
    with writer_lock(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        removed = tuple(remove_leftovers(target))
        built = temporary_path(target)
        try:
            with connect_writer(built, limits or Limits()) as connection:
                create_all(connection, tables())
                for name, frame in {**reference.dimensions(), **frames}.items():
                    load(connection, tables()[name], frame)
                # Before the marts, which rely on keys and references to hold; then the marts' own keys.
                checks = verify(connection, (t for t in tables().values() if t.schema != "mart"))
                build_marts(connection)
                create_views(connection)
                checks += verify(connection, (t for t in tables().values() if t.schema == "mart"))
                rows = {name: _count(connection, name) for name, t in tables().items() if not t.is_view}
                connection.execute("CHECKPOINT")
            swap_in(built, target)
        except duckdb.Error as error:
            raise WarehouseError(f"{built} could not be written: {error}") from error
        finally:
            remove_leftovers(target)
    return Published(target, rows, checks, removed)


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
    return int(row[0]) if row else 0


def _refuse_unknown(frames: Mapping[str, pl.DataFrame]) -> None:
    unknown = sorted(name for name in frames if name not in tables())
    if unknown:
        raise FrameError(f"frames for tables the schema does not know: {', '.join(unknown)}")
    marts = sorted(name for name in frames if table(name).schema == "mart")
    if marts:
        raise FrameError(f"marts are built here, not given: {', '.join(marts)}")
