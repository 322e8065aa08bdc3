"""Columns that tell a part of what others add up to, as only their figures show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.model.measures import BESIDE_BASIC_AND_PROJECT, Measure
from pipelines.recognise.model import Columns, Entry, Headed

_OF_YEAR = frozenset({Measure.BASIC, Measure.PROJECT})
_LEAST = 2  # rows: one alone may be a slip


def memos_of_figures(headed: Headed, entries: Sequence[Entry]) -> Columns:
    """The columns of ``headed``; 经营支出 and its like are parts of others where 合计 is 基本 and 项目 in every row.

    ``entries`` are the rows of the table.  Where all rows add up without a column that prints figures, these are in
    the figures beside it already.
    """
    beside = {column.index for column in headed.amounts if column.measure in BESIDE_BASIC_AND_PROJECT}
    if not beside or not _adds_up_without(headed, entries, beside):
        return headed.columns
    return tuple(replace(c, measure=Measure.OF_WHICH) if c.index in beside else c for c in headed.columns)


def _adds_up_without(headed: Headed, entries: Iterable[Entry], beside: set[int]) -> bool:
    whole = [column.index for column in headed.amounts if column.measure == Measure.TOTAL]
    parts = {column.index for column in headed.amounts if column.measure in _OF_YEAR}
    if len(whole) != 1 or len(parts) != len(_OF_YEAR):
        return False
    told = 0
    for entry in entries:
        values = {figure.column.index: figure.value for figure in entry.figures}
        if values.get(whole[0], Decimal(0)) != sum((values.get(part, Decimal(0)) for part in parts), Decimal(0)):
            return False
        told += any(values.get(index) for index in beside)
    return told >= _LEAST
