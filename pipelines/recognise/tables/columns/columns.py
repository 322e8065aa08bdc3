"""The columns of a table with roles, measures and lanes."""

from __future__ import annotations

from pipelines.model.column_roles import ColumnRole
from pipelines.model.statements import TWO_SIDED
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.model import Column, Columns, Table
from pipelines.recognise.tables.columns.beside import (
    adjusted_budgets,
    current_year_of_headers,
    current_year_of_periods,
    memos_of_types,
    parts_of_columns,
    second_names,
    units_or_names,
)
from pipelines.recognise.tables.columns.codes import classifications_of_codes
from pipelines.recognise.tables.columns.header import header_cells
from pipelines.recognise.tables.columns.lanes import in_lanes
from pipelines.recognise.tables.columns.measure import item, measure, period
from pipelines.recognise.tables.columns.role import role_of_column
from pipelines.recognise.tables.row_texts import width_of


def columns(table: Table) -> Columns:
    """The columns of ``table`` from the left.

    Each is read by itself first; then the columns beside it say what it is of theirs.  Lanes come before what is
    compared only within one.
    """
    width = width_of([*table.header, *table.body])
    by_itself = tuple(_column(table, index, width) for index in range(width))
    named = units_or_names(second_names(by_itself))
    classified = classifications_of_codes(named, table.body)
    laned = in_lanes(classified)
    with_periods = current_year_of_periods(laned)
    with_headers = current_year_of_headers(with_periods)
    with_parts = parts_of_columns(memos_of_types(with_headers))
    return adjusted_budgets(with_parts)


def _column(table: Table, index: int, width: int) -> Column:
    cells = header_cells(table.header, index)
    path = tuple(compact(cell.text) for cell in cells)
    title = "/".join(join_wrapped(cell.text) for cell in cells)
    role = role_of_column(table, index, path, width)
    if role != ColumnRole.AMOUNT:
        return Column(index, path, title, role)
    named = _without_side(table, path)
    meant, when = measure(named), period(named)
    return Column(
        index,
        path,
        title,
        role,
        measure=meant.measure,
        fund_source=meant.fund_source,
        expenditure_type=meant.expenditure_type,
        is_part=meant.is_part,
        fiscal_year=when.fiscal_year,
        year_offset=when.year_offset,
        stage=when.stage,
        item=item(named),
    )


def _without_side(table: Table, path: tuple[str, ...]) -> tuple[str, ...]:
    """``path`` without the outermost cell of a two-sided table (本年收入 | 本年支出): it names the side, no measure."""
    is_two_sided = table.layout is not None and table.layout.id in TWO_SIDED
    return path[1:] if is_two_sided and len(path) > 1 else path
