"""A folder with every core and mart table, its descriptor (datapackage.json) and checksums."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.model.schema import Table, tables
from warehouse.connection import WarehouseError, connect_readonly, shortage
from warehouse.export.descriptor import descriptor
from warehouse.export.files import Written, measured, write_table
from warehouse.location import Location
from warehouse.stored_version import why_missing

SCHEMAS = ("core", "mart")
DESCRIPTOR = "datapackage.json"
CHECKSUMS = "checksums.sha256"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the folder, rows by table, and bytes in all."""

    folder: Path
    rows: dict[str, int]
    bytes: int


def export(warehouse: Location, folder: Path) -> Exported:
    """Write ``folder``/parquet, ``folder``/csv, datapackage.json and checksums.sha256 from a published warehouse.

    Each file is written under another name and renamed, the descriptor last: a folder with one holds what it says, or
    is being replaced.  Raises WarehouseError if there is no warehouse, or the folder cannot be written.
    """
    connection = connect_readonly(warehouse)
    try:
        for name in ("parquet", "csv"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / DESCRIPTOR).unlink(missing_ok=True)
        return _export(connection, folder)
    except OSError as error:
        raise WarehouseError(f"cannot write to {folder}: {error.strerror or error}") from error
    except duckdb.Error as error:
        why = (
            shortage(error)
            or why_missing(connection, warehouse)
            or f"cannot read {warehouse}: {str(error).splitlines()[0]}"
        )
        raise WarehouseError(why) from error
    finally:
        connection.close()


def _export(connection: duckdb.DuckDBPyConnection, folder: Path) -> Exported:
    rows: dict[str, int] = {}
    files: dict[str, tuple[Written, Written]] = {}
    known = exported_tables()
    for table in known:
        targets = (folder / "parquet" / f"{table.full_name}.parquet", folder / "csv" / f"{table.full_name}.csv")
        parts = [target.with_name(target.name + ".part") for target in targets]
        rows[table.full_name] = write_table(connection, table, parts[0], parts[1])
        for part, target in zip(parts, targets, strict=True):
            part.replace(target)
        files[table.full_name] = (measured(targets[0]), measured(targets[1]))
    _write_json(folder / DESCRIPTOR, descriptor(known, rows, files, folder, _run(connection)))
    written = [one for pair in files.values() for one in pair] + [measured(folder / DESCRIPTOR)]
    _write(folder / CHECKSUMS, "".join(f"{one.sha256}  {one.path.relative_to(folder)}\n" for one in written))
    return Exported(folder, rows, sum(one.bytes for one in written))


def _run(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The run that published the warehouse: the package's version and date are its own."""
    result = connection.execute("SELECT * FROM quality.run ORDER BY started_at DESC, run_id LIMIT 1")
    names: Iterable[str] = [column[0] for column in result.description or []]
    return dict(zip(names, result.fetchone() or (), strict=False))


def _write_json(path: Path, value: Any) -> None:
    _write(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def exported_tables() -> list[Table]:
    """The tables an export holds, in the order of the schema."""
    return [table for table in tables().values() if table.schema in SCHEMAS]
