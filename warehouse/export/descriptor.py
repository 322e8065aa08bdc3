"""datapackage.json: the schema source as a Tabular Data Package with the column types of a Fiscal Data Package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.model.schema import Column, Table, table
from pipelines.model.sentences import Sentence, say
from warehouse.export.files import Written
from warehouse.export.roles import column_type

# https://specs.frictionlessdata.io/table-schema/#types-and-formats
_TYPES = {
    "str": "string",
    "int": "integer",
    "f64": "number",
    "bool": "boolean",
    "date": "date",
    "ts": "datetime",
    "dec": "number",
    "step": "number",
}
_TIMESTAMP = "%Y-%m-%dT%H:%M:%S.%f"
_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True, "lineTerminator": "\r\n"}


def descriptor(
    known: Sequence[Table],
    rows: Mapping[str, int],
    files: Mapping[str, tuple[Written, Written]],
    folder: Path,
    run: Mapping[str, Any],
) -> dict[str, Any]:
    """The descriptor of an export: two resources a table (CSV first), with schema, bytes, sha256 and rows.

    ``files`` holds the Parquet and the CSV file by table, ``run`` the row of quality.run that published the warehouse.
    """
    found: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "gouji",
        "title": _both(say("warehouse.package.title")),
        "description": _both(say("warehouse.package.description")),
        "currency": "CNY",
        "resources": [
            resource for one in known for resource in _resources(one, rows[one.full_name], files[one.full_name], folder)
        ],
    }
    if run.get("version"):
        found["version"] = run["version"]
    if isinstance(run.get("finished_at"), datetime):
        found["created"] = run["finished_at"].isoformat(timespec="seconds") + "Z"
    return found


def _both(said: Sentence) -> str:
    return f"{said.en} | {said.zh}"


def _resources(one: Table, rows: int, files: tuple[Written, Written], folder: Path) -> list[dict[str, Any]]:
    parquet, csv = files
    name = one.full_name.replace(".", "-").replace("_", "-")
    common = {"title": one.full_name, "description": one.comment, "rows": rows}
    return [
        {"name": name, "profile": "tabular-data-resource", **common, **_file(csv, folder), "format": "csv",
         "mediatype": "text/csv", "encoding": "utf-8", "dialect": _DIALECT, "schema": _schema(one)},
        {"name": f"{name}-parquet", "profile": "data-resource", **common, **_file(parquet, folder), "format": "parquet",
         "mediatype": "application/vnd.apache.parquet", "schema": _schema(one)},
    ]  # fmt: skip


def _file(written: Written, folder: Path) -> dict[str, Any]:
    path = written.path.relative_to(folder).as_posix()
    return {"path": path, "bytes": written.bytes, "hash": f"sha256:{written.sha256}"}


def _schema(one: Table) -> dict[str, Any]:
    found: dict[str, Any] = {
        "fields": [_field(column) for column in one.columns],
        "primaryKey": list(one.key),
        "missingValues": [""],
    }
    keys = [
        {
            "fields": columns.split(","),
            "reference": {"resource": target.replace(".", "-").replace("_", "-"), "fields": list(table(target).key)},
        }
        for columns, target in one.references.items()
    ]
    return found | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": column.zh,
        "description": column.en,
        "role": column.role,
    }
    if column.type == "ts":
        found["format"] = _TIMESTAMP
    if fiscal := column_type(column):
        found["columnType"] = fiscal
    if not column.nullable:
        found["constraints"] = {"required": True}
    return found
