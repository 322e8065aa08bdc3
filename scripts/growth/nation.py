"""How long questions take on a nation: a hundred million facts, replicated from a warehouse that was ingested.

    python -m scripts.growth.nation SEED [--facts N] [--keep FILE]

Copy ``k`` of the n-th shard is the shard ``1000 + k * shards + n``, with bodies and documents of its own.  Facts, what
dimensions say of them, marts, and the cells that facts are printed in are copied; other raw rows are not, since no
question reads them.  Prints the questions of docs/queries.md and those below, each asked twice: the second time counts.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import duckdb

from pipelines.model.schema import Table, tables
from scripts.growth.replicate import FIRST_SHARD
from scripts.queries import DOCUMENT, questions
from warehouse.connection import Limits, connect_readonly, connect_writer
from warehouse.evidence import evidence
from warehouse.writer.load import create_all
from warehouse.writer.marts import create_views

AT_ONCE = 40  # copies in one statement: sorted in memory
_SCHEMAS = ("core", "quarantine", "mart")
_BESIDE = ("raw.document", "raw.part", "quality.document", "quality.shard")

OVER_FACTS = {
    "region by year, over all facts": """
        SELECT region_code, fiscal_year, sum(amount) AS amount, count(*) AS facts FROM core.fact_budget GROUP BY ALL""",
    "the same, by province and its name": """
        SELECT r.province_name, f.fiscal_year, sum(f.amount) AS amount, sum(f.facts) AS facts
        FROM (SELECT region_code, fiscal_year, sum(amount) AS amount, count(*) AS facts
            FROM core.fact_budget GROUP BY ALL) f
        LEFT JOIN core.dim_region r USING (region_code) GROUP BY ALL""",
    "region by year, of one region": """
        SELECT fiscal_year, sum(amount) FROM core.fact_budget WHERE shard = '{shard}' GROUP BY ALL""",
    "by class, over all spending": """
        SELECT functional_class_code, fiscal_year, sum(amount) FROM mart.expenditure_by_function GROUP BY ALL""",
    "one body, every year": """
        SELECT fiscal_year, stage, statement, sum(amount) FROM core.fact_budget
        WHERE shard = '{shard}' AND department_id = '{department}' GROUP BY ALL""",
    "one body, without its region": """
        SELECT fiscal_year, sum(amount) FROM core.fact_budget WHERE department_id = '{department}' GROUP BY ALL""",
}


def build(seed: Path, facts: int, target: Path, limits: Limits) -> None:
    """Write the warehouse ``target`` with at least ``facts`` rows of core.fact_budget."""
    with connect_writer(target, limits) as connection:
        create_all(connection, tables(), commented=False)
        connection.execute(f"ATTACH '{seed}' AS seed (READ_ONLY)")
        for name, table in tables().items():
            if table.of in ("nation", "history") and not table.is_view and name != "core.dim_document":
                connection.execute(f"INSERT INTO {name} BY NAME FROM seed.{name}")
        [(held, shards)] = connection.execute(
            "SELECT (SELECT count(*) FROM seed.core.fact_budget), (SELECT count(*) FROM seed.quality.shard)"
        ).fetchall()
        copies = -(-facts // held)
        for first in range(0, copies, AT_ONCE):
            _copies(connection, first, min(first + AT_ONCE, copies), shards)
        connection.execute("DETACH seed")
        create_views(connection)
        connection.execute("CHECKPOINT")


def _copies(connection: duckdb.DuckDBPyConnection, first: int, end: int, shards: int) -> None:
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE copy AS SELECT k, shard, ({FIRST_SHARD} + k * {shards} + n)::VARCHAR AS made
        FROM range({first}, {end}) r(k),
            (SELECT shard, row_number() OVER (ORDER BY shard) - 1 AS n FROM seed.quality.shard);
        CREATE OR REPLACE TEMP TABLE of_document AS
        SELECT k, document_id, sha256(document_id || '-' || k) AS made
        FROM seed.raw.document, range({first}, {end}) r(k);
        """
    )
    for name, table in tables().items():
        is_made = table.of in ("document", "judgement", "shard") or name == "core.dim_document"
        if is_made and not table.is_view and (table.schema in _SCHEMAS or name in _BESIDE):
            connection.execute(_copied(table))
    cells = "SELECT * FROM seed.raw.cell SEMI JOIN seed.core.fact_budget USING (document_id, grid_no, row_no, col_no)"
    connection.execute(_copied(tables()["raw.cell"], f"({cells})"))


def _copied(table: Table, source: str = "") -> str:
    columns = table.column_names
    join = "JOIN copy c ON c.shard = t.shard"
    if "document_id" in columns:
        join += " JOIN of_document d ON d.document_id = t.document_id AND d.k = c.k"
    values = ", ".join(f"{_value(column, 'document_id' in columns)} AS {column}" for column in columns)
    order = ", ".join(["shard", *(key for key in table.key if key != "shard")])
    return (
        f"INSERT INTO {table.full_name} BY NAME SELECT {values} FROM {source or f'seed.{table.full_name}'} t {join} "
        f"ORDER BY {order}"
    )


def _value(column: str, has_document: bool) -> str:
    made = {
        "document_id": "d.made",
        "shard": "c.made",
        "region_code": "c.made || substr(t.region_code, 5)",
        "department_id": "t.department_id || '-' || c.k",
        "parent_department_id": "t.parent_department_id || '-' || c.k",
    }
    if column in made:
        return made[column]
    if has_document and column.endswith("line_id"):
        return f"replace(t.{column}, left(d.document_id, 16), left(d.made, 16))"
    return f"t.{column}"


def ask(path: Path) -> Iterator[tuple[str, float, float]]:
    """Each question, wall seconds and CPU seconds of its second time."""
    with connect_readonly(path, Limits(threads=2, memory="4GB")) as connection:
        shard, department, line = connection.execute(
            "SELECT shard, department_id, line_id FROM core.fact_budget WHERE department_id IS NOT NULL "
            "LIMIT 1 OFFSET 60_000_000 % (SELECT count(*) FROM core.fact_budget)"
        ).fetchone() or ("", "", "")
        for title, sql in OVER_FACTS.items():
            wanted = sql.format(shard=shard, department=department)
            yield title, *_timed(partial(_all, connection, wanted))
        for question in questions(DOCUMENT.read_text(encoding="utf-8")):
            title = f"{question.number}. {question.english}"
            yield title, *_timed(partial(_all, connection, question.sql))
    yield "evidence of one line_id, opening the warehouse included", *_timed(partial(evidence, path, line))


def _all(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    connection.execute(sql).fetchall()


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    run()
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> int:
    """Build, ask, print a row for each question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=Path)
    parser.add_argument("--facts", type=int, default=100_000_000)
    parser.add_argument("--keep", type=Path, help="where the warehouse is made, and stays; one that is there is asked")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = given.keep or Path(temporary) / "nation.duckdb"
        if not path.exists():
            started = time.monotonic()
            build(given.seed, given.facts, path, Limits(threads=2, memory="6GB"))
            print(f"made in {time.monotonic() - started:,.0f} s, {path.stat().st_size / 1e9:.1f} GB")
        with connect_readonly(path) as connection:
            for what in ("core.fact_budget", "core.dim_department", "raw.document", "mart.expenditure_by_function"):
                print(what, f"{connection.execute(f'SELECT count(*) FROM {what}').fetchall()[0][0]:,}")
        print("| question | wall s | CPU s |\n|---|---|---|")
        for title, wall, cpu in ask(path):
            print(f"| {title} | {wall:.2f} | {cpu:.2f} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
