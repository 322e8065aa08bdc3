"""机构设置: units with their nature, rank, funding, posts and staff; and tables that only list the units."""

from __future__ import annotations

from pipelines.model.amounts import parse_count
from pipelines.model.form_words import Field, Kind, ProfileItem, Role
from pipelines.recognise.forms.lists.layout import is_total
from pipelines.recognise.forms.lists.listing import Item, Listing
from pipelines.recognise.forms.model import Fields, FormRow, flag, printed

_TEXTS = {
    Role.UNIT_CODE: Field.UNIT_CODE,
    Role.NATURE: Field.NATURE,
    Role.RANK: Field.RANK,
    Role.FUNDING: Field.FUNDING,
}
_COUNTS = {
    Role.VEHICLES: Field.VEHICLES,
    Role.POSTS: Field.POSTS,
    Role.STAFF: Field.STAFF,
    Role.RETIRED: Field.RETIRED,
}
_UNIT = {Role.UNIT_NAME: Field.NAME, Role.NOTE: Field.CONTENT}


def staffing_rows(listing: Listing) -> list[FormRow]:
    """A row for every unit printed, and the total row."""
    return [_row(listing, Kind.STAFFING, item, _staff(item)) for item in _units(listing)]


def unit_rows(listing: Listing) -> list[FormRow]:
    """Units listed without figures, for core.department_profile."""
    units = [item for item in _units(listing) if not is_total(item.words(Role.UNIT_NAME))]
    return [_row(listing, Kind.PROFILE, item, {Field.ITEM: ProfileItem.UNIT} | item.fields(_UNIT)) for item in units]


def _units(listing: Listing) -> list[Item]:
    return [item for item in listing.items if item.has(Role.UNIT_NAME)]


def _row(listing: Listing, kind: Kind, item: Item, fields: Fields) -> FormRow:
    return listing.row(kind, item, Role.UNIT_NAME, fields)


def _staff(item: Item) -> Fields:
    name = item.words(Role.UNIT_NAME)
    counts = printed({field: _count(item.text(role)) for role, field in _COUNTS.items()})
    return {Field.UNIT_NAME: name, Field.IS_TOTAL: flag(is_total(name)), **item.fields(_TEXTS), **counts}


def _count(text: str) -> str | None:
    """The count as digits, ``None`` where the figure is no whole number."""
    found = parse_count(text)
    if found is None or found.value % 1:
        return None
    return str(int(found.value))
