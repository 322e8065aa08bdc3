"""``gouji rollback``: an earlier state of the warehouse in the place of the present one, until it is released."""

from __future__ import annotations

import argparse

from gouji.cli.main import DONE, UsageError
from gouji.settings import load_settings
from warehouse.connection import WarehouseError
from warehouse.store.lock import writer_lock
from warehouse.store.snapshots import release, roll_back


def run(args: argparse.Namespace) -> int:
    """Put ``args.snapshot`` back, or with ``--release`` let runs publish again."""
    settings = load_settings({"warehouse": args.warehouse})
    warehouse = settings.warehouse
    if args.release == (args.snapshot is not None):
        raise UsageError("name a snapshot (`gouji snapshots` lists them), or --release")
    if args.release:
        print("runs publish again" if release(warehouse) else "runs were not held")
        return DONE
    try:
        with writer_lock(warehouse):
            roll_back(warehouse, args.snapshot, settings.snapshots)
    except WarehouseError as error:
        raise UsageError(str(error)) from error
    print(f"{warehouse} is as it was at {args.snapshot}; runs do not publish until `gouji rollback --release`")
    return DONE
