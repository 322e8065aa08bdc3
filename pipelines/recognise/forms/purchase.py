"""政府购买服务预算表: services bought from outside, a row an entry of the catalogue."""

from __future__ import annotations

from pipelines.layouts.forms import list_pattern
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.listing import Item, is_total
from pipelines.recognise.forms.model import FormRow
from pipelines.recognise.forms.money import money

KIND = "purchase_of_services"


def purchase_rows(items: list[Item], unit: str | None, table_no: int) -> list[FormRow]:
    """A row for every printed line with an amount, all of kind ``purchase_of_services``; the total row is no leaf."""
    rows = []
    for item in items:
        cell = item.cells.get("total")
        amount = money(cell.text, unit) if cell is not None and cell.row == item.line.row else None
        if cell is None or amount is None:
            continue
        total = any(is_total(c.text) for c in item.line.cells if c.text.strip())
        fields = {
            "line_name": _name(item, total),
            "line_role": "total" if total else "item",
            "is_leaf": "false" if total else "true",
            "is_total": "true" if total else "false",
            "category": KIND,
            "amount": str(amount.yuan),
            "amount_published": amount.text,
            "unit": amount.unit,
            "rounding_step": str(amount.step),
        }
        fields |= {} if total else _catalogue(item)
        rows.append(FormRow("purchase", item.line.place(cell), table_no, fields))
    return rows


def _name(item: Item, total: bool) -> str:
    for role in () if total else ("item", "level_3", "level_2", "level_1"):
        if item.text(role).strip():
            return join_wrapped(item.text(role)).strip()
    return next(join_wrapped(c.text).strip() for c in item.line.cells if c.text.strip())


def _catalogue(item: Item) -> dict[str, str]:
    """The finest catalogue entry that prints a code, and the columns that name whose purchase it is."""
    out: dict[str, str] = {}
    for role in ("level_3", "level_2", "level_1"):
        found = list_pattern("purchase", "code").match(compact(item.text(role)))
        if found:
            out |= {"catalogue_code": found.group(1), "catalogue_name": found.group(2)}
            break
    for role, column in (("project", "project_name"), ("unit_name", "unit_name")):
        if item.text(role).strip():
            out[column] = join_wrapped(item.text(role)).strip()
    return out
