"""Counts of vehicles, and of their kinds where these are listed."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.clauses import last_sentence
from pipelines.recognise.narrative.layout import Counted
from pipelines.recognise.narrative.model import Kind, Subject, number_of
from pipelines.recognise.narrative.sentences import Mention
from pipelines.recognise.narrative.state import State

_BRACKET_CLOSED = re.compile(r"\([^()]*\)")
_ITEM_END = re.compile(r"[,:、]")
_BEFORE_NAME = re.compile(r"^其中|^\d{4}")


def with_count(state: State, mention: Mention) -> State:
    """The claim of a number of vehicles; none where its words say neither all of them nor a kind listed under them."""
    clause = last_sentence(mention.words)
    item = _ITEM_END.split(_BRACKET_CLOSED.sub("", clause))[-1]
    for counted in layout.counts():
        if found := _counted(counted, item, clause):
            return _with_counted(state, mention, counted, found)
    return state


def _counted(counted: Counted, item: str, clause: str) -> re.Match[str] | None:
    """The words for ``counted`` in the item a clause ends with; for a whole, in the clause."""
    found = counted.words.search(item)
    return counted.words.search(clause) if found is None and counted.whole else found


def _with_counted(state: State, mention: Mention, counted: Counted, found: re.Match[str]) -> State:
    whole = None if counted.whole else state.parent
    is_listed = whole is not None and whole.kind == Kind.COUNT
    if not counted.whole and not is_listed:
        return state
    subject = Subject(counted.subject, name=_name(found), lead=counted.whole)
    claim = mention.claim(state.claims, Kind.COUNT, subject, certain=True, of=number_of(whole))
    stated = state.stated(claim)
    return replace(stated, parent=claim) if counted.whole else stated


def _name(found: re.Match[str]) -> str | None:
    return _BEFORE_NAME.sub("", found.group(1)) if found.re.groups else None
