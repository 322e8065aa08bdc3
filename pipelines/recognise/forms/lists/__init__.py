"""Lists: tables with one row a thing (projects, purchases, assets, staff, units).

A list is joined over its grids first (joining, header, listing), then read by the reader of its kind, which sees whole
rows only: a sum or a group can stand on another page than its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pipelines.model.form_words import ListKind, Role
from pipelines.model.sentences import say
from pipelines.recognise.forms.lists.assets import asset_rows
from pipelines.recognise.forms.lists.joining import joined
from pipelines.recognise.forms.lists.listing import Listing
from pipelines.recognise.forms.lists.procurement import procurement_rows
from pipelines.recognise.forms.lists.projects import project_rows
from pipelines.recognise.forms.lists.purchase import purchase_rows
from pipelines.recognise.forms.lists.staffing import staffing_rows, unit_rows
from pipelines.recognise.forms.model import FormRow, Lines
from pipelines.recognise.forms.money import is_figure
from pipelines.recognise.guard import Guard
from pipelines.recognise.model import Finding, Table

__all__ = ["Lists", "lists"]

_READERS: Mapping[ListKind, Callable[[Listing], list[FormRow]]] = {
    ListKind.PURCHASE: purchase_rows,
    ListKind.PROCUREMENT: procurement_rows,
    ListKind.STATE_ASSET: asset_rows,
    ListKind.STAFFING: staffing_rows,
    ListKind.UNITS: unit_rows,
    ListKind.PROJECT: project_rows,
}


@dataclass(frozen=True, slots=True)
class Lists:
    """The rows of every list, the kind of each grid they came from, and the lists whose money has no unit."""

    rows: list[FormRow]
    kinds: dict[int, ListKind]
    findings: list[Finding]


def lists(tables: Iterable[Table], lines: Lines, guard: Guard) -> Lists:
    """Every list in the tables that are no money statements; one that fails under ``guard`` is left out."""
    found, kinds = joined(tables, lines)
    nothing: list[FormRow] = []
    rows = [row for one in found for row in guard(partial(_rows, one), nothing, "list", **_place(one))]
    return Lists(rows, kinds, [_unit_missing(listing) for listing in found if _lacks_unit(listing)])


def _rows(listing: Listing) -> list[FormRow]:
    return _READERS[listing.header.kind](listing)


def _place(listing: Listing) -> dict[str, Any]:
    """Where a list is, as findings say it."""
    table = listing.table
    return {"page": table.page_from, "title": table.title, "grid_no": listing.first_grid}


def _lacks_unit(listing: Listing) -> bool:
    """Whether figures of money are printed and their unit is nowhere."""
    printed = (item.text(role) for item in listing.items for role in (Role.TOTAL, Role.VALUE))
    return listing.unit is None and any(map(is_figure, printed))


def _unit_missing(listing: Listing) -> Finding:
    kind = listing.header.kind.value
    title = listing.table.title or kind
    said = say("recognition.of_table", title=title, what=say("recognition.unit_missing.of_list"))
    return Finding("unit_missing", listing.table.page_from, kind, *said, listing.items[0].line.grid.grid_no)
