"""``gouji tables``: the data dictionary on the terminal.  It needs no warehouse: every one has these tables."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from gouji.cli.main import DONE, UsageError
from pipelines.model.schema import SCHEMAS, Table, tables


def run(args: argparse.Namespace) -> int:
    """Print the tables, those of a schema, the columns of one, or where a word is; raises `UsageError` for none."""
    for line in _lines(args.name):
        print(line)
    return DONE


def _lines(name: str | None) -> Iterable[str]:
    if name is None:
        return _listing(tables().values())
    wanted = name.strip().lower()
    if wanted in SCHEMAS:
        return _listing(t for t in tables().values() if t.schema == wanted)
    if found := [t for t in tables().values() if wanted in (t.full_name, t.name)]:
        return (line for t in found for line in _whole(t))
    if found_lines := list(_mentions(wanted)):
        return found_lines
    raise UsageError(f"no table, column or description has {name!r}: `gouji tables` lists them all")


def _listing(shown: Iterable[Table]) -> Iterator[str]:
    held = list(shown)
    width = max(len(t.full_name) for t in held)
    for table in held:
        yield f"{table.full_name:<{width}}  {table.en}"
        yield f"{'':<{width}}  {table.zh}"


def _whole(table: Table) -> Iterator[str]:
    yield f"{table.full_name}{' (view)' if table.is_view else ''}"
    yield f"  {table.en}"
    yield f"  {table.zh}"
    yield f"  one row per {', '.join(table.key)}"
    yield from (f"  {columns} is found in {target}" for columns, target in table.references.items())
    yield ""
    rows = [(c.name, c.duckdb_type + (" null" if c.nullable else "")) for c in table.columns]
    widths = [max(cell_len(row[i]) for row in rows) for i in (0, 1)]
    for column, (title, kind) in zip(table.columns, rows, strict=True):
        yield f"  {title:<{widths[0]}}  {kind:<{widths[1]}}  {column.en} | {column.zh}"
    yield ""


def _mentions(word: str) -> Iterator[str]:
    """Tables and columns whose name or description has the word."""
    for table in tables().values():
        if word in f"{table.full_name} {table.comment}".lower():
            yield f"{table.full_name}: {table.comment}"
        for column in table.columns:
            if word in f"{column.name} {column.comment}".lower():
                yield f"{table.full_name}.{column.name}: {column.comment}"
