"""Tables with one row a project: 项目支出表, and lists of projects with their targets."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.layouts.forms import pattern
from pipelines.model.document import Cell
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.listing import Item, is_total
from pipelines.recognise.forms.model import FormRow
from pipelines.recognise.forms.money import Money, money
from pipelines.recognise.forms.nesting import parents
from pipelines.recognise.forms.stated import stated_rows

_PARTS = {"fiscal": "fiscal_amount", "other": "other_amount", "carryover": "carryover_amount"}
_TEXTS = {"category": "project_category", "unit_name": "unit_name", "purpose": "purpose", "code": "project_code"}


def project_rows(items: list[Item], unit: str | None, table_no: int, source: str) -> list[FormRow]:
    """A row of raw.form for every printed row with an amount.

    ``line_role`` is total, subtotal (units and classes whose projects stand below them) or item; ``is_leaf`` only
    for items.
    """
    read = [(item, amount) for item in items if (amount := _amount(item, "total", unit)) is not None]
    totals = [n for n, (item, _) in enumerate(read) if _is_total(item)]
    body = [(item, amount) for n, (item, amount) in enumerate(read) if n not in totals]
    printed = read[totals[0]][1].yuan if totals else None
    sums = _sums(body, printed)
    rows = [_row(item, amount, unit, "total", table_no, source) for item, amount in (read[n] for n in totals)]
    unit_name = ""
    for (item, amount), is_sum in zip(body, sums, strict=True):
        row = _row(item, amount, unit, "subtotal" if is_sum else "item", table_no, source)
        if is_sum and item.text("unit_code").strip():
            unit_name = row.fields["project_name"]
        elif unit_name and not is_sum:
            row.fields.setdefault("unit_name", unit_name)
        rows.append(row)
        if not is_sum and item.text("purpose").strip():
            rows += stated_rows(row, [(join_wrapped(item.text("purpose")), item.line.place(item.cells["purpose"]))])
    return rows


def _sums(body: list[tuple[Item, Money]], printed: Decimal | None) -> list[bool]:
    """Which rows are sums of rows below: by the figures, else rows that print a unit's code."""
    amounts = [amount.yuan for _, amount in body]
    total = printed if printed is not None else (amounts[0] if amounts else None)
    step = max((amount.step for _, amount in body), default=Decimal(1))
    units = [bool(item.text("unit_code").strip()) for item, _ in body]
    return parents(amounts, total, step, units) or units


def _is_total(item: Item) -> bool:
    return any(is_total(c.text) for c in item.line.cells[:3] if c.text.strip())


def _amount(item: Item, role: str, unit: str | None) -> Money | None:
    cell = item.cells.get(role)
    return money(cell.text, unit) if cell is not None and cell.row == item.line.row else None


def _row(item: Item, amount: Money, unit: str | None, role: str, table_no: int, source: str) -> FormRow:
    name = join_wrapped(item.text("name")) or next((c.text for c in item.line.cells if c.text.strip()), "")
    fields = {
        "project_name": name.strip(),
        "source": source,
        "line_role": role,
        "is_leaf": "true" if role == "item" else "false",
        "amount": str(amount.yuan),
        "amount_published": amount.text,
        "unit": amount.unit,
        "rounding_step": str(amount.step),
        "amount_basis": "year",
    }
    fields |= {column: join_wrapped(item.text(r)) for r, column in _TEXTS.items() if item.text(r).strip()}
    for part, column in _PARTS.items():
        found = _amount(item, part, unit)
        if found is not None:
            fields[column] = str(found.yuan)
    fields |= _code(fields)
    cell: Cell = item.cells["total"]
    return FormRow("project", item.line.place(cell), table_no, fields)


def _code(fields: dict[str, str]) -> dict[str, str]:
    """The code in front of a name, and what a code says of region and year."""
    out: dict[str, str] = {}
    code = fields.get("project_code")
    found = re.match(pattern("code", "in_name"), compact(fields["project_name"])) if code is None else None
    if found:
        code = out["project_code"] = found["code"]
        out["project_name"] = found["name"]
    shape = re.match(pattern("code", "shape"), code) if code else None
    if shape:
        out |= {"project_region_code": shape["region"], "project_year": f"20{shape['year']}"}
    return out
