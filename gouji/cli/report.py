"""``gouji report``: the data-quality site of a warehouse, or the same as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from gouji.cli.asking import asking
from gouji.cli.main import DONE, UsageError
from gouji.places import report_folder
from gouji.settings import Settings, load_settings
from gouji.work import objects_of
from warehouse.connection import connect_readonly
from warehouse.output.text import defused


def run(args: argparse.Namespace) -> int:
    """Build the site in ``args.out`` (default: beside the warehouse); with ``--json`` print JSON instead.

    Raises `UsageError` for a warehouse that cannot be read and a folder that cannot be written.
    """
    from gouji.site import Access

    settings = load_settings({"warehouse": args.warehouse, "jobs": args.jobs})
    access = Access(
        connect=partial(connect_readonly, settings.warehouse), defused=defused, objects=objects_of(settings)
    )
    try:
        with asking(settings.warehouse):
            if args.json:
                _print_json(access)
            if args.out or not args.json:
                out = Path(args.out) if args.out else report_folder(settings.warehouse)
                _build(access, out, args.images, settings.jobs, quiet=args.json, data_docs=args.data_docs)
    except OSError as error:
        raise UsageError(f"the report cannot be written: {error}") from error
    return DONE


def build(settings: Settings, out: Path) -> None:
    """Build the site in ``out`` as the command does by itself, and say nothing.  Raises `UsageError`."""
    from gouji.site import Access

    access = Access(
        connect=partial(connect_readonly, settings.warehouse), defused=defused, objects=objects_of(settings)
    )
    with asking(settings.warehouse):
        _build(access, out, "findings", settings.jobs, quiet=True, data_docs=True)


def _print_json(access: object) -> None:
    from gouji.site import Access, report_json
    from gouji.site.contents import load_contents

    assert isinstance(access, Access)
    connection = access.connect()
    try:
        contents = load_contents(connection)
    finally:
        connection.close()
    json.dump(report_json(contents), sys.stdout, ensure_ascii=False, indent=1)
    print()


def _build(access: object, out: Path, images: str, jobs: int, *, quiet: bool, data_docs: bool) -> None:
    from expectations import load_rules
    from gouji.site import Access, build_site

    assert isinstance(access, Access)
    at_most = frozenset(rule.id for rule in load_rules() if rule.op == "le")
    site = build_site(access, out, images=images, jobs=jobs, less_or_equal=at_most, data_docs=data_docs)
    if not quiet:
        print(f"Report      {site.index}")
        print(f"Pages       {site.documents:,} documents, {site.pictures:,} page pictures")
