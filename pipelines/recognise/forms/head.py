"""The head of a performance form: labels with their values beside or below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.layouts.forms import Label
from pipelines.model.document import Cell
from pipelines.model.text import compact, join_wrapped
from pipelines.model.units import UNIT_PATTERN
from pipelines.recognise.forms.model import Form, Line
from pipelines.recognise.forms.money import is_figure, money
from pipelines.recognise.forms.vocabulary import bare, label_of, unit_of

MONEY = frozenset(
    {"period_total", "total", "fiscal", "carryover", "other", "basic", "project", "allocation", "transfer"}
)
TEXTS = frozenset({"goal", "period_goal", "actual_goal", "purpose", "duty"})
PLANS = frozenset({"plan_q1", "plan_q2", "plan_q3", "plan_q4"})
MARKS = frozenset({"mark_initial", "mark_budget", "mark_executed"})
_INLINE = re.compile(rf"^(.{{2,20}}?)[:：]\s*([-\d,.]+\s*(?:{UNIT_PATTERN})?)$")


@dataclass(slots=True)
class Head:
    """State between the rows of a head: what waits for a value below it, and what the stub at the left says."""

    form: Form
    waiting: dict[int, str] = field(default_factory=dict)  # column -> field whose value stands below
    marks: dict[int, str] = field(default_factory=dict)  # column -> mark of the amounts below
    lanes: dict[int, str] = field(default_factory=dict)  # column of a label -> period or year
    stub: str = ""
    seen_unit: str | None = None
    last_text: str | None = None

    def read(self, line: Line) -> None:
        """Take up one row."""
        filled = [c for c in line.cells if c.text.strip()]
        if not filled:
            return
        if line.cells and line.cells[0].col == 0 and line.cells[0].text.strip():
            self.stub = line.cells[0].text
            self.seen_unit = None
            if label_of(self.stub) is not None:
                self.waiting, self.marks = {}, {}
        unit = self._unit(line)
        if self._goes_on(line, filled):
            return
        row_label: str | None = None
        taken: set[int] = set()
        for n, cell in enumerate(line.cells):
            if cell.col in taken or not cell.text.strip():
                continue
            label = label_of(cell.text)
            if label is None:
                self._value(line, cell, row_label, unit)
                continue
            if label.field in MONEY:
                row_label = label.field
            value = self._beside(line, n)
            if value is None:
                self._wait(cell, label)
            else:
                taken.add(value.col)
                self._pair(line, cell, label, value, unit)

    def _unit(self, line: Line) -> str | None:
        """The money unit that holds in this row: in a label over it, in the stub, or the form's own."""
        for cell in line.over:
            if cell is not None and (cell.row < line.row or label_of(cell.text)) and (unit := unit_of(cell.text)):
                self.seen_unit = unit
                return unit
        return unit_of(self.stub) or self.seen_unit or self.form.unit

    def _goes_on(self, line: Line, filled: list[Cell]) -> bool:
        """The rest of a text cut by a page: nothing but words, alone in the first row of a grid."""
        if line.row != 0 or len(filled) != 1 or self.last_text is None or self.waiting:
            return False
        if label_of(filled[0].text) is not None or is_figure(filled[0].text):
            return False
        self.form.fields[self.last_text] += join_wrapped(filled[0].text)
        return True

    def _beside(self, line: Line, n: int) -> Cell | None:
        """The value to the right of a label: the first filled cell before the next label, else a blank one."""
        blank: Cell | None = None
        for cell in line.cells[n + 1 :]:
            if label_of(cell.text) is not None:
                break
            if cell.text.strip():
                return cell
            blank = blank or cell
        return blank

    def _wait(self, cell: Cell, label: Label) -> None:
        columns = range(cell.col, cell.col + cell.col_span)
        if label.field in MARKS:
            self.marks.update(dict.fromkeys(columns, label.field))
        elif label.field in TEXTS or label.field in PLANS:
            self.waiting.update(dict.fromkeys(columns, label.field))
        elif label.field in MONEY:
            for column in columns:  # 财政拨款 over 基本支出: a part of a part
                above = self.waiting.get(column)
                self.waiting[column] = f"{above}_{label.field}" if above in MONEY else label.field

    def _pair(self, line: Line, cell: Cell, label: Label, value: Cell, unit: str | None) -> None:
        form, name = self.form, label.field
        if name in MONEY:
            self._amount(line, cell, name, value, unit_of(cell.text) or unit)
        elif name in MARKS or name in PLANS:
            self._wait(cell, label)
        elif name == "none":
            self._loose(line, value, unit)
        elif value.text.strip():
            text = join_wrapped(value.text)
            if name in {"project_name", "department_name"}:
                form.name, form.name_printed = form.name if form.name_printed else text, True
            form.fields.setdefault(name, text)
            form.places.setdefault(name, line.place(value))
            if name in TEXTS:
                self.last_text = name
        elif name in TEXTS:
            self._wait(cell, label)

    def _value(self, line: Line, cell: Cell, row_label: str | None, unit: str | None) -> None:
        """A cell that is no label: the value of the label above it, or of the stub."""
        if row_label is not None and self.marks and is_figure(cell.text):
            self._store(line, row_label, cell, cell.text, unit, self.marks.get(cell.col, ""))
            return
        waiting = self.waiting.get(cell.col)
        if waiting in PLANS:
            if is_figure(compact(cell.text).rstrip("%")):
                self.form.fields[waiting] = compact(cell.text).rstrip("%").replace(",", "")
            return
        if waiting is not None and waiting.partition("_")[0] in MONEY and is_figure(cell.text):
            self._store(line, waiting, cell, cell.text, unit, "")
            return
        if waiting in TEXTS:
            self._text(line, waiting, cell)
            return
        if self.marks and is_figure(cell.text):
            self._store(line, "total", cell, cell.text, unit, self.marks.get(cell.col, ""))
            return
        self._loose(line, cell, unit)

    def _text(self, line: Line, name: str, cell: Cell) -> None:
        if name not in self.form.fields:
            self.form.fields[name] = join_wrapped(cell.text)
            self.form.places.setdefault(name, line.place(cell))
            self.last_text = name

    def _loose(self, line: Line, cell: Cell, unit: str | None) -> None:
        """Lines ``label：amount`` inside a cell, or the words that go with the stub."""
        found = False
        for text in cell.text.split("\n"):
            inline = _INLINE.match(compact(text))
            label = label_of(inline.group(1)) if inline else None
            if inline and label and label.field in MONEY:
                self._store(line, label.field, cell, inline.group(2), unit, "")
                found = True
        stub = label_of(self.stub)
        if not found and stub is not None and stub.field in TEXTS and not is_figure(cell.text):
            self._text(line, stub.field, cell)

    def _amount(self, line: Line, cell: Cell, name: str, value: Cell, unit: str | None) -> None:
        if name in {"period_total", "total"}:
            self.lanes[cell.col] = "period" if name == "period_total" else "year"
        mark = self.marks.get(value.col, "")
        if self.marks and not is_figure(value.text):
            return
        self._store(line, name, value, value.text, unit, mark, self.lanes.get(cell.col, "year"), bare(cell.text))
        if self.marks:  # the amounts of one label under several marks
            for other in line.cells:
                if other.col > value.col and other.col in self.marks and is_figure(other.text):
                    self._store(line, name, other, other.text, unit, self.marks[other.col], "year", bare(cell.text))

    def _store(
        self,
        line: Line,
        name: str,
        cell: Cell,
        text: str,
        unit: str | None,
        mark: str,
        lane: str = "year",
        says: str = "",
    ) -> None:
        if name == "period_total":
            lane, name = "period", "total"
        found = money(text, unit)
        if found is None:
            self.form.without_unit |= unit is None and is_figure(text)
            return
        place = line.place(cell)
        self.form.money.setdefault((lane, name, mark), (found, place))
        if name not in {"allocation", "transfer"}:
            self.form.listed.append((f"{name}/{mark or lane}", found, place))
