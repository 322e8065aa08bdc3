"""What a workbook's file says of a sheet beyond its values: what is shown of them, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from pipelines.extract.sheet.codes import Code

Place: TypeAlias = tuple[int, int]  # row and column, from 0
Area: TypeAlias = tuple[int, int, int, int]  # first row and column, last row and column
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


@dataclass(slots=True)
class SheetLook:
    """Formats, hidden lines and cells, formulas without a result; all by row and column from 0."""

    codes: dict[Place, Code] = field(default_factory=dict)
    invisible: set[Place] = field(default_factory=set)  # written in the colour of their ground
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    print_areas: list[Area] = field(default_factory=list)  # empty where all is printed
    formulas: dict[Place, str] = field(default_factory=dict)  # stored without their result
    errors: dict[Place, str] = field(default_factory=dict)  # what is shown where there is no value: #REF!
    texts: dict[Place, str] = field(default_factory=dict)  # rich text without what is struck, raised digits as such

    def hides(self, place: Place) -> bool:
        """Whether the cell's row or column is hidden."""
        return place[0] in self.hidden_rows or place[1] in self.hidden_cols


def place_of(reference: str) -> Place | None:
    """``B3`` or ``$B$3`` as row and column from 0."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]) - 1, column_of(found[1])) if found else None


def column_of(letters: str) -> int:
    """``A`` is 0, ``AA`` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def letters_of(column: int) -> str:
    """0 is ``A``, 26 ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
