"""A department's own row above the rows of its units, where no code tells that they are its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.model.amounts import Amount
from pipelines.model.row_roles import TOTALS, RowRole
from pipelines.recognise.model import Column, Figure, Line
from pipelines.recognise.tables.rows.adding_up import adds_up


def parts_of_departments(units: Sequence[Line]) -> list[Line]:
    """Budget units with the row above them that they add up to as the row they are part of.

    So only where all rows together are more than the total and the rows that are part of none come to it.
    """
    if any(line.parent is not None or line.year is not None for line in units):
        return list(units)
    totals = (line.figures[0] for line in units if line.role in TOTALS and line.figures)
    parents = next((_bearing_out(whole, units) for whole in totals), {})
    return [line._replace(parent=parents[line.line_no]) if line.line_no in parents else line for line in units]


def _bearing_out(whole: Figure, units: Sequence[Line]) -> Mapping[int, int]:
    """Line -> the line it is part of, where the rows come to ``whole`` so and not otherwise."""
    rows = [(line, amount) for line in units if (amount := _amount(line, whole.column)) is not None]
    parents = _parents(rows)
    outer = [amount for line, amount in rows if line.line_no not in parents]
    is_told = bool(outer) and not adds_up(whole.amount, _amounts(rows)) and adds_up(whole.amount, outer)
    return parents if is_told else {}


def _amounts(rows: Sequence[tuple[Line, Amount]]) -> list[Amount]:
    return [amount for _, amount in rows]


def _amount(line: Line, column: Column) -> Amount | None:
    if line.role != RowRole.ITEM:
        return None
    return next((figure.amount for figure in line.figures if figure.column is column), None)


def _parents(rows: Sequence[tuple[Line, Amount]]) -> Mapping[int, int]:
    """Line -> the line that the fewest rows right below it add up to."""
    parents: dict[int, int] = {}
    at = 0
    while at < len(rows):
        head, whole = rows[at]
        below = rows[at + 1 :]
        count = next((n for n in range(1, len(below) + 1) if _is_sum(whole, below[:n])), 0)
        parents |= {line.line_no: head.line_no for line, _ in below[:count]}
        at += 1 + count
    return parents


def _is_sum(whole: Amount, rows: Sequence[tuple[Line, Amount]]) -> bool:
    return bool(whole.value) and adds_up(whole, _amounts(rows))
