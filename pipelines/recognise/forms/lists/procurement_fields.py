"""The fields of a purchase, in one row or in a row for each fund that pays for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.layouts.forms import list_pattern
from pipelines.model.amounts import parse_count
from pipelines.model.document import Cell
from pipelines.model.form_words import Field, Kind, ListKind, Role
from pipelines.model.fund_sources import FundSource
from pipelines.model.row_roles import RowRole
from pipelines.model.text import compact
from pipelines.recognise.forms.lists.classes import economic_code
from pipelines.recognise.forms.lists.listing import Item, Listing
from pipelines.recognise.forms.lists.roles import role_fields
from pipelines.recognise.forms.model import Fields, FormRow, printed
from pipelines.recognise.forms.money import Money, money, yuan_fields

NAMES = (Role.ITEM, Role.CATEGORY, Role.NAME, Role.FUNCTIONAL_NAME, Role.PROJECT, Role.UNIT_NAME)
_COPIED = {
    Role.PROJECT: Field.PROJECT_NAME,
    Role.UNIT_NAME: Field.UNIT_NAME,
    Role.QUANTITY_UNIT: Field.QUANTITY_UNIT,
}
_PRICES = {Role.UNIT_PRICE: Field.UNIT_PRICE, Role.SMALL: Field.SMALL_ENTERPRISE_AMOUNT}


@dataclass(frozen=True, slots=True)
class Bought:
    """A row with an amount and its functional code, empty where it has none."""

    item: Item
    amount: Money
    code: str


@dataclass(frozen=True, slots=True)
class Purchase:
    """A row with its name, its role and its category; ``given``: what the rows above say of it."""

    row: Bought
    name: str
    role: RowRole
    category: str | None
    given: Fields

    @property
    def item(self) -> Item:
        """The row as printed."""
        return self.row.item

    @property
    def amount(self) -> Money:
        """All its money."""
        return self.row.amount


@dataclass(frozen=True, slots=True)
class Share:
    """What one fund pays."""

    fund: FundSource
    amount: Money
    cell: Cell


def name_of(item: Item, given: Fields) -> str:
    """What a row is called: by its own cells, else by the row before, else by the first cell it fills."""
    return item.printed_words(*NAMES) or given.get(Field.LINE_NAME) or item.first_words(*NAMES)


def purchase_rows_by_fund(listing: Listing, purchase: Purchase) -> list[FormRow]:
    """The rows of one purchase."""
    fields = _fields(listing, purchase)
    extra = _once(listing, purchase.item)
    shares = list(_shares(listing, purchase.item))
    adds_up = sum(share.amount.yuan for share in shares) == purchase.amount.yuan
    if purchase.role is RowRole.ITEM and len(shares) > 1 and adds_up:
        first, *others = [_share_row(listing, purchase.item, share, fields) for share in shares]
        return [FormRow(first.kind, first.place, first.table_no, first.fields | extra), *others]
    fund = shares[0].fund if len(shares) == 1 and adds_up else None
    whole = {**fields, **printed({Field.FUND_SOURCE: fund}), **extra, **purchase.amount.fields}
    return [listing.row(Kind.PROCUREMENT, purchase.item, Role.TOTAL, whole)]


def _shares(listing: Listing, item: Item) -> Iterator[Share]:
    for column, cell in item.columns.items():
        fund = listing.header.roles[column].fund
        amount = money(cell.text, listing.unit) if fund is not None and item.line.begins(cell) else None
        if fund is not None and amount is not None and amount.yuan:
            yield Share(fund, amount, cell)


def _share_row(listing: Listing, item: Item, share: Share, fields: Fields) -> FormRow:
    own = {**fields, Field.FUND_SOURCE: share.fund, **share.amount.fields}
    return FormRow(Kind.PROCUREMENT, item.line.place(share.cell), listing.table.table_no, own)


def _fields(listing: Listing, purchase: Purchase) -> Fields:
    """What the row says whoever pays; a total says nothing of its own."""
    named = {Field.LINE_NAME: purchase.name, **role_fields(purchase.role)}
    if purchase.role is RowRole.TOTAL:
        return named
    item = purchase.item
    codes = {
        Field.CATEGORY: purchase.category,
        Field.FUNCTIONAL_CODE: purchase.row.code,
        Field.ECONOMIC_CODE: economic_code(listing.header, item),
    }
    given = purchase.given if purchase.role is RowRole.ITEM else {}
    return {**given, **named, **printed(codes), **_catalogue(item), **item.fields(_COPIED)}


def _catalogue(item: Item) -> Fields:
    """Code and name of the catalogue entry; without a code all of it is a name."""
    entry = item.words(Role.CATALOGUE)
    found = list_pattern(ListKind.PROCUREMENT, "catalogue").match(compact(entry))
    if found is None:
        return printed({Field.CATALOGUE_NAME: entry})
    return printed({Field.CATALOGUE_CODE: found.group(1), Field.CATALOGUE_NAME: found.group(2)})


def _once(listing: Listing, item: Item) -> Fields:
    """Count, price and the part for small enterprises: of the whole row, not of each fund."""
    count = parse_count(item.text(Role.QUANTITY))
    prices = yuan_fields({field: item.money(role, listing.unit) for role, field in _PRICES.items()})
    return prices if count is None else prices | {Field.QUANTITY: str(count.value)}
