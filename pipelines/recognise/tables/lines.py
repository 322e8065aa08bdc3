"""Entries to the rows of raw.line: one per printed money cell, still in the unit of its table."""

from __future__ import annotations

import json
from typing import Any

from pipelines.layouts.tables import counts_things, row_measure
from pipelines.model.amounts import parse_amount
from pipelines.recognise.model import Column, Entry, Printed, Table
from pipelines.recognise.tables.three_public import ThreePublic


def statement_row(table: Table, part_no: int, lines: int) -> dict[str, Any]:
    """The row of raw.statement for a recognised table."""
    assert table.layout is not None
    return {
        "part_no": part_no,
        "table_no": table.table_no,
        "statement": table.layout.id,
        "title": table.title,
        "unit": table.unit or "",
        "unit_source": table.unit_source,
        "page_from": table.page_from,
        "page_to": table.page_to,
        "grids": json.dumps([p.grid.grid_no for p in table.pieces]),
        "columns": json.dumps([_column(c) for c in table.columns], ensure_ascii=False),
        "is_empty": lines == 0,
        "note": "；".join(table.notes) or None,
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


def line_rows(table: Table, entries: list[Entry], part_no: int) -> list[dict[str, Any]]:
    """Rows of raw.line for ``entries``: text, place, classification, measure; amounts as printed."""
    assert table.layout is not None
    three_public = ThreePublic(table, entries) if table.layout.id == "three_public" else None
    out: list[dict[str, Any]] = []
    for entry in entries:
        if counts_things(entry.key):
            continue
        for column, cell in entry.amounts:
            amount = parse_amount(cell.text)
            if amount is None:
                continue
            row = _line(table, entry, column, cell, part_no)
            row["value"] = str(amount.value)
            row["decimals"] = amount.decimals
            if three_public is None or three_public.settle(row, entry, column):
                out.append(row)
    return out


def _line(table: Table, entry: Entry, column: Column, cell: Printed, part_no: int) -> dict[str, Any]:
    assert table.layout is not None
    measure = column.measure or "total"
    if measure == table.layout.expenditure_type or (measure == table.layout.fund and _only(table, measure)):
        measure = "total"
    measure = row_measure(entry.key) or measure
    return {
        "part_no": part_no,
        "table_no": table.table_no,
        "statement": table.layout.id,
        "line_no": entry.line_no,
        "block_no": entry.block,
        "line_name": entry.label,
        "functional_code": entry.codes.get("functional"),
        "economic_code": entry.codes.get("economic") or column.codes.get("economic"),
        "government_economic_code": entry.codes.get("government") or column.codes.get("government"),
        "unit_code": entry.unit_code,
        "unit_name": entry.unit_name,
        "code_origin": entry.origin,
        "line_role": entry.role,
        "parent_line_no": entry.parent,
        "is_leaf": entry.is_leaf,
        "flow": _flow(table, entry, column),
        "measure": measure,
        "fund_source": column.fund_source or entry.fund_source or table.layout.fund,
        "expenditure_type": column.expenditure_type or table.layout.expenditure_type,
        "fiscal_year": entry.year or column.fiscal_year,
        "year_offset": column.year_offset,
        "stage": entry.stage or column.stage,
        "unit": table.unit,
        "amount_published": cell.text,
        "page": cell.page,
        "grid_no": cell.grid_no,
        "row_no": cell.row_no,
        "col_no": cell.col_no,
        "column_title": column.title,
    }


def _flow(table: Table, entry: Entry, column: Column) -> str:
    """The side of a cell: of its row, but of its column where opening, income, spending and closing stand abreast."""
    by_column = any(_is_income(c) for c in table.columns if c.lane == column.lane)
    if entry.flow != "expenditure" or not by_column:
        return entry.flow
    if _is_income(column):
        return "revenue"
    return "balance" if column.measure in {"carryover", "closing"} else entry.flow


def _is_income(column: Column) -> bool:
    return bool(column.path) and column.path[0].startswith(("本年收入", "当年收入"))


def _only(table: Table, measure: str) -> bool:
    return sum(1 for c in table.columns if c.role == "amount" and c.measure == measure) == 1 and not any(
        c.measure == "total" for c in table.columns if c.role == "amount"
    )
