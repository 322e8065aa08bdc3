"""Who else prints the figure: the same code or name in other tables of the same disclosure."""

from __future__ import annotations

import re
from collections import defaultdict

from pipelines.reconcile.diagnosis.model import Cell, Edit, System

_NOISE = re.compile(r"[\s　、，,.．:：()（）0-9一二三四五六七八九十]")
MIN_DIGITS = 3  # shorter figures are equal by chance


def _key(cell: Cell) -> tuple[str, int, str]:
    return (cell.table[0], cell.table[1], cell.code or _NOISE.sub("", cell.name))


class Repeats:
    """Figures of every row name or code, by table."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._by_key: dict[tuple[str, int, str], list[int]] = defaultdict(list)
        self._figures: dict[tuple[str, int, int], list[int]] = defaultdict(list)  # coded cells by amount
        for number, cell in enumerate(system.cells):
            self._by_key[_key(cell)].append(number)
            if cell.code and len(str(abs(cell.amount) // cell.step).rstrip("0")) >= MIN_DIGITS:
                self._figures[(*cell.table[:2], cell.amount)].append(number)

    def _count(self, cell: Cell, amount: int) -> int:
        """Other tables that print `amount` for the row of `cell` in the same year and stage."""
        if len(str(abs(amount) // cell.step).rstrip("0")) < MIN_DIGITS:
            return 0
        tables = set()
        for number in self._by_key[_key(cell)]:
            other = self._system.cells[number]
            same_time = other.series[-2:] == cell.series[-2:]
            if other.table != cell.table and same_time and abs(other.amount - amount) < max(other.step, cell.step):
                tables.add(other.table)
        return len(tables)

    def of(self, edit: Edit) -> int:
        """Tables that repeat the implied figures less those that repeat the printed ones."""
        total = 0
        if edit.kind == "wrong_row":  # a row that others print alike is not the wrong one
            cell = self._system.cells[edit.place]
            return -self._count(cell, cell.amount)
        for number, change in edit.changes.items():
            if edit.kind == "unit":
                break
            cell = self._system.cells[number]
            total += self._count(cell, cell.amount + change) - self._count(cell, cell.amount)
        return total + self._missing(edit)

    def _missing(self, edit: Edit) -> int:
        """Other tables that print a row of the missing figure below the same code, or anywhere where there is none."""
        if edit.kind != "missing_row":
            return 0
        return len({self._system.cells[c].table for c in self.missing_elsewhere(edit)})

    def missing_elsewhere(self, edit: Edit) -> list[int]:
        """Cells of other tables that print the missing row: its code is absent here, its figure is what is short."""
        place = self._system.cells[edit.place]
        here = {self._system.cells[c].code for c in self._system.of_table[place.table]}
        found = []
        for shift in set(edit.mends.values()):
            for number in self._figures.get((*place.table[:2], -shift), ()):
                cell = self._system.cells[number]
                if cell.table != place.table and cell.code.startswith(place.code) and cell.code not in here:
                    found.append(number)
        return found

    def missing_cell(self, edit: Edit) -> Cell | None:
        """The cell of another table that prints the row missing here; None for other edits and where none does.

        Of several the least deep: what is missing below a class is a 款 before it is a 项 of that 款.
        """
        if edit.kind != "missing_row":
            return None
        place = self._system.cells[edit.place]
        here = {self._system.cells[c].code[:1] for c in self._system.of_table[place.table]} - {""}
        found = (self._system.cells[number] for number in self.missing_elsewhere(edit))
        # The same classification (2 functions, 3 and 5 economic), the same year and stage.
        cells = [one for one in found if one.code[:1] in here and one.series[-2:] == place.series[-2:]]
        return min(cells, key=lambda cell: (len(cell.code), -abs(cell.amount), cell.line_id), default=None)
