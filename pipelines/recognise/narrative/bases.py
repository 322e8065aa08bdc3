"""Amounts that a figure behind them is compared with: 比上年预算数5万元增加…, 完成预算10万元的50%.

The words before such an amount are those of the comparison, so they are carried on to the figure behind it.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.model.stages import Stage
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.lists import with_context
from pipelines.recognise.narrative.model import Claim, Kind, Subject
from pipelines.recognise.narrative.naming import subject_of_change
from pipelines.recognise.narrative.sentences import Mention
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.timing import (
    Comparison,
    compared_with,
    names_year_before,
    stage_of,
    without_comparison,
    year_in,
)
from pipelines.recognise.narrative.whose_change import whole_compared


def with_base(state: State, mention: Mention, book: CodeBook) -> State | None:
    """The claim of an amount that a figure behind it is compared with; none where ``mention`` is no such amount."""
    words = mention.words
    base = compared_with(words, aside=mention.gap.opening == 1)
    plan = None if base else layout.pattern("plan").search(words)
    if base is None and plan is None:
        return None
    alone = base is not None and words.startswith(base)
    told = Comparison("", None) if alone else without_comparison(words[: plan.start()] if plan else words)
    subject, state = _compared(state, mention, told, book)
    carried = replace(state, carried=words)
    if subject is None:
        return carried
    year, known = _year(state, subject, base or "")
    if not known:
        return carried
    subject, certain = (subject, True) if subject is state.focus else with_context(state, subject)
    claim = mention.claim(
        state.claims,
        Kind.AMOUNT,
        subject,
        certain=certain,
        fiscal_year=year,
        stage=Stage.BUDGET if plan else stage_of(base or ""),
        compared=True,
    )
    return carried.stated(claim)


def _compared(state: State, mention: Mention, told: Comparison, book: CodeBook) -> tuple[Subject | None, State]:
    """What is compared, and the state in which the talk is of it: behind a complete list that is the whole."""
    subject = subject_of_change(state, told, book)
    if subject is None or subject is not state.focus:
        return subject, state
    whole = whole_compared(state, mention)
    return (whole.subject, replace(state, focus=whole.subject, last=whole)) if whole else (subject, state)


def _year(state: State, subject: Subject, base: str) -> tuple[int | None, bool]:
    """The year of what is compared with, and whether it is known: the year before is one less than the amount's own."""
    if numbered := year_in(base):
        return numbered, True
    now = state.amount_of(subject)
    year = now.fiscal_year if now else None
    if not names_year_before(base):
        return year, True
    return (year - 1, True) if year else (None, False)


def base_of(state: State, subject: Subject) -> Claim | None:
    """The amount stated right before that ``subject`` is compared with."""
    last = state.claims[-1] if state.here else None
    return last if last is not None and last.compared and last.subject.matches(subject) else None
