"""``gouji query``: one SQL statement on the published warehouse, read-only, without access to other files."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TextIO

import duckdb

from assets.cli.main import DONE, UsageError
from assets.cli.text import csv_safe, printable
from assets.settings import load_settings
from warehouse.connection import WarehouseError, connect_readonly

_BATCH = 10_000
_UNBOUNDED = 1_000_000  # a pipe has no width


def run(args: argparse.Namespace) -> int:
    """Print the result of ``args.sql`` in ``args.format``; raises `UsageError` for what DuckDB refuses."""
    try:
        connection = connect_readonly(load_settings({"warehouse": args.warehouse}).warehouse)
    except WarehouseError as error:
        raise UsageError(str(error)) from error
    try:
        result = connection.execute(args.sql)
        if args.format == "parquet":
            _parquet(result)
        else:
            names = [column[0] for column in result.description]
            {"table": _table, "csv": _csv, "json": _json}[args.format](names, _rows(result), sys.stdout)
    except duckdb.Error as error:
        raise UsageError(str(error)) from error
    finally:
        connection.close()
    return DONE


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := result.fetchmany(_BATCH):
        yield from batch


def _table(names: list[str], rows: Iterator[tuple[Any, ...]], out: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    first = list(rows)
    table = Table(show_edge=False, pad_edge=False)
    for index, name in enumerate(names):
        numeric = any(isinstance(row[index], int | float | Decimal) for row in first[:100])
        table.add_column(Text(printable(name)), justify="right" if numeric else "left", overflow="fold")
    for row in first:
        table.add_row(*(Text("" if value is None else printable(str(value))) for value in row))
    Console(file=out, width=None if out.isatty() else _UNBOUNDED, highlight=False).print(table)
    print(f"{len(first)} row{'' if len(first) == 1 else 's'}", file=sys.stderr)


def _csv(names: list[str], rows: Iterator[tuple[Any, ...]], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([csv_safe(name) for name in names])
    writer.writerows([csv_safe(value) if isinstance(value, str) else value for value in row] for row in rows)


def _json(names: list[str], rows: Iterator[tuple[Any, ...]], out: TextIO) -> None:
    out.write("[")
    for number, row in enumerate(rows):
        members = (f"{json.dumps(name, ensure_ascii=False)}: {_literal(v)}" for name, v in zip(names, row, strict=True))
        out.write((",\n " if number else "\n ") + "{" + ", ".join(members) + "}")
    out.write("\n]\n")


def _literal(value: Any) -> str:
    """One JSON value; decimals keep every digit."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False, default=str)


def _parquet(result: duckdb.DuckDBPyConnection) -> None:
    """Parquet goes to standard output, so it has to be sent to a file."""
    if sys.stdout.isatty():
        raise UsageError("--format parquet is binary: send it to a file, as in  gouji query ... > result.parquet")
    result.pl().write_parquet(sys.stdout.buffer)
