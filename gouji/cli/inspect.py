"""``gouji inspect``: what was recognised in one document, for a person or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from gouji.cli.examine import examine
from gouji.cli.main import DONE, SOME_UNREADABLE, UsageError
from gouji.cli.text import printable
from gouji.settings import load_settings
from pipelines.acquire.archive import is_archive
from pipelines.model import logs
from pipelines.model.judgements import LoadStatus
from pipelines.workers.mapper import SerialMapper

_FAILING_SHOWN = 5


def run(args: argparse.Namespace) -> int:
    """Print what `gouji.cli.examine.examine` says; status 1 where the file could not be read."""
    path = Path(args.file)
    if path.is_dir():
        raise UsageError(f"{path} is a folder; inspect takes one document")
    if path.is_file() and is_archive(path):
        raise UsageError(f"{path} is an archive; inspect takes one document: unpack it, or ingest it as it is")
    try:
        if args.debug:
            logs.configure("debug")
        found = examine(path, load_settings(), SerialMapper() if args.debug else None)
    except FileNotFoundError as error:
        raise UsageError(str(error)) from error
    if args.json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
        print()
    else:
        for line in _lines(found):
            print(printable(line))
    return SOME_UNREADABLE if found["status"] == "unreadable" else DONE


def _plain(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _lines(found: dict[str, Any]) -> list[str]:
    read_as = f"{found['media_type'] or 'unknown'}, {found['pages'] or 0} pages, by {found['reader'] or 'nothing'}"
    lines = [
        f"File        {found['file']}",
        f"Read as     {read_as}",
        f"Status      {found['status']}" + (f": {found['message_en']}" if found["message_en"] else ""),
    ]
    for part in found["parts"]:
        year, stage = part["fiscal_year"] or "year unknown", part["stage"] or "stage unknown"
        region = part["region_name"] or "region unknown"
        lines.append(f"Part {part['part_no']:<7}{part['department_name'] or 'owner unknown'}, {region}, {year} {stage}")
    for statement in found["statements"]:
        lines += ["", *_statement(statement)]
    if found["other_tables"]:
        lines += ["", "Other tables"]
        lines += [
            f"  p.{one['page']}: {one['rows']} x {one['cols']}, {one['outcome']}" for one in found["other_tables"]
        ]
    if found["findings"]:
        lines += ["", "Not understood"]
        lines += [f"  p.{one['page']}: {one['message_en']}" for one in found["findings"]]
    return lines


def _statement(one: dict[str, Any]) -> list[str]:
    pages = f"p.{one['page_from']}" + (f"-{one['page_to']}" if one["page_to"] != one["page_from"] else "")
    verdict = one["status"] or "not placed"
    if one["status"] == LoadStatus.PARTLY:
        verdict += f", {one['held_back']} of {one['lines']} money cells held back"
    if one["rules_failed"]:
        verdict += f" (fails {', '.join(one['rules_failed'])})"
    elif one["assurance"]:
        verdict += f", {one['assurance']}"
    counts = ", ".join(f"{count} {name}" for name, count in one["verdicts"].items()) or "none"
    lines = [
        "  ".join(word for word in (one["statement"], one["title"], pages) if word),
        f"  {_size(one)}, {verdict}",
        f"  identities: {counts}",
    ]
    if one["note"]:
        lines.append(f"  note: {one['note']}")
    lines += [f"  column {column['title'] or '(untitled)'}: {_column(column)}" for column in one["columns"]]
    for failing in one["failing"][:_FAILING_SHOWN]:
        lines.append(
            f"  fails {failing['rule_id']} {failing['node']}: {failing['lhs']} printed, {failing['rhs']} expected"
        )
    if len(one["failing"]) > _FAILING_SHOWN:
        lines.append(f"  ... and {len(one['failing']) - _FAILING_SHOWN} more (--json has all)")
    return lines


def _size(one: dict[str, Any]) -> str:
    """How much of it was read: money cells and their unit, or rows of a form, each with units of its own."""
    if one["rows"]:
        return f"{one['rows']} rows"
    return f"{one['lines']} lines, unit {one['unit'] or 'unknown'} ({one['unit_source'] or 'not found'})"


def _column(column: dict[str, Any]) -> str:
    said = [str(column[name]) for name in ("measure", "fund_source", "fiscal_year", "stage") if column.get(name)]
    return f"{column['role']}" + (f" ({', '.join(dict.fromkeys(said))})" if said else "")
