"""Which rows of a list are sums of rows below them: by their figures, and by what else each row shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

_BEAMS = (48, 768)  # readings that are followed at a time, and where none of them makes the total
_ONE_PART = 1  # what a sum of a single part costs: any two rows of one amount look like it
_NEAR = 3  # what it costs that a sum is one only within rounding
_NO_SUM = 1  # what a row costs that could be a sum and is none
_UNSAID = 3  # more for a sum, where nothing but the figures says so and no total can bear it out
_SAID = 4  # so much speaks for a sum that it needs no total
_GAP = 12  # a sum that holds more than the rows below it: some are withheld
STRONG = 6  # so much has to speak for a sum before its figures need not


class Row(NamedTuple):
    """A row with an amount.  ``step``: the value of its last printed digit.

    ``not_sum``: how much speaks against it being a sum, ``not_part``: against it being a thing of its own.
    """

    amount: Decimal
    step: Decimal
    not_sum: int = 0
    not_part: int = 0

    @property
    def is_marked(self) -> bool:
        """Whether it is a sum whatever its figures say."""
        return self.not_part >= STRONG > self.not_sum


def parents(rows: Sequence[Row], total: Decimal | None) -> list[int | None]:
    """For each row the row it is a part of, ``None`` where there is none.

    Rows stand below what sums them up.  Those that are part of none make ``total``, where it is printed and any reading
    does; of these readings, else of all, that one counts against which the least speaks.

    >>> rows = [Row(Decimal(n), Decimal(1)) for n in (5, 2, 3)]
    >>> parents(rows, Decimal(5))
    [None, 0, 0]
    >>> parents(rows, Decimal(10))
    [None, None, None]
    """
    if total is not None and sum(row.amount for row in rows) == total:
        return [None] * len(rows)  # nothing is a sum
    reading = next(filter(None, (_footing(_readings(rows, total, beam), rows, total) for beam in _BEAMS)), None)
    reading = reading or _readings(rows, None, _BEAMS[0])[0]
    found: list[int | None] = [None] * len(rows)
    step: _Step | None = reading.last
    while step is not None:
        for part in step.parts:
            found[part] = step.row
        step = step.before
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Stack:
    """Rows that are part of none so far, the uppermost first."""

    row: int
    below: _Stack | None
    known: dict[int, _Stack] = field(default_factory=dict)  # what stands on it, so that equal stacks are one

    def under(self, row: int) -> _Stack:
        return self.known.setdefault(row, _Stack(row, self))


class _Step(NamedTuple):
    """A row that was taken for the sum of ``parts``."""

    row: int
    parts: tuple[int, ...]
    before: _Step | None


class _Reading(NamedTuple):
    cost: int
    reached: Decimal  # what the rows make that are part of none
    tops: _Stack
    last: _Step | None


def _readings(rows: Sequence[Row], total: Decimal | None, beam: int) -> list[_Reading]:
    """The likeliest readings, from the last row up; of those that go beyond ``total`` none comes back to it."""
    most = None if total is None else total + sum((row.step for row in rows), Decimal(0))
    found = [_Reading(0, Decimal(0), _Stack(-1, None), None)]
    for row in range(len(rows) - 1, -1, -1):
        longer: dict[int, _Reading] = {}
        for reading in found:
            for other in _choices(reading, rows, row, proven=total is not None):
                if most is not None and other.reached > most:
                    continue
                known = longer.get(id(other.tops))
                if known is None or other.cost < known.cost:
                    longer[id(other.tops)] = other
        found = sorted(longer.values(), key=_cost)[:beam]
    return found


def _cost(reading: _Reading) -> int:
    return reading.cost


def _choices(reading: _Reading, rows: Sequence[Row], row: int, *, proven: bool) -> Iterator[_Reading]:
    own = rows[row]
    cost, reached, tops, last = reading
    unsaid = 0 if proven or own.not_part >= _SAID else _UNSAID
    matches = list(_sums(tops, rows, own))
    for below, parts in matches:
        exact = sum(rows[part].amount for part in parts) == own.amount
        dear = own.not_sum + (_ONE_PART if len(parts) == 1 else 0) + (0 if exact else _NEAR) + unsaid
        yield _Reading(cost + dear, reached, below.under(row), _Step(row, parts, last))
    if own.is_marked:
        if matches:
            return
        below, parts = _held(tops, rows, own)
        held = sum((rows[part].amount for part in parts), Decimal(0))
        yield _Reading(cost + _GAP, reached + own.amount - held, below.under(row), _Step(row, parts, last))
    dear = own.not_part + (_NO_SUM if matches and not unsaid else 0) + (_GAP if own.is_marked else 0)
    yield _Reading(cost + dear, reached + own.amount, tops.under(row), last)


def _sums(tops: _Stack, rows: Sequence[Row], own: Row) -> Iterator[tuple[_Stack, tuple[int, ...]]]:
    """The runs of rows right below that sum to a row, each with what stands under it."""
    if own.amount <= 0:
        return
    reached, steps = Decimal(0), own.step
    parts: list[int] = []
    at: _Stack | None = tops
    while at is not None and at.below is not None:
        part = rows[at.row]
        reached += part.amount
        steps += part.step
        parts.append(at.row)
        at = at.below
        near = steps / 2 if len(parts) > 1 else 0
        if abs(reached - own.amount) <= near:
            yield at, tuple(parts)
        if reached > own.amount + near:
            return


def _held(tops: _Stack, rows: Sequence[Row], own: Row) -> tuple[_Stack, tuple[int, ...]]:
    """The rows right below that a row can hold, to the next one that is a sum itself."""
    reached = Decimal(0)
    parts: list[int] = []
    at = tops
    while at.below is not None:
        part = rows[at.row]
        reached += part.amount
        if reached > own.amount or (part.is_marked and parts):
            break
        parts.append(at.row)
        at = at.below
    return at, tuple(parts)


def _footing(readings: Sequence[_Reading], rows: Sequence[Row], total: Decimal | None) -> _Reading | None:
    """The first of the readings that make the total: to the last digit, else within rounding."""
    if total is None:
        return readings[0]
    gaps = [_gap(reading.tops, rows, total) for reading in readings]
    exact = (reading for reading, gap in zip(readings, gaps, strict=True) if gap == 0)
    near = (reading for reading, gap in zip(readings, gaps, strict=True) if gap is not None)
    return next(exact, None) or next(near, None)


def _gap(tops: _Stack, rows: Sequence[Row], total: Decimal) -> Decimal | None:
    """How far the rows that are part of none are from ``total``, ``None`` where rounding does not explain it."""
    reached, steps, last = Decimal(0), Decimal(0), Decimal(0)
    at = tops
    while at.below is not None:
        reached += rows[at.row].amount
        steps += rows[at.row].step
        last = rows[at.row].step
        at = at.below
    gap = abs(reached - total)
    return gap if gap <= (steps + last) / 2 else None
