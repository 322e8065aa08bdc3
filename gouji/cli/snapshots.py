"""``gouji snapshots``: earlier states of the warehouse that `gouji rollback` can put back."""

from __future__ import annotations

import argparse

from gouji.cli.asking import asking
from gouji.cli.main import DONE
from gouji.settings import load_settings
from warehouse.store.stores import store_at


def run(args: argparse.Namespace) -> int:
    """Print the snapshots, the oldest first, and whether publishing is held."""
    settings = load_settings({"warehouse": args.warehouse})
    store = store_at(settings.warehouse, state=settings.state)
    with asking(settings.warehouse):
        found, held = store.snapshots(), store.held()
    for one in found:
        ended = f"{one.finished_at:%Y-%m-%d %H:%M} UTC" if one.finished_at else "unknown"
        print(f"{one.name}  run ended {ended}  {one.documents:,} documents, {one.lines:,} amounts loaded")
    if not found:
        print(f"no earlier state of {settings.warehouse} is kept")
    if held is not None:
        print(f"rolled back to {held}: runs do not publish until `gouji rollback --release`")
    return DONE
