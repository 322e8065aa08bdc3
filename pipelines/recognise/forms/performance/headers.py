"""Headers inside a form: of its indicators, and of a department's yearly tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipelines.model.document import Cell
from pipelines.model.form_words import IndicatorRole, TaskRole
from pipelines.model.text import compact
from pipelines.recognise.forms.model import Edge, Line, head_path
from pipelines.recognise.forms.performance.columns import Columns
from pipelines.recognise.forms.vocabulary import column_role, task_role

_WORD = "指标"  # in the head of every table of indicators
_LEVELS = frozenset({IndicatorRole.LEVEL_1, IndicatorRole.LEVEL_2, IndicatorRole.LEVEL_3})
_FIGURES = frozenset({IndicatorRole.TARGET, IndicatorRole.ACTUAL})
_TASK = frozenset({TaskRole.NAME, TaskRole.CONTENT})
UNIT_IN_HEAD = re.compile(r"\((万元|元)\)")

Head = tuple[Cell, IndicatorRole]


def indicator_columns(lines: Sequence[Line], at: int) -> Columns[IndicatorRole] | None:
    """The header of indicators that begins at row ``at``, or ``None``."""
    line = lines[at]
    if len(line.filled) < 3 or not any(_WORD in compact(cell.text) for cell in line.filled):
        return None
    named = {cell.col: column_role(cell.text) for cell in line.filled}
    last_resort = IndicatorRole.LEVEL_3 not in named.values()
    roles = {role for _, role in _heads([line], last_resort=last_resort)}.union(filter(None, named.values()))
    if roles.isdisjoint(_LEVELS) or roles.isdisjoint(_FIGURES):
        return None
    span = max((cell.row_span for cell in line.filled if named[cell.col] is not None), default=1)
    below = takewhile(lambda row: _is_heads(row, last_resort=last_resort), lines[at + 1 : at + span])
    rows = [line, *below]
    heads = _heads(rows, last_resort=last_resort)
    by_column = {column: role for cell, role in heads for column in _columns(cell)}
    return Columns(line.grid, by_column, _edges(heads), line.row, len(rows))


def _heads(rows: Sequence[Line], *, last_resort: bool) -> list[Head]:
    """The cells that name a column; the label of the block at the left is none of last resort."""
    cells = [cell for row in rows for cell in row.cells]
    named = [(cell, column_role(cell.text, last=last_resort and cell.col > 0)) for cell in cells]
    return [(cell, role) for cell, role in named if role is not None]


def _is_heads(line: Line, *, last_resort: bool) -> bool:
    """Whether a row below the first prints nothing but heads of columns."""
    return bool(line.filled) and all(column_role(cell.text, last=last_resort) for cell in line.filled)


def _columns(cell: Cell) -> range:
    return range(cell.col, cell.col + cell.col_span)


def _edges(heads: Sequence[Head]) -> tuple[Edge[IndicatorRole], ...]:
    """Where the heads stand; nothing where the format has no geometry."""
    edges = [Edge(cell.box.x0, cell.box.x1, role) for cell, role in heads if cell.box is not None]
    return tuple(edges) if len(edges) == len(heads) else ()


def task_columns(lines: Sequence[Line], at: int) -> Columns[TaskRole] | None:
    """The header of a department's yearly tasks that begins at row ``at``, or ``None``."""
    line = lines[at]
    spans = {task_role(compact(cell.text)): cell.row_span for cell in line.cells}
    if not _TASK.issubset(spans):
        return None
    depth = max(cell.row_span for cell in line.cells if task_role(compact(cell.text)) in _TASK)
    over = zip(*(row.over for row in lines[at : at + depth]), strict=True)
    named = {column: _task_role(cells) for column, cells in enumerate(over)}
    roles = {column: role for column, role in named.items() if role is not None}
    return Columns(line.grid, roles, (), line.row, depth)


def _task_role(cells: Sequence[Cell | None]) -> TaskRole | None:
    path = head_path(UNIT_IN_HEAD.sub("", compact(cell.text)) for cell in cells if cell is not None)
    return task_role(path) or task_role(path.rpartition("/")[2])
