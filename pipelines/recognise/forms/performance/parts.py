"""A row of a form's head taken apart: labels with the value beside them, and cells alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.model.document import Cell
from pipelines.model.form_words import MONEY, LabelField
from pipelines.recognise.forms.model import Line
from pipelines.recognise.forms.vocabulary import field_of


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the value to its right, which may be blank, or ``None`` at the end of the row."""

    cell: Cell
    label: LabelField
    value: Cell | None


@dataclass(frozen=True, slots=True)
class Alone:
    """A cell that is no label, and the label of money before it in the row."""

    cell: Cell
    money_label: LabelField | None


def parts(line: Line) -> Iterator[Pair | Alone]:
    """The parts of a row from the left; what is the value of a label is not given again."""
    money_label: LabelField | None = None
    values: set[int] = set()
    for number, cell in enumerate(line.cells):
        if cell.col in values or not cell.text.strip():
            continue
        label = field_of(cell.text)
        if label is None:
            yield Alone(cell, money_label)
            continue
        money_label = label if label in MONEY else money_label
        value = _beside(line.cells[number + 1 :])
        if value is not None:
            values.add(value.col)
        yield Pair(cell, label, value)


def _beside(right: Sequence[Cell]) -> Cell | None:
    """The first filled cell before the next label, else a blank one."""
    blank: Cell | None = None
    for cell in right:
        if field_of(cell.text) is not None:
            break
        if cell.text.strip():
            return cell
        blank = blank or cell
    return blank
