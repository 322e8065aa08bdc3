"""Reads the tables from ``pipelines/model/schema/tables/*.toml``, the one source of names, types and descriptions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.model.schema.table import OF, SCHEMAS, TYPE_NAMES, Column, SchemaError, Table
from pipelines.model.schema.version import Renamed
from pipelines.model.sentences import Sentence, say
from pipelines.model.shards import COLUMN

_FOLDER = Path(__file__).with_name("tables")
_FILES = (
    ("raw", "raw.toml"),
    ("core", "core_dimensions.toml"),
    ("core", "core_lists.toml"),
    ("core", "core_facts.toml"),
    ("core", "core_forms.toml"),
    ("quality", "quality.toml"),
    ("mart", "mart.toml"),
    ("mart", "mart_comparison.toml"),
    ("mart", "mart_series.toml"),
    ("mart", "mart_forms.toml"),
    ("mart", "mart_claims.toml"),
)
_RULES_FAILED = Column(
    name="rules_failed",
    type="str",
    nullable=False,
    role="attribute",
    en=say("warehouse.rules_failed").en,
    zh=say("warehouse.rules_failed").zh,
)


@cache
def tables() -> dict[str, Table]:
    """Every table by ``schema.table``, in the order they are created.  Raises SchemaError if the source is wrong."""
    shared = _read("columns.toml")
    found = [_table(schema, name, spec, shared) for schema, file in _FILES for name, spec in _read(file).items()]
    found += [_quarantine(t) for t in found if t.schema == "core" and t.name.startswith("fact_")]
    found.sort(key=lambda t: SCHEMAS.index(t.schema))
    return {t.full_name: _with_former(t) for t in found}


def _with_former(table: Table) -> Table:
    """The table with the columns by which it still answers to former names."""
    own = {column.name: column for column in table.columns}
    found = [_former(own[row.new.rpartition(".")[2]], row) for row in table.former_columns]
    return replace(table, columns=(*table.own_columns, *found, table.columns[-1])) if found else table


def _former(column: Column, row: Renamed) -> Column:
    said = say("warehouse.former_column", name=column.name, until=row.until)
    return replace(column, name=row.old.rpartition(".")[2], en=said.en, zh=said.zh)


def table(full_name: str) -> Table:
    """One table by ``schema.table``; raises SchemaError for a name the schema does not know."""
    try:
        return tables()[full_name]
    except KeyError:
        raise SchemaError(f"no table {full_name!r} in pipelines/model/schema/tables") from None


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / file).read_text(encoding="utf-8"))


def _table(schema: str, name: str, spec: Mapping[str, Any], shared: Mapping[str, Any]) -> Table:
    where = f"{schema}.{name}"
    columns = tuple(_column(where, column, own, shared) for column, own in {**spec["columns"], COLUMN: {}}.items())
    of = spec.get("of", "shard")
    if of not in OF:
        raise SchemaError(f"{where}: unknown of = {of!r}, expected one of {', '.join(OF)}")
    key = tuple(spec["key"])
    missing = set(key) - {c.name for c in columns}
    if missing:
        raise SchemaError(f"{where}: key columns {sorted(missing)} are not among its columns")
    return Table(
        schema=schema,
        name=name,
        en=spec["en"],
        zh=spec["zh"],
        columns=columns,
        key=key,
        references=dict(spec.get("references", {})),
        of=of,
        is_view=bool(spec.get("view", False)),
    )


def _column(where: str, name: str, own: Mapping[str, Any], shared: Mapping[str, Any]) -> Column:
    spec = {**shared.get(name, {}), **own}
    absent = {"type", "role", "en", "zh"} - spec.keys()
    if absent:
        raise SchemaError(f"{where}.{name}: {sorted(absent)} missing, and columns.toml does not define it")
    kind = str(spec["type"])
    nullable = kind.endswith("?")
    kind = kind.removesuffix("?")
    if kind not in TYPE_NAMES:
        raise SchemaError(f"{where}.{name}: unknown type {kind!r}, expected one of {sorted(TYPE_NAMES)}")
    return Column(name=name, type=kind, nullable=nullable, role=spec["role"], en=spec["en"], zh=spec["zh"])


def _quarantine(fact: Table) -> Table:
    """A fact's quarantine table: its columns and the rules that failed; without references, so it always loads."""
    of = Sentence(fact.zh, f"{fact.en[0].lower()}{fact.en[1:]}")
    said = say("warehouse.quarantine", table=f"core.{fact.name}", of=of)
    return replace(
        fact,
        schema="quarantine",
        en=said.en,
        zh=said.zh,
        columns=(*fact.own_columns, _RULES_FAILED, fact.columns[-1]),
        references={},
    )
