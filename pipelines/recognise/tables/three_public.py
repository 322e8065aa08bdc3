"""Lines of a 三公 table: the item each figure is of, named by its row, by the rows above it or by its column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.layouts.tables import outside_three_public, three_public_item
from pipelines.model.column_roles import ColumnRole
from pipelines.model.measures import LEFT_OVER, Measure
from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.model import Column, Columns, Figure, Headed, Line
from pipelines.recognise.tables.columns.roles import lists_units
from pipelines.recognise.tables.row_texts import column_cells

_UNITS = frozenset({ColumnRole.UNIT_NAME, ColumnRole.UNIT_CODE})  # a centre of 培训 is no item
_DEEPEST = 8  # rows above a row that it is part of
_LABELS = 3  # first columns, in which items may be named
_BEYOND = frozenset({Measure.MEETING, Measure.TRAINING})


@dataclass(frozen=True, slots=True)
class Item:
    """What a figure of a 三公 table is: its item as measure, and the role of its row."""

    measure: str
    role: str


def three_public_items(
    headed: Headed, lines: Sequence[Line], figures: Iterable[tuple[Line, Figure]]
) -> Iterator[Item | None]:
    """The item of each of ``figures``, in their order; ``None`` where it is none of 三公 (国有资产, 政府采购).

    A second row of the same item breaks it down (其中：教学科研人员…) or repeats it (合计).  What was brought forward
    is part of an item, and so is this year's own money where their sum is printed too.
    """
    rows = {line.line_no: line for line in lines}
    by_unit = {line.lane: lists_units(headed.lane(line.lane)) for line in lines}
    has_whole = {lane: _prints_whole(headed.lane(lane)) for lane in by_unit}
    wider_total = _prints_beyond(headed)
    seen: set[tuple[object, ...]] = set()
    for line, figure in figures:
        column = figure.column
        chain = [] if by_unit[line.lane] else list(_chain(line, rows))
        if any(outside_three_public(row.key) for row in chain):
            yield None
            continue
        if _is_part_of_item(column, has_whole[line.lane]):
            yield Item(Measure.OF_WHICH, line.role)
            continue
        measure = _named(chain, column) or _total(column, wider_total)
        if column.item is not None or by_unit[line.lane]:
            yield Item(measure, line.role)
            continue
        place = (line.block, measure, column.index, line.year, line.stage)
        is_part = place in seen or _is_named_above(chain)
        seen.add(place)
        yield Item(measure, RowRole.OF_WHICH if is_part else _role(measure))


def _is_part_of_item(column: Column, has_whole: bool) -> bool:
    """Whether a column is of what was brought forward, or of this year's own money beside the sum of both."""
    return column.measure in LEFT_OVER or (has_whole and column.measure == Measure.CURRENT_YEAR)


def _prints_whole(lane: Columns) -> bool:
    """Whether a lane has a column of the whole beside this year's and what was brought forward."""
    return any(column.measure == Measure.TOTAL for column in lane)


def _named(chain: Sequence[Line], column: Column) -> str | None:
    """The item a row names, else its column, else the rows it is part of."""
    own = three_public_item(chain[0].key) if chain else None
    return own or column.item or _item_above(chain)


def _item_above(chain: Sequence[Line]) -> str | None:
    items = (three_public_item(row.key) for row in chain[1:])
    return next((item for item in items if item and item != Measure.TOTAL), None)


def _is_named_above(chain: Sequence[Line]) -> bool:
    """Whether a row that names no item is part of one that does."""
    return bool(chain) and three_public_item(chain[0].key) is None and _item_above(chain) is not None


def _total(column: Column, wider_total: bool) -> str:
    """The total a column is of; one whose header does not say 三公 may hold more."""
    says_so = any("三公" in text for text in column.path)
    return Measure.TOTAL_WITH_MEETING_TRAINING if wider_total and not says_so else Measure.TOTAL


def _role(measure: str) -> str:
    return Measure.TOTAL if measure.startswith("total") else RowRole.ITEM


def _chain(line: Line, rows: Mapping[int, Line]) -> Iterator[Line]:
    """The row and the rows it is part of, nearest first."""
    found: Line | None = line
    for _ in range(_DEEPEST):
        if found is None:
            return
        yield found
        found = rows.get(found.parent) if found.parent is not None else None


def _prints_beyond(headed: Headed) -> bool:
    """Whether a 三公 table also prints 会议费 or 培训费, so that its 合计 holds more than 三公."""
    of_units = {column.index for column in headed.columns if column.role in _UNITS}
    labels = [index for index in range(_LABELS) if index not in of_units]
    cells = [cell for index in labels for cell in column_cells(headed.table.body, index)]
    in_rows = {three_public_item(compact(cell.text)) for cell in cells}
    in_columns = {column.item for column in headed.columns}
    return bool(_BEYOND & (in_rows | in_columns))
