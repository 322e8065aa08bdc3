"""Counting votes: one decision per field, with the text that decided it and what else was possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import layout, regions
from .model import Field, Vote
from .names import canonical_name, display_name

_SHOWN = 80
_ALTERNATIVES = 4
_FULL_NAME = 1.3  # a name that begins with its region, against an abbreviation of somebody else


@dataclass(frozen=True, slots=True)
class Decision:
    """The value with most weight behind it, its score, the strongest vote for it and the other values' scores."""

    value: str
    score: float
    best: Vote
    alternatives: dict[str, float]
    votes: int

    def as_evidence(self) -> dict[str, Any]:
        """The decision as it goes to ``Part.evidence`` (JSON types only)."""
        others = sorted(self.alternatives.items(), key=lambda item: -item[1])
        return {
            "value": self.value,
            "score": round(self.score, 2),
            "page": self.best.page,
            "text": self.best.text[:_SHOWN],
            "source": self.best.source,
            "votes": self.votes,
            "alternatives": [{"value": value, "score": round(score, 2)} for value, score in others[:_ALTERNATIVES]],
        }


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A value, what speaks for it and how much."""

    value: str
    score: float
    votes: list[Vote]

    @property
    def rank(self) -> tuple[float, int, str]:
        """Most weight first, then the longer value; the value itself so that the order is always the same."""
        return (-self.score, -len(self.value), self.value)

    def with_support(self, other: _Candidate) -> _Candidate:
        return replace(self, score=self.score + other.score, votes=self.votes + other.votes)


def decide(votes: list[Vote], field: Field) -> Decision | None:
    """The decision on a plain field (year, stage, kind, place, revision); ``None`` without votes."""
    return _winner(_candidates(votes, field, key=str))


def decide_department(votes: list[Vote]) -> Decision | None:
    """The decision on the name: spellings of one name add up, abbreviations support the full name."""
    found = _candidates(votes, Field.DEPARTMENT, key=canonical_name)
    candidates = {name: replace(one, score=one.score * _full_name(name)) for name, one in found.items()}
    for short in sorted(candidates, key=len):
        full = _completed(short, candidates)
        if full is not None:
            candidates[full] = candidates[full].with_support(candidates.pop(short))
    decision = _winner(candidates)
    if decision is None:
        return None
    return replace(decision, value=_spelling(decision.value, candidates[decision.value].votes))


def _candidates(votes: list[Vote], field: Field, key: Callable[[str], str]) -> dict[str, _Candidate]:
    """Candidates for ``field`` by the key of their value."""
    groups: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        if vote.field == field:
            groups[key(vote.value)].append(vote)
    return {value: _Candidate(value, sum(vote.weight for vote in group), group) for value, group in groups.items()}


def _full_name(name: str) -> float:
    if regions.read_prefix(name)[0] or layout.central_patterns("name").search(name):
        return _FULL_NAME
    return 1.0


def _completed(short: str, candidates: Mapping[str, _Candidate]) -> str | None:
    """The full name that ``short`` abbreviates, the one with most weight where there are several."""
    longer = [full for full in candidates if completes(full, short)]
    return max(longer, key=lambda full: candidates[full].score, default=None)


def completes(full: str, short: str) -> bool:
    """Whether ``short`` is ``full`` without (part of) its region or, cut by a line break, its first words."""
    if full == short or not full.endswith(short):
        return False
    if regions.read_prefix(short)[0]:
        return regions.is_place(full[: -len(short)])
    return bool(regions.read_prefix(full)[0]) and full.find(short) == len(full) - len(short)


def _winner(candidates: Mapping[str, _Candidate]) -> Decision | None:
    if not candidates:
        return None
    first, *others = sorted(candidates.values(), key=lambda one: one.rank)
    best = max(first.votes, key=lambda vote: vote.weight)
    return Decision(first.value, first.score, best, {one.value: one.score for one in others}, len(first.votes))


def _spelling(name: str, votes: list[Vote]) -> str:
    """The spelling of ``name`` with most weight, the longer of two that are level."""
    weights: dict[str, float] = defaultdict(float)
    for vote in votes:
        if canonical_name(vote.value) == name:
            weights[display_name(vote.value)] += vote.weight
    return max(weights, key=lambda spelling: (weights[spelling], len(spelling)))
