"""Two warehouses compared row by row: what one holds and the other does not, table by table.

Use: ``python -m scripts.measure.compare BEFORE.duckdb AFTER.duckdb [--show 5] [--only raw.line ...]``.

Run ids, times and fingerprints say nothing of the figures and are left out.  Ids of results, findings and diagnoses are
compared by what they stand for: a row that points at a result is compared with that result's own columns in its place.
Exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

# Said of the run, not of the documents.
VOLATILE = frozenset(
    {"run_id", "extracted_at", "fingerprint", "built_at", "built_by", "started_at", "finished_at", "made_at"}
    | {"first_seen", "last_seen", "withdrawn_at", "first_failed_at", "next_try_at"}
)
IDS = frozenset({"result_id", "finding_id", "diagnosis_id"})
SCHEMAS = ("raw", "core", "quality", "quarantine", "mart")
SKIPPED = frozenset({"quality.run", "quality.schema_version", "raw.sweep"})
_RESULT = ("rule_id", "document_id", "part_no", "table_no", "statement", "node", "lhs", "rhs", "verdict")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the differences of two warehouses; 0 where there are none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--show", type=int, default=5, metavar="N", help="rows shown of each side of a table")
    parser.add_argument("--only", nargs="*", metavar="TABLE", help="compare these tables only")
    options = parser.parse_args(arguments)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{options.before}' AS before (READ_ONLY)")
        connection.execute(f"ATTACH '{options.after}' AS after (READ_ONLY)")
        return int(_compare(connection, options.only, options.show))


def _compare(connection: duckdb.DuckDBPyConnection, only: Sequence[str] | None, show: int) -> bool:
    before, after = _tables(connection, "before"), _tables(connection, "after")
    differs = False
    for name in sorted(before.keys() | after.keys()):
        if name in SKIPPED or (only and name not in only):
            continue
        if name not in before or name not in after:
            print(f"{name}: only {'after' if name in after else 'before'}")
            differs = True
            continue
        differs |= _compare_table(connection, name, before[name], after[name], show)
    print("tables differ" if differs else "all tables equal")
    return differs


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[str]]:
    rows = connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() "
        "WHERE database_name = ? AND list_contains(?, schema_name) ORDER BY ALL",
        [database, list(SCHEMAS)],
    ).fetchall()
    found: dict[str, list[str]] = {}
    for schema, table, column in rows:
        found.setdefault(f"{schema}.{table}", []).append(column)
    return found


def _compare_table(
    connection: duckdb.DuckDBPyConnection, name: str, before: list[str], after: list[str], show: int
) -> bool:
    both = [column for column in before if column in after and column not in VOLATILE]
    for column in sorted(set(before) ^ set(after)):
        print(f"{name}.{column}: only {'after' if column in after else 'before'}")
    sides = {side: _select(side, name, both) for side in ("before", "after")}
    differs = set(before) != set(after)
    for side, other in (("before", "after"), ("after", "before")):
        rest = f"({sides[side]}) EXCEPT ALL ({sides[other]})"
        count = connection.execute(f"SELECT count(*) FROM ({rest})").fetchall()[0][0]
        if count:
            differs = True
            print(f"{name}: {count} rows only {side}")
            for row in connection.execute(f"SELECT * FROM ({rest}) ORDER BY ALL LIMIT {show}").fetchall():
                print("    ", dict(zip(_names(both), row, strict=False)))
    return differs


def _names(columns: list[str]) -> list[str]:
    kept = [column for column in columns if column not in IDS]
    return kept + ([f"result.{column}" for column in _RESULT] if "result_id" in columns else [])


def _select(side: str, name: str, columns: list[str]) -> str:
    schema, table = name.split(".")
    own = ", ".join(f't."{column}"' for column in columns if column not in IDS)
    if "result_id" not in columns or name == "quality.result":
        return f"SELECT {own} FROM {side}.{schema}.{table} t"
    told = ", ".join(f'r."{column}" AS "result.{column}"' for column in _RESULT)
    return (
        f"SELECT {own}, {told} FROM {side}.{schema}.{table} t "
        f"LEFT JOIN {side}.quality.result r ON r.result_id = t.result_id"
    )


if __name__ == "__main__":
    sys.exit(main())
