"""政府采购预算表: what is bought, how much of it, for how much, from which fund.

The order: rows are put back under their columns (columns), then get their functional codes, since a code left blank
is that of the row above (classes); with these and the amounts of all rows, groups can be told from what is bought
(roles); what a group says, the rows below it need not (above); a group says what kind of purchase they are (category);
last, a row is split by fund (fields).
"""

from __future__ import annotations

from pipelines.model.form_words import Role
from pipelines.model.row_roles import RowRole
from pipelines.recognise.forms.lists.classes import functional_codes
from pipelines.recognise.forms.lists.listing import Listing
from pipelines.recognise.forms.lists.procurement_above import handed_down
from pipelines.recognise.forms.lists.procurement_category import category
from pipelines.recognise.forms.lists.procurement_columns import aligned
from pipelines.recognise.forms.lists.procurement_fields import Bought, Purchase, name_of, purchase_rows_by_fund
from pipelines.recognise.forms.lists.procurement_roles import sums_above
from pipelines.recognise.forms.lists.roles import prints_total
from pipelines.recognise.forms.model import FormRow


def procurement_rows(listing: Listing) -> list[FormRow]:
    """Rows for every printed line with an amount.

    A line paid from several funds gives a row for each fund where they add up to its total; count, price and the
    part for small enterprises stay with the first.  Groups (units, 货物) and totals are no leaves.  A thing has the
    name of the row before where its own is blank, and the project, unit and function of what it stands below.
    """
    printed = _bought(listing)
    is_total = [prints_total(one.item.line.cells) for one in printed]
    body = [one for one, total in zip(printed, is_total, strict=True) if not total]
    whole = next((one.amount.yuan for one, total in zip(printed, is_total, strict=True) if total), None)
    above = sums_above(body, listing.units, whole)
    sums = set(above)
    roles = iter([RowRole.SUBTOTAL if number in sums else RowRole.ITEM for number in range(len(body))])
    given = iter(handed_down(body, above, listing.units))
    rows: list[FormRow] = []
    kind: str | None = None
    for one, total in zip(printed, is_total, strict=True):
        role, fields = (RowRole.TOTAL, {}) if total else (next(roles), next(given))
        name = name_of(one.item, fields)
        if name:
            kind = category(one.item, role, name, kind)
            rows += purchase_rows_by_fund(listing, Purchase(one, name, role, kind, fields))
    return rows


def _bought(listing: Listing) -> list[Bought]:
    """The rows with an amount, each with its functional code."""
    items = [aligned(item, listing.header) for item in listing.items]
    coded = zip(items, functional_codes(items, listing.header), strict=True)
    priced = ((item, item.money(Role.TOTAL, listing.unit), code) for item, code in coded)
    return [Bought(item, amount, code) for item, amount, code in priced if amount is not None]
