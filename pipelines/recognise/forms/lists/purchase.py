"""政府购买服务预算表: services bought from outside, a row an entry of the catalogue."""

from __future__ import annotations

from pipelines.layouts.forms import list_pattern
from pipelines.model.form_words import Field, Kind, ListKind, Role
from pipelines.model.row_roles import RowRole
from pipelines.model.statements import Statement
from pipelines.model.text import compact
from pipelines.recognise.forms.lists.listing import Item, Listing
from pipelines.recognise.forms.lists.procurement_above import told
from pipelines.recognise.forms.lists.procurement_fields import Bought
from pipelines.recognise.forms.lists.roles import role_fields
from pipelines.recognise.forms.model import Fields, FormRow

CATEGORY = Statement.PURCHASE_OF_SERVICES.value
_LEVELS = (Role.LEVEL_3, Role.LEVEL_2, Role.LEVEL_1)  # of the catalogue, finest first
_COPIED = {Role.PROJECT: Field.PROJECT_NAME, Role.UNIT_NAME: Field.UNIT_NAME}


def purchase_rows(listing: Listing) -> list[FormRow]:
    """A row for every printed line with an amount; totals and groups are no leaves.

    A service has the project and the unit of what it stands below.
    """
    printed = [Bought(one.item, one.amount, "") for one in listing.priced()]
    return [listing.row(Kind.PURCHASE, row[0].item, Role.TOTAL, _fields(*row)) for row in told(printed, listing.units)]


def _fields(one: Bought, role: RowRole, given: Fields) -> Fields:
    item = one.item
    fields = {Field.CATEGORY: CATEGORY, **role_fields(role), **one.amount.fields}
    if role is RowRole.TOTAL:
        return {Field.LINE_NAME: item.first_words(), **fields}
    name = {Field.LINE_NAME: item.first_words(Role.ITEM, *_LEVELS)}
    return {**(given if role is RowRole.ITEM else {}), **name, **fields, **_catalogue(item), **item.fields(_COPIED)}


def _catalogue(item: Item) -> Fields:
    """The finest catalogue entry that prints a code."""
    entries = (list_pattern(ListKind.PURCHASE, "code").match(compact(item.text(level))) for level in _LEVELS)
    found = next(filter(None, entries), None)
    if found is None:
        return {}
    return {Field.CATALOGUE_CODE: found.group(1), Field.CATALOGUE_NAME: found.group(2)}
