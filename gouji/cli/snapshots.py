"""``gouji snapshots``: earlier states of the warehouse that `gouji rollback` can put back."""

from __future__ import annotations

import argparse

from gouji.cli.main import DONE, UsageError
from gouji.settings import load_settings
from warehouse.connection import WarehouseError
from warehouse.store.snapshots import held_since, snapshots


def run(args: argparse.Namespace) -> int:
    """Print the snapshots, the oldest first, and whether publishing is held."""
    warehouse = load_settings({"warehouse": args.warehouse}).warehouse
    try:
        found = snapshots(warehouse)
    except WarehouseError as error:
        raise UsageError(str(error)) from error
    for one in found:
        ended = f"{one.finished_at:%Y-%m-%d %H:%M} UTC" if one.finished_at else "unknown"
        print(f"{one.name}  run ended {ended}  {one.documents:,} documents, {one.lines:,} amounts loaded")
    if not found:
        print(f"no earlier state of {warehouse} is kept")
    held = held_since(warehouse)
    if held is not None:
        print(f"rolled back to {held}: runs do not publish until `gouji rollback --release`")
    return DONE
