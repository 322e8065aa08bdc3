"""A warehouse of as many documents as wanted: copies of one that was ingested, with other bytes, regions and bodies.

Every copy has files of its own on disk (small ones, whose bytes are what its ids say), so that a run finds and knows
them.
Divisions are made up: copy ``k`` of the n-th shard is the shard ``1000 + k * shards + n``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from pipelines.conform.dimensions import with_department
from pipelines.model.schema import Table, tables
from pipelines.model.shards import UNPLACED
from warehouse.connection import Limits, connect_writer
from warehouse.writer.load import create_all
from warehouse.writer.marts import create_views

FIRST_SHARD = 1000
_WHOLE = ("nation", "history")
_OF_DISCLOSURE = """
CREATE OR REPLACE TEMP TABLE of_disclosure AS
SELECT d.disclosure_id, replace(d.disclosure_id, d.department_id, b.made) AS made
FROM seed.core.dim_disclosure d JOIN of_department b USING (department_id)
"""


def replicate(seed: Path, documents: int, folder: Path, limits: Limits | None = None) -> Path:
    """The warehouse ``folder``/w.duckdb with ``documents`` documents, those of ``seed`` and copies of them.

    The copies' files lie in ``folder``/files.
    """
    target = folder / "w.duckdb"
    with connect_writer(target, limits or Limits()) as connection:
        create_all(connection, tables())
        connection.execute(f"ATTACH '{seed}' AS seed (READ_ONLY)")
        parts = connection.execute("SELECT * FROM seed.raw.part ORDER BY document_id, part_no").pl()
        ids = connection.execute("SELECT document_id, shard FROM seed.raw.document ORDER BY document_id").fetchall()
        shards = sorted({shard for _, shard in ids if shard != UNPLACED})
        for name in _stored():
            connection.execute(f"INSERT INTO {name} BY NAME FROM seed.{name}")
        left, copy = documents - len(ids), 0
        while left > 0:
            names = _names(copy, shards)
            _map(connection, ids[:left], names, parts, copy, folder / "files")
            for name, table in _stored().items():
                if table.of not in _WHOLE:
                    connection.execute(_copied(name, table))
            left -= len(ids[:left])
            copy += 1
        connection.execute("DETACH seed")
        create_views(connection)
        connection.execute("CHECKPOINT")
    return target


def _stored() -> dict[str, Table]:
    return {name: table for name, table in tables().items() if not table.is_view}


def _names(copy: int, shards: list[str]) -> dict[str, str]:
    """The shard of a copy by the shard it is copied from."""
    return {shard: str(FIRST_SHARD + copy * len(shards) + n) for n, shard in enumerate(shards)} | {UNPLACED: UNPLACED}


def _map(
    connection: duckdb.DuckDBPyConnection,
    ids: list[tuple[str, str]],
    names: dict[str, str],
    parts: pl.DataFrame,
    copy: int,
    files: Path,
) -> None:
    """Tables of what becomes what: documents with their files, shards, departments."""
    rows = list(_files(ids, names, copy, files))
    wanted = {old for old, *_ in rows}
    region = pl.concat_str(
        pl.col("region_code").str.slice(0, 4).replace_strict(names, default=None), pl.col("region_code").str.slice(4)
    )
    old, new = with_department(parts), with_department(parts.with_columns(region_code=region))
    departments = old.select(
        "department_id", made=new["department_id"], wanted=pl.col("document_id").is_in(list(wanted))
    )
    departments = departments.filter("wanted").select("department_id", "made").unique().drop_nulls()
    of = pl.DataFrame(rows, schema=["document_id", "made", "shard", "uri"], orient="row")
    for name, frame in (
        ("of_document", of),
        ("of_shard", pl.DataFrame(list(names.items()), schema=["shard", "made"], orient="row")),
        ("of_department", departments.unique("department_id")),
    ):
        connection.register("incoming", frame.to_arrow())
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming")
        connection.unregister("incoming")
    connection.execute(_OF_DISCLOSURE)


def _files(
    ids: list[tuple[str, str]], names: dict[str, str], copy: int, folder: Path
) -> Iterator[tuple[str, str, str, str]]:
    """A file for each document of a copy, whose hash is its id; (id it is copied from, id, shard, uri)."""
    for document, shard in ids:
        content = f"{document} {copy}\n".encode()
        made = hashlib.sha256(content).hexdigest()
        path = folder / names[shard] / f"{made[:16]}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        yield document, made, names[shard], path.absolute().as_uri()


def _copied(name: str, table: Table) -> str:
    """SQL that adds the copy's rows of one table."""
    columns = table.column_names
    joins = []
    if "document_id" in columns:
        joins.append("JOIN of_document d ON d.document_id = t.document_id")
    elif table.of == "result":
        joins.append("JOIN of_document d ON left(d.document_id, 16) = left(t.result_id, 16)")
    joins.append("JOIN of_shard s ON s.shard = t.shard")
    if "department_id" in columns:
        # a row without a body (a rule's, a form's) is copied all the same, a body that is not copied is not
        kind = "LEFT " if "document_id" in columns and not name.startswith("mart.") else ""
        joins.append(f"{kind}JOIN of_department b ON b.department_id = t.department_id")
    if "parent_department_id" in columns:
        joins.append("LEFT JOIN of_department p ON p.department_id = t.parent_department_id")
    kept = "" if "document_id" in columns or table.of == "result" else " WHERE t.shard <> 'unplaced'"
    has_document = any("of_document" in join for join in joins)
    values = ", ".join(f"{_value(column, has_document)} AS {column}" for column in columns)
    return f"INSERT INTO {name} BY NAME SELECT {values} FROM seed.{name} t {' '.join(joins)}{kept}"


def _value(column: str, has_document: bool) -> str:
    made = {
        "document_id": "d.made",
        "source_uri": "d.uri",
        "shard": "s.made",
        "region_code": "s.made || substr(t.region_code, 5)",
        "department_id": "b.made",
        "body_key": "b.made",
        "parent_department_id": "p.made",
    }
    if column in ("supersedes", "superseded_by", "fact_document_id"):
        return f"(SELECT o.made FROM of_document o WHERE o.document_id = t.{column})"
    if column in ("disclosure_id", "counted_by"):
        return f"(SELECT o.made FROM of_disclosure o WHERE o.disclosure_id = t.{column})"
    if column in made:
        return made[column]
    if has_document and column.endswith("_id") and column not in ("rule_id", "correction_id"):
        return f"replace(t.{column}, left(d.document_id, 16), left(d.made, 16))"
    return f"t.{column}"
