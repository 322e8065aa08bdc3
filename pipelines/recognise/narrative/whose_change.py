"""Whose a change is that names nothing: that of the amount before it, or of the whole that amount ends the parts of.

收入420万元,其中:拨款400万元、其他收入20万元,较上年增加14万元: the list is complete, and no part of it has a change of
its own.  Where it is not complete, the arithmetic tells: nothing grew by more than it is, and the percentage behind the
change may be that of one of the two only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipelines.model.units import yuan_in
from pipelines.recognise.narrative.model import Claim, Figure, Kind
from pipelines.recognise.narrative.sentences import Mention
from pipelines.recognise.narrative.state import State, amounts_of

_HUNDRED = Decimal(100)
_HALF = Decimal("0.5")
_LEAST_PARTS = 2


def whole_of_change(state: State, mention: Mention, grows: bool) -> Claim | None:
    """The whole that changed by ``mention``, a figure without a subject; none where the amount before it did.

    A figure without value says that nothing changed.
    """
    part, whole = _part_and_whole(state)
    if part is None or whole is None:
        return None
    change = _Change.of(mention, grows)
    if change.fits(part.figure):
        return None
    if change.fits(whole.figure):
        return whole
    listed = _Listed.of(state, mention, whole)
    return whole if not listed.apart and (change.is_only_of(whole.figure, part.figure) or listed.is_complete) else None


def whole_compared(state: State, mention: Mention) -> Claim | None:
    """The whole that is compared with ``mention``, an amount of before; none where it is the amount before."""
    part, whole = _part_and_whole(state)
    if part is None or whole is None:
        return None
    if _differs_by(part.figure, mention):
        return None
    listed = _Listed.of(state, mention, whole)
    return whole if _differs_by(whole.figure, mention) or (listed.is_complete and not listed.apart) else None


def _part_and_whole(state: State) -> tuple[Claim | None, Claim | None]:
    """The amount before, if the talk is of it and of no amount it is compared with, and what it is a part of."""
    part = state.last
    if part is None or part.kind != Kind.AMOUNT or part.subject != state.focus or state.claims[-1].compared:
        return None, None
    whole = state.claim(part.of)
    return part, whole if whole is not None and whole.kind == Kind.AMOUNT else None


def _differs_by(amount: Figure, mention: Mention) -> bool:
    """Whether ``amount`` is more or less than ``mention`` by the figure that follows it."""
    change = mention.following
    if change is None or not change.value or not change.unit.endswith("元"):
        return False
    off = abs(abs(_yuan(amount) - _yuan(mention.figure)) - _yuan(change))
    return off <= sum(map(_last_digit, (amount, mention.figure, change)), Decimal()) * _HALF


@dataclass(frozen=True, slots=True)
class _Change:
    """By how many yuan, known to half of ``unit``, and by how many percent where that stands behind it."""

    yuan: Decimal | None
    unit: Decimal
    percent: Figure | None
    grows: bool

    @classmethod
    def of(cls, mention: Mention, grows: bool) -> _Change:
        figure = mention.figure
        in_money = figure.value is not None and figure.unit != "%"
        return cls(_yuan(figure) if in_money else None, _last_digit(figure), mention.percent_behind, grows)

    def fits(self, amount: Figure) -> bool:
        """Whether the percentage is that of this change of ``amount``; no change fits all alike."""
        if not self.yuan or self.percent is None or self.percent.value is None:
            return False
        before = _yuan(amount) - self.yuan if self.grows else _yuan(amount) + self.yuan
        if before <= 0:
            return False
        off = abs(self.yuan / before * _HUNDRED - self.percent.value)
        return off <= _last_digit(self.percent) + self.unit * _HUNDRED / before

    def is_only_of(self, whole: Figure, part: Figure) -> bool:
        """Whether ``part`` would have grown by more than it is, and ``whole`` would not."""
        return self.grows and self.yuan is not None and _yuan(part) < self.yuan <= _yuan(whole)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The parts of ``whole`` so far; ``apart``, whether each has its own change, or a semicolon parts the last two."""

    whole: Claim
    parts: list[Claim]
    apart: bool

    @classmethod
    def of(cls, state: State, mention: Mention, whole: Claim) -> _Listed:
        behind = state.claims[whole.number :]
        parts = [claim for claim in amounts_of(behind) if claim.of == whole.number]
        apart = any(claim.direction is not None for claim in behind) or _parted(parts, mention)
        return cls(whole, parts, apart)

    @property
    def is_complete(self) -> bool:
        """Whether there are at least two parts and they add up to the whole, as printed."""
        if len(self.parts) < _LEAST_PARTS:
            return False
        off = abs(sum((_yuan(part.figure) for part in self.parts), Decimal()) - _yuan(self.whole.figure))
        return off <= sum((_last_digit(one.figure) for one in (*self.parts, self.whole)), Decimal()) * _HALF


def _parted(parts: list[Claim], mention: Mention) -> bool:
    """Whether a semicolon stands between the last two of ``parts``, in the sentence of ``mention``."""
    if len(parts) < _LEAST_PARTS or parts[-2].sentence != mention.sentence.printed:
        return False
    return ";" in mention.sentence.text[parts[-2].figure.end : parts[-1].figure.start]


def _yuan(figure: Figure) -> Decimal:
    return (figure.value or Decimal()) * yuan_in(figure.unit)


def _last_digit(figure: Figure) -> Decimal:
    """What one of the last printed digit is worth, in yuan or in percent."""
    return Decimal(1).scaleb(-figure.decimals) * yuan_in(figure.unit)
