"""What the published warehouse says of its nights: the last run, its age, what is unreadable, rules without a case."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import duckdb

from pipelines.across.unheard import KIND
from pipelines.model.shards import UNPLACED
from warehouse.connection import WarehouseError, connect_readonly
from warehouse.location import Location
from warehouse.stored_version import why_missing

Facts = dict[str, Any]

_LAST = "SELECT * FROM quality.run ORDER BY coalesce(finished_at, started_at) DESC NULLS LAST LIMIT 1"
_HELD = (
    "SELECT count(*), sum(documents), sum(unreadable), sum(lines), sum(quarantined), max(made_at) FROM quality.shard"
)
_UNREADABLE = "SELECT reason, count(*) FROM quality.document WHERE status = 'unreadable' GROUP BY ALL ORDER BY ALL"
_RETRIED = "SELECT count(*), min(next_try_at) FROM quality.document WHERE next_try_at IS NOT NULL"
_GIVEN_UP = "SELECT count(*) FROM quality.finding WHERE kind = 'given_up'"
_SILENT = "SELECT rule_id FROM quality.finding WHERE kind = ? ORDER BY ALL"
_RULES = "SELECT count(*) FROM quality.rule"
_SHARD = re.compile(rf"; (\d{{4}}|{UNPLACED}): ")


def of_warehouse(location: Location) -> Facts:
    """What is published at ``location``.  Raises WarehouseError where it cannot be opened, and duckdb.Error where it is
    no warehouse of gouji."""
    with connect_readonly(location) as connection:
        try:
            return _facts(connection)
        except duckdb.Error as error:
            why = why_missing(connection, location)
            if why is None:
                raise
            raise WarehouseError(why) from error


def _facts(connection: duckdb.DuckDBPyConnection) -> Facts:
    shards, documents, unreadable, lines, quarantined, changed = _row(connection, _HELD)
    retried = _if_there(connection, _RETRIED) or (0, None)
    return {
        "run": _last_run(connection),
        "shards": shards,
        "documents": int(documents or 0),
        "unreadable": int(unreadable or 0),
        "lines": int(lines or 0),
        "quarantined": int(quarantined or 0),
        "changed_at": _utc(changed),
        "unreadable_by_reason": dict(connection.execute(_UNREADABLE).fetchall()),
        "to_be_tried_again": retried[0],
        "next_try_at": _utc(retried[1]),
        "given_up": _row(connection, _GIVEN_UP)[0],
        "rules": _row(connection, _RULES)[0],
        "rules_never_evaluated": [rule for (rule,) in connection.execute(_SILENT, [KIND]).fetchall()],
    }


def _last_run(connection: duckdb.DuckDBPyConnection) -> Facts | None:
    found = connection.execute(_LAST)
    names = [column[0] for column in found.description or ()]
    row = found.fetchone()
    if row is None:
        return None
    run = dict(zip(names, row, strict=True))
    told = {
        name: run.get(name)
        for name in ("run_id", "version", "documents", "documents_read", "documents_judged", "withdrawn", "shards")
    }
    waiting = run.get("documents_waiting")
    return told | {
        "documents_waiting": waiting,
        "started_at": _utc(run["started_at"]),
        "finished_at": _utc(run["finished_at"]),
        "stopped": _stopped(run["stopped"]),
    }


def _stopped(said: str | None) -> dict[str, str]:
    """The shards that were not published, with the reason, out of ``3205: a reason; unplaced: another``."""
    _, *parts = _SHARD.split(f"; {said or ''}")
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _utc(moment: datetime | None) -> str | None:
    return moment.replace(tzinfo=UTC).isoformat(timespec="seconds") if moment else None


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None  # an aggregate without GROUP BY always gives a row
    return tuple(row)


def _if_there(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...] | None:
    """None in a warehouse of a version that had no such column."""
    try:
        return _row(connection, sql)
    except duckdb.BinderException:
        return None
