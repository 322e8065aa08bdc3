"""``gouji evidence``: the page a figure was printed on, with its cell boxed."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from assets.cli.main import DONE, UsageError
from assets.settings import load_settings
from warehouse.connection import WarehouseError


def run(args: argparse.Namespace) -> int:
    """Write the picture and say what it shows; raises `UsageError` for an unknown line or a file that is gone."""
    from warehouse.evidence import evidence

    warehouse = load_settings({"warehouse": args.warehouse}).warehouse
    target = Path(args.out or f"{re.sub(r'[^0-9A-Za-z._-]', '_', args.line_id)}.png")
    try:
        print(evidence(warehouse, args.line_id, target))
    except (WarehouseError, OSError) as error:
        raise UsageError(str(error)) from error
    return DONE
