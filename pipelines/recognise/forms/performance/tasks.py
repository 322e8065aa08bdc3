"""Yearly tasks of a department form: name, content and money of each."""

from __future__ import annotations

from pipelines.model.form_words import Field, TaskRole
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import Line, printed
from pipelines.recognise.forms.money import money, yuan_fields
from pipelines.recognise.forms.performance.columns import Columns
from pipelines.recognise.forms.performance.headers import UNIT_IN_HEAD
from pipelines.recognise.forms.performance.model import Task

_PARTS = {
    TaskRole.FISCAL: Field.FISCAL_AMOUNT,
    TaskRole.OTHER: Field.OTHER_AMOUNT,
    TaskRole.EXECUTED: Field.EXECUTED_AMOUNT,
}
_MONEY = frozenset({TaskRole.AMOUNT, TaskRole.FISCAL})


def task(columns: Columns[TaskRole], line: Line, unit: str | None) -> Task | None:
    """The task in a row, ``None`` for the total row and blank rows.

    ``unit`` counts where the header of the amounts names none.
    """
    cells = columns.cells(line)
    texts = {role: cell.text for role, cell in cells.items()}
    name = join_wrapped(texts.get(TaskRole.NAME, ""))
    content = join_wrapped(texts.get(TaskRole.CONTENT, ""))
    is_total = compact(name).endswith("合计") or cells.get(TaskRole.NAME) is cells.get(TaskRole.CONTENT)
    if is_total or not name + content:
        return None
    unit = _unit(columns, line) or unit
    fields = printed({Field.NAME: name, Field.CONTENT: content})
    fields |= yuan_fields({field: money(texts.get(role, ""), unit) for role, field in _PARTS.items()})
    amount = money(texts.get(TaskRole.AMOUNT, ""), unit)
    if amount is None:
        return Task(line.place(cells[TaskRole.NAME]), fields)
    return Task(line.place(cells[TaskRole.AMOUNT]), fields | amount.fields)


def _unit(columns: Columns[TaskRole], line: Line) -> str | None:
    """The unit in the header of the amounts: 预算金额（万元）."""
    heads = [cell for cell in columns.grid.cells if cell.row < line.row and columns.roles.get(cell.col) in _MONEY]
    found = next(filter(None, (UNIT_IN_HEAD.search(compact(cell.text)) for cell in heads)), None)
    return found.group(1) if found is not None else None
