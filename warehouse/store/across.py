"""What the documents of a shard say together (`pipelines.across`): revisions, bodies, rules across years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.across.bodies import departments
from pipelines.across.parents import with_parents
from pipelines.across.revisions import revisions
from pipelines.across.years import compare, statements_compared
from pipelines.model.schema import table
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.findings import findings
from pipelines.reconcile.policy import Policy
from warehouse.schema import fit
from warehouse.writer.load import load

_UNITS = """
SELECT document_id, part_no, kind, fields FROM raw.form WHERE kind IN ('staffing', 'profile')
"""
_FACTS = """
SELECT * EXCLUDE (shard) FROM core.fact_budget WHERE statement IN (SELECT unnest(?::VARCHAR[]))
UNION ALL BY NAME
SELECT * EXCLUDE (rules_failed, shard) FROM quarantine.fact_budget WHERE statement IN (SELECT unnest(?::VARCHAR[]))
ORDER BY document_id, part_no, table_no, line_no, grid_no, row_no, col_no
"""
_JUDGED = """
SELECT DISTINCT document_id, part_no FROM (
  SELECT document_id, part_no, amount FROM core.fact_budget
  UNION ALL SELECT document_id, part_no, amount FROM quarantine.fact_budget
) WHERE amount IS NOT NULL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Across:
    """Results and terms of the rules across disclosures, and what a person should read of them."""

    evaluation: Evaluation
    findings: pl.DataFrame

    def frames(self) -> dict[str, pl.DataFrame]:
        """The rows by table, as their tables have them."""
        found = {
            "quality.result": self.evaluation.results,
            "quality.term": self.evaluation.terms,
            "quality.finding": self.findings,
        }
        return {name: fit(frame, name) for name, frame in found.items()}


def across(connection: duckdb.DuckDBPyConnection, policy: Policy) -> Across:
    """Complete core.dim_document and core.dim_department; what the rules across disclosures say."""
    _revisions(connection)
    _bodies(connection)
    rules = policy.across
    statements = statements_compared(rules)
    facts = connection.execute(_FACTS, [statements, statements]).pl()
    found = compare(facts, _rows(connection, "core.dim_document"), rules, connection.execute(_JUDGED).pl())
    return Across(found, findings(found, facts, rules))


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


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    keys: Sequence[str] = table(name).key
    return connection.execute(f"SELECT * EXCLUDE (shard) FROM {name} ORDER BY {', '.join(keys)}").pl()


def _replace(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    connection.execute(f"DELETE FROM {name}")
    load(connection, table(name), frame)
