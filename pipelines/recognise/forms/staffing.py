"""机构设置: units with their nature, rank, funding, posts and staff; and tables that only list the units."""

from __future__ import annotations

from pipelines.model.amounts import parse_amount
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.listing import Item, is_total
from pipelines.recognise.forms.model import FormRow

_COUNTS = ("vehicles", "posts", "staff", "retired")


def staffing_rows(items: list[Item], table_no: int) -> list[FormRow]:
    """A row for every unit printed, and the total row."""
    rows = []
    for item in items:
        name = join_wrapped(item.text("unit_name")).strip()
        if not name:
            continue
        fields = {"unit_name": name, "is_total": "true" if is_total(name) else "false"}
        for role in ("unit_code", "nature", "rank", "funding"):
            if item.text(role).strip():
                fields[role] = join_wrapped(item.text(role)).strip()
        for role in _COUNTS:
            count = parse_amount(item.text(role))
            if count is not None and count.value == count.value.to_integral_value():
                fields[role] = str(int(count.value))
        rows.append(FormRow("staffing", item.line.place(item.cells["unit_name"]), table_no, fields))
    return rows


def unit_rows(items: list[Item], table_no: int) -> list[FormRow]:
    """Units listed without figures, for core.department_profile."""
    rows = []
    for item in items:
        name = join_wrapped(item.text("unit_name")).strip()
        if name and not is_total(compact(name)):
            fields = {"item": "unit", "name": name}
            if item.text("note").strip():
                fields["content"] = join_wrapped(item.text("note"))
            rows.append(FormRow("profile", item.line.place(item.cells["unit_name"]), table_no, fields))
    return rows
