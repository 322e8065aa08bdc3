"""Sums of money: the amount of a subject and the whole it is a part of; behind direction words, a change."""

from __future__ import annotations

from dataclasses import replace

from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.bases import with_base
from pipelines.recognise.narrative.bodies import budget_of_body, names_body
from pipelines.recognise.narrative.changes import change_by, with_change
from pipelines.recognise.narrative.clauses import last_clause
from pipelines.recognise.narrative.lists import climb, with_context, with_list
from pipelines.recognise.narrative.model import Kind, Subject, number_of
from pipelines.recognise.narrative.naming import subject_of_amount
from pipelines.recognise.narrative.sentences import Mention
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.timing import stage_of, year_of

_SOURCES = frozenset({"carryover", "fiscal_appropriation"})  # of money: behind an amount, a part of that


def with_money(state: State, mention: Mention, book: CodeBook) -> State:
    """The claim of a sum of money; none where its words could mean something else."""
    if change := change_by(mention.words):
        return with_change(state, mention, change, Kind.CHANGE, book)
    if (compared := with_base(state, mention, book)) is not None:
        return compared
    state = with_list(state, mention.words)
    if state.narrower or state.elsewhere:
        return _unknown(state, mention.words)
    named = subject_of_amount(state, mention.words, book)
    state = state.under(named.path)
    subject = named.subject or budget_of_body(state, mention)
    if subject is None or state.in_unknown_aside or _is_of_unread(state, mention.words, subject):
        return _unknown(state, mention.words)
    return _with_amount(climb(state, mention.words, subject, mention.figure), mention, subject)


def _is_of_unread(state: State, words: str, subject: Subject) -> bool:
    """Whether the amount is the part that came from a source: of a service, say (其中财政拨款89万元)."""
    return state.unread and state.parent is None and subject.id in _SOURCES and ";" not in words


def _unknown(state: State, words: str) -> State:
    """The amount is about something unknown, and so is what follows until something is named."""
    unread = not layout.named_terms(last_clause(words))
    return replace(state, focus=None, last=None, blocked=True, unread=unread, of_body=names_body(words))


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
