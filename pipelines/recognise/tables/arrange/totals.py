"""Which of the totals of a block closes the year and which the whole side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.model.row_roles import BALANCES, RowRole
from pipelines.recognise.model import Line
from pipelines.recognise.tables.arrange.units import is_bare_subtotal

_OF_YEAR = ("本年", "当年")


def totals_of_year(members: Sequence[Line]) -> list[Line]:
    """小计 above 总计 is the year's own total where none other is."""
    roles = {line.role for line in members}
    if RowRole.GRAND_TOTAL not in roles or RowRole.CURRENT_TOTAL in roles:
        return list(members)
    return [line._replace(role=RowRole.CURRENT_TOTAL) if is_bare_subtotal(line) else line for line in members]


def totals_of_side(members: Sequence[Line]) -> list[Line]:
    """收入合计 is the year's total unless a total or a balance stands above it: then it closes the side."""
    return list(_totals_of_side(members))


def _totals_of_side(members: Sequence[Line]) -> Iterator[Line]:
    year_is_over = False
    for line in members:
        closes_side = year_is_over and not line.key.startswith(_OF_YEAR)
        yield line._replace(role=RowRole.GRAND_TOTAL) if closes_side and line.role == RowRole.CURRENT_TOTAL else line
        year_is_over = year_is_over or line.role in BALANCES or line.role == RowRole.CURRENT_TOTAL
