"""``gouji revisions``: what was published again, and what changed, figure by figure."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gouji.cli.main import DONE, UsageError
from gouji.settings import load_settings
from warehouse.connection import WarehouseError, literal
from warehouse.read import write_query

_ASKED = """(
    contains(lower(concat_ws(' ', d.name, d.canonical_name, f.file_name)), lower({word}))
    OR starts_with(b.document_id, lower({word})) OR starts_with(coalesce(b.superseded_by, b.supersedes), lower({word}))
)"""
_SHORTEST = 4  # digits of an id that name a document


def run(args: argparse.Namespace) -> int:
    """Print the revisions, or what one changed; raises `UsageError` for what cannot be asked."""
    if args.diff is not None:
        if args.what is not None or len(args.diff) < _SHORTEST:
            raise UsageError("--diff takes the id of one document, or its beginning (four digits or more)")
        sql = _sql("revision_diff").format(id=literal(args.diff.lower()))
    else:
        sql = _sql("revisions").format(asked=_ASKED.format(word=literal(args.what)) if args.what else "true")
    warehouse = load_settings({"warehouse": args.warehouse}).warehouse
    try:
        write_query(warehouse, sql, sys.stdout.buffer, args.format)
        sys.stdout.buffer.flush()
    except WarehouseError as error:
        raise UsageError(str(error)) from error
    return DONE


def _sql(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")
