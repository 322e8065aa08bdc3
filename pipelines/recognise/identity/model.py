"""What identification gives (``Part``) and what it is decided from (``Vote``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from pipelines.model.bodies import BodyKind

from .flat import END, START, Spot, Stretch


class Field(StrEnum):
    """What a vote is about."""

    DEPARTMENT = "department"
    FISCAL_YEAR = "fiscal_year"
    STAGE = "stage"
    KIND = "kind"
    REVISION = "revision"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Vote:
    """One piece of text that speaks for one value of one field."""

    field: Field
    value: str
    weight: float
    page: int
    text: str
    source: (
        str  # cover | front | title | contents | label | coded_name | year_line | heading | sentence | form | mention
    )


@dataclass(slots=True)
class Part:
    """One disclosure in a file.  A field that nothing in the text decides is ``None``.

    ``department_name`` is as printed, without blanks, budget code and （汇总）; （本级） stays, it names another
    budget.  ``region_code`` is the six-digit division, ``000000`` (``region_name`` 中央) for agencies and
    universities of the central government, ``None`` where the text does not tell.  ``revision`` is ``None``
    unless the title says so: adjusted, corrected, revised, republished.  ``evidence`` has one entry per decided
    field: value, score, page, text and source of the strongest vote, alternatives with their scores.
    """

    part_no: int = 1
    department_name: str | None = None
    kind: str = BodyKind.DEPARTMENT  # one of `BodyKind`
    region_code: str | None = None
    region_name: str | None = None
    fiscal_year: int | None = None
    stage: str | None = None  # budget | final
    revision: str | None = None
    published_on: date | None = None
    page_from: int = 1
    page_to: int = 1
    stretches: tuple[Stretch, ...] = ((START, END),)  # of the document that are its own
    evidence: dict[str, Any] = field(default_factory=dict)

    def holds(self, spot: Spot) -> bool:
        """Whether what stands at ``spot`` is its own."""
        return any(begin <= spot < end for begin, end in self.stretches)
