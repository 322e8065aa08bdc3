"""Hostile files: documents of our own making, broken in the ways files come broken or are broken on purpose.

``hostile(seed, count, folder)`` writes them; ``python -m tests.kit.hostile FOLDER [--seed N] [--count N] [--first N]``
is the same by hand.  What file n is depends on the seed and on n alone: any range of a long run can be made again.
"""

from __future__ import annotations

from tests.kit.hostile.make import FORMATS, Hostile, hostile, made

__all__ = ["FORMATS", "Hostile", "hostile", "made"]
