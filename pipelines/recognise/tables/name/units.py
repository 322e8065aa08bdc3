"""The money unit of each table: printed with it, else as in the table before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.model.amounts import parse_amount
from pipelines.model.text import compact
from pipelines.recognise.model import Joined, Piece, Row
from pipelines.recognise.tables.titles import unit_in, unit_rejoined


@dataclass(frozen=True, slots=True)
class Unit:
    """A money unit and where it was found: ``printed`` above the table, its ``header``, its ``cells``, the ``previous``
    table."""

    name: str | None
    source: str


_FIRST_ROWS = 3  # of a table that prints its unit beside each figure
_NONE = Unit(None, "")


def units(tables: Sequence[tuple[Joined, bool]]) -> Iterator[Unit]:
    """The unit of each of ``tables``, which come with whether they are a statement of money, in reading order.

    A statement without a unit has that last printed above a table.
    """
    last_printed = _NONE
    for table, is_money in tables:
        unit = _unit_of(table)
        if unit.source == "printed":
            last_printed = Unit(unit.name, "previous")
        yield last_printed if unit is _NONE and is_money else unit


def _unit_of(table: Joined) -> Unit:
    """The unit printed with ``table``: piece by piece above it, then in its header."""
    for piece in table.pieces:
        above = _first(_lines(piece))
        if above is not None:
            return Unit(above, "printed")
        inside = _first(_cells([*piece.header, *table.header]))
        if inside is not None:
            return Unit(inside, "header")
    beside = next(filter(None, map(_beside_figure, _cells(table.body[:_FIRST_ROWS]))), None)
    return Unit(beside, "cells") if beside is not None else _NONE


def _beside_figure(text: str) -> str | None:
    """The unit printed beside a figure."""
    amount = parse_amount(text)
    return amount.unit or None if amount is not None else None


def _lines(piece: Piece) -> list[str]:
    """Nearest to the figures first: the lines inside the grid, then those above it from below."""
    return [*piece.titles, *reversed(unit_rejoined(piece.context))]


def _cells(rows: Iterable[Row]) -> Iterator[str]:
    return (cell.text for row in rows for cell in row if cell is not None)


def _first(texts: Iterable[str]) -> str | None:
    for text in texts:
        unit = unit_in(compact(text))
        if unit:
            return unit
    return None
