"""Lists of shares, each with the amount that is their whole: the one named, or one that is it beyond doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

import polars as pl

from pipelines.model.row_roles import TOTALS
from pipelines.reconcile.money import EXACT
from pipelines.reconcile.narrative.frames import Seen, other

_BEFORE = 12  # amounts stated before a list that may be its whole
_APART = 6  # claims from one share of a list to the next, at most
_HUNDRED = Decimal(100)
_LONE_STEP = Decimal("0.1")  # a lone share is told from chance only where it is printed this finely
_PLACE = ["document_id", "part_no"]

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure that may be a whole: the claims or cells it is printed in, its value and step, its place in the text."""

    lines: tuple[str, ...]
    value: Decimal
    step: Decimal
    place: int = -1  # a cell has none


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the part ``part``; ``place`` counts the claims of the text."""

    line_id: str
    rate: Decimal
    step: Decimal
    place: int
    part: Amount
    part_of: str | None
    base: Amount | None  # the whole the text names
    subject: tuple[str | None, ...]

    def follows_from(self, whole: Amount) -> bool:
        """Whether the part is that share of ``whole``, up to rounding."""
        slack = abs(whole.value) * self.step + abs(self.rate) * whole.step + self.part.step * _HUNDRED
        return 2 * abs(self.part.value * _HUNDRED - whole.value * self.rate) <= slack


@dataclass(frozen=True)
class ShareList:
    """Shares that stand in a row, and the amounts that may be their whole."""

    shares: Sequence[Share]
    candidates: Sequence[Amount]

    @cached_property
    def whole(self) -> Amount | None:
        """The amount that is their whole: the parts add up to it, or two of three shares and more follow from it."""
        best = max((*self.candidates, self._sum), key=self._follow)
        if self._most_follow(best):
            return best
        complete = (one for one in self.candidates if self._add_up_to(one))
        return next(complete, None) if len(self.shares) > 1 else None

    def whole_of(self, share: Share) -> Amount | None:
        """What ``share`` is judged by: the whole named, or that of the list, or another amount it follows from."""
        wholes = [one for one in (share.base, self.whole) if one is not None]
        fine = share.step <= _LONE_STEP and bool(share.rate)
        possible = (*wholes, *self.candidates) if fine else wholes
        named = wholes[0] if wholes else None
        if named is None and share.part.value == share.rate == 0:
            return share.part  # nothing is 0% of whatever it is a part of
        return next((one for one in possible if share.follows_from(one)), named)

    @property
    def has_whole(self) -> bool:
        """Whether any share is known to be of some amount."""
        return any(self.whole_of(share) is not None for share in self.shares)

    def _follow(self, whole: Amount) -> int:
        return sum(share.follows_from(whole) for share in self.shares)

    def _most_follow(self, whole: Amount) -> bool:
        follow = self._follow(whole)
        return follow > 1 and 3 * follow >= 2 * len(self.shares)

    @property
    def _sum(self) -> Amount:
        parts = [share.part for share in self.shares]
        lines = tuple(line for part in parts for line in part.lines)
        return Amount(lines, sum((part.value for part in parts), Decimal()), sum((p.step for p in parts), Decimal()))

    def _add_up_to(self, whole: Amount) -> bool:
        added = self._sum
        return 2 * abs(added.value - whole.value) <= added.step + whole.step


def share_lists(seen: Seen) -> list[ShareList]:
    """Every list of shares, of all texts in their order."""
    claims = seen.claims.with_row_index("place")
    shares = claims.filter((pl.col("kind") == "share") & pl.col("value").is_not_null())
    shares = shares.join(other(claims, "of").with_columns(of_of=claims["of_line_id"]), on="of_line_id")
    shares = shares.join(other(claims, "base"), on="base_line_id", how="left")
    shares = shares.filter(pl.col("of_value").is_not_null()).sort("place")
    if shares.is_empty():
        return []
    texts = shares.select(_PLACE).unique()
    stated = _stated(claims.join(texts, on=_PLACE, how="semi"))
    printed = _printed(seen.facts.join(texts, on=_PLACE, how="semi"))
    found = []
    for text, rows in groupby(shares.iter_rows(named=True), key=_text):
        for run in _runs([_share(row) for row in rows]):
            found.append(ShareList(run, (*_before(run, stated.get(text, ())), *printed.get(text, ()))))
    return found


def _text(row: Mapping[str, Any]) -> Place:
    return row["document_id"], row["part_no"]


def _share(row: Mapping[str, Any]) -> Share:
    part = Amount((row["of_line_id"],), row["of_value"], row["of_step"])
    base = None
    if row["base_is_certain"] and row["base_value"]:
        base = Amount((row["base_line_id"],), row["base_value"], row["base_step"])
    subject = (row["subject"], row["functional_code"], row["economic_code"], row["subject_name"])
    return Share(row["line_id"], row["value"], row["step"], row["place"], part, row["of_of"], base, subject)


def _runs(shares: Iterable[Share]) -> Iterator[list[Share]]:
    """Shares in a row: near one another, parts of one whole where one is known, no subject twice."""
    run: list[Share] = []
    for share in shares:
        if run and not _goes_on(run, share):
            yield run
            run = []
        run.append(share)
    if run:
        yield run


def _goes_on(run: Sequence[Share], share: Share) -> bool:
    last = run[-1]
    near = share.place - last.place <= _APART and share.part_of == last.part_of
    return near and all(share.subject != one.subject for one in run)


def _stated(claims: pl.DataFrame) -> dict[Place, list[Amount]]:
    """The amounts above zero of each text in their order."""
    found: dict[Place, list[Amount]] = {}
    amounts = claims.filter((pl.col("kind") == "amount") & (pl.col("value") > 0))
    for row in amounts.iter_rows(named=True):
        found.setdefault(_text(row), []).append(Amount((row["line_id"],), row["value"], row["step"], row["place"]))
    return found


def _before(run: Sequence[Share], stated: Sequence[Amount]) -> list[Amount]:
    """The amounts stated last before the list, the nearest first; none of its own parts."""
    own = {line for share in run for line in share.part.lines}
    before = [one for one in stated if one.place < run[0].place and not own & set(one.lines)]
    return before[-_BEFORE:][::-1]


def _printed(facts: pl.DataFrame) -> dict[Place, list[Amount]]:
    """The totals above zero that the tables beside each text print, every value once."""
    totals = (
        facts.filter(pl.col("line_role").is_in(TOTALS))
        .with_columns(value=pl.col("amount").cast(EXACT), step=pl.col("rounding_step").cast(EXACT))
        .filter(pl.col("value") > 0)
        .sort("line_id")
        .unique([*_PLACE, "value"], keep="first", maintain_order=True)
    )
    found: dict[Place, list[Amount]] = {}
    for row in totals.iter_rows(named=True):
        found.setdefault(_text(row), []).append(Amount((row["line_id"],), row["value"], row["step"]))
    return found
