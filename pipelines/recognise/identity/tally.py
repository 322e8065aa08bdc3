"""Counting votes: one decision per field, with the text that decided it and what else was possible."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from . import layout, regions
from .model import Vote
from .names import canonical_name, display_name

_SHOWN = 80
_ALTERNATIVES = 4
_FULL_NAME = 1.3  # a name that begins with its region, against an abbreviation of somebody else


@dataclass(slots=True)
class Decision:
    """The value with most weight behind it, its score, the strongest vote for it and the other values' scores."""

    value: str
    score: float
    best: Vote
    alternatives: dict[str, float]
    votes: int

    def as_evidence(self) -> dict[str, Any]:
        """The decision as it goes to ``Part.evidence`` (JSON types only)."""
        return {
            "value": self.value,
            "score": round(self.score, 2),
            "page": self.best.page,
            "text": self.best.text[:_SHOWN],
            "source": self.best.source,
            "votes": self.votes,
            "alternatives": [
                {"value": value, "score": round(score, 2)}
                for value, score in sorted(self.alternatives.items(), key=lambda kv: -kv[1])[:_ALTERNATIVES]
            ],
        }


def decide(votes: list[Vote], field: str) -> Decision | None:
    """The decision on a plain field (year, stage, kind, place, revision); ``None`` without votes."""
    groups: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        if vote.field == field:
            groups[vote.value].append(vote)
    return _winner({value: (sum(v.weight for v in group), group) for value, group in groups.items()})


def decide_department(votes: list[Vote]) -> Decision | None:
    """The decision on the name: spellings of one name add up, abbreviations support the full name."""
    groups: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        if vote.field == "department":
            groups[canonical_name(vote.value)].append(vote)
    scores = {key: sum(v.weight for v in group) * _full_name(key) for key, group in groups.items()}
    for key in sorted(groups, key=len):
        longer = [k for k in groups if k != key and k.endswith(key) and _completes(k, key)]
        if longer:
            heir = max(longer, key=lambda k: scores[k])
            scores[heir] += scores.pop(key)
            groups[heir] += groups.pop(key)
    decision = _winner({key: (scores[key], group) for key, group in groups.items()})
    if decision:
        decision.value = _spelling([v for v in groups[decision.value] if canonical_name(v.value) == decision.value])
    return decision


def _full_name(name: str) -> float:
    if regions.read_prefix(name)[0] or layout.central_patterns("name").search(name):
        return _FULL_NAME
    return 1.0


def _completes(full: str, short: str) -> bool:
    """Whether ``short`` is ``full`` without (part of) its region or, cut by a line break, its first words."""
    if regions.read_prefix(short)[0]:
        return regions.is_place(full[: -len(short)])
    return bool(regions.read_prefix(full)[0]) and full.find(short) == len(full) - len(short)


def _winner(groups: dict[str, tuple[float, list[Vote]]]) -> Decision | None:
    if not groups:
        return None
    ranked = sorted(groups.items(), key=lambda kv: (-kv[1][0], -len(kv[0]), kv[0]))
    value, (score, votes) = ranked[0]
    best = max(votes, key=lambda v: v.weight)
    return Decision(value, score, best, {k: s for k, (s, _) in ranked[1:]}, len(votes))


def _spelling(votes: list[Vote]) -> str:
    weights: dict[str, float] = defaultdict(float)
    for vote in votes:
        weights[display_name(vote.value)] += vote.weight
    return max(weights, key=lambda name: (weights[name], len(name)))
