"""国有资产占用情况表: item, count, value and the day the balance is of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipelines.layouts.forms import list_pattern
from pipelines.layouts.tables import strip_numbering
from pipelines.model.amounts import parse_count
from pipelines.model.form_words import Field, Kind, ListKind, Role
from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.forms.lists.listing import Item, Listing
from pipelines.recognise.forms.lists.roles import role_fields
from pipelines.recognise.forms.model import Fields, FormRow, printed
from pipelines.recognise.forms.money import money


def asset_rows(listing: Listing) -> list[FormRow]:
    """A row for every printed item, without figures too (an item with none held is printed blank)."""
    day = as_of(listing.context)
    named = [item for item in listing.items if item.has(Role.NAME)]
    return [_row(listing, item, day) for item in named]


def as_of(lines: Iterable[str]) -> date | None:
    """The day in the lines above a table, nearest first."""
    days = map(_day, reversed([compact(line) for line in lines]))
    return next(filter(None, days), None)


def _day(text: str) -> date | None:
    found = list_pattern(ListKind.STATE_ASSET, "as_of").search(text)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _row(listing: Listing, item: Item, day: date | None) -> FormRow:
    name = item.words(Role.NAME)
    fields = {
        Field.LINE_NAME: name,
        **role_fields(_role(compact(name))),
        **printed({Field.AS_OF: day.isoformat() if day is not None else None}),
        **_quantity(item),
        **_value(item, listing.unit),
    }
    place = Role.VALUE if Role.VALUE in item.cells else Role.NAME
    return listing.row(Kind.STATE_ASSET, item, place, fields)


def _role(name: str) -> RowRole:
    if _matches("total", strip_numbering(name)[1]):
        return RowRole.TOTAL
    return RowRole.OF_WHICH if _matches("of_which", name) else RowRole.ITEM


def _matches(key: str, text: str) -> re.Match[str] | None:
    return list_pattern(ListKind.STATE_ASSET, key).match(text)


def _quantity(item: Item) -> Fields:
    """The count, and what the name says is counted: 车辆（台、辆）."""
    count = parse_count(item.text(Role.QUANTITY))
    if count is None:
        return {}
    counted = list_pattern(ListKind.STATE_ASSET, "unit").search(strip_numbering(compact(item.words(Role.NAME)))[1])
    unit = counted.group(1) if counted else None
    return printed({Field.QUANTITY: str(count.value), Field.QUANTITY_UNIT: unit})


def _value(item: Item, unit: str | None) -> Fields:
    value = money(item.text(Role.VALUE), unit)
    return value.fields if value is not None else {}
