"""What a row of a list is in the sum of its table, and how its fields say so."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.model.document import Cell
from pipelines.model.form_words import Field
from pipelines.model.row_roles import RowRole
from pipelines.recognise.forms.lists.layout import is_total
from pipelines.recognise.forms.model import Fields, flag


def prints_total(cells: Iterable[Cell]) -> bool:
    """Whether one of ``cells`` says 合计 or 总计."""
    return any(is_total(cell.text) for cell in cells)


def role_fields(role: RowRole) -> Fields:
    """Only items are leaves: totals, subtotals and what is printed below 其中 count money a second time."""
    return {
        Field.LINE_ROLE: role,
        Field.IS_LEAF: flag(role is RowRole.ITEM),
        Field.IS_TOTAL: flag(role is RowRole.TOTAL),
    }
