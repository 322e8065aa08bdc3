"""政府采购预算表: what is bought, how much of it, for how much, from which fund.

The order: rows are put back under their columns (columns), then get their functional codes, since a code left blank
is that of the row above (classes); with these and the amounts of all rows, groups can be told from what is bought
(roles); what a group says, the rows below it need not (above); a group says what kind of purchase they are (category);
last, a row is split by fund (fields).
"""

from __future__ import annotations

from pipelines.model.form_words import Role
from pipelines.recognise.forms.lists.classes import functional_codes
from pipelines.recognise.forms.lists.listing import Listing
from pipelines.recognise.forms.lists.procurement_above import told
from pipelines.recognise.forms.lists.procurement_category import category
from pipelines.recognise.forms.lists.procurement_columns import aligned
from pipelines.recognise.forms.lists.procurement_fields import Bought, Purchase, name_of, purchase_rows_by_fund
from pipelines.recognise.forms.model import FormRow


def procurement_rows(listing: Listing) -> list[FormRow]:
    """Rows for every printed line with an amount.

    A line paid from several funds gives a row for each fund where they add up to its total; count, price and the
    part for small enterprises stay with the first.  Groups (units, 货物) and totals are no leaves.  A thing has the
    name of the row before where its own is blank, and the project, unit and function of what it stands below.
    """
    rows: list[FormRow] = []
    kind: str | None = None
    for one, role, given in told(_bought(listing), listing.units):
        name = name_of(one.item, given)
        if name:
            kind = category(one.item, role, name, kind)
            rows += purchase_rows_by_fund(listing, Purchase(one, name, role, kind, given))
    return rows


def _bought(listing: Listing) -> list[Bought]:
    """The rows with an amount, each with its functional code."""
    items = [aligned(item, listing.header) for item in listing.items]
    coded = zip(items, functional_codes(items, listing.header), strict=True)
    priced = ((item, item.money(Role.TOTAL, listing.unit), code) for item, code in coded)
    return [Bought(item, amount, code) for item, amount, code in priced if amount is not None]
