"""Grids, rows and tables as recognition hands them to the readers of forms, from a few printed rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.layouts.tables import statements
from pipelines.model.document import Grid
from pipelines.recognise.forms.model import Line, Lines
from pipelines.recognise.forms.money import Money, money
from pipelines.recognise.model import Piece, Table
from tests.recognise.builder import document


def grids(*pages: Sequence[str], method: str = "ruled", geometry: bool = True) -> list[Grid]:
    """A grid on each page, from rows as in ``tests.recognise.builder``."""
    found = document(*([tuple(rows)] for rows in pages), geometry=geometry).grids
    for grid in found:
        grid.method = method
    return found


def lines(*rows: str, method: str = "ruled", geometry: bool = True) -> list[Line]:
    """The printed rows of one grid."""
    return Lines().of(grids(rows, method=method, geometry=geometry)[0])


def piece(grid: Grid, *context: str) -> Piece:
    """A grid with the lines above it."""
    return Piece(grid, list(context), [], [], [], [], None)


def table(*pieces: Piece, title: str = "", statement: str | None = None, unit: str | None = None) -> Table:
    """A table of pieces; ``statement``: the one its title names."""
    named = None
    if statement is not None:
        (named,) = [layout for layout in statements() if layout.id == statement][:1]
    read = list(pieces)
    return Table(1, title, [], [], [], read, [], layout=named, outcome="", unit=unit, unit_source="")


def yuan(text: str, unit: str = "元") -> Money:
    """Printed money."""
    found = money(text, unit)
    assert found is not None
    return found


def amounts(*texts: str) -> list[Decimal]:
    """Figures as they are compared."""
    return [Decimal(text) for text in texts]
