"""政府采购预算表: what is bought, how much of it, for how much, from which fund."""

from __future__ import annotations

import re

from pipelines.layouts.forms import list_pattern, list_settings
from pipelines.model.amounts import parse_amount
from pipelines.model.document import Cell
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.listing import Header, Item, is_total
from pipelines.recognise.forms.model import FormRow
from pipelines.recognise.forms.money import Money, money

_NAMES = ("item", "category", "name", "functional_name", "project", "unit_name")


def procurement_rows(items: list[Item], header: Header, unit: str | None, table_no: int) -> list[FormRow]:
    """Rows for every printed line with an amount.

    A line paid from several funds gives a row for each fund where they add up to its total; count, price and the
    part for small enterprises stay with the first.  Groups (units, 货物) and totals are no leaves.
    """
    parts: list[str] = []
    for item in items:
        _align(item, header)
        parts = _codes(item, header, parts)
    detailed = _detailed(items)
    codes = [code for item in items if (code := item.text("functional_code"))]
    group: str | None = None
    rows: list[FormRow] = []
    for item in items:
        amount = _money(item, "total", unit)
        label = _label(item)
        if amount is None or not label:
            continue
        role = "total" if _is_total(item) else "item" if _is_leaf(item, detailed, codes) else "subtotal"
        group = _group(item, role, group)
        rows += _rows(item, header, amount, unit, role, group, table_no)
    return rows


def _align(item: Item, header: Header) -> None:
    """Text exports lose the second head of a merged pair: the catalogue code tells how far a row has moved."""
    columns = header.by_role("catalogue")
    code = list_pattern("procurement", "catalogue")
    if not columns or item.line.grid.method != "text" or code.match(compact(item.text("catalogue"))):
        return
    cells = list(item.line.over)
    at = next((n for n, c in enumerate(cells) if c is not None and code.match(compact(c.text))), None)
    if at is None or at <= columns[0]:
        return
    moved = at - columns[0]
    for column, role in header.roles.items():
        target = column + moved
        last = column == max(header.roles)
        cell = cells[column] if last else cells[target] if target < len(cells) else None
        if cell is not None and not (role.startswith("fund:") and target == max(header.roles)):
            item.cells[role], item.texts[role], item.columns[column] = cell, cell.text, cell


def _codes(item: Item, header: Header, above: list[str]) -> list[str]:
    """Set the functional code of a row: one cell, or 类 款 项 in cells of their own, blank where as above."""
    columns = header.by_role("functional")
    printed = [compact(item.columns[c].text) if c in item.columns else "" for c in columns]
    if any(not p.isdigit() for p in printed if p) or not any(printed):
        return above
    first = next(n for n, p in enumerate(printed) if p)
    parts = [*above[:first], *(p for p in printed[first:] if p)] if len(columns) > 1 else printed
    code = "".join(parts)
    if len(code) in {3, 5, 7}:
        item.texts["functional_code"] = code
    return parts


def _detailed(items: list[Item]) -> str | None:
    """The column that only the bought things fill: the catalogue where there is one, else the name."""
    for role in ("catalogue", "item"):
        if any(item.text(role).strip() for item in items):
            return role
    return None


def _is_leaf(item: Item, detailed: str | None, codes: list[str]) -> bool:
    if detailed is not None:
        return bool(item.text(detailed).strip())
    own = item.text("functional_code")
    return not any(code != own and code.startswith(own) for code in codes) if own else "functional" not in item.cells


def _is_total(item: Item) -> bool:
    return any(is_total(c.text) for c in item.line.cells if c.text.strip())


def _label(item: Item) -> str:
    for role in _NAMES:
        if item.text(role).strip():
            return join_wrapped(item.text(role)).strip()
    return next((join_wrapped(c.text).strip() for c in item.line.cells if c.text.strip()), "")


def _money(item: Item, role: str, unit: str | None) -> Money | None:
    cell = item.cells.get(role)
    return money(cell.text, unit) if cell is not None and cell.row == item.line.row else None


def _group(item: Item, role: str, group: str | None) -> str | None:
    """Goods, works or services: said by the row itself, or by the group it stands in."""
    if role == "total":
        return None
    for name in ("catalogue", "code", "category", "item"):
        text = compact(item.text(name))
        found = list_pattern("procurement", "catalogue").match(text) or re.match(r"^([ABC])(?![A-Za-z])", text)
        if found:
            return str(list_settings("procurement")["letter"][found.group(1)[0]])
    if role == "subtotal" or not item.text("catalogue").strip():
        for text in (item.text("category"), _label(item) if role == "subtotal" else ""):
            for kind in ("goods", "works", "services"):
                if list_pattern("procurement", kind).search(compact(text)):
                    return kind
    return group


def _rows(
    item: Item, header: Header, amount: Money, unit: str | None, role: str, group: str | None, table_no: int
) -> list[FormRow]:
    fields = _fields(item, header, role, group)
    funds: list[tuple[str, Money, Cell]] = []
    for column, cell in item.columns.items():
        name = header.roles.get(column, "")
        found = money(cell.text, unit) if name.startswith("fund:") and cell.row == item.line.row else None
        if found is not None and found.yuan:
            funds.append((name.removeprefix("fund:"), found, cell))
    if role != "item" or not funds or sum(m.yuan for _, m, _ in funds) != amount.yuan:
        single = {"fund_source": funds[0][0]} if len(funds) == 1 and funds[0][1].yuan == amount.yuan else {}
        return [_row(item, item.cells["total"], amount, fields | single | _extra(item, unit), table_no)]
    if len(funds) == 1:
        return [
            _row(
                item, item.cells["total"], amount, fields | {"fund_source": funds[0][0]} | _extra(item, unit), table_no
            )
        ]
    return [
        _row(item, cell, part, fields | {"fund_source": fund} | (_extra(item, unit) if n == 0 else {}), table_no)
        for n, (fund, part, cell) in enumerate(funds)
    ]


def _row(item: Item, cell: Cell, amount: Money, fields: dict[str, str], table_no: int) -> FormRow:
    fields = fields | {
        "amount": str(amount.yuan),
        "amount_published": amount.text,
        "unit": amount.unit,
        "rounding_step": str(amount.step),
    }
    return FormRow("procurement", item.line.place(cell), table_no, fields)


def _fields(item: Item, header: Header, role: str, group: str | None) -> dict[str, str]:
    fields = {
        "line_name": _label(item),
        "line_role": role,
        "is_leaf": "true" if role == "item" else "false",
        "is_total": "true" if role == "total" else "false",
    }
    if role == "total":
        return fields
    if group is not None:
        fields["category"] = group
    catalogue = join_wrapped(item.text("catalogue")).strip()
    found = list_pattern("procurement", "catalogue").match(compact(catalogue))
    if found:
        fields["catalogue_code"] = found.group(1)
        if found.group(2):
            fields["catalogue_name"] = found.group(2)
    elif catalogue:
        fields["catalogue_name"] = catalogue
    economic = "".join(
        p for c in header.by_role("economic") if c in item.columns and (p := compact(item.columns[c].text))
    )
    if economic.isdigit() and len(economic) in {3, 5}:
        fields["economic_code"] = economic
    if role == "item" and item.text("functional_code"):
        fields["functional_code"] = item.text("functional_code")
    for name, column in (("project", "project_name"), ("unit_name", "unit_name"), ("quantity_unit", "quantity_unit")):
        if item.text(name).strip():
            fields[column] = join_wrapped(item.text(name)).strip()
    return fields


def _extra(item: Item, unit: str | None) -> dict[str, str]:
    out = {}
    count = parse_amount(item.text("quantity"))
    if count is not None:
        out["quantity"] = str(count.value)
    for name, column in (("unit_price", "unit_price"), ("small", "small_enterprise_amount")):
        found = _money(item, name, unit)
        if found is not None:
            out[column] = str(found.yuan)
    return out
