"""Publishing: a new warehouse is built beside the old one, checked, and swapped in by a rename.

A reader sees the old warehouse or the new one, never a half; a run killed at any moment leaves the old one as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    """``replace`` with the writer's lock held for it.  Raises LockedError where another process has it."""
    with writer_lock(target.absolute()):
        return replace(frames, target, carry=carry, carry_documents=carry_documents, limits=limits)


def replace(
    frames: Mapping[str, pl.DataFrame],
    target: Path,
    *,
    carry: Path | None = None,
    carry_documents: Collection[str] = (),
    limits: Limits | None = None,
) -> Published:
    """Builds the warehouse ``target`` from frames named ``schema.table`` and swaps it in; the caller has its lock.

    ``carry`` names a warehouse (usually ``target`` itself) whose raw rows of ``carry_documents`` and whose run history
    are taken over; a file that is not there carries nothing.  Dimensions that are not given come from
    ``warehouse.reference``.  Marts are built here and cannot be given.

    Raises FrameError (a frame does not fit the schema), CheckError (a key or reference is broken), WarehouseError
    (anything else that keeps it from being written).  After any of them the old warehouse is untouched.
    """
    _refuse_unknown(frames)
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    removed = remove_leftovers(target)
    built = temporary_path(target)
    try:
        source = Carry(carry, carry_documents) if carry is not None and carry.is_file() else None
        rows, checks = _build(_with_reference(frames), built, source, limits or Limits())
        swap_in(built, target)
    except duckdb.Error as error:
        raise WarehouseError(f"{target} could not be written: {error}") from error
    finally:
        remove_leftovers(target)
    return Published(path=target, rows=rows, checks=checks, removed=tuple(removed))


def _build(
    frames: Mapping[str, pl.DataFrame], built: Path, carry: Carry | None, limits: Limits
) -> tuple[dict[str, int], int]:
    """Writes the whole file and closes it; returns rows per table and the number of checks."""
    known = tables()
    connection = connect_writer(built, limits)
    try:
        create_all(connection, known)
        for name, frame in frames.items():
            load(connection, known[name], frame)
        if carry is not None:
            carry_over(connection, known, carry)
        # Before the marts, which rely on keys and references to hold; then the marts' own keys.
        checks = verify(connection, (t for t in known.values() if t.schema != "mart"))
        build_marts(connection)
        checks += verify(connection, (t for t in known.values() if t.schema == "mart"))
        rows = {name: _count(connection, name) for name, t in known.items() if not t.is_view}
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
    return rows, checks


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
