"""Titles that the header contradicts: a table of 三公 items, or of projects by name, is no statement of spending,
whatever stands above it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.layouts.forms import list_pattern
from pipelines.layouts.tables import StatementLayout, column_role, layout_of, neutral, three_public_item
from pipelines.model.amounts import parse_amount
from pipelines.model.form_words import ListKind
from pipelines.model.measures import Measure
from pipelines.model.statements import Statement
from pipelines.model.text import compact
from pipelines.recognise.model import Joined
from pipelines.recognise.tables.row_texts import all_texts, column_cells, width_of

_BY_FUNCTION_OR_CLASS = frozenset(
    {
        Statement.EXPENDITURE,
        Statement.EXPENDITURE_ECONOMIC,
        Statement.GENERAL_BUDGET,
        Statement.GENERAL_BUDGET_ECONOMIC,
        Statement.APPROPRIATION_EXPENDITURE,
        Statement.APPROPRIATION_ECONOMIC,
    }
)
_OWN = frozenset({Measure.ABROAD, Measure.RECEPTION})  # what only a 三公 table has as columns, beside 公务用车


def by_header(table: Joined, layout: StatementLayout) -> StatementLayout:
    """``layout``, but that of 三公 where every column of figures of ``table`` is headed by one of its items, and that
    of projects where a column names them."""
    if layout.id not in _BY_FUNCTION_OR_CLASS:
        return layout
    heads = all_texts(table.header)
    if any(map(list_pattern(ListKind.PROJECT, "named").match, heads)) and _prints_figures(table):
        return layout_of(Statement.PROJECT)
    if not any("接待" in text for text in heads):
        return layout
    items = list(_items(table))
    if None in items or not set(items) >= _OWN:
        return layout
    return layout_of(Statement.THREE_PUBLIC)


def _prints_figures(table: Joined) -> bool:
    """Whether a table is more than its header: an empty one stays the statement that its title says is empty."""
    return any(parse_amount(text) is not None for row in table.body for text in row.texts)


def _items(table: Joined) -> Iterator[str | None]:
    """The item each column of figures is headed by, ``total`` for a bare sum, ``None`` for anything else."""
    for index in range(width_of(table.header)):
        path = tuple(compact(cell.text) for cell in column_cells(table.header, index) if cell.text.strip())
        if not path or column_role(path) is not None:
            continue
        named = next(filter(None, map(three_public_item, reversed(path))), None)
        yield named or (Measure.TOTAL if neutral().fullmatch(path[-1]) else None)
