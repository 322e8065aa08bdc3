"""Asset specs made from the warehouse's schema: one asset a table, described in the schema's own words."""

from __future__ import annotations

from datetime import timedelta

import dagster as dg

from assets.dependencies import in_order, made_of
from pipelines.model import schema
from warehouse.lineage import lineages

# Made when a warehouse is published: marts, and what is said of runs and addresses.
MADE_TABLES = in_order(
    [name for name, table in schema.tables().items() if table.schema == "mart" or table.of == "history"]
)
RAW_TABLES = tuple(name for name in schema.tables() if name.startswith("raw.") and name not in MADE_TABLES)
LOADED_TABLES = in_order([name for name in schema.tables() if name not in (*RAW_TABLES, *MADE_TABLES)])
RESULTS = dg.AssetKey(["quality", "result"])

OWNER = "team:data"
# A run that finds nothing new adds its row to quality.run as well.  A night may take until 08:00.
NIGHTLY = dg.FreshnessPolicy.time_window(warn_window=timedelta(hours=30), fail_window=timedelta(hours=54))

_GROUP_OF = {"quarantine": "quality"}


def key_of(full_name: str) -> dg.AssetKey:
    """``core.fact_budget`` -> ``core/fact_budget``."""
    return dg.AssetKey(full_name.split("."))


def table_spec(full_name: str, *, kinds: set[str], code_version: str) -> dg.AssetSpec:
    """The asset of one warehouse table, with what it is made of and its columns as Dagster shows them."""
    table = schema.table(full_name)
    return dg.AssetSpec(
        key=key_of(full_name),
        deps=[key_of(name) for name in made_of(full_name)],
        owners=[OWNER],
        code_version=code_version,
        description=f"{table.en}\n\n{table.zh}",
        group_name=_GROUP_OF.get(table.schema, table.schema),
        kinds=kinds,
        skippable=True,
        freshness_policy=NIGHTLY if full_name == "quality.run" else None,
        metadata={"dagster/column_schema": column_schema(full_name), "dagster/table_name": full_name},
    )


def column_schema(full_name: str) -> dg.TableSchema:
    """Columns of a warehouse table with type, description and whether they may be empty."""
    table = schema.table(full_name)
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column.name,
                column.duckdb_type,
                column.comment,
                constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=table.key == (column.name,)),
            )
            for column in table.columns
        ]
    )


def column_lineage(mart: str) -> dg.TableColumnLineage:
    """The columns of other tables behind each column of a mart (``mart.expenditure``)."""
    columns = lineages()[mart.partition(".")[2]].columns
    return dg.TableColumnLineage(
        {
            column: [dg.TableColumnDep(key_of(of.rpartition(".")[0]), of.rpartition(".")[2]) for of in behind]
            for column, behind in columns.items()
        }
    )
