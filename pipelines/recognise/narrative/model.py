"""What the reading of narrative text passes between its steps.  Every value is frozen: a step gives a new one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from pipelines.model.measures import Measure
from pipelines.model.stages import Stage

_BY_NAME = frozenset({"function", "economic"})  # without a code, the printed name tells one from another
_SPENDING_PARTS = frozenset({Measure.BASIC, Measure.PROJECT})  # a function listed under one of them is measured by it
_KINDS_OF_SPENDING = frozenset({*_SPENDING_PARTS, Measure.PERSONNEL, Measure.PUBLIC})


class Kind(StrEnum):
    """What a figure says of its subject."""

    AMOUNT = "amount"
    CHANGE = "change"
    CHANGE_PERCENT = "change_percent"
    COMPLETION = "completion"
    SHARE = "share"
    COUNT = "count"
    NONE = "none"


class Direction(StrEnum):
    """Which way a change goes."""

    INCREASE = "increase"
    DECREASE = "decrease"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a printed line begins inside a passage: offset in its compact text, page, paragraph number."""

    offset: int
    page: int
    paragraph_no: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph as an author wrote it, printed lines joined.

    ``text`` is compact (no blanks or quotation marks, half-width); ``printed`` is what a reader sees.  ``places``
    are its printed lines in order, the first at offset 0.
    """

    text: str
    printed: str
    places: tuple[Place, ...]

    def place(self, offset: int) -> Place:
        """The printed line the character at ``offset`` of ``text`` stands on."""
        begun = bisect_right(self.places, offset, key=lambda place: place.offset)
        return self.places[begun - 1]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of ``passage``, compact and as printed; it begins at ``offset`` of the passage's compact text."""

    passage: Passage
    offset: int
    text: str
    printed: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit in compact text.

    ``unit`` is 元, 万元, 亿元, %, or a counter (辆); ``value`` is in that unit; a statement that nothing changed
    (持平) is a figure without value, with ``unit`` empty.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    decimals: int
    unit: str

    @classmethod
    def in_words(cls, start: int, text: str) -> Figure:
        """A figure stated by the words ``text`` that begin at ``start``: no value, no unit."""
        return cls(start, start + len(text), text, None, 0, "")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about.

    ``fund`` limits it to a source of money, ``measure`` to a kind of spending (a function's project spending).
    ``name`` is the printed name of a function or item.
    """

    id: str
    fund: str | None = None
    measure: str | None = None
    functional_code: str | None = None
    economic_code: str | None = None
    name: str | None = None
    flow: str | None = None
    lead: bool = False  # a total that others are parts of
    depth: int = 4  # a subject is a part of one of less depth
    apart: bool = False  # counted or held, no part of the budget's amounts

    def matches(self, other: Subject) -> bool:
        """Whether two subjects are the same; an unnamed fund or flow matches any."""
        if self._identity() != other._identity():
            return False
        return _agree(self.fund, other.fund) and _agree(self.flow, other.flow)

    def _identity(self) -> tuple[str | None, ...]:
        named = self.id in _BY_NAME and self.functional_code is None
        return (self.id, self.functional_code, self.economic_code, self.name if named else None)

    @property
    def is_kind_of_spending(self) -> bool:
        """Whether it is the basic, project, personnel or running money of a whole."""
        return self.id in _KINDS_OF_SPENDING

    @property
    def is_of_code(self) -> bool:
        """Whether it is a function or economic item, or the money of one kind that goes to one (人员经费 of 培训)."""
        return self.functional_code is not None or self.economic_code is not None

    def part_of(self, whole: Subject) -> Subject:
        """The subject with the fund, the flow and the kind of spending of the whole it is listed under.

        A kind of spending listed under a function or an economic item is its, and carries its code.
        """
        codes = (whole.functional_code, whole.economic_code) if self.is_kind_of_spending else (None, None)
        return replace(
            self,
            fund=self.fund or self._fund_inside(whole),
            flow=self.flow or whole.flow,
            measure=self._measure_inside(whole),
            functional_code=self.functional_code or codes[0],
            economic_code=self.economic_code or codes[1],
        )

    def _fund_inside(self, whole: Subject) -> str | None:
        return None if self.id == "general_public" else whole.fund

    def _measure_inside(self, whole: Subject) -> str | None:
        if self.id not in _BY_NAME:
            return self.measure
        return whole.id if whole.id in _SPENDING_PARTS else whole.measure


def _agree(one: str | None, other: str | None) -> bool:
    return one == other or None in (one, other)


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure the narrative states.  ``number`` counts the claims of a document from 1."""

    number: int
    subject: Subject
    kind: Kind
    figure: Figure
    sentence: str
    page: int
    paragraph_no: int
    direction: Direction | None = None
    fiscal_year: int | None = None
    stage: Stage | None = None
    base_year: int | None = None
    of: int | None = None  # the claim a change, rate, share or part is of
    base: int | None = None  # the claim of the other figure: the whole of a share, the plan of a completion rate
    base_is_certain: bool = False
    certain: bool = False  # its subject and source of money are named in its own passage
    compared: bool = False  # an amount that another is compared with; the talk is not of it
    reason: str | None = None
    as_of: str | None = None  # the day a stock is of


def number_of(claim: Claim | None) -> int | None:
    """The number of a claim, none where there is no claim."""
    return None if claim is None else claim.number
