"""Lists: tables with one row a thing (projects, purchases, assets, staff, units).

A list is joined over its grids first (joining, header, listing), then read by the reader of its kind, which sees whole
rows only: a sum or a group can stand on another page than its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pipelines.model.form_words import ListKind, Role
from pipelines.model.sentences import Sentence, say
from pipelines.recognise.forms.lists.assets import asset_rows
from pipelines.recognise.forms.lists.joining import joined
from pipelines.recognise.forms.lists.known import Known
from pipelines.recognise.forms.lists.listing import Listing
from pipelines.recognise.forms.lists.procurement import procurement_rows
from pipelines.recognise.forms.lists.projects import project_rows
from pipelines.recognise.forms.lists.purchase import purchase_rows
from pipelines.recognise.forms.lists.repeated import told_apart
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
_OF_MONEY = frozenset({ListKind.PROJECT, ListKind.PROCUREMENT, ListKind.PURCHASE})


@dataclass(frozen=True, slots=True)
class Lists:
    """The rows of every list, the kind of each grid they came from, and the lists whose money has no unit."""

    rows: list[FormRow]
    kinds: dict[int, ListKind]
    findings: list[Finding]


def lists(tables: Sequence[Table], lines: Lines, guard: Guard) -> Lists:
    """Every list in the tables that are no money statements; one that fails under ``guard`` is left out.

    A list without a unit of money has that of all other tables of the document, where it can be in it.
    """
    listed, kinds = joined(tables, lines)
    known = Known(tables)
    found = [_with_known(listing, known) for listing in listed]
    nothing: list[FormRow] = []
    read = [guard(partial(_rows, one), nothing, "list", **_place(one)) for one in found]
    rows = [row for one in told_apart(read) for row in one]
    return Lists(
        rows, kinds, [finding for before, one in zip(listed, found, strict=True) for finding in _said(before, one)]
    )


def _with_known(listing: Listing, known: Known) -> Listing:
    """A list with what other tables say of it: names of units, the unit of money."""
    if listing.header.kind not in _OF_MONEY:
        return listing
    unit = listing.unit
    if _lacks_unit(listing) and known.money_unit is not None and known.may_be_in(listing):
        unit = known.money_unit
    return replace(listing, units=known.units, unit=unit)


def _said(before: Listing, listing: Listing) -> Iterator[Finding]:
    """That a list has no unit of money, or one it does not print itself."""
    if _lacks_unit(listing):
        yield _finding(listing, "unit_missing", say("recognition.unit_missing.of_list"))
    elif _lacks_unit(before) and listing.unit is not None:
        yield _finding(listing, "unit_assumed", say("recognition.unit_assumed", unit=listing.unit))


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


def _finding(listing: Listing, kind: str, what: Sentence) -> Finding:
    of = listing.header.kind.value
    said = say("recognition.of_table", title=listing.table.title or of, what=what)
    return Finding(kind, listing.table.page_from, of, *said, listing.items[0].line.grid.grid_no)
