"""``gouji query``: one SQL statement on the published warehouse, read-only, without access to other files."""

from __future__ import annotations

import argparse
import sys

from gouji.cli.main import DONE, UsageError
from gouji.settings import load_settings
from warehouse.connection import WarehouseError
from warehouse.read import write_query


def run(args: argparse.Namespace) -> int:
    """Print the result of ``args.sql`` in ``args.format``; raises `UsageError` for what cannot be asked."""
    if args.format in ("parquet", "xlsx") and sys.stdout.isatty():
        raise UsageError(
            f"--format {args.format} is binary: send it to a file, as in  gouji query ... > result.{args.format}"
        )
    warehouse = load_settings({"warehouse": args.warehouse}).warehouse
    try:
        write_query(warehouse, args.sql, sys.stdout.buffer, args.format)
        sys.stdout.buffer.flush()
    except WarehouseError as error:
        raise UsageError(str(error)) from error
    return DONE
