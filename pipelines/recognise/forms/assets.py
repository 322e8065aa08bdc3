"""国有资产占用情况表: item, count, value and the day the balance is of."""

from __future__ import annotations

import re
from datetime import date

from pipelines.layouts.forms import list_pattern
from pipelines.layouts.tables import strip_numbering
from pipelines.model.amounts import parse_amount
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.listing import Item
from pipelines.recognise.forms.model import FormRow
from pipelines.recognise.forms.money import money


def asset_rows(items: list[Item], unit: str | None, table_no: int, context: list[str]) -> list[FormRow]:
    """A row for every printed item, without figures too (an item with none held is printed blank).

    ``context``: the lines above the table, one of which gives the day.
    """
    day = as_of(context, list_pattern("state_asset", "as_of"))
    rows = []
    for item in items:
        name = join_wrapped(item.text("name")).strip()
        if not name:
            continue
        plain = strip_numbering(compact(name))[1]
        total = bool(list_pattern("state_asset", "total").match(plain))
        of_which = bool(list_pattern("state_asset", "of_which").match(compact(name)))
        fields = {
            "line_name": name,
            "line_role": "total" if total else "of_which" if of_which else "item",
            "is_total": "true" if total else "false",
            "is_leaf": "false" if total or of_which else "true",
        }
        if day is not None:
            fields["as_of"] = day.isoformat()
        fields |= _figures(item, unit, plain, list_pattern("state_asset", "unit"))
        cell = item.cells.get("value") or item.cells["name"]
        rows.append(FormRow("state_asset", item.line.place(cell), table_no, fields))
    return rows


def as_of(lines: list[str], pattern: re.Pattern[str]) -> date | None:
    """The day in the lines above, nearest first."""
    for line in reversed(lines):
        found = pattern.search(compact(line))
        if found:
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                continue
    return None


def _figures(item: Item, unit: str | None, name: str, unit_pattern: re.Pattern[str]) -> dict[str, str]:
    out = {}
    count = parse_amount(item.text("quantity"))
    if count is not None:
        out["quantity"] = str(count.value)
        counted = unit_pattern.search(name)
        if counted:
            out["quantity_unit"] = counted.group(1)
    value = money(item.text("value"), unit)
    if value is not None:
        out |= {
            "amount": str(value.yuan),
            "amount_published": value.text,
            "unit": value.unit,
            "rounding_step": str(value.step),
        }
    return out
