"""政府采购预算表: what is bought, how much of it, for how much, from which fund.

The order: rows are put back under their columns (alignment), then get their functional codes, since a code left blank
is that of the row above (functions); with the codes of all rows known, groups can be told from what is bought (here);
a group says what kind of purchase the rows below it are (category); last, a row is split by fund (funds).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.form_words import Role
from pipelines.model.row_roles import RowRole
from pipelines.recognise.forms.lists.classes import functional_codes
from pipelines.recognise.forms.lists.listing import Item, Listing
from pipelines.recognise.forms.lists.procurement_category import category
from pipelines.recognise.forms.lists.procurement_columns import aligned
from pipelines.recognise.forms.lists.procurement_fields import NAMES, Purchase, purchase_rows_by_fund
from pipelines.recognise.forms.lists.roles import prints_total
from pipelines.recognise.forms.model import FormRow


def procurement_rows(listing: Listing) -> list[FormRow]:
    """Rows for every printed line with an amount.

    A line paid from several funds gives a row for each fund where they add up to its total; count, price and the
    part for small enterprises stay with the first.  Groups (units, 货物) and totals are no leaves.
    """
    header = listing.header
    items = [aligned(item, header) for item in listing.items]
    codes = functional_codes(items, header)
    detailed = _detailed(items)
    above: str | None = None
    rows: list[FormRow] = []
    for item, code in zip(items, codes, strict=True):
        amount = item.money(Role.TOTAL, listing.unit)
        name = item.first_words(*NAMES)
        if amount is None or not name:
            continue
        role = _role(item, code, detailed, codes)
        above = category(item, role, name, above)
        rows += purchase_rows_by_fund(listing, Purchase(item, name, amount, role, code, above))
    return rows


def _detailed(items: Sequence[Item]) -> Role | None:
    """The column that only the bought things fill: the catalogue where there is one, else the name."""
    filled = (role for role in (Role.CATALOGUE, Role.ITEM) if any(item.has(role) for item in items))
    return next(filled, None)


def _role(item: Item, code: str, detailed: Role | None, codes: Sequence[str]) -> RowRole:
    if prints_total(item.line.cells):
        return RowRole.TOTAL
    is_bought = item.has(detailed) if detailed is not None else _is_finest(item, code, codes)
    return RowRole.ITEM if is_bought else RowRole.SUBTOTAL


def _is_finest(item: Item, code: str, codes: Sequence[str]) -> bool:
    """Whether no other row's functional code stands below that of ``item``."""
    if not code:
        return Role.FUNCTIONAL not in item.cells
    return not any(other != code and other.startswith(code) for other in codes)
