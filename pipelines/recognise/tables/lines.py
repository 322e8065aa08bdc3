"""Lines to the rows of raw.line: one for each printed money cell, still in the unit of its table."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipelines.layouts.tables import StatementLayout, counts_things, row_measure
from pipelines.model.document import DOUBT, UNREAD
from pipelines.model.flows import Flow
from pipelines.model.measures import LEFT_OVER, Measure
from pipelines.model.schemes import Scheme
from pipelines.model.statements import Statement
from pipelines.recognise.model import Column, Figure, Headed, Line, Table
from pipelines.recognise.tables.three_public import three_public_items


def statement_row(headed: Headed, part_no: int, lines: int) -> dict[str, Any]:
    """The row of raw.statement for a recognised table of ``lines`` lines."""
    table = headed.table
    return {
        "part_no": part_no,
        "table_no": table.table_no,
        "statement": headed.statement,
        "title": table.title,
        "unit": table.unit or "",
        "unit_source": table.unit_source,
        "page_from": table.page_from,
        "page_to": table.page_to,
        "grids": json.dumps([piece.grid.grid_no for piece in table.pieces]),
        "columns": json.dumps([_column(column) for column in headed.columns], ensure_ascii=False),
        "is_empty": lines == 0,
        "note": "；".join(table.notes) or None,
        "correction": table.correction,
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "title": column.title,
        "role": column.role,
        "measure": column.measure,
        "fund_source": column.fund_source,
        "fiscal_year": column.fiscal_year,
        "stage": column.stage,
    }


def line_rows(headed: Headed, lines: Sequence[Line], part_no: int) -> list[dict[str, Any]]:
    """Rows of raw.line of a table: text, place, classification, measure; amounts as printed."""
    layout = headed.table.layout
    assert layout is not None
    money = [line for line in lines if not counts_things(line.key)]
    figures = _of_one_place([(line, figure) for line in money for figure in line.figures])
    rows = [_row(headed, layout, line, figure, part_no) for line, figure in figures]
    if layout.id != Statement.THREE_PUBLIC:
        return rows
    items = three_public_items(headed, lines, figures)
    return [
        {**row, "measure": item.measure, "line_role": item.role}
        for row, item in zip(rows, items, strict=True)
        if item is not None
    ]


def _of_one_place(figures: Sequence[tuple[Line, Figure]]) -> list[tuple[Line, Figure]]:
    """Without those of a cell under several columns or beside several lines: whose it is cannot be told (`unread`)."""
    times = Counter(figure.cell.place for _, figure in figures)
    return [(line, figure) for line, figure in figures if times[figure.cell.place] == 1]


def _row(headed: Headed, layout: StatementLayout, line: Line, figure: Figure, part_no: int) -> dict[str, Any]:
    column, cell = figure.column, figure.cell
    return {
        **_place(headed.table, line, part_no),
        "statement": layout.id,
        "line_name": line.label,
        "functional_code": line.codes.get(Scheme.FUNCTIONAL),
        "economic_code": line.codes.get(Scheme.ECONOMIC) or column.codes.get(Scheme.ECONOMIC),
        "government_economic_code": line.codes.get(Scheme.GOVERNMENT) or column.codes.get(Scheme.GOVERNMENT),
        "unit_code": line.unit_code,
        "unit_name": line.unit_name,
        "code_origin": line.origin,
        "line_role": line.role,
        "parent_line_no": line.parent,
        "is_leaf": line.is_leaf,
        "flow": _flow(headed, line, column),
        "measure": row_measure(line.key) or _measure(headed, layout, column),
        "fund_source": column.fund_source or line.fund_source or layout.fund,
        "expenditure_type": column.expenditure_type or layout.expenditure_type,
        "fiscal_year": line.year or column.fiscal_year,
        "year_offset": column.year_offset,
        "stage": line.stage or column.stage,
        "unit": figure.amount.unit or headed.table.unit,
        "amount_published": _published(figure),
        "page": cell.page,
        "grid_no": cell.grid_no,
        "row_no": cell.row_no,
        "col_no": cell.col_no,
        "column_title": column.title,
        "value": str(figure.value),
        "decimals": figure.amount.decimals,
        "candidates": json.dumps(figure.candidates) if figure.candidates is not None else None,
    }


def _published(figure: Figure) -> str:
    """The figure as printed, marked where it is none."""
    text = figure.cell.text
    return text if figure.candidates is None or text.startswith(DOUBT) else UNREAD + text


def _place(table: Table, line: Line, part_no: int) -> dict[str, Any]:
    return {
        "part_no": part_no,
        "table_no": table.table_no,
        "line_no": line.line_no,
        "block_no": line.block,
    }


def _measure(headed: Headed, layout: StatementLayout, column: Column) -> str:
    """The measure of a column; what the statement is of as a whole is its total."""
    measure = column.measure or Measure.TOTAL
    if measure == layout.expenditure_type:
        return Measure.TOTAL
    return Measure.TOTAL if measure == layout.fund and _is_only(headed, measure) else measure


def _is_only(headed: Headed, measure: str) -> bool:
    """Whether one column has ``measure`` and none is the total."""
    measures = [column.measure for column in headed.amounts]
    return measures.count(measure) == 1 and Measure.TOTAL not in measures


def _flow(headed: Headed, line: Line, column: Column) -> str:
    """The side of a figure: of its row, but of its column where opening, income, spending and closing stand abreast."""
    if line.flow != Flow.EXPENDITURE:
        return line.flow
    if _is_income(column):
        return Flow.REVENUE
    is_left_over = column.measure in LEFT_OVER and any(map(_is_income, headed.lane(column.lane)))
    return Flow.BALANCE if is_left_over else line.flow


def _is_income(column: Column) -> bool:
    return bool(column.path) and column.path[0].startswith(("本年收入", "当年收入"))
