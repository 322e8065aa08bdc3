"""``gouji evidence``: the page a figure was printed on, its cell boxed; of a finding the print beside its reading."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from gouji.cli.asking import asking
from gouji.cli.main import DONE
from gouji.cli.text import printable
from gouji.settings import load_settings
from gouji.work import objects_of
from warehouse.evidence import evidence
from warehouse.finding_evidence import BEGINS, finding_evidence


def run(args: argparse.Namespace) -> int:
    """Write the picture and say what it shows; raises `UsageError` for an unknown id or a picture that fails."""
    settings = load_settings({"warehouse": args.warehouse})
    target = Path(args.out or f"{re.sub(r'[^0-9A-Za-z._-]', '_', args.line_id)}.png")
    with asking(settings.warehouse):
        look_up = finding_evidence if args.line_id.startswith(BEGINS) else evidence
        found = look_up(settings.warehouse, args.line_id, target, objects_of(settings))
    for line in found.description.splitlines():
        print(printable(line))
    print(f"picture  {found.picture}")
    if found.note:
        print(f"gouji evidence: {found.note}", file=sys.stderr)
    return DONE
