"""What a figure is about: what its own words name, else what was spoken of before.

In their order, because the more certain comes first: a spending item of the operating expenses, an amount of what
was spoken of, the levels of a function, its code, its class, known words; empty words say the same as before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.model.stages import Stage
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.clauses import last_clause, without_edges, without_list_words
from pipelines.recognise.narrative.functions import (
    Path,
    class_subject,
    coded_subject,
    dashed_subject,
    levels_subject,
)
from pipelines.recognise.narrative.model import Kind, Subject
from pipelines.recognise.narrative.names import bare_subject
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.subjects import flow_of, is_filler, named_subject
from pipelines.recognise.narrative.timing import Comparison

_STAGE_ONLY = re.compile(r"(?:^|[,;:。])(?:支出|收入)?(?:年初|全年|调整)?(?:支出)?(?:预算|决算)(?:数)?为$")
_CARRIED_OUT = re.compile(r"^[,;]?(?:(?:19|20)\d{2}年度?|当年|本年度?|全年|实际)*(?:支出|收入)?决算(?:数)?(?:为)?$")
_DEFINES = re.compile(r"指|反映")
_CLASS_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Named:
    """The subject that words name, none where they could mean something else; the functions' path behind them."""

    subject: Subject | None
    path: Path


def subject_of_amount(state: State, gap: str, book: CodeBook) -> Named:
    """What an amount after the words ``gap`` is about."""
    head = gap.rstrip("(,")
    known = _operating_item(state, head) or _said_before(state, head)
    if known is not None:
        return Named(known, state.path)
    levels = levels_subject(head, book, state.path)
    if levels is not None:
        says_only_it = _is_only_figure_of(head[levels.end :])
        return Named(levels.subject if says_only_it else None, levels.path)
    named = (
        coded_subject(head)
        or dashed_subject(head, book)
        or named_subject(head)
        or class_subject(head, book, _class_inside(state))
        or (None if state.blocked else bare_subject(head, book, state.whole, _class_inside(state)))
    )
    return Named(named or _same_as_before(state, head), state.path)


def _operating_item(state: State, head: str) -> Subject | None:
    """An item of the operating expenses, whose parts are now listed."""
    if state.whole is None or state.whole.subject.id != "operating_expenses":
        return None
    item = layout.pattern("operating_item").search(head)
    return Subject("operating_item", name=without_list_words(item.group(1))) if item else None


def _said_before(state: State, head: str) -> Subject | None:
    """What was spoken of, where ``head`` says only which of its amounts follows: 年初预算为…, 决算…"""
    subject = _spoken_of_at_a_stage(state, head)
    return subject if subject is not None and flow_of(head) in (None, subject.flow or flow_of(head)) else None


def _spoken_of_at_a_stage(state: State, head: str) -> Subject | None:
    spoken_of, last = state.spoken_of, state.last
    if spoken_of is not None and _STAGE_ONLY.search(head) and (state.here or spoken_of.id == "function"):
        return spoken_of
    follows_budget = last is not None and (last.kind, last.stage) == (Kind.AMOUNT, Stage.BUDGET)
    return last.subject if last is not None and follows_budget and _CARRIED_OUT.search(head) else None


def _is_only_figure_of(rest: str) -> bool:
    """Whether the words between a function's name and an amount leave the amount to it."""
    if is_filler(rest):
        return True
    return is_filler(last_clause(rest)) and _DEFINES.search(rest) is None


def _class_inside(state: State) -> str | None:
    """The class whose 款 and 项 are now listed."""
    for claim in reversed(state.here):
        if claim.subject.functional_code:
            return claim.subject.functional_code[:_CLASS_DIGITS]
    return state.parent.subject.functional_code if state.parent else None


def _same_as_before(state: State, head: str) -> Subject | None:
    says_nothing = is_filler(last_clause(head)) and not layout.pattern("blocks").search(head)
    return state.spoken_of if says_nothing else None


def subject_of_change(state: State, told: Comparison, book: CodeBook) -> Subject | None:
    """What a change is about: what the words of ``told`` name, else what was spoken of where they say nothing."""
    bare = without_edges(told.words)
    named = named_subject(bare) or _grown(bare)
    if named is not None:
        return _as_before(state, named)
    if is_filler(bare):
        return state.spoken_of
    if _adds_nothing(bare, last_clause(told.words)):
        return _named_in(told.clause or "", state, book) or _spoken_of_unless_other(state, told.clause or "")
    return class_subject(bare, book, None) or bare_subject(bare, book, None, None)


def _named_in(clause: str, state: State, book: CodeBook) -> Subject | None:
    """The function that the words right before a comparison name (教育支出比上年增加5万元)."""
    if is_filler(clause):
        return None
    levels = levels_subject(clause, book, state.path)
    return levels.subject if levels else class_subject(clause, book, None) or bare_subject(clause, book, None, None)


def _spoken_of_unless_other(state: State, clause: str) -> Subject | None:
    """What was spoken of, where the words right before a comparison are no name of something else."""
    other = not is_filler(clause) and layout.pattern("money_name").search(clause) is not None
    return None if other else state.spoken_of


def _grown(words: str) -> Subject | None:
    """The subject of ``words`` that say by themselves which way it changed: 项目支出增加[,较上年增加5万元]."""
    direction = layout.change().search(words)
    return None if direction is None else named_subject(words[: direction.start()])


def _adds_nothing(words: str, clause: str) -> bool:
    return is_filler(clause) and layout.pattern("blocks_change").search(words) is None


def _as_before(state: State, named: Subject) -> Subject:
    """``named`` with the fund it had when its amount was stated in this passage."""
    if named.fund is not None:
        return named
    before = state.amount_of(named)
    return named if before is None else before.subject
