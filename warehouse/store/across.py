"""What the documents of a shard say together (`pipelines.across`): revisions, bodies, rules across years."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.across.bodies import Bodies, Lists, bodies
from pipelines.across.lists import body_decisions
from pipelines.across.years import compare, statements_compared
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.findings import findings
from pipelines.reconcile.policy import Policy
from warehouse.schema import fit
from warehouse.store import moved, sightings
from warehouse.store.disclosures import complete_disclosures
from warehouse.store.frames import add_rows, replace_rows, rows
from warehouse.store.texts import meet_texts

_UNITS = """
SELECT document_id, part_no, kind, fields FROM raw.form WHERE kind IN ('staffing', 'profile')
"""
# The first row is the one whose shard the document has: where a table knows none, every row has the same.
_PARTS = """
SELECT p.* EXCLUDE (shard), coalesce(d.shard, '') AS shard, s.first_seen
FROM raw.part p LEFT JOIN raw.document d USING (document_id) LEFT JOIN sighted s USING (document_id)
ORDER BY p.document_id, p.part_no
"""
_PRINTED = """
SELECT f.document_id, f.part_no, d.fiscal_year AS own_year, d.stage AS own_stage, f.statement, f.measure,
    coalesce(f.functional_code, f.economic_code, f.government_economic_code, f.line_name) AS node,
    f.fiscal_year, f.stage, f.amount
FROM core.fact_budget f JOIN core.dim_document d USING (document_id, part_no)
WHERE f.document_id IN (SELECT unnest(?::VARCHAR[])) AND f.amount <> 0
ORDER BY ALL
"""
_FACTS = """
SELECT * EXCLUDE (shard) FROM core.fact_budget WHERE statement IN (SELECT unnest(?::VARCHAR[]))
UNION ALL BY NAME
SELECT * EXCLUDE (rules_failed, shard) FROM quarantine.fact_budget WHERE statement IN (SELECT unnest(?::VARCHAR[]))
ORDER BY document_id, part_no, table_no, line_no, grid_no, row_no, col_no
"""
_IS_TABLE = """
SELECT count(*) = 1 FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = ? AND table_name = ?
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
    """Complete core.dim_document, core.statement, core.dim_department and core.bridge_department, make
    core.dim_disclosure, core.bridge_disclosure and core.claim_match; what the rules across disclosures say.

    The temporary tables of `warehouse.store.sightings`, where there are any, say when documents were first seen, and
    which are withdrawn;
    `moved` (`warehouse.store.moved`) lists afterwards the disclosures whose rows carry another id than their body's.
    """
    found = _bodies(connection, policy)
    of_revisions = complete_disclosures(connection, counts_withdrawn=policy.counts_withdrawn)
    of_texts = meet_texts(connection)
    rules = policy.across
    statements = statements_compared(rules)
    facts = connection.execute(_FACTS, [statements, statements]).pl()
    said = compare(facts, rows(connection, "core.dim_document"), rules, connection.execute(_JUDGED).pl())
    return Across(
        said, pl.concat([findings(said, facts, rules), found.findings, of_revisions, of_texts], how="diagonal_relaxed")
    )


def _bodies(connection: duckdb.DuckDBPyConnection, policy: Policy) -> Bodies:
    """The bodies of the shards; every disclosure and its rows have the id of theirs from here on."""
    sightings.none_known(connection)
    units = connection.execute(
        "SELECT DISTINCT document_id, part_no, unit_name FROM raw.line WHERE unit_name IS NOT NULL"
    ).pl()
    lists = Lists.of(units, connection.execute(_UNITS).pl())
    found = bodies(
        connection.execute(_PARTS).pl(), lists, lambda some: connection.execute(_PRINTED, [some]).pl(), policy.bodies
    )
    documents = rows(connection, "core.dim_document")
    ids = found.of_part.select("document_id", "part_no", now="department_id")
    now = documents.join(ids, on=["document_id", "part_no"], how="left", maintain_order="left")
    differs = now.filter(pl.col("now").is_not_null() & (pl.col("now") != pl.col("department_id")))
    moved.list_moved(connection, differs.select("document_id", "part_no", department_id="now"))
    for one in moved.following():
        if connection.execute(_IS_TABLE, [one.schema, one.name]).fetchone() == (True,):
            moved.update(connection, one)
    named = now.with_columns(department_id=pl.coalesce("now", "department_id")).drop("now")
    replace_rows(connection, "core.dim_document", named)
    replace_rows(connection, "core.dim_department", found.departments)
    replace_rows(connection, "core.bridge_department", found.bridge)
    _note_decisions(connection, policy, found)
    connection.register("of_part", found.of_part.to_arrow())
    connection.execute("CREATE OR REPLACE TEMP TABLE body_of AS FROM of_part")
    connection.unregister("of_part")
    return found


def _note_decisions(connection: duckdb.DuckDBPyConnection, policy: Policy, found: Bodies) -> None:
    """What became of persons' decisions in these shards."""
    status = {row.id: row for row in policy.bodies}
    for shard in sorted({shard for shard, _ in found.status}):
        own = {id_: said for (at, id_), said in found.status.items() if at == shard}
        add_rows(connection, "quality.decision", body_decisions([status[id_] for id_ in own], own), shard)
