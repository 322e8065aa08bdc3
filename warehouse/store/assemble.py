"""Shards, made of their documents' own rows: what these say together, marts, counts.  Runs in a worker process.

The rows that stay are read from the store and those that are new from the staged file, both as views, so that a shard
costs what is asked of its rows and not a copy of them.  What is made is written to files, for the store to take.

Small shards are made together: the two hundred statements of SQL cost more than a second however few rows there are.
Nothing comes of it, since nothing goes from one shard to another; where one fails, each is made alone.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines.model.schema import Table, tables
from pipelines.reconcile.policy import Policy
from pipelines.tasks import attempt
from pipelines.workers.allowance import ask_for, lift_memory
from warehouse import reference
from warehouse.connection import Limits, attach_readonly, connect_memory, quoted
from warehouse.schema import create_schemas, create_table
from warehouse.store import moved, sightings
from warehouse.store.across import Across, across
from warehouse.store.held_back import check_held_back
from warehouse.store.staged import COMPLETED, OWN, own_tables
from warehouse.store.store import OLD, STAGED, Change, Store
from warehouse.writer.load import load
from warehouse.writer.marts import build_marts
from warehouse.writer.verify import verify

_log = logging.getLogger(__name__)

ADDRESSES = 4 << 30  # bytes of address space besides: files are mapped; what it takes of memory, the limits below say
SECONDS_A_SHARD = 600.0  # asked for: a shard of thousands of documents is no hostile file

# Documents' own tables that are asked for: of the others not a row is looked at.
ASKED = frozenset(name for name, table in own_tables().items() if table.schema == "core") | {
    "quality.document",
    "quality.finding",
    "quality.result",
    "quality.term",
    "quarantine.fact_budget",
    "quarantine.fact_indicator",
    "quarantine.fact_procurement",
    "quarantine.fact_project",
    "quarantine.fact_staffing",
    "quarantine.fact_state_asset",
    "raw.document",
    "raw.form",
    "raw.line",
    "raw.part",
}

_COUNTS = """
INSERT INTO quality.shard BY NAME
SELECT s.shard, count(d.document_id) AS documents, count(*) FILTER (d.status = 'unreadable') AS unreadable,
    coalesce(sum(d.statements), 0)::BIGINT AS statements, coalesce(sum(d.lines), 0)::BIGINT AS lines,
    coalesce(sum(d.quarantined), 0)::BIGINT AS quarantined,
    coalesce(sum(d.identities_held), 0)::BIGINT AS identities_held,
    coalesce(sum(d.identities_failed), 0)::BIGINT AS identities_failed, s.fingerprint, ?::TIMESTAMP AS made_at
FROM (SELECT unnest(?::VARCHAR[]) AS shard, unnest(?::VARCHAR[]) AS fingerprint) s
LEFT JOIN quality.document d USING (shard)
GROUP BY s.shard, s.fingerprint
"""
_VERDICTS = """
INSERT INTO quality.verdict_count BY NAME
SELECT shard, rule_id, verdict, count(*) AS results FROM (
    SELECT shard, rule_id, verdict FROM quality.result
    UNION ALL
    SELECT s.shard, r.rule_id, r.verdict FROM across_results r JOIN document_shard s USING (document_id)
) GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Shards that are made together, and the folder for what comes of it (an attempt adds to its name)."""

    changes: tuple[Change, ...]
    made: Path

    @property
    def shards(self) -> list[str]:
        """Their names."""
        return [change.shard for change in self.changes]


@dataclass(frozen=True)
class Assembly:
    """Callable that makes the shards of a `Bundle`; the folder of what was made, which is this attempt's own."""

    store: Store
    staged: Path
    policy: Policy
    fingerprint: str
    limits: Limits = field(default_factory=lambda: Limits(threads=1, memory="700MB"))

    def __call__(self, bundle: Bundle) -> Path:
        """Raises CheckError where what was made breaks a key or a reference, or loads what a blocking rule fails."""
        ask_for(SECONDS_A_SHARD)
        lift_memory(ADDRESSES)
        made = attempt(bundle.made)
        made.mkdir(parents=True)
        _log.info("shards %s", ", ".join(bundle.shards))
        with connect_memory(made / "spill", self.limits) as connection:
            self._own_rows(connection, bundle)
            said = across(connection, self.policy)
            check_held_back(connection, self.policy)
            verify(connection, (t for t in tables().values() if t.schema == "core"))
            build_marts(connection)
            verify(connection, (t for t in tables().values() if t.schema == "mart"))
            now = datetime.now(UTC).replace(tzinfo=None)
            made_by = [self.policy.marked(self.fingerprint, shard) for shard in bundle.shards]
            connection.execute(_COUNTS, [now, bundle.shards, made_by])
            connection.register("across_results", said.evaluation.results.to_arrow())
            connection.execute(_VERDICTS)
            _write(connection, made, said)
            moved.write(connection, made)
        return made

    def _own_rows(self, connection: duckdb.DuckDBPyConnection, bundle: Bundle) -> None:
        """Documents' own rows as views, and empty tables for what is made of them."""
        has_old = self.store.attach(connection, OLD, ASKED, bundle.shards)
        attach_readonly(connection, self.staged, STAGED)
        for statement in create_schemas():
            connection.execute(statement)
        for name, documents in (
            ("taken_out", [document for change in bundle.changes for document in change.read]),
            ("judged_again", [document for change in bundle.changes for document in change.judged]),
        ):
            connection.execute(f"CREATE TEMP TABLE {name} (document_id VARCHAR)")
            connection.execute(f"INSERT INTO {name} SELECT unnest(?::VARCHAR[])", [documents])
        moved.none_moved(connection)
        sightings.load(connection, self.staged.parent)
        self._tables(connection, bundle, has_old=has_old)
        for name, listed in reference.dimensions().items():
            load(connection, tables()[name], listed)

    def _tables(self, connection: duckdb.DuckDBPyConnection, bundle: Bundle, *, has_old: bool) -> None:
        across_rules = self.policy.made_across
        for name, table in tables().items():
            if name in ASKED and table.of in OWN:
                rows = moved.as_moved(table, _rows(table, bundle, across_rules, has_old))
                connection.execute(f"CREATE VIEW {name} AS {rows}")
            elif table.of not in OWN and not table.is_view:
                connection.execute(create_table(table))
        for said in (tables()[name] for name in COMPLETED):  # as documents say it, or as the last run completed it
            connection.execute(f"INSERT INTO {said.full_name} BY NAME {_rows(said, bundle, across_rules, has_old)}")


def _rows(table: Table, bundle: Bundle, across_rules: Sequence[str], has_old: bool) -> str:
    """SQL of a table's rows in the shards: those that stay, and those that are new."""
    names = ", ".join(f"'{shard}'" for shard in bundle.shards)
    own = f"shard IN ({names})"
    new = f"FROM {STAGED}.{table.full_name} WHERE {own}"
    if not has_old:
        return new
    stored = f"FROM {OLD}.{table.full_name} WHERE {own}"
    if table.of == "result":  # what several documents say together is made anew
        return f"{stored} AND result_id IN (SELECT result_id FROM quality.result) UNION ALL BY NAME {new}"
    gone = "FROM taken_out" if table.of == "document" else "FROM taken_out UNION ALL FROM judged_again"
    kept = f"{stored} AND (document_id IS NULL OR document_id NOT IN ({gone}))"
    if "rule_id" in table.column_names and across_rules:
        listed = ", ".join(f"'{rule}'" for rule in across_rules)
        kept += f" AND (rule_id IS NULL OR rule_id NOT IN ({listed}))"
    return f"{kept} UNION ALL BY NAME {new}"


def _write(connection: duckdb.DuckDBPyConnection, folder: Path, said: Across) -> None:
    """Every row made of the shards, as files."""
    for name, table in tables().items():
        if table.of == "shard" and not table.is_view:
            sql = f"SELECT * FROM {name} ORDER BY {', '.join(table.key)}"
            connection.execute(f"COPY ({sql}) TO {quoted(folder / f'{name}.parquet')}")
    shards = connection.execute("SELECT document_id, shard FROM document_shard").pl()
    of_results = said.evaluation.results.select("result_id", "document_id").join(shards, on="document_id")
    for name, frame in said.frames().items():
        placed, key = (of_results, "result_id") if "document_id" not in frame.columns else (shards, "document_id")
        rows = frame.join(placed.select(key, "shard"), on=key, how="left", maintain_order="left")
        rows.write_parquet(folder / f"{name}.parquet")
