"""Percentages: the share of a whole, the completion of a plan, else a change."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.model.stages import Stage
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.bases import base_of
from pipelines.recognise.narrative.changes import change_in, is_aside_of_change, with_change, with_percent_of_change
from pipelines.recognise.narrative.clauses import without_edges
from pipelines.recognise.narrative.model import Claim, Kind, Subject, number_of
from pipelines.recognise.narrative.naming import subject_of_change
from pipelines.recognise.narrative.sentences import Mention
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.subjects import is_filler, named_subject
from pipelines.recognise.narrative.timing import without_comparison

_ALL_OF_IT = re.compile(r"(?:总额|的|总数|全部)+$")


def with_percent(state: State, mention: Mention, book: CodeBook) -> State:
    """The claim of a percentage; none where its words say neither share, completion nor change."""
    words = mention.words
    if share := layout.pattern("share").search(words):
        return _with_share(state, mention, words[: share.start()], share["whole"])
    if completion := layout.pattern("completion").search(words):
        return _with_completion(state, mention, words[: completion.start()], book)
    if change := change_in(words):
        return with_change(state, mention, change, Kind.CHANGE_PERCENT, book)
    if is_aside_of_change(state, mention):
        return with_percent_of_change(state, mention)
    return replace(state, last=None)


def _with_share(state: State, mention: Mention, head: str, whole: str) -> State:
    """The share that the amount right before has of ``whole``."""
    part = state.last
    if part is None or part.kind != Kind.AMOUNT or not is_filler(without_edges(head)):
        return state
    base, certain = _whole_of_share(state, part, whole.removesuffix("的"))
    claim = mention.claim(
        state.claims,
        Kind.SHARE,
        part.subject,
        certain=part.certain,
        of=part.number,
        fiscal_year=part.fiscal_year,
        stage=part.stage,
        base=number_of(base),
        base_is_certain=certain,
    )
    return state.stated(claim)


def _whole_of_share(state: State, part: Claim, whole: str) -> tuple[Claim | None, bool]:
    """The amount of the whole and whether it is that one for sure: the whole named, else the one listed."""
    if not is_filler(whole):
        named = named_subject(_ALL_OF_IT.sub("", whole)) or named_subject(whole)
        base = _total(state, named) if named else None
        return base, state.is_here(base)
    base = state.parent
    if base is None or base.number == part.number:
        return None, False
    return base, state.is_here(base) or base.number == number_of(state.listed)


def _total(state: State, named: Subject) -> Claim | None:
    """The whole whose parts are listed where it is ``named``, else the last amount of that."""
    whole = state.whole
    if whole is not None and (whole.subject.id, whole.subject.fund) == (named.id, named.fund):
        return whole
    return state.last_total(named)


def _with_completion(state: State, mention: Mention, head: str, book: CodeBook) -> State:
    """How much of the budget of a subject was carried out."""
    subject = subject_of_change(state, without_comparison(head), book)
    if subject is None:
        return state
    done = state.amount_of(subject, Stage.FINAL)
    plan = base_of(state, subject) or state.amount_of(subject, Stage.BUDGET)
    claim = mention.claim(
        state.claims,
        Kind.COMPLETION,
        subject,
        certain=True,
        of=number_of(done),
        base=number_of(plan),
        base_is_certain=None not in (done, plan),
    )
    return state.stated(claim)
