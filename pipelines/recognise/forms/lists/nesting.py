"""Which rows of a list are sums of rows below them, where nothing but the figures says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

Allowed = Callable[[int, int], bool]  # (row, number of parts) -> may it be their sum


def parents(
    amounts: Sequence[Decimal], total: Decimal | None, step: Decimal, marked: Sequence[bool] = ()
) -> list[bool] | None:
    """For each row whether it is the sum of the rows that follow it (then those are its parts).

    The rows that are part of none must sum to ``total`` where one is printed; ``None`` where no reading does.
    ``step`` is the value of the last printed digit: sums are compared within the rounding of their parts.  ``marked``
    rows (units) are sums even of a single part; others only where nothing else adds up.

    >>> parents([Decimal(5), Decimal(2), Decimal(3)], Decimal(5), Decimal(1))
    [True, False, False]
    """
    if total is None or any(a < 0 for a in amounts):
        return None
    is_marked = list(marked) or [False] * len(amounts)
    readings: list[Allowed] = [
        lambda _row, _parts: False,
        lambda row, parts: parts > 1 or is_marked[row],
        lambda _row, parts: parts > 1,
        lambda _row, _parts: True,
    ]
    for allowed in readings:
        tops, found = _read(amounts, step, allowed)
        if abs(sum(tops, Decimal(0)) - total) <= step * (len(tops) + 1) / 2:
            return found
    return None


def _read(amounts: Sequence[Decimal], step: Decimal, allowed: Allowed) -> tuple[list[Decimal], list[bool]]:
    """From the last row up: a row takes the rows right below it that make its amount."""
    tops: list[Decimal] = []  # amounts of the rows below that are part of none so far, nearest last
    found = [False] * len(amounts)
    for row in range(len(amounts) - 1, -1, -1):
        parts = _parts(tops, amounts[row], step)
        if parts and allowed(row, parts):
            del tops[-parts:]
            found[row] = True
        tops.append(amounts[row])
    return tops, found


def _parts(tops: list[Decimal], amount: Decimal, step: Decimal) -> int:
    """How many of the rows right below sum to ``amount``; 0 where none do, or it is nothing."""
    if not amount:
        return 0
    reached = Decimal(0)
    for count, part in enumerate(reversed(tops), 1):
        reached += part
        if abs(reached - amount) <= (step * (count + 1) / 2 if count > 1 else 0):
            return count
        if reached > amount + step * (count + 1) / 2:
            return 0
    return 0
