"""``gouji maintain``: what nights leave behind is put in order; no row changes."""

from __future__ import annotations

import argparse

from gouji.cli.main import DONE, UsageError
from gouji.settings import load_settings
from warehouse.connection import WarehouseError
from warehouse.store.lock import writer_lock
from warehouse.store.stores import store_at


def run(args: argparse.Namespace) -> int:
    """Maintain the warehouse and say what was done."""
    settings = load_settings({"warehouse": args.warehouse})
    store = store_at(settings.warehouse, state=settings.state, snapshots=settings.snapshots)
    try:
        with writer_lock(settings.warehouse):
            print(store.maintain())
    except WarehouseError as error:
        raise UsageError(str(error)) from error
    return DONE
