"""The lists of a document: which grid begins one, which goes on with it, which reader takes its rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.layouts.forms import list_pattern
from pipelines.model.sentences import say
from pipelines.model.text import compact
from pipelines.recognise.forms.assets import asset_rows
from pipelines.recognise.forms.listing import Header, Item, find_header, items, join_rest
from pipelines.recognise.forms.model import FormRow, Line, Lines
from pipelines.recognise.forms.money import is_figure
from pipelines.recognise.forms.procurement import procurement_rows
from pipelines.recognise.forms.projects import project_rows
from pipelines.recognise.forms.purchase import purchase_rows
from pipelines.recognise.forms.staffing import staffing_rows, unit_rows
from pipelines.recognise.forms.vocabulary import unit_of
from pipelines.recognise.model import Finding, Piece, Table
from pipelines.recognise.tables.titles import is_meta

_KINDS = ("purchase", "procurement", "state_asset", "staffing", "units", "project")
_STATEMENTS = {
    "purchase": {"purchase_of_services"},
    "procurement": {"procurement"},
    "project": {"project", "performance_project"},
}
_RUNNING = re.compile(r"^[-—_第\d\s页共/·.]*$")


@dataclass(slots=True)
class List:
    """A list joined over its grids."""

    header: Header
    table: Table
    unit: str | None
    context: list[str]
    items: list[Item] = field(default_factory=list)
    last_page: int = 0


Reader = Callable[[List], list[FormRow]]


def lists(tables: list[Table], lines: Lines) -> tuple[list[FormRow], dict[int, str], list[Finding]]:
    """Rows of every list in the tables that are no money statements, the kind of each grid they came from, and the
    lists whose money has no unit."""
    found: list[List] = []
    kinds: dict[int, str] = {}
    current: List | None = None
    for table in tables:
        if table.layout is not None and table.layout.money:
            current = None
            continue
        for piece in table.pieces:
            if piece.grid.grid_no in kinds:
                continue
            current = _take(piece, lines.of(piece.grid), table, current, found)
            if current is not None:
                kinds[piece.grid.grid_no] = current.header.kind
    rows = [row for one in found for row in _READERS[one.header.kind](one)]
    return rows, kinds, [f for one in found if (f := _unit_missing(one)) is not None]


def _unit_missing(one: List) -> Finding | None:
    figures = any(is_figure(item.text(role)) for item in one.items for role in ("total", "value"))
    if one.unit is not None or not figures:
        return None
    title, kind = one.table.title or one.header.kind, one.header.kind
    said = say("recognition.of_table", title=title, what=say("recognition.unit_missing.of_list"))
    return Finding("unit_missing", one.table.page_from, kind, *said, one.items[0].line.grid.grid_no)


def _take(piece: Piece, lines: list[Line], table: Table, current: List | None, found: list[List]) -> List | None:
    header = _header(lines, table)
    if header is not None:
        same = current is not None and current.header.kind == header.kind and _goes_on(piece, current)
        opens = same and current is not None and current.header.paths == header.paths
        if current is None or not opens:
            inside = [c.text for line in lines[: header.body] for c in line.cells if c.text.strip()]
            unit = _unit(piece, table, header)
            # the same kind again without a title: the rest of the table before, its header broken otherwise
            whole = current.table if current is not None and same and table.layout is None else table
            current = List(header, whole, unit, [*piece.context, *piece.titles, *inside])
            found.append(current)
        _extend(current, items(header, lines[header.body :], False), opens)
    elif current is not None and _may_go_on(table, current) and _goes_on(piece, current) and _fits(current, lines):
        _extend(current, items(current.header, lines, True), True)
    else:
        return None
    current.last_page = piece.grid.page
    return current


def _header(lines: list[Line], table: Table) -> Header | None:
    for kind in _KINDS:
        allowed = _STATEMENTS.get(kind, set())
        if table.layout is not None and table.layout.id not in allowed:
            continue
        titled = table.layout is not None and table.layout.id == kind
        if kind == "purchase" and table.layout is None:
            continue  # its columns say too little without the title
        header = find_header(lines, kind, titled=titled, recognised=table.layout is not None)
        if header is not None and (kind != "state_asset" or _asset_title(table)):
            return header
    return None


def _asset_title(table: Table) -> bool:
    pattern = list_pattern("state_asset", "title")
    return any(pattern.search(line) for line in [table.title, *table.lines_above[-3:]])


def _unit(piece: Piece, table: Table, header: Header) -> str | None:
    for path in header.paths.values():
        unit = unit_of(path)
        if unit is not None:
            return unit
    for text in reversed([*piece.context, *piece.titles]):
        if "单位" in text and (unit := unit_of(text)) is not None:
            return unit
    return table.unit


def _may_go_on(table: Table, current: List) -> bool:
    """A table with a name of its own is another one."""
    return table is current.table or table.layout is None


def _goes_on(piece: Piece, current: List) -> bool:
    if piece.grid.page not in {current.last_page, current.last_page + 1}:
        return False
    prose = [t for t in piece.context if not _RUNNING.match(t) and not is_meta(compact(t))]
    return len(prose) <= 1


def _fits(current: List, lines: list[Line]) -> bool:
    header = current.header
    if not lines or abs(lines[0].grid.cols - header.cols) > 2:
        return False
    return lines[0].grid.cols == header.cols or bool(items(header, lines, True))


def _extend(current: List, more: list[Item], opens_grid: bool) -> None:
    if opens_grid and more and current.items and _is_rest(more[0], current):
        join_rest(current.items[-1], more[0])
        more = more[1:]
    current.items += more


def _is_rest(item: Item, current: List) -> bool:
    """A row without its money or its name is the rest of the row the page cut."""
    money = [r for r in item.texts if r in {"total", "value", "fiscal"} or r.startswith("fund:")]
    return (
        bool(money)
        and not any(item.text(r).strip() for r in money)
        and current.header.kind
        in {
            "project",
            "procurement",
            "purchase",
        }
    )


_READERS: dict[str, Reader] = {
    "purchase": lambda one: purchase_rows(one.items, one.unit, one.table.table_no),
    "procurement": lambda one: procurement_rows(one.items, one.header, one.unit, one.table.table_no),
    "state_asset": lambda one: asset_rows(one.items, one.unit, one.table.table_no, one.context),
    "staffing": lambda one: staffing_rows(one.items, one.table.table_no),
    "units": lambda one: unit_rows(one.items, one.table.table_no),
    "project": lambda one: project_rows(
        one.items,
        one.unit,
        one.table.table_no,
        "project_table" if one.table.layout is not None and one.table.layout.id == "project" else "project_list",
    ),
}
