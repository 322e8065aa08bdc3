"""``gouji export``: the core and mart tables as Parquet and CSV, with a datapackage.json and checksums."""

from __future__ import annotations

import argparse
from pathlib import Path

from gouji.cli.asking import asking
from gouji.cli.main import DONE, UsageError
from gouji.settings import load_settings


def run(args: argparse.Namespace) -> int:
    """Write the package to ``args.dir`` and say what it holds; raises `UsageError` for what cannot be done."""
    from warehouse.export import export

    folder = Path(args.dir)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; export writes a folder")
    warehouse = load_settings({"warehouse": args.warehouse}).warehouse
    with asking(warehouse):
        done = export(warehouse, folder)
    print(f"Export      {done.folder / 'datapackage.json'}")
    print(f"Tables      {len(done.rows)}, {sum(done.rows.values()):,} rows, {done.bytes / 1e6:,.1f} MB")
    return DONE
