"""Shards: the warehouse is the union of them, and a run works on those it has news of.

A shard is a prefecture with its counties (3205), a province's own bodies (3200), or the central ones (0000): the
first four digits of the division code (GB/T 2260).
"""

from __future__ import annotations

from collections.abc import Iterable

COLUMN = "shard"  # of every table
UNPLACED = "unplaced"  # rows of documents nobody could place, and of no document at all

_DIGITS = 4


def shard_of(region_codes: Iterable[str | None]) -> str:
    """The shard of a document whose parts are of ``region_codes``, in their order; the first one that is known
    decides, since a document is stored in one place."""
    first = next((code for code in region_codes if code), None)
    return UNPLACED if first is None else first[:_DIGITS]
