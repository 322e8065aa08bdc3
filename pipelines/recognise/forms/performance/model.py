"""What a performance form holds while it is read: a new value for every row that adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from pipelines.model.form_words import IndicatorRole, LabelField, Lane, Subject
from pipelines.model.row_roles import RowRole
from pipelines.recognise.forms.model import Fields, Place, RoleRow
from pipelines.recognise.forms.money import Money


@dataclass(frozen=True, slots=True)
class Indicator(RoleRow[IndicatorRole]):
    """One printed row of indicators before its levels are filled.

    ``opens_grid``: first row of a grid that goes on from the page before.  ``project``: which of the projects that a
    form lists, -1 where it lists none.
    """

    opens_grid: bool
    project: int = -1


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the head; ``place`` is ``None`` where it stands in the row of a project."""

    text: str
    place: Place | None = None


NO_TEXT = Text("")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of the head: the label it belongs to (``fiscal``, ``fiscal_basic`` for a part of a part), the mark over
    it (budgeted, executed)."""

    name: str
    lane: Lane
    mark: LabelField | None
    money: Money
    place: Place

    @property
    def key(self) -> tuple[Lane, str, LabelField | None]:
        """What tells it from the other amounts of a form."""
        return self.lane, self.name, self.mark


@dataclass(frozen=True, slots=True)
class Task:
    """A yearly task of a department."""

    place: Place
    fields: Fields


@dataclass(frozen=True, slots=True)
class Form:
    """A performance form.

    ``name_printed``: the name is from a label, not from the title.  ``printed_name``: the name with its code, of a
    project in a list.  ``unit_name``: the unit its title names.  ``goes_on``: of one in a list, it may stand under the
    name of the one before.  ``sum_role``: of a row of a list that is no project, total or subtotal.  ``projects``:
    of a form that lists projects.  ``without_unit``: it prints figures of money whose unit is nowhere.
    ``prints_money``: a label nobody knows that names money stands before a figure.  ``unknown_heads``: columns of its
    indicators that nothing knows.
    """

    subject: Subject
    table_no: int
    title: str
    place: Place
    unit: str | None = None
    name: str | None = None
    name_printed: bool = False
    printed_name: str = ""
    unit_name: str = ""
    goes_on: bool = False
    sum_role: RowRole | None = None
    texts: Mapping[LabelField, Text] = field(default_factory=dict)
    amounts: tuple[Amount, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    projects: tuple[Form, ...] = ()
    without_unit: bool = False
    prints_money: bool = False
    unknown_heads: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing read yet."""
        return not (self.texts or self.amounts or self.tasks or self.indicators or self.projects)

    def text(self, label: LabelField) -> str:
        """The text of a label, empty where there is none."""
        return self.texts.get(label, NO_TEXT).text

    def place_of(self, label: LabelField) -> Place:
        """Where the text of a label stands."""
        return self.texts.get(label, NO_TEXT).place or self.place

    def amount(self, lane: Lane, name: str, mark: LabelField | None = None) -> Amount | None:
        """The first amount printed for a label in a lane under a mark."""
        return next((amount for amount in self.amounts if amount.key == (lane, name, mark)), None)

    def with_text(self, label: LabelField, text: str, place: Place | None = None) -> Self:
        """The form with a text it did not have; the first printed counts."""
        return self if label in self.texts else self.with_new_text(label, text, place)

    def with_new_text(self, label: LabelField, text: str, place: Place | None = None) -> Self:
        """The form with a text in place of what it had."""
        return replace(self, texts={**self.texts, label: Text(text, place)})

    def with_longer_text(self, label: LabelField, rest: str) -> Self:
        """The form with the rest of a text that was cut."""
        known = self.texts.get(label, NO_TEXT)
        return self.with_new_text(label, known.text + rest, known.place)
