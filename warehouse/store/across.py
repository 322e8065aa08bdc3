"""What the documents of a warehouse say together, worked out from it and put back into it (`pipelines.across`).

Everything here replaces what it put there before, so it can be done again on any warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from pipelines.across.bodies import departments
from pipelines.across.lists import corrections_without_document, rule_rows
from pipelines.across.parents import with_parents
from pipelines.across.revisions import revisions
from pipelines.across.unheard import KIND, never_evaluated
from pipelines.across.years import compare, statements_compared
from pipelines.model.schema import table
from pipelines.reconcile.findings import findings
from pipelines.reconcile.policy import Policy
from pipelines.reconcile.waivers import in_force
from warehouse.writer.load import load

_UNITS = """
SELECT document_id, part_no, kind, fields FROM raw.form WHERE kind IN ('staffing', 'profile')
"""
_FACTS = """
SELECT * FROM core.fact_budget WHERE statement IN (SELECT unnest(?::VARCHAR[]))
UNION ALL BY NAME
SELECT * EXCLUDE (rules_failed) FROM quarantine.fact_budget WHERE statement IN (SELECT unnest(?::VARCHAR[]))
ORDER BY document_id, part_no, table_no, line_no, grid_no, row_no, col_no
"""
_JUDGED = """
SELECT DISTINCT document_id, part_no FROM (
  SELECT document_id, part_no, amount FROM core.fact_budget
  UNION ALL SELECT document_id, part_no, amount FROM quarantine.fact_budget
) WHERE amount IS NOT NULL ORDER BY ALL
"""


def complete(connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Revisions, bodies, rules across years, rules never evaluated, and the lists of rules, waivers, corrections."""
    _revisions(connection)
    _bodies(connection)
    _years(connection, policy)
    _unheard(connection, policy)
    _lists(connection, policy)


def _revisions(connection: duckdb.DuckDBPyConnection) -> None:
    read_at = connection.execute("SELECT document_id, extracted_at FROM raw.document").pl()
    money = connection.execute("SELECT DISTINCT document_id, part_no FROM raw.line").pl()
    _replace(connection, "core.dim_document", revisions(_rows(connection, "core.dim_document"), read_at, money))


def _bodies(connection: duckdb.DuckDBPyConnection) -> None:
    documents = _rows(connection, "core.dim_document")
    units = connection.execute(
        "SELECT DISTINCT document_id, part_no, unit_name FROM raw.line WHERE unit_name IS NOT NULL"
    ).pl()
    listed = {"raw.line": units, "raw.form": connection.execute(_UNITS).pl()}
    bodies = with_parents(departments(_rows(connection, "raw.part")), documents, listed)
    _replace(connection, "core.dim_department", bodies)


def _years(connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    rules = policy.across
    ids = [rule.id for rule in rules]
    where = "rule_id IN (SELECT unnest(?::VARCHAR[]))"
    connection.execute(
        f"DELETE FROM quality.term WHERE result_id IN (SELECT result_id FROM quality.result WHERE {where})", [ids]
    )
    for name in ("quality.result", "quality.finding"):
        connection.execute(f"DELETE FROM {name} WHERE {where}", [ids])
    statements = statements_compared(rules)
    facts = connection.execute(_FACTS, [statements, statements]).pl()
    found = compare(facts, _rows(connection, "core.dim_document"), rules, connection.execute(_JUDGED).pl())
    _add(connection, "quality.result", found.results)
    _add(connection, "quality.term", found.terms)
    _add(connection, "quality.finding", findings(found, facts, rules))


def _unheard(connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    spoke = connection.execute(
        "SELECT DISTINCT rule_id FROM quality.result WHERE verdict IN ('pass', 'rounding', 'fail')"
    ).fetchall()
    connection.execute("DELETE FROM quality.finding WHERE kind = ?", [KIND])
    _add(connection, "quality.finding", never_evaluated(policy.rules, {rule for (rule,) in spoke}))


def _lists(connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    _replace(connection, "quality.rule", rule_rows(policy.rules))
    _replace(connection, "quality.waiver", in_force(policy.waivers, policy.today))
    ids = [id_ for (id_,) in connection.execute("SELECT document_id FROM raw.document").fetchall()]
    absent = corrections_without_document(policy.corrections, ids)
    listed = policy.corrections["correction_id"].to_list()
    connection.execute(
        "DELETE FROM quality.correction WHERE correction_id NOT IN (SELECT unnest(?::VARCHAR[])) "
        "OR correction_id IN (SELECT unnest(?::VARCHAR[]))",
        [listed, absent["correction_id"].to_list()],
    )
    _add(connection, "quality.correction", absent)


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    return connection.execute(f"SELECT * FROM {name} ORDER BY {_key(name)}").pl()


def _replace(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    connection.execute(f"DELETE FROM {name}")
    _add(connection, name, frame)


def _add(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    load(connection, table(name), frame)


def _key(name: str) -> str:
    keys: Sequence[str] = table(name).key
    return ", ".join(keys)
