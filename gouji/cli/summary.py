"""The one summary at the end of an ingest, read back from what was published."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TextIO

import duckdb
import polars as pl

from gouji.cli.text import printable
from gouji.cli.unread import Unread, unread
from gouji.places import report_folder
from warehouse.connection import connect_readonly
from warehouse.location import Location

_LISTED = 20

_TOTALS = """
SELECT count(*), count(*) FILTER (status = 'unreadable'), coalesce(sum(statements), 0), coalesce(sum(lines), 0),
       coalesce(sum(quarantined), 0), coalesce(sum(identities_held), 0), coalesce(sum(identities_failed), 0),
       coalesce(sum(repaired), 0), coalesce(sum(in_doubt), 0)
FROM quality.document SEMI JOIN wanted USING (document_id)
"""
_QUARANTINED = """
SELECT r.file_name, f.statement, any_value(f.rules_failed), count(*),
       (SELECT count(*) FROM core.fact_budget c
        WHERE (c.document_id, c.part_no, c.table_no) = (f.document_id, f.part_no, f.table_no)),
       f.document_id, f.part_no, f.table_no
FROM quarantine.fact_budget f JOIN raw.document r USING (document_id) SEMI JOIN wanted USING (document_id)
GROUP BY r.file_name, f.document_id, f.part_no, f.table_no, f.statement ORDER BY ALL
"""
_LEFT_OUT = """
SELECT count(*) FILTER (verdict = 'rows_withheld'), count(*) FILTER (verdict = 'truncated')
FROM quality.result SEMI JOIN wanted USING (document_id)
"""
_BREACH = """
SELECT node, lhs, rhs FROM quality.result
WHERE document_id = ? AND part_no = ? AND table_no = ? AND verdict = 'fail' AND severity = 'critical'
ORDER BY abs(residual) DESC NULLS LAST, node LIMIT 1
"""
_EMPTY = """
SELECT d.file_name, q.status FROM quality.document q JOIN raw.document d USING (document_id)
SEMI JOIN wanted USING (document_id) WHERE q.status = 'no_statements' ORDER BY ALL
"""


def print_summary(
    warehouse: Location,
    document_ids: Sequence[str],
    changed: int,
    seconds: float,
    out: TextIO,
    withdrawn: int = 0,
    lists: Mapping[str, Sequence[str]] | None = None,
    *,
    new: Collection[str] | None = None,
    run_id: str = "",
    waiting: int = 0,
) -> Unread:
    """Print what became of ``document_ids``, and the ``lists`` of what did not become of others, by title.

    ``withdrawn`` is at how many addresses files are gone or others in their place, ``new`` are the documents that no
    run has found before the run ``run_id`` (all of them where it is not said), ``waiting`` is how many it has left to a
    later night.  Returns what could not be read.
    """
    for title, lines in (lists or {}).items():
        print_list(title, lines, out)
    if withdrawn:
        _pairs([("Withdrawn", f"{withdrawn:,} gone from where they stood, or replaced; their rows stay")], out)
    if not document_ids:
        print("no documents found", file=out)
        return Unread()
    connection = connect_readonly(warehouse)
    try:
        connection.register("wanted", pl.DataFrame({"document_id": list(document_ids)}).to_arrow())
        found, not_read, statements, lines, quarantined, held, failed, *of_scans = _row(connection, _TOTALS)
        withheld, truncated = _row(connection, _LEFT_OUT)
        left_out = [(withheld, "lack rows that are withheld"), (truncated, "cut digits off")]
        beside = "".join(f", {count:,} {words}" for count, words in left_out if count)
        unreadable = unread(connection, document_ids if new is None else new, run_id)
        unchanged = len(document_ids) - changed
        read = f"{found - not_read:,} read" + (f" ({unchanged:,} unchanged since a run before)" if unchanged else "")
        words = ("repaired by identities", "of scans in doubt and left out")
        scans = "".join(f", {count:,} {said}" for count, said in zip(of_scans, words, strict=True) if count)
        rows = [
            ("Documents", f"{read}, {_not_read(unreadable)}"),
            ("Statements", f"{statements:,} recognised"),
            ("Lines", f"{lines:,} loaded, {quarantined:,} in quarantine{scans}"),
            ("Identities", f"{held:,} held, {failed:,} failed{beside}"),
        ]
        if waiting:
            why = "they take long, or the time of this one was up"
            rows.append(("Waiting", f"{waiting:,} left to a later night: {why}"))
        _pairs(rows, out)
        print_list("Quarantined statements", _quarantine_lines(connection), out)
        print_list("Read, but without a statement", [name for name, _ in connection.execute(_EMPTY).fetchall()], out)
        for title, listed in unreadable.lists.items():
            print_list(title, listed, out)
        report = (
            f"gouji report --warehouse {shlex.quote(str(warehouse))} (writes {report_folder(warehouse)}/index.html)"
        )
        _pairs([("Warehouse", str(warehouse)), ("Report", report), ("Time", f"{seconds:.1f} s")], out)
    finally:
        connection.close()
    return unreadable


def _not_read(unreadable: Unread) -> str:
    """How many documents could not be read, and how many of them not for the first time."""
    old = len(unreadable.old)
    before = f" ({old:,} of them in runs before either)" if old else ""
    return f"{len(unreadable.new) + old:,} could not be read{before}"


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None  # an aggregate without GROUP BY always gives a row
    return tuple(row)


def _quarantine_lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Of each statement in quarantine, whole or in part, what it fails; of those that are listed also by how much.

    The latter is a query each.
    """
    found: list[str] = []
    for name, statement, rules, lines, loaded, *table in connection.execute(_QUARANTINED).fetchall():
        if len(found) >= _LISTED:
            found.append(name)
            continue
        node, lhs, rhs = connection.execute(_BREACH, table).fetchone() or (None, None, None)
        why = f"; {node or 'total'}: {lhs:,} printed, {rhs:,} by its parts" if None not in (lhs, rhs) else ""
        size = f"{lines} of {lines + loaded} lines" if loaded else f"{lines} lines"
        found.append(f"{name}: {statement} ({size}) fails {rules}{why}")
    return found


def _pairs(rows: Sequence[tuple[str, str]], out: TextIO) -> None:
    for name, value in rows:
        print(f"{name:<12}{printable(value)}", file=out)


def print_list(title: str, lines: Sequence[str], out: TextIO) -> None:
    """The first of some lines under a title with their number; nothing where there are none."""
    if lines:
        print(f"{title} ({len(lines)})", file=out)
        for line in lines[:_LISTED]:
            print(f"  {printable(line)}", file=out)
        if len(lines) > _LISTED:
            print(f'  ... and {len(lines) - _LISTED} more (gouji query "SELECT * FROM quality.document")', file=out)
