"""``gouji rollback``: an earlier state of the warehouse in the place of the present one, until it is released."""

from __future__ import annotations

import argparse

from gouji.cli.main import DONE, UsageError
from gouji.settings import load_settings
from warehouse.connection import WarehouseError
from warehouse.store.lock import writer_lock
from warehouse.store.stores import store_at


def run(args: argparse.Namespace) -> int:
    """Put ``args.snapshot`` back, or with ``--release`` let runs publish again."""
    settings = load_settings({"warehouse": args.warehouse})
    store = store_at(settings.warehouse, state=settings.state, snapshots=settings.snapshots)
    if args.release == (args.snapshot is not None):
        raise UsageError("name a snapshot (`gouji snapshots` lists them), or --release")
    try:
        if args.release:
            print("runs publish again" if store.release() else "runs were not held")
            return DONE
        with writer_lock(settings.warehouse):
            store.roll_back(args.snapshot)
    except WarehouseError as error:
        raise UsageError(str(error)) from error
    print(f"{settings.warehouse} is as it was at {args.snapshot}; runs do not publish until `gouji rollback --release`")
    return DONE
