"""How the numbers before row names (一、 （一） 1、) nest the rows of a block without printed codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from pipelines.model.flows import Flow
from pipelines.model.row_roles import BALANCES, RowRole
from pipelines.recognise.model import Column, Line
from pipelines.recognise.tables.row_texts import WHOLE

UNNUMBERED = "none"
_STYLES = (
    (re.compile(r"^(其中[:,]?)?[一二三四五六七八九十]+[、.,]"), "c1"),
    (re.compile(r"^(其中[:,]?)?\([一二三四五六七八九十]+\)"), "c2"),
    (re.compile(r"^(其中[:,]?)?\d+[、.]"), "d1"),
    (re.compile(r"^(其中[:,]?)?\(\d+\)"), "d2"),
    (re.compile(r"^(其中[:,]?)?[①-⑳]"), "d3"),
)
_BALANCE = "balance"  # opens a level under which items without a number stand


@dataclass(frozen=True, slots=True)
class _Level:
    """An open row and the style of its number: rows of other styles below it are its parts."""

    style: str
    line: Line


_Levels = tuple[_Level, ...]


def style_of(line: Line) -> str:
    """The style of a row's number."""
    return next((style for pattern, style in _STYLES if pattern.match(line.numbering)), UNNUMBERED)


def parts_by_numbering(members: Sequence[Line]) -> list[Line]:
    """``members`` without a parent with the row their number puts them under.

    A style seen before closes what stands under it, a new one goes a level down.  What stands under a balance is
    that balance.
    """
    beside = beside_balances(members)
    return list(_nested([beside.get(line.line_no, line) for line in members]))


def beside_balances(members: Sequence[Line]) -> Mapping[int, Line]:
    """Rows below a balance that are balances too, by their numbers: the side's total counts them besides it."""
    grand, current = (_first(members, role) for role in (RowRole.GRAND_TOTAL, RowRole.CURRENT_TOTAL))
    balances = [line for line in members if line.role in BALANCES]
    below = [(head, _below(head, members)) for head in balances]
    if grand is None or current is None or not any(lines for _, lines in below):
        return {}
    counted = [current, *balances, *(line for _, lines in below for line in lines)]
    if _are_parts(below, grand) or _sum(counted, grand.figures[0].column) != grand.figures[0].value:
        return {}
    return {line.line_no: _as_balance(line, head) for head, lines in below for line in lines}


def _are_parts(below: Iterable[tuple[Line, Sequence[Line]]], grand: Line) -> bool:
    """Whether the rows below each balance come to it, in the column of the side's total."""
    column = grand.figures[0].column
    return all(_sum(lines, column) == _sum([head], column) for head, lines in below)


def _first(members: Sequence[Line], role: str) -> Line | None:
    return next((line for line in members if line.role == role and line.figures), None)


def _as_balance(line: Line, head: Line) -> Line:
    return line._replace(role=head.role, flow=Flow.BALANCE)


def _below(head: Line, members: Sequence[Line]) -> list[Line]:
    """The rows without a number right below a balance that prints a figure."""
    after = members[members.index(head) + 1 :] if head.figures and style_of(head) == UNNUMBERED else []
    return list(takewhile(lambda line: line.role == RowRole.ITEM and style_of(line) == UNNUMBERED, after))


def _sum(lines: Iterable[Line], column: Column) -> Decimal:
    values = (figure.value for line in lines for figure in line.figures if figure.column is column)
    return sum(values, Decimal(0))


def _nested(members: Sequence[Line]) -> Iterator[Line]:
    open_levels: _Levels = ()
    for line in members:
        if line.role == RowRole.OF_WHICH:
            yield line
            continue
        style = style_of(line)
        above = _above(open_levels, style)
        nested = line
        if line.parent is not None:
            open_levels = (*above, _Level(style, line))
        elif line.role != RowRole.ITEM and style == UNNUMBERED:
            open_levels = (_Level(_BALANCE, line),) if line.role in BALANCES else ()
        elif line.role not in WHOLE:
            nested = _part_of(above[-1].line, line) if above else line
            open_levels = (*above, _Level(style, nested))
        yield nested


def _above(levels: _Levels, style: str) -> _Levels:
    """The levels that a row numbered in ``style`` leaves open above it."""
    return tuple(takewhile(lambda level: level.style != style, levels))


def _part_of(whole: Line, line: Line) -> Line:
    if whole.role in BALANCES and line.role == RowRole.ITEM:
        return line._replace(parent=whole.line_no, role=whole.role, flow=Flow.BALANCE)
    return line._replace(parent=whole.line_no)
