"""Yearly tasks of a department form: name, content and money of each."""

from __future__ import annotations

from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.columns import Columns
from pipelines.recognise.forms.model import Form, Line
from pipelines.recognise.forms.money import money


def task(form: Form, columns: Columns, line: Line, unit: str | None) -> None:
    """Take up one row of tasks; its total row and blank rows are left out."""
    cells = columns.cells(line)
    name = join_wrapped(cells["name"].text) if "name" in cells else ""
    content = join_wrapped(cells["content"].text) if "content" in cells else ""
    if not name and not content:
        return
    if compact(name).endswith("合计") or cells.get("name") is cells.get("content"):
        return
    fields = {"name": name, "content": content}
    unit = _unit(columns, line) or unit
    place = line.place(cells["name"])
    for role in ("amount", "fiscal", "other", "executed"):
        cell = cells.get(role)
        found = money(cell.text, unit) if cell is not None else None
        if found is not None and cell is not None:
            fields[role if role == "amount" else f"{role}_amount"] = str(found.yuan)
            if role == "amount":
                fields |= {"amount_published": found.text, "unit": found.unit, "rounding_step": str(found.step)}
                place = line.place(cell)
    form.tasks.append((place, {k: v for k, v in fields.items() if v}))


def _unit(columns: Columns, line: Line) -> str | None:
    """The unit in the header of the amounts: 预算金额（万元）."""
    for cell in columns.grid.cells:
        if cell.row < line.row and cell.col in columns.roles and columns.roles[cell.col] in {"amount", "fiscal"}:
            text = compact(cell.text)
            if "(万元)" in text:
                return "万元"
            if "(元)" in text:
                return "元"
    return None
