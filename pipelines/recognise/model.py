"""What recognition passes between its steps, and what it gives out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipelines.layouts.tables import StatementLayout
from pipelines.model.document import Grid


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell as printed: its text and where it stands."""

    text: str
    grid_no: int
    row_no: int
    col_no: int
    page: int
    anchor: bool = True  # False where a merged cell from above or the left covers this place


Row = list[Printed | None]


@dataclass(slots=True)
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
    clean_above: bool = False  # nothing but running headers between it and the grid before


@dataclass(slots=True)
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
    codes: dict[str, str] = field(default_factory=dict)  # scheme -> economic class its header names


@dataclass(slots=True)
class Table:
    """A statement (or another table) joined over its pages."""

    table_no: int
    title: str
    lines_above: list[str]
    header: list[Row]
    body: list[Row]
    pieces: list[Piece]
    layout: StatementLayout | None = None
    outcome: str = ""
    unit: str | None = None
    unit_source: str = ""
    columns: list[Column] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    base: int = 0  # the piece whose columns the others are laid over

    @property
    def page_from(self) -> int:
        """First page of the table."""
        return self.pieces[0].grid.page

    @property
    def page_to(self) -> int:
        """Last page of the table."""
        return self.pieces[-1].grid.page


@dataclass(slots=True)
class Entry:
    """One labelled row of one lane, with the amounts printed in it."""

    lane: int
    label: str  # as printed, wraps joined
    key: str  # compact, without numbering
    numbering: str
    codes: dict[str, str]  # scheme -> code
    origin: str | None
    role: str
    amounts: list[tuple[Column, Printed]]
    unit_code: str | None = None
    unit_name: str | None = None
    year: int | None = None
    stage: str | None = None
    project: str | None = None
    line_no: int = 0
    parent: int | None = None
    block: int = 0
    flow: str = ""
    item: str | None = None
    fund_source: str | None = None
    is_leaf: bool = True
    indent: int = 0  # blanks printed before the name
    mixed: bool = False  # its name stands in a column of units and functions


@dataclass(slots=True)
class Finding:
    """Something recognition could not do, for a person to read."""

    kind: str
    page: int
    statement: str | None
    message_zh: str
    message_en: str
    grid_no: int | None = None


@dataclass(slots=True)
class Recognised:
    """Everything recognised in one document, as plain rows for the raw tables."""

    parts: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    outcomes: dict[int, str]  # grid_no -> statement id or why it is none
    findings: list[Finding]
    claims: list[dict[str, Any]] = field(default_factory=list)  # rows of raw.claim
    forms: list[dict[str, Any]] = field(default_factory=list)
