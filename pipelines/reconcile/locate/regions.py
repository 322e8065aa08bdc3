"""The part of a table that its failing equations point to.

A row that does not come to its own total is at fault itself (or, where many rows are, an amount column is).  Two sums
that ask the same of the one row they share point to that row.  A row that is not the sum of the rows below it is at
fault together with those: one of them may be misprinted, missing, or belong elsewhere; a total so points to its block.
What they point to counts only where it explains every failure of the table (`explains`), and where the table shows
that its figures add up: equations of three figures and more that hold.  A page of which digits are read as other digits
repeats its figures faithfully from column to column, and no sum of it holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipelines.reconcile.locate.explain import explains
from pipelines.reconcile.locate.table import Equation, Table

_MANY = 3  # rows at fault, from which on an amount column may be
_BORNE_OUT = 4  # failing equations for which one must hold
_SEVERAL = 2  # rows at fault in one unit, from which on all it prints is held back
NOTHING: frozenset[str] = frozenset()


def located(table: Table) -> frozenset[str]:
    """The cells that hold the fault; none where it is not located, or most of the table would be held back."""
    for points_to in (_rows_or_column, _crossing, _total, _surplus, _groups):
        part = points_to(table)
        # that its parts come to what another statement prints bears a table out as well
        sound = points_to in (_total, _surplus) or _is_borne_out(table)
        if part and sound and 2 * len(part) <= len(table.cells) and _touches_all(table, part):
            return part
    return NOTHING


def _is_borne_out(table: Table) -> bool:
    """Whether enough equations hold for what is not held back to be trusted."""
    hold = sum(not one.residual and _tells(table, one) for one in table.own)
    return hold > 0 and _BORNE_OUT * hold >= sum(_tells(table, one) for one in table.failing)


def _tells(table: Table, equation: Equation) -> bool:
    """Whether it adds figures up, and does not only say that one is the same as another."""
    return sum(table.cells[line_id].amount != 0 for line_id in equation.terms) > 2


def _touches_all(table: Table, part: frozenset[str]) -> bool:
    return all(not part.isdisjoint(one.terms) for one in table.failing)


def _faulty_rows(table: Table) -> list[int]:
    return sorted({one.head for one in table.failing if one.shape == "row" and one.head is not None})


def _rows_or_column(table: Table) -> frozenset[str]:
    """Rows that contradict themselves, where they explain all else; or the column that does, where it is less."""
    numbers = _faulty_rows(table)
    rows = _union(table.rows[number] for number in numbers)
    rows = _with_units(table, numbers, rows) if explains(table, rows) else NOTHING
    column = _column(table) if len(numbers) >= _MANY else NOTHING
    return min((part for part in (rows, column) if part), key=len, default=NOTHING)


def _with_units(table: Table, numbers: Iterable[int], rows: frozenset[str]) -> frozenset[str]:
    """``rows`` and all that those units print of which several rows are at fault."""
    if len(table.units) == 1:
        return rows
    unit = {cell.line_no: cell.unit for cell in table.cells.values()}
    at_fault = Counter(unit[number] for number in numbers)
    several = [name for name, count in at_fault.items() if name and count >= _SEVERAL]
    return rows | _union(table.units[name] for name in several)


def _column(table: Table) -> frozenset[str]:
    """The one amount column that explains all; of several that could each, all."""
    touching = (cells for cells in table.columns.values() if _touches_all(table, cells))
    return _union(cells for cells in touching if explains(table, cells))


def _crossing(table: Table) -> frozenset[str]:
    """The one row that all failing equations share, where they ask the same of it.

    Not where a row among them prints just what it would change by: that row may simply belong elsewhere.
    """
    rows = [{table.cells[line_id].line_no for line_id in one.terms} for one in table.failing]
    shared = set.intersection(*rows) if rows else set()
    kinds = {(one.head, one.shape) for one in table.failing}
    if len(kinds) < _SEVERAL or len(shared) != 1 or _faulty_rows(table):
        return NOTHING
    row = table.rows[shared.pop()]
    moved = any(_prints(table, one, row) for one in table.failing)
    return row if not moved and explains(table, row) else NOTHING


def _prints(table: Table, equation: Equation, row: frozenset[str]) -> bool:
    """Whether a cell of the equation outside ``row`` holds what it lacks or has too much."""
    gap, others = abs(equation.residual), equation.terms.keys() - row
    return any(abs(abs(table.cells[one].amount) - gap) <= equation.tolerance for one in others)


def _groups(table: Table) -> frozenset[str]:
    """What every failing equation points to by itself.  What lies above must be explained by the heads of these."""
    parts = {id(one): _around(table, one) for one in table.failing}
    beyond = [one for one in table.failing if not parts[id(one)]]
    heads = {one.head for one in table.failing if parts[id(one)] and one.head is not None}
    if beyond and not explains(table, _union(table.rows[head] for head in heads)):
        return NOTHING
    rows = _union(parts.values())
    return _with_units(table, _faulty_rows(table), rows)


def _around(table: Table, equation: Equation) -> frozenset[str]:
    """The row, the row with those below it, or the block; nothing for a total of the only block."""
    if equation.head is None or equation.shape == "other":
        return NOTHING
    if equation.shape == "row":
        return table.rows[equation.head]
    if equation.shape == "children":
        return table.below(equation.head) | frozenset(equation.terms)
    block = next(table.cells[line_id].block for line_id in equation.terms if _stands_in(table, line_id, equation.head))
    own = table.blocks[block]
    return own if len(table.blocks) > 1 and own.issuperset(equation.terms) else NOTHING


def _stands_in(table: Table, line_id: str, line_no: int) -> bool:
    return table.cells[line_id].line_no == line_no


def _totals_alone(table: Table) -> int | None:
    """The row of the total, where nothing fails but its own sums."""
    heads = {one.head if one.shape == "classes" else None for one in table.failing}
    return heads.pop() if len(heads) == 1 else None


def _total(table: Table) -> frozenset[str]:
    """A total that other statements print otherwise: each as the parts of the table add up."""
    total = _totals_alone(table)
    if total is None:
        return NOTHING
    return table.rows[total] if all(_contradicted(table, one, total) for one in table.failing) else NOTHING


def _contradicted(table: Table, equation: Equation, total: int) -> bool:
    """Whether another statement asks of the total what its parts ask, and none agrees with what it prints."""
    for line_id in (one for one in equation.terms if _stands_in(table, one, total)):
        across = [one for one in table.between if line_id in one.terms]
        asks = equation.shift(line_id)
        if across and all(one.fails and abs(one.shift(line_id) - asks) <= one.tolerance for one in across):
            return True
    return False


def _surplus(table: Table) -> frozenset[str]:
    """Rows that a total does not hold, in any column, where another statement prints that total: all that may be so."""
    total = _totals_alone(table)
    if total is None or not _confirmed(table, total):
        return NOTHING
    sums = [one for one in table.own if one.shape == "classes" and one.head == total]
    parts = [line_no for line_no in _rows_of(table, sums) if line_no != total]
    return _union(table.below(line_no) for line_no in parts if all(_too_much(table, one, line_no) for one in sums))


def _rows_of(table: Table, equations: Iterable[Equation]) -> list[int]:
    return sorted({table.cells[line_id].line_no for one in equations for line_id in one.terms})


def _too_much(table: Table, equation: Equation, line_no: int) -> bool:
    """Whether a failing sum has too much just what the row prints; to one that holds it adds nothing."""
    own = [line_id for line_id in equation.terms if _stands_in(table, line_id, line_no)]
    if not equation.fails:
        return all(abs(table.cells[line_id].amount) <= equation.tolerance for line_id in own)
    without = (abs(table.cells[line_id].amount + equation.shift(line_id)) for line_id in own)
    return bool(own) and all(left <= equation.tolerance for left in without)


def _confirmed(table: Table, total: int) -> bool:
    """Whether another statement prints a figure of this row."""
    own = table.rows[total]
    return any(not one.fails and not own.isdisjoint(one.terms) for one in table.between)


def _union(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*parts)
