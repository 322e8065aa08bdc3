"""The header of a list, found by what its columns are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipelines.layouts.forms import list_pattern
from pipelines.model.amounts import parse_amount
from pipelines.model.form_words import IndicatorRole, ListKind, Role
from pipelines.model.patterns import COLUMN_NUMBER
from pipelines.model.text import compact
from pipelines.recognise.forms.lists.layout import ListLayout, is_total, role_of
from pipelines.recognise.forms.model import Edge, Line, head_path
from pipelines.recognise.forms.vocabulary import column_role

_FIRST_ROWS = 3  # a header begins in one of these, title rows aside
_TITLE_ROWS = 6  # at most, of one cell each: title, number, unit
_MAX_DEPTH = 5
_LEVELS = frozenset({IndicatorRole.LEVEL_1, IndicatorRole.LEVEL_2, IndicatorRole.LEVEL_3})


@dataclass(frozen=True, slots=True)
class Header:
    """Role and head path by column; ``body`` is the row (position in the lines) after the header."""

    kind: ListKind
    roles: dict[int, Role]
    paths: dict[int, str]
    edges: tuple[Edge[int], ...]
    cols: int
    body: int

    def by_role(self, role: Role) -> list[int]:
        """Columns of a role, from the left."""
        return [column for column, held in sorted(self.roles.items()) if held == role]


def find_header(lines: Sequence[Line], layout: ListLayout, *, titled: bool, recognised: bool) -> Header | None:
    """The header of a kind of list in the first rows of a grid, or ``None``.

    ``titled``: the title names the list; ``recognised``: it names some statement that may hold one.
    """
    titles = len(list(takewhile(_is_title, lines[:_TITLE_ROWS])))
    first_rows = lines[titles : titles + _FIRST_ROWS + _MAX_DEPTH]
    if Role.INDICATOR in layout.ruled_out and any(map(_heads_indicators, first_rows)):
        return None
    for at, first in enumerate(first_rows[:_FIRST_ROWS], titles):
        if _is_title(first):
            continue
        rows = lines[at : at + _depth(lines[at + 1 : at + _MAX_DEPTH], layout.kind)]
        paths = _paths(rows)
        roles = _roles(paths, first.grid.cols, layout.kind)
        says_enough = recognised or not _is_vague(paths, roles, layout)
        if says_enough and _suits(paths, roles, layout, titled=titled):
            body = at + len(rows)
            numbered = len(list(takewhile(_numbers_columns, lines[body:])))
            return Header(layout.kind, roles, paths, _edges(rows, roles), first.grid.cols, body + numbered)
    return None


def _heads_indicators(line: Line) -> bool:
    """Whether a row prints the heads of levels of indicators: a form that lists projects, however they are headed."""
    return len(_LEVELS.intersection(column_role(cell.text) for cell in line.filled)) > 1


def _is_title(line: Line) -> bool:
    return len(line.filled) < 2


def _suits(paths: dict[int, str], roles: dict[int, Role], layout: ListLayout, *, titled: bool) -> bool:
    """Whether the columns are those of the list, and not those of another one."""
    found = frozenset(roles.values())
    needed = layout.need_titled if titled else layout.need
    if found & layout.ruled_out or not all(map(found.intersection, needed)):
        return False
    return layout.only is None or layout.only.issuperset(map(roles.get, paths))


def _is_vague(paths: dict[int, str], roles: dict[int, Role], layout: ListLayout) -> bool:
    """Whether nothing but a title could tell what the things are: 项目 heads the rows of many a table."""
    needed = (paths.get(column, "") for column, role in roles.items() if role in layout.need[0])
    heads = [path.rpartition("/")[2] for path in needed if path]  # the last role also holds for columns without a head
    return all(map(layout.vague.search, heads))


def _depth(below: Sequence[Line], kind: ListKind) -> int:
    """Rows of the header: the first, and those below it that print nothing but heads."""
    return 1 + len(list(takewhile(lambda line: _is_head(line, kind), below)))


def _is_head(line: Line, kind: ListKind) -> bool:
    heads = [compact(cell.text) for cell in line.filled]
    if not heads or (is_total(heads[0]) and not _is_spanned(line)):
        return False
    return all(_is_subhead(head, kind) for head in heads)


def _is_spanned(line: Line) -> bool:
    """Whether a cell from above reaches into the row: 合计 is then a head, not a row's name."""
    return not all(line.begins(cell) for _, cell in line.covering)


def _is_subhead(head: str, kind: ListKind) -> bool:
    named = list_pattern("subhead").match(head) is not None or role_of(kind, head) is not None
    return named and parse_amount(head) is None


def _paths(rows: Sequence[Line]) -> dict[int, str]:
    """The head path of every column that has one."""
    columns = zip(*(row.over for row in rows), strict=True)
    paths = (head_path(compact(cell.text) for cell in cells if cell is not None) for cells in columns)
    return {column: path for column, path in enumerate(paths) if path}


def _roles(paths: dict[int, str], cols: int, kind: ListKind) -> dict[int, Role]:
    named = {column: role_of(kind, path) for column, path in paths.items()}
    roles = {column: role for column, role in named.items() if role is not None}
    last = max(paths, default=0)
    if last in roles:  # converters lose the span of a merged head at the right end
        roles |= dict.fromkeys(range(last + 1, cols), roles[last])
    return roles


def _edges(rows: Sequence[Line], roles: dict[int, Role]) -> tuple[Edge[int], ...]:
    """Where each column stands: the lowest head over it alone."""
    out: dict[int, Edge[int]] = {}
    for row in rows:
        for column, cell in row.covering:
            if column in roles and cell.box is not None and cell.col_span == 1:
                out[column] = Edge(cell.box.x0, cell.box.x1, column)
    return tuple(out.values())


def _numbers_columns(line: Line) -> bool:
    return len(line.filled) >= 2 and all(COLUMN_NUMBER.match(compact(cell.text)) for cell in line.filled)
