"""What recognition passes between its steps, and what it gives out.

A table is a new object after every step (``pipelines.recognise.tables.chain``): a grid is cut into ``Piece``, pieces
are stitched to ``Joined``, a name and a unit make it a ``Table``, its columns a ``Headed``; its rows are ``Entry`` as
printed and ``Line`` once arranged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from pipelines.layouts.tables import StatementLayout
from pipelines.model.amounts import Amount
from pipelines.model.column_roles import ColumnRole
from pipelines.model.document import Box, Grid
from pipelines.model.text import compact

DECIDED = "documents.csv"  # the source of what a person has laid down


class Printed(NamedTuple):
    """A cell as printed: its text and where it stands.

    A tuple, because every cell of a document becomes one: a frozen dataclass takes three times as long to make.
    """

    text: str
    grid_no: int
    row_no: int
    col_no: int
    page: int
    anchor: bool = True  # False where a merged cell from above or the left covers this place
    candidates: tuple[str, ...] = ()  # of a figure in doubt, see `pipelines.model.document.Cell`

    @property
    def place(self) -> tuple[int, int, int]:
        """Grid, row and column of the cell, the same wherever a merged cell covers."""
        return self.grid_no, self.row_no, self.col_no


class Row(tuple[Printed | None, ...]):
    """A printed row: under each column the cell that begins there or covers it.

    What it prints is asked at every step of the cut and once more where pages are joined: it is told once.
    """

    @property
    def printed(self) -> tuple[Printed, ...]:
        """The cells that begin in the row or cover it and print something, each once."""
        return tuple(each_once(self))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Compact texts of the printed cells, those of nothing but blanks and quotation marks left out."""
        return tuple(filter(None, [compact(cell.text) for cell in self.printed]))

    @property
    def own_texts(self) -> tuple[str, ...]:
        """Compact texts of the cells that begin in the row, blank ones too."""
        return tuple([compact(cell.text) for cell in self if cell is not None and cell.anchor])


def each_once(cells: Iterable[Printed | None]) -> Iterator[Printed]:
    """Those of ``cells`` that print something; a merged cell stands under several columns, or over several rows."""
    seen: set[tuple[int, int, int]] = set()
    for cell in cells:
        if cell is None or not cell.text.strip():
            continue
        place = cell.place
        if place not in seen:
            seen.add(place)
            yield cell


@dataclass(frozen=True, slots=True)
class Piece:
    """One grid (or part of one) cut into title lines, header and body."""

    grid: Grid
    context: list[str]  # lines above it, nearest last
    titles: list[str]  # lines of title rows inside the grid
    header: list[Row]
    body: list[Row]
    notes: list[str]
    centres: list[float] | None  # x of the middle of each column, where the format has geometry
    first_on_page: bool = False

    @property
    def lines(self) -> list[str]:
        """The lines above it and inside it, nearest to the figures last."""
        return [*self.context, *self.titles]


@dataclass(frozen=True, slots=True)
class Joined:
    """A statement (or another table) joined over its pages; ``title`` as its lines tell it."""

    table_no: int
    title: str
    lines_above: list[str]
    header: list[Row]
    body: list[Row]
    pieces: list[Piece]
    notes: list[str]
    base: int = 0  # the piece whose columns the others are laid over

    @property
    def page_from(self) -> int:
        """First page of the table."""
        return self.pieces[0].grid.page

    @property
    def page_to(self) -> int:
        """Last page of the table."""
        return self.pieces[-1].grid.page

    @property
    def grid_no(self) -> int:
        """The grid it begins in."""
        return self.pieces[0].grid.grid_no


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Joined):
    """A joined table with its statement, or why it is none, and its money unit; ``title`` as the statement has it."""

    layout: StatementLayout | None
    outcome: str
    unit: str | None
    unit_source: str  # printed, header, cells, previous, `DECIDED`, or empty
    correction: str | None = None  # one of `Correction`: the side of a correction it is said to be on


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a joined table."""

    index: int
    path: tuple[str, ...]  # compact header texts, top to bottom
    title: str  # header as printed
    role: str  # amount, name…, code…, unit_name, unit_code, index, note, comparison, year
    measure: str | None = None
    fund_source: str | None = None
    expenditure_type: str | None = None
    fiscal_year: int | None = None
    year_offset: int = 0
    stage: str | None = None
    item: str | None = None
    lane: int = 0
    scheme: str | None = None
    mixed: bool = False  # names units and, below each, its functions
    is_part: bool = False  # its own header is unknown: it breaks down the column whose header stands above
    codes: Mapping[str, str] = field(default_factory=dict)  # scheme -> economic class its header names

    @property
    def is_amount(self) -> bool:
        """Whether it holds figures."""
        return self.role == ColumnRole.AMOUNT


Columns = tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Headed:
    """A table whose header is read."""

    table: Table
    columns: Columns

    @property
    def statement(self) -> str:
        """Id of the statement, empty where it is none."""
        return self.table.layout.id if self.table.layout is not None else ""

    @property
    def amounts(self) -> Columns:
        """Its columns of figures."""
        return tuple(c for c in self.columns if c.is_amount)

    def lane(self, lane: int) -> Columns:
        """The columns of one lane."""
        return tuple(c for c in self.columns if c.lane == lane)


class Figure(NamedTuple):
    """A printed amount under its column; of one in doubt the likeliest, and the texts it may be (perhaps none)."""

    column: Column
    cell: Printed
    amount: Amount
    candidates: tuple[str, ...] | None = None

    @property
    def value(self) -> Decimal:
        """The amount in the unit of its table."""
        return self.amount.value


class Entry(NamedTuple):
    """One labelled row of one lane, as printed, with the figures in it."""

    lane: int
    label: str  # as printed, wraps joined
    key: str  # compact, without numbering
    numbering: str
    codes: Mapping[str, str]  # scheme -> code
    origin: str | None  # of the codes: printed, filled, from_name
    role: str
    figures: tuple[Figure, ...]
    unit_code: str | None = None
    unit_name: str | None = None
    year: int | None = None
    stage: str | None = None
    indent: int = 0  # blanks printed before the name
    mixed: bool = False  # its name stands in a column of units and functions


class Line(NamedTuple):
    """An entry in its place among the others; what it has of the entry is said there.

    A tuple, as an entry is: each step of the arrangement gives many of them anew, with its parent, code or role.
    """

    line_no: int  # from 1, over all lanes
    block: int  # rows that add up among themselves
    flow: str  # revenue, expenditure or balance
    fund_source: str | None  # source an income row names
    lane: int
    label: str
    key: str
    numbering: str
    codes: Mapping[str, str]
    origin: str | None
    role: str
    figures: tuple[Figure, ...]
    unit_code: str | None = None
    unit_name: str | None = None
    year: int | None = None
    stage: str | None = None
    indent: int = 0
    mixed: bool = False
    parent: int | None = None  # line it is part of
    is_leaf: bool = True


@dataclass(slots=True)
class Finding:
    """Something recognition could not do, for a person to read."""

    kind: str
    page: int
    statement: str | None
    message_zh: str
    message_en: str
    grid_no: int | None = None
    box: Box | None = None  # where on the page, as far as that is known
    detail: str = ""  # traceback, where it is an error of ours


@dataclass(slots=True)
class Recognised:
    """Everything recognised in one document: rows for the raw tables, and the tables they are read from."""

    parts: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    outcomes: dict[int, str]  # grid_no -> statement id or why it is none
    findings: list[Finding]
    claims: list[dict[str, Any]] = field(default_factory=list)  # rows of raw.claim
    tables: list[Table] = field(default_factory=list)  # every table, as `named_tables` gives them
    forms: list[dict[str, Any]] = field(default_factory=list)
