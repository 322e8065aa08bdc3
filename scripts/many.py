"""A warehouse of many documents, made of a small one: every document copied under new ids, for measuring the report.

Use: ``python -m scripts.many SOURCE.duckdb TARGET.duckdb [--documents 2000]``.  Documents, departments and whatever
names them (line_id, result_id, …) get ids of their own; figures stay as they are.  The marts are copied as they are.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

# A document's first sixteen digits are part of every id below it.
_INSIDE = ("line_id", "result_id", "finding_id", "diagnosis_id")
_COPIED = ("raw", "core", "quarantine", "quality")
_IDS = """
CREATE TEMP TABLE ids AS
SELECT document_id AS old, md5(document_id || n) || md5(n || document_id) AS new, '-' || n AS suffix
FROM raw.document, range(1, ?) AS copies(n)
"""


def _made(column: str) -> str:
    """How a column of a copied row comes about."""
    if column == "document_id":
        return "ids.new"
    if column.endswith(_INSIDE):
        return f"replace(t.{column}, left(ids.old, 16), left(ids.new, 16))"
    if column == "department_id":
        return "t.department_id || ids.suffix"
    return f't."{column}"'


def _copy(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Append a copy of the rows of a table for every row of ids."""
    columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    if table == "core.dim_department":
        connection.execute(f"""INSERT INTO {table} SELECT t.* REPLACE (t.department_id || suffix AS department_id)
            FROM {table} t, (SELECT DISTINCT suffix FROM ids)""")
    if "document_id" in columns:
        match = "t.document_id = ids.old"
    elif table == "quality.term":  # the id of a result begins with that of its document
        match = "left(t.result_id, 16) = left(ids.old, 16)"
    else:
        return
    made = ", ".join(_made(column) for column in columns)
    connection.execute(f"INSERT INTO {table} SELECT {made} FROM {table} t JOIN ids ON {match} ORDER BY ALL")


def many(source: Path, target: Path, documents: int) -> int:
    """Write ``target`` with about ``documents`` documents; returns how many there are.  Raises duckdb.Error."""
    target.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{source}' AS small (READ_ONLY)")
        connection.execute(f"ATTACH '{target}' AS large")
        connection.execute("COPY FROM DATABASE small TO large")
        connection.execute("USE large")
        (have,) = connection.execute("SELECT count(*) FROM raw.document").fetchall()[0]
        connection.execute(_IDS, [max(1, round(documents / have))])
        tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'large'")
        for schema, table in sorted(tables.fetchall()):
            if schema in _COPIED:
                _copy(connection, f"{schema}.{table}")
        (count,) = connection.execute("SELECT count(*) FROM raw.document").fetchall()[0]
    return int(count)


def main() -> None:
    """Build the warehouse and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--documents", type=int, default=2000)
    options = parser.parse_args()
    print(f"{many(options.source, options.target, options.documents):,} documents in {options.target}")


if __name__ == "__main__":
    main()
