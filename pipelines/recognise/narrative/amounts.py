"""Sums of money: the amount of a subject and the whole it is a part of; behind direction words, a change."""

from __future__ import annotations

from dataclasses import replace

from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.changes import change_by, with_change
from pipelines.recognise.narrative.lists import climb, with_context, with_list
from pipelines.recognise.narrative.model import Kind, Subject, number_of
from pipelines.recognise.narrative.naming import subject_of_amount
from pipelines.recognise.narrative.sentences import Mention
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.timing import stage_of, year_of


def with_money(state: State, mention: Mention, book: CodeBook) -> State:
    """The claim of a sum of money; none where its words could mean something else."""
    if change := change_by(mention.words):
        return with_change(state, mention, change, Kind.CHANGE, book)
    state = with_list(state, mention.words)
    if layout.pattern("skip").search(mention.sentence.text):
        return _unknown(state)
    named = subject_of_amount(state, mention.words, book)
    state = state.under(named.path)
    if named.subject is None or state.in_unknown_aside:
        return _unknown(state)
    return _with_amount(climb(state, mention.words, named.subject), mention, named.subject)


def _unknown(state: State) -> State:
    """The amount is about something unknown, and so is what follows until something is named."""
    return replace(state, focus=None, last=None, blocked=True)


def _with_amount(state: State, mention: Mention, named: Subject) -> State:
    subject, certain = with_context(state, named)
    whole = state.parent
    claim = mention.claim(
        state.claims,
        Kind.AMOUNT,
        subject,
        certain=certain,
        fiscal_year=year_of(mention.words) or (whole.fiscal_year if whole else None),
        stage=stage_of(mention.words),
        of=number_of(whole),
    )
    return state.talks_of(claim)
