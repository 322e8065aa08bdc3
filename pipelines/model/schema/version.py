"""The version of the tables, and what went by another name in an earlier one (``version.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("version.toml")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A table (``schema.table``) or a column (``schema.table.column``) that went by the name ``old``.

    ``until`` is the last version of gouji, as in ``0.2``, in which a mart answers to the old name as well.
    """

    old: str
    new: str
    until: str

    @property
    def is_column(self) -> bool:
        """Whether it is a column; else it is a table."""
        return self.new.count(".") == 2

    @property
    def table(self) -> str:
        """The table, or the one the column is in, by its name now."""
        return ".".join(self.new.split(".")[:2])

    @property
    def answers(self) -> bool:
        """Whether this program still answers to the old name."""
        return self.old.startswith("mart.") and _numbers(metadata.version("gouji")) <= _numbers(self.until)


@cache
def _source() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


VERSION: int = _source()["version"]
DIGEST: str = _source()["digest"]


def renamed() -> tuple[Renamed, ...]:
    """Everything that went by another name in some version before."""
    return tuple(Renamed(**row) for row in _source().get("renamed", ()))


def names_of(table: str) -> tuple[str, ...]:
    """What a table (``schema.table``) is called in warehouses of this version and before, the latest first."""
    return _chain([table])


def columns_of(table: str, column: str) -> tuple[str, ...]:
    """What a column of a table is called in warehouses of this version and before, the latest first."""
    full = [f"{name}.{column}" for name in names_of(table)]
    return tuple(dict.fromkeys(name.rpartition(".")[2] for name in _chain(full)))


def _chain(names: Sequence[str]) -> tuple[str, ...]:
    found = list(names)
    for name in found:  # which grows
        found += [row.old for row in renamed() if row.new == name and row.old not in found]
    return tuple(found)


def _numbers(version: str) -> tuple[int, ...]:
    """The release of a version, ``0.2.1`` as 0.2."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])
