"""Changes: by how much or by how many percent a subject grew or shrank, and words for "the same as before"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.bases import base_of
from pipelines.recognise.narrative.clauses import without_edges
from pipelines.recognise.narrative.lists import with_context, with_list
from pipelines.recognise.narrative.model import Claim, Direction, Kind, Subject, number_of
from pipelines.recognise.narrative.naming import subject_of_change
from pipelines.recognise.narrative.of_code import of_its_code
from pipelines.recognise.narrative.sentences import Mention
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.subjects import is_filler
from pipelines.recognise.narrative.timing import without_comparison
from pipelines.recognise.narrative.whose_change import whole_of_change

_TO = re.compile("[到至]")  # 增加到100万元 states the new amount, not the change


def change_in(words: str) -> re.Match[str] | None:
    """The direction words that ``words`` end with; groups ``up`` and ``down``."""
    return layout.change().search(words)


def change_by(words: str) -> re.Match[str] | None:
    """The direction words before a sum of money, none where the sum is what was reached."""
    found = change_in(words)
    if found is None or _TO.search(words, found.start()):
        return None
    return found


def with_change(state: State, mention: Mention, change: re.Match[str], kind: Kind, book: CodeBook) -> State:
    """The claim of a change of ``kind``, whose direction words are ``change``."""
    state = with_list(state, mention.words)
    told = without_comparison(mention.words[: change.start()])
    subject = subject_of_change(state, told, book)
    if subject is None:
        return replace(state, last=None, blocked=True)
    subject = of_its_code(state, subject)
    if kind == Kind.CHANGE_PERCENT and state.last is not None and is_filler(without_edges(told.words)):
        subject = state.last.subject
    spoken_of_already = subject is state.focus
    if spoken_of_already and (whole := whole_of_change(state, mention, grows=bool(change["up"]))):
        subject = whole.subject
    subject, certain = (subject, True) if spoken_of_already else with_context(state, subject)
    compared_with = told.base_year if told.clause is not None else state.base_year
    links = _links(state, kind, subject, compared_with)
    claim = mention.claim(
        state.claims,
        kind,
        subject,
        certain=certain,
        direction=Direction.INCREASE if change["up"] else Direction.DECREASE,
        base_year=links.base_year,
        of=links.of,
        base=links.base,
        base_is_certain=links.base is not None,
    )
    return state.talks_of(claim)


@dataclass(frozen=True, slots=True)
class _Links:
    """The amount a change is of, the change a percentage repeats or the amount compared with, the year of that."""

    of: int | None
    base: int | None
    base_year: int | None


def _links(state: State, kind: Kind, subject: Subject, base_year: int | None) -> _Links:
    change = _change_before(state.last, subject)
    if kind == Kind.CHANGE_PERCENT and change is not None:
        return _Links(change.of, change.number, change.base_year or base_year)
    base = base_of(state, subject)
    year = base_year or (base.fiscal_year if base else None)
    return _Links(number_of(state.amount_of(subject)), number_of(base), year)


def _change_before(last: Claim | None, subject: Subject) -> Claim | None:
    """The change in money of ``subject`` that stands right before."""
    if last is None or last.kind != Kind.CHANGE:
        return None
    return last if last.subject.matches(subject) else None


def is_aside_of_change(state: State, mention: Mention) -> bool:
    """Whether a figure stands alone in a bracket right behind a change in money: 增加5万元(10%)."""
    opens = mention.gap.opening == 1 and not mention.words
    return opens and state.last is not None and state.last.kind == Kind.CHANGE


def with_percent_of_change(state: State, mention: Mention) -> State:
    """The claim of the percentage that says the change before it again."""
    change = state.last
    if change is None:
        return state
    claim = mention.claim(
        state.claims,
        Kind.CHANGE_PERCENT,
        change.subject,
        certain=change.certain,
        direction=change.direction,
        base_year=change.base_year,
        of=change.of,
        base=change.number,
        base_is_certain=True,
    )
    return state.stated(claim)


def with_unchanged(state: State, mention: Mention, book: CodeBook) -> State:
    """The claim of words like 持平, where something is compared; the talk stays where it was."""
    if not layout.pattern("unchanged_needs").search(mention.words + mention.figure.text):
        return state
    told = without_comparison(mention.words)
    subject = subject_of_change(state, told, book)
    if subject is None:
        return state
    if subject is state.focus and (whole := whole_of_change(state, mention, grows=False)):
        subject = whole.subject
    links = _links(state, Kind.CHANGE, subject, told.base_year)
    claim = mention.claim(
        state.claims,
        Kind.CHANGE,
        subject,
        certain=True,
        direction=Direction.UNCHANGED,
        base_year=links.base_year,
        of=links.of,
        base=links.base,
        base_is_certain=links.base is not None,
    )
    return state.stated(claim)
