"""The warehouse of a run, built beside the one before: rows that are new, rows that are kept, what all say together.

    build          a file with the rows of every document, old and new
    results        what the suites of expectations have to see of it
    publish        checks, marts, and the file takes the place of the old one
    remake_marts   the marts of a published warehouse again, and nothing else

The caller holds the writer's lock over all of them.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import polars as pl

from pipelines.model.schema import tables
from pipelines.reconcile.policy import Policy
from warehouse.connection import Limits, WarehouseError
from warehouse.publish import Published, fill, finish, start, writing
from warehouse.store.across import complete
from warehouse.store.staging import Staging
from warehouse.writer.carry import Carry
from warehouse.writer.files import temporary_path


@dataclass(frozen=True, slots=True)
class Run:
    """What a run says of itself in quality.run."""

    run_id: str
    fingerprint: str
    started_at: datetime  # UTC


def build(warehouse: Path, staging: Staging, policy: Policy, limits: Limits | None = None) -> Path:
    """A new file beside ``warehouse`` with the rows in ``staging`` and those of the documents its plan keeps."""
    outline = staging.outline
    built, _ = start(warehouse, limits)
    kept = Carry(warehouse, outline.kept, judged=not outline.judged_again) if warehouse.is_file() else None
    with writing(built, limits) as connection:
        fill(connection, staging.files, kept)
        complete(connection, policy)
    return built


def results(warehouse: Path) -> pl.DataFrame:
    """quality.result of the file that is built beside ``warehouse``, as the suites of expectations read it."""
    with writing(temporary_path(warehouse)) as connection:
        return connection.execute("SELECT rule_id, residual, tolerance, verdict FROM quality.result").pl()


def counts(warehouse: Path) -> dict[str, dict[str, int]]:
    """Of the file that is built beside ``warehouse``: rows by table, findings by severity, results by verdict."""
    with writing(temporary_path(warehouse)) as connection:
        names = [name for name, one in tables().items() if not one.is_view and one.schema not in ("mart", "raw")]
        rows = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
        severities = "SELECT severity, count(*) FROM quality.finding GROUP BY severity ORDER BY severity"
        verdicts = "SELECT verdict, count(*) FROM quality.result GROUP BY verdict ORDER BY verdict"
        return {
            "rows": dict(connection.execute(rows).fetchall()),
            "findings": dict(connection.execute(severities).fetchall()),
            "verdicts": dict(connection.execute(verdicts).fetchall()),
        }


def remake_marts(warehouse: Path, limits: Limits | None = None) -> Published:
    """Make the marts of a published warehouse again, by the SQL of this version; all other rows stay as they are.

    Raises WarehouseError where there is no warehouse.
    """
    if not warehouse.is_file():
        raise WarehouseError(f"no warehouse at {warehouse}: run `gouji ingest` first")
    built = temporary_path(warehouse)
    shutil.copyfile(warehouse, built)
    with writing(built, limits) as connection:
        for one in tables().values():
            if one.schema == "mart":
                connection.execute(f"DROP VIEW {one.full_name}" if one.is_view else f"DELETE FROM {one.full_name}")
    return finish(built, warehouse, limits)


def publish(warehouse: Path, staging: Staging, run: Run, limits: Limits | None = None) -> Published:
    """Check the file, make its marts, sign it, and put it in the place of ``warehouse``."""
    built, outline = temporary_path(warehouse), staging.outline
    with writing(built, limits) as connection:
        connection.execute(
            "INSERT INTO quality.run BY NAME SELECT ? AS run_id, ? AS started_at, ? AS finished_at, ? AS version, "
            "? AS fingerprint, ? AS documents, ? AS documents_read, coalesce(sum(statements), 0) AS statements, "
            "coalesce(sum(lines), 0) AS lines, coalesce(sum(quarantined), 0) AS quarantined, "
            "coalesce(sum(identities_held), 0) AS identities_held, "
            "coalesce(sum(identities_failed), 0) AS identities_failed FROM quality.document",
            [
                run.run_id,
                run.started_at,
                datetime.now(UTC).replace(tzinfo=None),
                metadata.version("gouji"),
                run.fingerprint,
                outline.documents,
                outline.documents_read,
            ],
        )
    return finish(built, warehouse, limits)
