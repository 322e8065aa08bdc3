"""What kind of body a disclosure is of."""

from __future__ import annotations

from enum import StrEnum


class BodyKind(StrEnum):
    """Whose money a disclosure shows."""

    DEPARTMENT = "department"  # with its units (部门预算)
    UNIT = "unit"  # one of them (单位预算)
    OWN = "own"  # the department's own office without its units (本级)
    GOVERNMENT = (
        "government"  # all departments of a region (政府预算, 财政总预算): none of them, and never added to them
    )


PARTS = frozenset({BodyKind.UNIT, BodyKind.OWN})  # a department's own figures include those of such a body
