"""What each mart is made of, table by table and column by column: read off its own SQL, never written by hand.

``python -m warehouse.lineage`` parses warehouse/marts/*.sql (with sqlglot, a development dependency), follows the
temporary tables of the steps to what they came from, and writes ``marts/lineage.json``, which a run reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.model.schema import tables
from warehouse.reference import fund_sources
from warehouse.writer.marts import MARTS, STEPS

MART_SQL = Path(__file__).with_name("marts")
STORED = MART_SQL / "lineage.json"
_TEMPORARY = "main"  # the schema DuckDB gives a table without one

Columns = dict[str, frozenset[str]]  # column -> columns it comes from, as schema.table.column


@dataclass(frozen=True, slots=True)
class Lineage:
    """The tables a mart reads (through steps, not through other marts), and the columns behind each of its own.

    A column without an entry is made of none (a constant), or its statement could not be followed.
    """

    tables: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]


@cache
def lineages() -> dict[str, Lineage]:
    """Every mart by its name (``expenditure``), as stored."""
    found: dict[str, Any] = json.loads(STORED.read_text(encoding="utf-8"))
    return {
        name: Lineage(tuple(one["tables"]), {column: tuple(of) for column, of in one["columns"].items()})
        for name, one in found.items()
    }


def traced() -> dict[str, dict[str, Any]]:
    """The lineage of every mart as its SQL has it now, in the form that is stored."""
    trace = _Trace()
    for step in STEPS:
        for statement in _parsed(MART_SQL / "steps" / f"{step}.sql"):
            trace.take_step(statement)
    return {name: trace.of_mart(next(_parsed(MART_SQL / f"{name}.sql"))) for name in MARTS}


def _parsed(path: Path) -> Iterator[Any]:
    import sqlglot

    for statement in sqlglot.parse(path.read_text(encoding="utf-8"), dialect="duckdb"):
        if statement is not None:
            yield statement


class _Trace:
    """What is known so far of the temporary tables of the steps."""

    def __init__(self) -> None:
        lists = {"fund_sources": dict.fromkeys(fund_sources().columns, "VARCHAR")}  # what the steps are given besides
        self._schema: dict[str, dict[str, dict[str, str]]] = {_TEMPORARY: lists}
        for one in tables().values():
            columns = {column.name: column.duckdb_type for column in one.columns}
            self._schema.setdefault(one.schema, {})[one.name] = columns
        self._tables: dict[str, frozenset[str]] = {}
        self._columns: dict[str, Columns] = {}

    def take_step(self, statement: Any) -> None:
        """Learn the temporary table a statement creates, or what one adds to such a table."""
        from sqlglot import exp

        if isinstance(statement, exp.Create):
            name = statement.this.name
            self._tables[name] = self._read_by(statement.expression)
            self._columns[name] = self._behind(statement.expression)
            self._schema[_TEMPORARY][name] = dict.fromkeys(self._columns[name], "VARCHAR")
        elif isinstance(statement, exp.Insert):
            name = statement.this.find(exp.Table).name
            if name in self._tables:
                self._tables[name] |= self._read_by(statement.expression) - {name}

    def of_mart(self, statement: Any) -> dict[str, Any]:
        """Tables and columns of a mart, sorted."""
        behind = {column: sorted(of) for column, of in self._behind(statement).items() if of}
        return {"tables": sorted(self._read_by(statement)), "columns": behind}

    def _read_by(self, query: Any) -> frozenset[str]:
        """Published tables a query reads, temporary ones followed to what they were made of."""
        from sqlglot import exp

        inner = {cte.alias for cte in query.find_all(exp.CTE)}
        found: set[str] = set()
        for one in query.find_all(exp.Table):
            if one.db:
                found.add(f"{one.db}.{one.name}")
            elif one.name not in inner:
                found |= self._tables.get(one.name, frozenset())
        return frozenset(found)

    def _behind(self, query: Any) -> Columns:
        """Of each column of a query the published columns it comes from; empty where it cannot be followed."""
        from sqlglot.errors import SqlglotError
        from sqlglot.lineage import lineage

        try:
            nodes = lineage(None, query, self._schema, dialect="duckdb", trim_selects=False)
        except SqlglotError:
            return {}
        assert isinstance(nodes, dict)
        return {column: frozenset(self._published(node)) for column, node in nodes.items()}

    def _published(self, node: Any) -> Iterator[str]:
        from sqlglot import exp

        for leaf in _leaves(node, set()):
            column = leaf.name.split(".")[-1].strip('"')
            if not isinstance(leaf.source, exp.Table):
                continue
            if leaf.source.db:
                yield f"{leaf.source.db}.{leaf.source.name}.{column}"
            else:
                yield from self._columns.get(leaf.source.name, {}).get(column, ())


def _leaves(node: Any, seen: set[int]) -> Iterator[Any]:
    """Nodes that come from no other; a node many columns share is walked once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if not node.downstream:
        yield node
    for below in node.downstream:
        yield from _leaves(below, seen)


def main() -> None:
    """Write what the SQL says now."""
    STORED.write_text(json.dumps(traced(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
