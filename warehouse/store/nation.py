"""Rows about the whole warehouse, made anew by every run from the small counts of its shards and from lists."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import duckdb

from pipelines.across.bodies.decided import Status
from pipelines.across.lists import body_decisions, corrections_without_document, document_decisions, rule_rows
from pipelines.across.unheard import KIND, never_evaluated
from pipelines.model.decisions import DocumentDecision, marked, of_version
from pipelines.model.schema import tables
from pipelines.model.shards import UNPLACED
from pipelines.reconcile.policy import Policy
from pipelines.reconcile.waivers import in_force
from warehouse import reference
from warehouse.store import versions
from warehouse.store.forgotten import put_down
from warehouse.store.frames import add_rows
from warehouse.store.store import Run
from warehouse.stored_version import note_version
from warehouse.writer.load import load

_DIMENSIONS = Path(__file__).parents[1] / "nation" / "dimensions.sql"


def complete(connection: duckdb.DuckDBPyConnection, policy: Policy, run: Run) -> None:
    """Dimensions with codes no list knows, rules, waivers, corrections, rules never evaluated, the run's own row
    and what it found at which address."""
    _dimensions(connection)
    _unheard(connection, policy)
    _lists(connection, policy)
    _decisions(connection, policy)
    note(connection, run)


def _dimensions(connection: duckdb.DuckDBPyConnection) -> None:
    for name, listed in reference.dimensions().items():
        connection.execute(f"DELETE FROM {name}")
        load(connection, tables()[name], listed)
    # a division is found where the documents of its prefecture are
    connection.execute("UPDATE core.dim_region SET shard = left(region_code, 4)")
    connection.execute(_DIMENSIONS.read_text(encoding="utf-8"))


def _unheard(connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    spoke = connection.execute(
        "SELECT DISTINCT rule_id FROM quality.verdict_count WHERE verdict NOT IN ('not_applicable', 'not_evaluable')"
    ).fetchall()
    connection.execute("DELETE FROM quality.finding WHERE shard = 'unplaced' AND kind = ?", [KIND])
    load(connection, tables()["quality.finding"], never_evaluated(policy.rules, {rule for (rule,) in spoke}))


def _lists(connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    for name, rows in (
        ("quality.rule", rule_rows(policy.rules)),
        ("quality.waiver", in_force(policy.waivers, policy.today)),
    ):
        connection.execute(f"DELETE FROM {name}")
        load(connection, tables()[name], rows)
    named = policy.corrections["document_id"].unique().to_list()
    here = connection.execute(
        "SELECT document_id FROM raw.document WHERE document_id IN (SELECT unnest(?::VARCHAR[]))", [named]
    ).fetchall()
    absent = corrections_without_document(policy.corrections, [id_ for (id_,) in here])
    listed = policy.corrections["correction_id"].to_list()
    connection.execute(
        "DELETE FROM quality.correction WHERE correction_id NOT IN (SELECT unnest(?::VARCHAR[])) "
        "OR correction_id IN (SELECT unnest(?::VARCHAR[]))",
        [listed, absent["correction_id"].to_list()],
    )
    load(connection, tables()["quality.correction"], absent)


_NOTED = "SELECT DISTINCT decision_id FROM quality.decision"
_NOT_OF_SHARDS = (
    "DELETE FROM quality.decision WHERE shard = 'unplaced' AND (list = 'documents.csv' OR status = 'not_found')"
)


def _decisions(connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """What became of the lists of decisions: of documents, and of bodies that no shard has."""
    connection.execute(_NOT_OF_SHARDS)
    noted = {id_ for (id_,) in connection.execute(_NOTED).fetchall()}
    absent = body_decisions([row for row in policy.bodies if row.id not in noted], {})
    status = {row.id: _became_of(connection, row, policy) for row in policy.documents}
    for rows in (absent, document_decisions(policy.documents, status)):
        add_rows(connection, "quality.decision", rows, UNPLACED)


def _became_of(connection: duckdb.DuckDBPyConnection, row: DocumentDecision, policy: Policy) -> Status:
    which = "document_id = ?" if row.is_id else "file_name GLOB ?"
    sql = f"SELECT document_id, file_name, fingerprint FROM raw.document WHERE {which}"
    found = connection.execute(sql, [row.document]).fetchall()
    if not found:
        return Status.NOT_FOUND
    read = all(mark == marked(of_version(mark), policy.of_document(id_, name)) for id_, name, mark in found)
    return Status.APPLIED if read else Status.WAITING


def note(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """The row of a run in quality.run, with what all shards hold when it ends, what it found at which address, and the
    lists it was given."""
    note_version(connection)
    put_down(connection, run)
    versions.record(connection, run.sweep)
    for name, rows in run.lists.items():
        connection.execute(f"DELETE FROM {name}")
        load(connection, tables()[name], rows)
    connection.execute("DELETE FROM quality.run WHERE run_id = ?", [run.run_id])  # it said so of its first part
    connection.execute(
        "INSERT INTO quality.run BY NAME SELECT ? AS run_id, ? AS started_at, ? AS finished_at, ? AS version, "
        "? AS fingerprint, ? AS documents, ? AS documents_read, ? AS documents_judged, ? AS documents_kept, "
        "? AS documents_waiting, ? AS withdrawn, ? AS shards, ? AS stopped, "
        "coalesce(sum(statements), 0) AS statements, coalesce(sum(lines), 0) AS lines, "
        "coalesce(sum(quarantined), 0) AS quarantined, "
        "coalesce(sum(identities_held), 0) AS identities_held, "
        "coalesce(sum(identities_failed), 0) AS identities_failed FROM quality.shard",
        [
            run.run_id,
            run.started_at,
            datetime.now(UTC).replace(tzinfo=None),
            metadata.version("gouji"),
            run.fingerprint,
            run.documents,
            run.documents_read,
            run.documents_judged,
            run.documents_kept,
            run.documents_waiting,
            run.sweep.withdrawn if run.sweep else 0,
            run.shards,
            "; ".join(f"{shard}: {reason}" for shard, reason in sorted(run.stopped.items())) or None,
        ],
    )


def note_alone(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """What `note` says and what became of decisions, whole or not at all."""
    connection.begin()
    note(connection, run)
    if run.policy is not None:
        _decisions(connection, run.policy)
    connection.commit()
