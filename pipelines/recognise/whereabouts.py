"""Which part of a file something stands in."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.document import Document
from pipelines.recognise.identity import Part
from pipelines.recognise.model import Table


class Whereabouts:
    """The part of each table, cell and paragraph of a document; what is in none is in the first."""

    def __init__(self, document: Document, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._names = {part.part_no: part.department_name for part in parts}
        self._orders = {grid.grid_no: grid.order for grid in document.grids}

    def table(self, table: Table) -> int:
        """The part of a table."""
        rows = [cell.row_no for row in (*table.pieces[0].header, *table.pieces[0].body) for cell in row if cell]
        return self.cell(table.grid_no, min(rows, default=0))

    def cell(self, grid_no: int, row_no: int) -> int:
        """The part of a row of a grid; without a grid (0) of the paragraph whose number is ``row_no``."""
        return self._at(self._orders[grid_no], row_no) if grid_no else self.paragraph(row_no)

    def paragraph(self, paragraph_no: int) -> int:
        """The part of a paragraph, or of a whole grid, by its place in reading order."""
        return self._at(paragraph_no, 0)

    def owner(self, paragraph_no: int) -> str | None:
        """The body that a paragraph is of, where its name is known."""
        return self._names.get(self.paragraph(paragraph_no))

    def _at(self, order: int, row_no: int) -> int:
        found = (part.part_no for part in self._parts if part.holds((order, row_no)))
        return next(found, self._parts[0].part_no if self._parts else 1)
