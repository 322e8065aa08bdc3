"""What the reading of narrative text passes between its steps."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """Where a printed line begins inside a passage: offset in its compact text, page, paragraph number."""

    offset: int
    page: int
    paragraph_no: int


@dataclass(slots=True)
class Passage:
    """One paragraph as an author wrote it, printed lines joined.

    ``text`` is compact (no blanks or quotation marks, half-width); ``printed`` is what a reader sees.
    """

    text: str
    printed: str
    places: list[Place]

    def place(self, offset: int) -> Place:
        """The printed line the character at ``offset`` of ``text`` stands on."""
        found = self.places[0]
        for place in self.places:
            if place.offset > offset:
                break
            found = place
        return found


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


@dataclass(slots=True)
class Claim:
    """One figure the narrative states.  ``number`` counts the claims of a document from 1."""

    number: int
    subject: Subject
    kind: str  # amount, change, change_percent, completion, share, count, none
    figure: Figure
    sentence: str
    page: int
    paragraph_no: int
    direction: str | None = None
    fiscal_year: int | None = None
    stage: str | None = None
    base_year: int | None = None
    of: int | None = None  # the claim a change, rate, share or part is of
    base: int | None = None  # the claim of the other figure: the whole of a share, the plan of a completion rate
    base_is_certain: bool = False
    certain: bool = False  # its subject and source of money are named in its own passage
    reason: str | None = None
