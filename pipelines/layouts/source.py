"""The files of ``pipelines/layouts`` as they stand: entries with the line each begins on.

tomllib gives no lines, so they are found by the headers of the entries: the n-th ``[[role]]`` of a file is the n-th
entry of that kind.  No expression may therefore begin a line of its own with ``[``; the files quote every one.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pipelines.layouts.errors import LayoutError, Place

_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?")
_KEY = re.compile(r"^([A-Za-z0-9_-]+)\s*=")


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as written: its kind (the dotted name of its table, ``column`` or ``project.column``) and its keys."""

    place: Place
    kind: str
    data: dict[str, Any]


def text_of(file: str) -> str:
    """The content of a layout file, ``rows.toml`` or ``identity/regions.csv``."""
    return files("pipelines").joinpath("layouts", *file.split("/")).read_text(encoding="utf-8")


def written(file: str, text: str) -> list[Written]:
    """The entries of a file in their order; raises `LayoutError` where it is no TOML or CSV."""
    return list(_rows(file, text) if file.endswith(".csv") else _tables(file, text))


def _rows(file: str, text: str) -> Iterator[Written]:
    lines = text.splitlines()
    for row in (reader := csv.DictReader(lines)):
        place = Place(file, reader.line_num)
        if None in row or None in row.values():
            raise LayoutError(place, "row", f"has not the columns {', '.join(reader.fieldnames or ())}")
        yield Written(place, "row", row)


def _tables(file: str, text: str) -> Iterator[Written]:
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise LayoutError(Place(file, int(at[1]) if at else 1), "file", f"no TOML: {error}") from error
    lines = text.splitlines()
    taken: dict[str, int] = {}
    top = True
    for number, line in enumerate(lines, 1):
        header = _HEADER.match(line)
        if header:
            top = False
            kind = header[1]
            found = _at(tree, kind)
            if isinstance(found, list):
                found = found[taken.get(kind, 0)]
                taken[kind] = taken.get(kind, 0) + 1
            yield Written(
                Place(file, number), kind, {k: v for k, v in found.items() if not _is_entry(k, v, kind, text)}
            )
        elif top and (key := _KEY.match(line)):  # `basic = { zh = …, en = … }`: an entry a line
            value = tree[key[1]]
            yield Written(Place(file, number), key[1], value if isinstance(value, dict) else {"value": value})


def _at(tree: dict[str, Any], kind: str) -> Any:
    found: Any = tree
    for part in kind.split("."):
        found = found[-1][part] if isinstance(found, list) else found[part]
    return found


def _is_entry(key: str, value: Any, kind: str, text: str) -> bool:
    """Whether a value of a table is entries with headers of their own (``[[project.column]]`` inside ``[project]``)."""
    nested = isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict))
    return bool(nested) and re.search(rf"^\s*\[\[?\s*{re.escape(f'{kind}.{key}')}\b", text, re.MULTILINE) is not None
