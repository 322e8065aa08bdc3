"""Rows of 政府采购预算表 under their columns: cells that have moved."""

from __future__ import annotations

from dataclasses import replace

from pipelines.layouts.forms import list_pattern
from pipelines.model.document import Cell
from pipelines.model.form_words import FUNDS, ListKind, Role
from pipelines.model.text import compact
from pipelines.recognise.forms.lists.header import Header
from pipelines.recognise.forms.lists.listing import Item


def aligned(item: Item, header: Header) -> Item:
    """The row with its cells under their own heads.

    Text exports lose the second head of a merged pair: the catalogue code tells how far a row has moved.
    """
    moved = _moved(item, header)
    if moved <= 0:
        return item
    cells = {column: _cell(item, header, column, moved) for column in header.roles}
    known = {column: cell for column, cell in cells.items() if cell is not None}
    by_role = {header.roles[column]: cell for column, cell in known.items()}
    return replace(
        item,
        cells={**item.cells, **by_role},
        texts={**item.texts, **{role: cell.text for role, cell in by_role.items()}},
        columns={**item.columns, **known},
    )


def _moved(item: Item, header: Header) -> int:
    """How many columns the row stands to the right of its heads."""
    columns = header.by_role(Role.CATALOGUE)
    if not columns or item.line.grid.method != "text" or is_catalogue_code(item.text(Role.CATALOGUE)):
        return 0
    coded = [column for column, cell in item.line.covering if is_catalogue_code(cell.text)]
    return coded[0] - columns[0] if coded else 0


def is_catalogue_code(text: str) -> bool:
    """Whether ``text`` begins with a code of the procurement catalogue (C020603)."""
    return list_pattern(ListKind.PROCUREMENT, "catalogue").match(compact(text)) is not None


def _cell(item: Item, header: Header, column: int, moved: int) -> Cell | None:
    """The cell that belongs under ``column``: the last column stays, and no fund takes its place."""
    last = max(header.roles)
    over = item.line.over
    if column == last:
        return over[column]
    target = column + moved
    if target >= len(over) or (target == last and header.roles[column] in FUNDS):
        return None
    return over[target]
