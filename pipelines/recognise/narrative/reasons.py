"""Reasons: 主要是… behind the changes it explains."""

from __future__ import annotations

from dataclasses import replace

from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.clauses import first_sentence
from pipelines.recognise.narrative.model import Claim, Kind, Sentence
from pipelines.recognise.narrative.state import State

_LONGEST = 500
_SAME = 8  # characters that tell whether two texts begin alike


def with_reason(state: State, sentence: Sentence, gap: str) -> State:
    """A reason given in ``gap`` belongs to the changes just stated that have none."""
    reason = reason_in(sentence.text, gap)
    if reason is None or state.last is None:
        return state
    claims = list(state.claims)
    for place in range(len(claims) - 1, state.earlier - 1, -1):
        if claims[place].kind == Kind.AMOUNT and not claims[place].compared:
            break
        if _lacks_reason(claims[place]):
            claims[place] = replace(claims[place], reason=reason[:_LONGEST] or None)
    return replace(state, claims=tuple(claims))


def with_own_reason(state: State, sentence: Sentence) -> State:
    """A sentence without figures that begins with 主要原因 or its like belongs to the changes of the one before."""
    found = layout.pattern("reason_alone").match(sentence.text)
    return state if found is None else with_reason(state, sentence, sentence.text)


def _lacks_reason(claim: Claim) -> bool:
    return claim.direction is not None and claim.reason is None


def reason_in(sentence: str, gap: str) -> str | None:
    """The words of a reason that ``gap`` begins, to the end of their clause in the sentence: figures may follow."""
    found = layout.pattern("reason").search(gap)
    if found is None:
        return None
    opener = found.group()
    in_gap = gap[found.end() :]
    in_sentence = first_sentence(sentence.partition(opener)[2])
    return in_sentence if in_sentence.startswith(in_gap[:_SAME]) else first_sentence(in_gap)
