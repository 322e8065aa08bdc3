"""Cutting the warehouse into shards changes no row: made as one, the same documents give the same tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.model.schema import tables
from pipelines.model.shards import COLUMN, UNPLACED
from tests.warehouse.store.made import POLICY, STARTED
from warehouse.connection import Limits, attach_readonly, connect_readonly, connect_writer
from warehouse.store.assemble import Assembly, Bundle
from warehouse.store.file import FileStore
from warehouse.store.sightings import Sightings
from warehouse.store.staged import own_tables
from warehouse.store.store import Change, Run
from warehouse.writer.load import create_all

# Counts by shard: what they come to over all shards is the same.
SUMS = {
    "quality.shard": "sum(documents), sum(statements), sum(lines), sum(quarantined), sum(identities_held)",
    "quality.verdict_count": "rule_id, verdict, sum(results)",
    "core.printed_code": "scheme, code, name, sum(lines)",
}
OF_A_RUN = ("quality.run", "quality.schema_version", "raw.address", "raw.sweep", "raw.version")


def as_one(whole: Path, folder: Path) -> Path:
    """The warehouse ``whole`` made of one shard, of what its documents have by themselves."""
    staged, across = folder / "staged.duckdb", ", ".join(f"'{rule.id}'" for rule in POLICY.across)
    with connect_writer(staged, Limits()) as connection:
        create_all(connection, own_tables(), commented=False)
        attach_readonly(connection, whole, "whole")
        kept = f"SELECT result_id FROM whole.quality.result WHERE rule_id NOT IN ({across})"
        for name, table in own_tables().items():
            where = ""
            if table.of == "result":
                where = f"WHERE result_id IN ({kept})"
            elif "rule_id" in table.column_names:
                where = f"WHERE document_id IS NOT NULL AND (rule_id IS NULL OR rule_id NOT IN ({across}))"
            connection.execute(
                f"INSERT INTO {name} BY NAME SELECT * REPLACE ('{UNPLACED}' AS {COLUMN}) FROM whole.{name} {where}"
            )
        documents = [id_ for (id_,) in connection.execute("SELECT document_id FROM whole.raw.document").fetchall()]
    Sightings(FileStore(whole)).save(documents, folder)
    store = FileStore(folder / "one.duckdb")
    change = Change(UNPLACED, (), (), folder / "made")
    made = Assembly(store, staged, POLICY, "one")(Bundle((change,), folder / "made"))
    store.commit([replace(change, made=made)], staged, POLICY, Run("one", "one", STARTED))
    return store.path


@pytest.mark.parametrize("documents", ["samples_warehouse", "corpus"])
def test_shards_together_are_what_one_shard_is(documents: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    whole: Path = request.getfixturevalue(documents)
    one = as_one(whole, tmp_path)
    with connect_readonly(whole) as cut, connect_readonly(one) as uncut:
        assert len(cut.execute("SELECT DISTINCT shard FROM raw.document").fetchall()) > 3
        for name, table in tables().items():
            if name in OF_A_RUN:
                continue
            columns = SUMS.get(name) or ", ".join(c.name for c in table.columns if c.name != COLUMN)
            grouped = " GROUP BY ALL" if name in SUMS else ""
            rows = f"SELECT {columns} FROM {name}{grouped} ORDER BY ALL"
            assert uncut.execute(rows).fetchall() == cut.execute(rows).fetchall(), name
