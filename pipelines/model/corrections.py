"""On which side of a correction a table stands, where a file prints wrong and right tables."""

from __future__ import annotations

from enum import StrEnum


class Correction(StrEnum):
    """What the heading over a table, its title or its sheet says of it."""

    BEFORE = "before"  # 更正前: as it was published
    AFTER = "after"  # 更正后: as it is now
