"""TOML files of entries, each a table of its own (``[summary]``), with the line each entry begins at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.model.terms import VocabularyError

_HEADING = re.compile(r"^\[([^\[\].]+)\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its id, its values, and where it is written."""

    id: str
    values: Mapping[str, Any]
    file: str
    line: int

    def wrong(self, message: str) -> VocabularyError:
        """The error that says ``message`` about this entry."""
        return VocabularyError(self.file, self.line, f"{self.id}: {message}")


def read_entries(path: Path, required: frozenset[str], optional: frozenset[str]) -> tuple[Entry, ...]:
    """The entries of ``path`` in their order.

    Raises:
        VocabularyError: an entry lacks a required key, or has a key that is neither required nor optional.
    """
    text = path.read_text(encoding="utf-8")
    lines = {found.group(1).strip(): text.count("\n", 0, found.start()) + 1 for found in _HEADING.finditer(text)}
    found = tuple(Entry(name, values, path.name, lines.get(name, 1)) for name, values in tomllib.loads(text).items())
    for entry in found:
        absent = sorted(required - entry.values.keys())
        if absent:
            raise entry.wrong(f"{', '.join(absent)} missing")
        unknown = sorted(entry.values.keys() - required - optional)
        if unknown:
            raise entry.wrong(f"unknown key {', '.join(unknown)}")
    return found
