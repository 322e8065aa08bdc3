"""Headers inside a form: of its indicators, and of a department's yearly tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import takewhile

from pipelines.model.document import Cell
from pipelines.model.form_words import IndicatorRole, TaskRole
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import Edge, Line, head_path
from pipelines.recognise.forms.performance.columns import Columns
from pipelines.recognise.forms.targets import are_signs
from pipelines.recognise.forms.vocabulary import column_role, field_of, task_role

WORD = "指标"  # in the head of every table of indicators
_LEVELS = frozenset({IndicatorRole.LEVEL_1, IndicatorRole.LEVEL_2, IndicatorRole.LEVEL_3})
_LOOKED_AT = 12  # rows below a header that tell what a column holds
_FIGURES = frozenset({IndicatorRole.TARGET, IndicatorRole.ACTUAL})
# what a header prints over several of its rows, left of the indicators
_OF_PROJECTS = frozenset(
    {
        IndicatorRole.INDEX,
        IndicatorRole.PROJECT_UNIT,
        IndicatorRole.PROJECT_NAME,
        IndicatorRole.PROJECT_AMOUNT,
        IndicatorRole.PROJECT_APPROPRIATION,
        IndicatorRole.PROJECT_FISCAL,
        IndicatorRole.PROJECT_OTHER,
        IndicatorRole.PROJECT_GOAL,
        IndicatorRole.IGNORED,
    }
)
_TASK = frozenset({TaskRole.NAME, TaskRole.CONTENT})
UNIT_IN_HEAD = re.compile(r"\((万元|元)\)")

Head = tuple[Cell, IndicatorRole]


def indicator_columns(lines: Sequence[Line], at: int) -> Columns[IndicatorRole] | None:
    """The header of indicators that begins at row ``at``, or ``None``."""
    line = lines[at]
    if len(line.filled) < 3 or not any(WORD in compact(cell.text) for cell in line.filled):
        return None
    named = {cell.col: column_role(cell.text) for cell in line.filled}
    last_resort = IndicatorRole.LEVEL_3 not in named.values()
    roles = {role for _, role in _heads([line], last_resort=last_resort)}.union(filter(None, named.values()))
    if roles.isdisjoint(_LEVELS) or roles.isdisjoint(_FIGURES):
        return None
    span = max((cell.row_span for cell in line.filled if named[cell.col] is not None), default=1)
    below = takewhile(lambda row: _is_heads(row, last_resort=last_resort), lines[at + 1 : at + span])
    rows = [line, *below]
    body = lines[at + len(rows) : at + len(rows) + _LOOKED_AT]
    return _columns_of(rows, body, [*_heads_from_above(line), *_heads(rows, last_resort=last_resort)])


def _columns_of(rows: Sequence[Line], body: Sequence[Line], heads: Sequence[Head]) -> Columns[IndicatorRole]:
    """The columns below the ``rows`` of a header; ``body``: rows that tell what stands below a head nobody knows."""
    unknown = _unknown(rows, {cell.col for cell, _ in heads})
    signs = [] if any(role is IndicatorRole.OPERATOR for _, role in heads) else _signs(unknown, body)
    whole = [*heads, *((cell, IndicatorRole.OPERATOR) for cell in signs)]
    by_column = {column: role for cell, role in whole for column in _columns(cell)}
    first = min(cell.row for cell, _ in whole)
    depth = rows[-1].row + 1 - first
    unread = tuple(join_wrapped(cell.text) for cell in unknown if cell not in signs and _heads_texts(cell, body))
    return Columns(rows[0].grid, by_column, _edges(whole), first, depth, unread)


def _unknown(rows: Sequence[Line], known: Set[int]) -> list[Cell]:
    """The lowest cells of a header that name no role; the label of a block beside its rows is none of them."""
    end = rows[-1].row + 1
    lowest = (cell for row in rows for cell in row.filled if cell.row + cell.row_span == end)
    return [cell for cell in lowest if cell.col not in known and cell.col_span == 1 and not _is_block(cell)]


def _is_block(cell: Cell) -> bool:
    return cell.col == 0 or field_of(cell.text) is not None


def _signs(unknown: Sequence[Cell], body: Sequence[Line]) -> list[Cell]:
    """The column, of those nobody knows, in which nothing but signs stands (≥, =, 定性): it is that of operators."""
    return [cell for cell in unknown if are_signs(_below(cell, body))][:1]


def _heads_texts(cell: Cell, body: Sequence[Line]) -> bool:
    return bool(_below(cell, body))


def _below(cell: Cell, body: Sequence[Line]) -> list[str]:
    """What is printed in the column below a head."""
    return [text for line in body for own in line.filled if own.col == cell.col and (text := compact(own.text))]


def indicator_headers(lines: Sequence[Line]) -> dict[int, Columns[IndicatorRole]]:
    """Every header of indicators in a grid, by the row (position in ``lines``) it begins in."""
    found = (indicator_columns(lines, at) for at in range(len(lines)))
    first = lines[0].row if lines else 0
    return {max(columns.row - first, 0): columns for columns in found if columns is not None}


def _heads_from_above(line: Line) -> list[Head]:
    """The heads of projects that begin in a row above and reach down to this one."""
    cells = {cell.col: cell for _, cell in line.covering if not line.begins(cell)}
    named = [(cell, column_role(cell.text)) for cell in cells.values()]
    return [(cell, role) for cell, role in named if role in _OF_PROJECTS and role is not None]


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
