"""What a run read and judged as one DuckDB file, each row with its shard: what shards are made of, and stored from."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.model.schema import Table, tables
from pipelines.model.shards import shard_of
from warehouse.connection import Limits, connect_writer
from warehouse.store.staging import Staging
from warehouse.writer.load import create_all
from warehouse.writer.verify import broken_keys

FILE = "staged.duckdb"
OWN = ("document", "judgement", "result")  # tables whose rows a document has by itself
# Tables whose rows documents say as well, and the others of their shard complete: whether they stand.
COMPLETED = ("core.dim_document", "core.statement")


def own_tables() -> dict[str, Table]:
    """Tables whose rows are staged: those a document has by itself, and those that are completed in its shard."""
    return {name: t for name, t in tables().items() if t.of in OWN or name in COMPLETED}


def stage(staging: Staging, placed: Mapping[str, str], limits: Limits | None = None) -> dict[str, str]:
    """Write the file.  ``placed`` is the shard of every document that was read or judged again.

    Returns the shards of which nothing can be made, since a key is broken there, with the reason.
    """
    path = staging.folder / FILE
    path.unlink(missing_ok=True)
    with connect_writer(path, limits or Limits()) as connection:
        create_all(connection, own_tables(), commented=False)
        shards = pl.DataFrame(list(placed.items()), schema={"document_id": pl.String, "shard": pl.String}, orient="row")
        connection.register("placed", shards.to_arrow())
        for name, one in own_tables().items():
            if files := staging.files(name):
                connection.execute(_insert(one), [[str(file) for file in files]])
        connection.unregister("placed")
        return broken_keys(connection, (t for t in own_tables().values() if t.of in OWN))


def placed_by_parts(staging: Staging) -> dict[str, str]:
    """The shard of every document that was read, by the regions of its parts."""
    regions: dict[str, list[str | None]] = {}
    for name, columns in (("raw.document", ["document_id"]), ("raw.part", ["document_id", "part_no", "region_code"])):
        for file in staging.files(name):
            for document, *part in pl.read_parquet(file, columns=columns).sort(columns).iter_rows():
                regions.setdefault(document, []).extend(part[1:])
    return {document: shard_of(codes) for document, codes in regions.items()}


def _insert(table: Table) -> str:
    whose = "quality.result" if table.of == "result" else "placed"
    key = "result_id" if table.of == "result" else "document_id"
    return (
        f"INSERT INTO {table.full_name} BY NAME "
        f"SELECT r.*, p.shard FROM read_parquet(?) r JOIN {whose} p USING ({key}) "
        f"ORDER BY p.shard, {', '.join(f'r.{column}' for column in table.key)}"
    )
