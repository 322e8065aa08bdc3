"""Runs warehouse/marts: the vocabulary, the steps (temporary tables the marts share), then one query per mart."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb

from pipelines.model.schema import Table, table, tables
from pipelines.model.schema.version import renamed
from pipelines.model.sentences import say
from pipelines.model.shards import UNPLACED
from warehouse import reference
from warehouse.connection import literal
from warehouse.schema import comments
from warehouse.writer.vocabulary import macros

_KEYS = {"document": "id", "department": "id", "region": "code"}
_FOLDER = Path(__file__).parent.parent / "marts"
_NATION = _FOLDER.parent / "nation"

# In order of dependence.  A step creates temporary tables or completes a dimension; it publishes nothing of its own.
STEPS = (
    "placed",
    "printed_code",
    "labels",
    "leaf",
    "incomplete",
    "repeated_cell",
    "printed_total",
    "spending_cell",
    "revenue_cell",
    "said",
    "three_public_cell",
    "candidate",
    "form_proof",
    "form_candidate",
    "stated",
    "chosen",
    "expenditure_row",
)
MARTS = (
    "coverage",
    "chosen",
    "body_coverage",
    "expenditure",
    "unit_expenditure",
    "expenditure_by_unit",
    "expenditure_by_function",
    "expenditure_by_economic",
    "revenue_by_source",
    "three_public",
    "running_costs",
    "stated",
    "execution",
    "year_over_year",
    "county_comparison",
    "project",
    "indicator",
    "procurement",
    "staffing",
    "state_asset",
    "claim_check",
    "evidence",
    "expenditure_series",
    "economic_series",
    "county_comparison_per_head",
    "spending_per_staff",
)


def build_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Fills every mart table from core."""
    for macro in macros():
        connection.execute(macro)
    connection.register("fund_sources", reference.fund_sources().to_arrow())
    for step in STEPS:
        connection.execute(_sql(f"steps/{step}"))
    connection.unregister("fund_sources")
    for name in MARTS:
        mart = table(f"mart.{name}")
        if not mart.is_view:
            connection.execute(f"INSERT INTO {mart.full_name} BY NAME {_placed(mart)}\nORDER BY {', '.join(mart.key)}")


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates the tables that are views, with their comments, or makes them again.

    A lake takes no comment on a column of a view.
    """
    is_file = connection.execute(_TYPE).fetchone() == ("duckdb",)
    for view in tables().values():
        if view.is_view:
            sql = _with_former(view, _sql(view.name, _FOLDER if view.schema == "mart" else _NATION))
            connection.execute(f"CREATE OR REPLACE VIEW {view.full_name} AS {sql}")
            of_view, *of_columns = comments(view)
            connection.execute(of_view)
            for statement in of_columns if is_file else ():
                connection.execute(statement)
    for row in (row for row in renamed() if not row.is_column and row.old.startswith("mart.")):
        connection.execute(f"DROP VIEW IF EXISTS {row.old}")
        if row.answers:
            said = say("warehouse.former_table", name=row.new, until=row.until)
            connection.execute(f"CREATE VIEW {row.old} AS SELECT * FROM {row.new}")
            connection.execute(f"COMMENT ON VIEW {row.old} IS {literal(f'{said.en} | {said.zh}')}")


def _with_former(table: Table, sql: str) -> str:
    """A mart's query with the columns by which it answers to former names."""
    more = "".join(f", m.{row.new.rpartition('.')[2]} AS {row.old.rpartition('.')[2]}" for row in table.former_columns)
    return f"SELECT m.*{more} FROM ({sql}\n) m" if more else sql


_TYPE = "SELECT type FROM duckdb_databases() WHERE database_name = current_database()"


def _placed(mart: Table) -> str:
    """A mart's query with the shard of each of its rows (steps/placed.sql)."""
    nullable = {column.name: column.nullable for column in mart.columns}
    known = [of for of in _KEYS if f"{of}_{_KEYS[of]}" in nullable]
    # a comparison can have no document on one of its sides
    of = next((of for of in known if not nullable[f"{of}_{_KEYS[of]}"]), known[-1])
    column = f"{of}_{_KEYS[of]}"
    return (
        f"SELECT m.*, coalesce(s.shard, '{UNPLACED}') AS shard FROM ({_with_former(mart, _sql(mart.name))}\n) m "
        f"LEFT JOIN {of}_shard s ON s.{column} IS NOT DISTINCT FROM m.{column}"
    )


@cache
def _sql(name: str, folder: Path = _FOLDER) -> str:
    return (folder / f"{name}.sql").read_text(encoding="utf-8").strip().removesuffix(";")
