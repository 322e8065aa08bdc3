"""What the choice between readings passes around."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.model.document import Document
from pipelines.recognise import Recognised
from pipelines.recognise.model import Columns, Table

FIRST = "first"
Line = dict[str, Any]
Place = tuple[int, int, int]  # grid, row, column


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to take the cells of one table.

    ``reading`` is what raw.statement says of it, ``table`` the table with its cells as this reading takes them,
    ``change`` gives its columns another meaning, ``printed`` the printed text of cells whose text was put together.
    """

    reading: str
    table: Table
    change: Callable[[Columns], Columns] | None = None
    printed: Mapping[Place, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """The document and what is recognised in it, in the readings that were chosen."""

    document: Document
    recognised: Recognised
