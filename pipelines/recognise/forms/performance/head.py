"""The head of a performance form: labels with their values beside or below them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Self

from pipelines.layouts.forms import pattern
from pipelines.model.document import Cell
from pipelines.model.form_words import MARKS, MONEY, NAMES, PLANS, TEXTS, LabelField, Lane
from pipelines.model.text import compact, join_wrapped
from pipelines.model.units import UNIT_PATTERN
from pipelines.recognise.forms.model import Edge, Line
from pipelines.recognise.forms.money import is_figure, money
from pipelines.recognise.forms.performance.model import Amount, Form
from pipelines.recognise.forms.performance.parts import Alone, Pair, parts
from pipelines.recognise.forms.vocabulary import field_of, first_unit, unit_of

_INLINE = re.compile(rf"^(.{{2,20}}?)[:：]\s*([-\d,.]+\s*(?:{UNIT_PATTERN})?)$")
_BELOW = MARKS | PLANS  # whose values stand below them, never beside
_WORDS = TEXTS | PLANS
_TOTALS = {LabelField.PERIOD_TOTAL: Lane.PERIOD, LabelField.TOTAL: Lane.YEAR}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A label whose value stands below it; ``part_of``: the label of money over it (财政拨款 over 基本支出)."""

    label: LabelField
    part_of: LabelField | None = None

    @property
    def name(self) -> str:
        """What its amount is called."""
        return self.label if self.part_of is None else f"{self.part_of}_{self.label}"

    @property
    def is_money(self) -> bool:
        """Whether an amount stands below: the total of a period has its value beside it."""
        whole = self.part_of or self.label
        return whole in MONEY and whole is not LabelField.PERIOD_TOTAL


@dataclass(frozen=True, slots=True)
class Beside:
    """The words beside a label, and the page they stand on."""

    label: LabelField
    cell: Cell
    page: int

    def stands_over(self, cell: Cell) -> bool:
        """Whether ``cell``, on the next page, stands in the same column."""
        if self.cell.box is None or cell.box is None:
            return self.cell.col == cell.col
        return Edge(self.cell.box.x0, self.cell.box.x1, self.label).is_of(cell.box)


NOTHING = Waiting(LabelField.NONE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the head and the money unit that holds in it."""

    line: Line
    unit: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """A form and what stands over the next row of its head.

    By column: labels that wait for a value below them, marks of the amounts below, lanes of the labels.  ``stub`` is
    the last label at the left edge, ``over_unit`` the unit that a label since then has named, ``last_text`` the text
    that the next page may go on with, ``beside`` the words beside the labels of the row before, which a page may cut.
    """

    form: Form
    stub: str = ""
    waiting: Mapping[int, Waiting] = field(default_factory=dict)
    marks: Mapping[int, LabelField] = field(default_factory=dict)
    lanes: Mapping[int, Lane] = field(default_factory=dict)
    over_unit: str | None = None
    last_text: LabelField | None = None
    beside: tuple[Beside, ...] = ()

    def read(self, line: Line) -> Head:
        """The head after one row."""
        if not line.filled:
            return self
        rest = self._rest_of_row(line)
        if rest is not None:
            return rest
        head = replace(self, beside=())._at_stub(line)._under_unit(line)
        text = head._cut_text(line)
        if text is not None:
            return head._with(head.form.with_longer_text(text, join_wrapped(line.filled[0].text)))
        row = Row(line, head._unit(line))
        for part in parts(line):
            head = head._pair(row, part) if isinstance(part, Pair) else head._alone(row, part)
        is_unread = head.form.amounts is self.form.amounts and _prints_money(line)
        return head._with(replace(head.form, prints_money=True)) if is_unread else head

    # --- before the cells of a row -----------------------------------------------------------------

    def _at_stub(self, line: Line) -> Self:
        """A new stub begins a new block; if it is a label, nothing above it reaches into the block."""
        first = line.filled[0]
        if first.col != 0:
            return self
        head = replace(self, stub=first.text, over_unit=None)
        return head if field_of(first.text) is None else replace(head, waiting={}, marks={})

    def _under_unit(self, line: Line) -> Self:
        unit = _unit_over(line)
        return self if unit is None else replace(self, over_unit=unit)

    def _unit(self, line: Line) -> str | None:
        """The money unit that holds in a row: in a label over it, in the stub, in a label since, or the form's own."""
        return _unit_over(line) or unit_of(self.stub) or self.over_unit or self.form.unit

    def _cut_text(self, line: Line) -> LabelField | None:
        """The text whose rest a row is, cut by a page: nothing but words, alone in the first row of a grid."""
        if line.row != 0 or len(line.filled) != 1 or self.waiting:
            return None
        text = line.filled[0].text
        is_words = field_of(text) is None and not is_figure(text)
        return self.last_text if is_words else None

    def _rest_of_row(self, line: Line) -> Self | None:
        """The head with the rest of the words of the row before, cut by a page: nothing else is in the row."""
        if line.row != 0 or not self.beside or line.grid.page <= self.beside[0].page:
            return None
        rests = [(self._under(cell), cell) for cell in line.filled]
        form = self.form
        for over, cell in rests:
            if over is None or field_of(cell.text) is not None:
                return None
            form = _with_rest(form, over, join_wrapped(cell.text))
        return replace(self, form=form, beside=())

    def _under(self, cell: Cell) -> LabelField | None:
        """The label whose words end where ``cell`` stands."""
        return next((beside.label for beside in self.beside if beside.stands_over(cell)), None)

    def _with(self, form: Form) -> Self:
        return replace(self, form=form)

    # --- a label and its value -----------------------------------------------------------------------

    def _pair(self, row: Row, pair: Pair) -> Self:
        label, value = pair.label, pair.value
        if value is None or label in _BELOW:
            return self._wait(pair)
        if label in MONEY:
            return self._amounts(row, pair, value)
        if label is LabelField.NONE:
            return self._loose(row, value)
        if value.text.strip():
            return self._named(label, value)._text_beside(row, label, value)
        return self._wait(pair) if label in TEXTS else self

    def _wait(self, pair: Pair) -> Self:
        """The value stands below, under any column of the label."""
        cell, label = pair.cell, pair.label
        columns = range(cell.col, cell.col + cell.col_span)
        if label in MARKS:
            return replace(self, marks={**self.marks, **dict.fromkeys(columns, label)})
        if label in _WORDS:
            return replace(self, waiting={**self.waiting, **dict.fromkeys(columns, Waiting(label))})
        if label in MONEY:
            below = {column: Waiting(label, self._whole_over(column)) for column in columns}
            return replace(self, waiting={**self.waiting, **below})
        return self

    def _whole_over(self, column: int) -> LabelField | None:
        """The label of money waiting in a column, which a label below it names a part of."""
        over = self.waiting.get(column, NOTHING)
        return over.label if over.part_of is None and over.label in MONEY else None

    def _named(self, label: LabelField, value: Cell) -> Self:
        if label not in NAMES:
            return self
        name = self.form.name if self.form.name_printed else join_wrapped(value.text)
        return self._with(replace(self.form, name=name, name_printed=True))

    def _text_beside(self, row: Row, label: LabelField, value: Cell) -> Self:
        form = self.form.with_text(label, join_wrapped(value.text), row.line.place(value))
        last_text = label if label in TEXTS else self.last_text
        beside = Beside(label, value, row.line.grid.page)
        return replace(self, form=form, last_text=last_text, beside=(*self.beside, beside))

    def _amounts(self, row: Row, pair: Pair, value: Cell) -> Self:
        """The amount of a label, or one under each mark to its right."""
        head, label = self, pair.label
        if label in _TOTALS:
            head = replace(self, lanes={**self.lanes, pair.cell.col: _TOTALS[label]})
        if head.marks and not is_figure(value.text):
            return head
        row = Row(row.line, unit_of(pair.cell.text) or row.unit)
        lane = head.lanes.get(pair.cell.col, Lane.YEAR)
        head = head._stored(row, label, value, value.text, head.marks.get(value.col), lane)
        for cell in row.line.cells:
            if cell.col > value.col and cell.col in head.marks and is_figure(cell.text):
                head = head._stored(row, label, cell, cell.text, head.marks[cell.col])
        return head

    # --- a cell that is no label ---------------------------------------------------------------------

    def _alone(self, row: Row, alone: Alone) -> Self:
        """The value of the label before it, of the label above it, or what goes with the stub."""
        cell = alone.cell
        is_marked = bool(self.marks) and is_figure(cell.text)
        if is_marked and alone.money_label is not None:
            return self._stored(row, alone.money_label, cell, cell.text, self.marks.get(cell.col))
        waiting = self.waiting.get(cell.col, NOTHING)
        if waiting.label in PLANS:
            return self._plan(waiting.label, cell)
        if waiting.is_money and is_figure(cell.text):
            return self._stored(row, waiting.name, cell, cell.text)
        if waiting.label in TEXTS:
            return self._text(row, waiting.label, cell)
        if is_marked:
            return self._stored(row, LabelField.TOTAL, cell, cell.text, self.marks.get(cell.col))
        return self._loose(row, cell)

    def _plan(self, label: LabelField, cell: Cell) -> Self:
        share = compact(cell.text).rstrip("%")
        if not is_figure(share):
            return self
        return self._with(self.form.with_new_text(label, share.replace(",", "")))

    def _text(self, row: Row, label: LabelField, cell: Cell) -> Self:
        if label in self.form.texts:
            return self
        form = self.form.with_text(label, join_wrapped(cell.text), row.line.place(cell))
        return replace(self, form=form, last_text=label)

    def _loose(self, row: Row, cell: Cell) -> Self:
        """Lines ``label：amount`` inside a cell, or the words that go with the stub."""
        inline = _inline_amounts(cell)
        head = self
        for label, text in inline:
            head = head._stored(row, label, cell, text)
        stub = field_of(self.stub)
        if inline or stub not in TEXTS or stub is None or is_figure(cell.text):
            return head
        return head._text(row, stub, cell)

    def _stored(
        self, row: Row, name: str, cell: Cell, text: str, mark: LabelField | None = None, lane: Lane = Lane.YEAR
    ) -> Self:
        """The head with an amount of its form; 项目资金总额 is the total of all years."""
        if name == LabelField.PERIOD_TOTAL:
            name, lane = LabelField.TOTAL, Lane.PERIOD
        found = money(text, row.unit)
        if found is not None:
            amount = Amount(name, lane, mark, found, row.line.place(cell))
            return self._with(replace(self.form, amounts=(*self.form.amounts, amount)))
        lacks_unit = row.unit is None and is_figure(text)
        return self._with(replace(self.form, without_unit=True)) if lacks_unit else self


def _prints_money(line: Line) -> bool:
    """Whether a figure stands behind a cell that names money and is no label."""
    return any(
        is_figure(value.text) and field_of(label.text) is None and pattern("rows", "money").search(compact(label.text))
        for label, value in pairwise(line.filled)
    )


def _with_rest(form: Form, label: LabelField, rest: str) -> Form:
    """The form with the rest of a name or of another text of its head."""
    longer = form.with_longer_text(label, rest)
    return replace(longer, name=f"{form.name or ''}{rest}") if label in NAMES else longer


def _unit_over(line: Line) -> str | None:
    """The unit named by a cell from above or by a label of the row itself."""
    over = (cell for _, cell in line.covering if not line.begins(cell) or field_of(cell.text) is not None)
    return first_unit(cell.text for cell in over)


def _inline_amounts(cell: Cell) -> list[tuple[LabelField, str]]:
    """Labels of money with the amount behind their colon, line by line."""
    found = filter(None, map(_INLINE.match, map(compact, cell.text.split("\n"))))
    named = ((field_of(inline.group(1)), inline.group(2)) for inline in found)
    return [(label, text) for label, text in named if label is not None and label in MONEY]
