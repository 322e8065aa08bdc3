"""Other explanations of an error that is more than one cell: another pair of neighbours, another table."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from tests.kit.mutation.plant import FACTOR, Planted
from tests.kit.mutation.truth import Code


def _now(planted: Planted) -> dict[str, Decimal]:
    return dict(planted.facts.select("line_id", "amount").iter_rows())


def other_swap(planted: Planted, code: Code) -> bool:
    """Whether exchanging two other neighbouring figures satisfies every equation as well."""
    amounts = _now(planted)
    table = (pl.col("part_no") == planted.table[0]) & (pl.col("table_no") == planted.table[1])
    cells = planted.facts.filter(table).select("line_id", "grid_no", "row_no", "col_no").iter_rows()
    at = {(grid, row, col): line for line, grid, row, col in cells}
    changed = {line: amounts[line] for line in planted.cells}
    broken = code.broken(planted)
    for (grid, row, col), line in at.items():
        for place in ((grid, row + 1, col), (grid, row, col + 1)):
            other = at.get(place)
            if other is None or {line, other} == set(planted.cells) or amounts[line] == amounts[other]:
                continue
            reached = set(code.of[line]) | set(code.of[other])
            if broken <= reached and code.holds(changed | {line: amounts[other], other: amounts[line]}):
                return True
    return False


def other_unit(planted: Planted, code: Code) -> bool:
    """Whether another table in another unit would satisfy every broken equation and spoil none between tables."""
    amounts = _now(planted)
    own = set(planted.cells)
    tables: dict[tuple[int, int], list[str]] = {}
    for line, part, number in planted.facts.select("line_id", "part_no", "table_no").iter_rows():
        tables.setdefault((part, number), []).append(line)
    broken = code.broken(planted)
    for table, lines in tables.items():
        if table == planted.table or not broken <= {one for line in lines for one in code.of[line]}:
            continue
        for factor in (FACTOR, 1 / FACTOR):
            changed = {line: amounts[line] for line in own} | {line: amounts[line] * factor for line in lines}
            crossing = {one for line in lines for one in code.of[line] if not set(code.inside[one]) <= set(lines)}
            if not any(code.fails(one, changed) for one in crossing | broken):
                return True
    return False
