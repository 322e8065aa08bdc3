"""``gouji evidence``: the page a figure was printed on, with its cell boxed."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from gouji.cli.main import DONE, UsageError
from gouji.cli.text import printable
from gouji.settings import load_settings
from warehouse.connection import WarehouseError
from warehouse.evidence import evidence


def run(args: argparse.Namespace) -> int:
    """Write the picture and say what it shows; raises `UsageError` for an unknown line or a picture that fails."""
    warehouse = load_settings({"warehouse": args.warehouse}).warehouse
    target = Path(args.out or f"{re.sub(r'[^0-9A-Za-z._-]', '_', args.line_id)}.png")
    try:
        found = evidence(warehouse, args.line_id, target)
    except WarehouseError as error:
        raise UsageError(str(error)) from error
    for line in found.description.splitlines():
        print(printable(line))
    print(f"picture  {found.picture}")
    if found.note:
        print(f"gouji evidence: {found.note}", file=sys.stderr)
    return DONE
