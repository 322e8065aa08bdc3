"""A list joined over its grids, and its rows read by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.model.document import Cell
from pipelines.model.form_words import Field, Kind, Role
from pipelines.model.text import join_wrapped
from pipelines.recognise.forms.lists.header import Header
from pipelines.recognise.forms.model import Fields, FormRow, Line, RoleRow, first_filled, held_at, printed
from pipelines.recognise.forms.money import Money, money
from pipelines.recognise.model import Table


@dataclass(frozen=True, slots=True)
class Item(RoleRow[Role]):
    """One row of a list; ``columns``: the cell over each column of the header that has a role."""

    columns: Mapping[int, Cell]

    def money(self, role: Role, unit: str | None) -> Money | None:
        """The money printed in this row under a role."""
        cell = self.own(role)
        return money(cell.text, unit) if cell is not None else None

    def first_words(self, *roles: Role) -> str:
        """The words of the first of ``roles`` that has any, else of the first cell that has."""
        named = self.printed_words(*roles)
        if named or not self.line.filled:
            return named
        return join_wrapped(self.line.filled[0].text).strip()

    def printed_words(self, *roles: Role) -> str:
        """The words of the first of ``roles`` that has any, empty where none has."""
        return next(filter(None, map(self.words, roles)), "")

    def fields(self, columns: Mapping[Role, Field]) -> Fields:
        """What is printed under the roles, as the fields they fill."""
        return printed({field: self.words(role) for role, field in columns.items()})


@dataclass(frozen=True, slots=True)
class Priced:
    """A row with its amount."""

    item: Item
    amount: Money


@dataclass(frozen=True, slots=True)
class Listing:
    """A list joined over its grids: the lines above it, the unit of its money, its rows.

    ``units``: names of bodies that other tables of the document list.
    """

    header: Header
    table: Table
    unit: str | None
    context: tuple[str, ...]
    items: tuple[Item, ...]
    first_grid: int
    last_page: int
    units: frozenset[str] = frozenset()

    def priced(self) -> list[Priced]:
        """The rows that print an amount."""
        amounts = ((item, item.money(Role.TOTAL, self.unit)) for item in self.items)
        return [Priced(item, amount) for item, amount in amounts if amount is not None]

    def row(self, kind: Kind, item: Item, role: Role, fields: Fields) -> FormRow:
        """A row of raw.form that stands where ``item`` prints ``role``."""
        return FormRow(kind, item.line.place(item.cells[role]), self.table.table_no, fields)


def items(header: Header, lines: Sequence[Line], *, goes_on: bool) -> list[Item]:
    """Rows of the body; ``goes_on``: the grid has no header of its own, and may have other columns."""
    read = [_item(header, line, goes_on=goes_on) for line in lines]
    return [item for item in read if item.own_texts()]


def _item(header: Header, line: Line, *, goes_on: bool) -> Item:
    placed = list(_placed(header, line, goes_on=goes_on))
    cells = first_filled((header.roles[column], cell) for column, cell in placed)
    texts = {role: cell.text for role, cell in cells.items()}
    columns: dict[int, Cell] = {}
    for column, cell in placed:
        columns.setdefault(column, cell)
    return Item(line, cells, texts, columns)


def _placed(header: Header, line: Line, *, goes_on: bool) -> Iterator[tuple[int, Cell]]:
    """Each cell with the column of the header it stands in: by number, in a grid of another width by geometry."""
    by_number = not goes_on or line.grid.cols == header.cols
    for number, cell in line.covering:
        column = number if by_number else held_at(header.edges, cell.box)
        if column is not None and column in header.roles:
            yield column, cell
