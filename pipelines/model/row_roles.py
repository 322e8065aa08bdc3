"""What a line is in the sum of its table."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class RowRole(Term):
    """The role of a printed row, from its label."""

    ITEM = "item", "明细", "Item"
    OF_WHICH = "of_which", "其中", "Of which"
    SUBTOTAL = "subtotal", "小计", "Subtotal"
    TOTAL = "total", "合计", "Total"
    CURRENT_TOTAL = "current_total", "本年合计", "Total of the year"
    GRAND_TOTAL = "grand_total", "总计", "Grand total"
    OPENING = "opening", "上年结转", "Brought forward"
    CLOSING = "closing", "年末结转", "Carried forward"
    SURPLUS_USED = "surplus_used", "使用非财政拨款结余", "Surplus of earlier years used"
    SURPLUS_DISTRIBUTED = "surplus_distributed", "结余分配", "Surplus distributed"


# rows that stand for a whole table or side of it
TOTALS = frozenset({RowRole.TOTAL, RowRole.CURRENT_TOTAL, RowRole.GRAND_TOTAL})
# rows that sum others
SUMS = TOTALS | {RowRole.SUBTOTAL}
# rows between two years: what is brought in from the one before, and what goes to the next
BALANCES = frozenset({RowRole.OPENING, RowRole.CLOSING, RowRole.SURPLUS_USED, RowRole.SURPLUS_DISTRIBUTED})
