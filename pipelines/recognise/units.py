"""The money unit of each table: printed with it, else as in the table before."""

from __future__ import annotations

from decimal import Decimal

from pipelines.recognise.model import Table
from pipelines.recognise.text import compact
from pipelines.recognise.titles import unit_in

YUAN: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}


def settle(tables: list[Table]) -> None:
    """Set ``unit`` and ``unit_source`` of every table (printed, header, previous, or none found)."""
    previous: str | None = None
    for table in tables:
        table.unit, table.unit_source = _printed(table)
        if table.unit is None and table.layout is not None and table.layout.money and previous is not None:
            table.unit, table.unit_source = previous, "previous"
        if table.unit is not None and table.unit_source == "printed":
            previous = table.unit


def _printed(table: Table) -> tuple[str | None, str]:
    for piece in table.pieces:
        lines = [*piece.titles, *reversed(piece.context)]
        for line in lines:
            unit = unit_in(compact(line))
            if unit:
                return unit, "printed"
        for row in [*piece.header, *table.header]:
            for cell in row:
                unit = unit_in(compact(cell.text)) if cell is not None else None
                if unit:
                    return unit, "header"
    return None, ""
