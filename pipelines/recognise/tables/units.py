"""The money unit of each table: printed with it, else as in the table before."""

from __future__ import annotations

from pipelines.model.text import compact
from pipelines.recognise.model import Table
from pipelines.recognise.tables.titles import unit_in


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
