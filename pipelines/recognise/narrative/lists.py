"""Wholes and the parts listed under them: which amount is the whole, when a list begins and when it ends."""

from __future__ import annotations

from dataclasses import replace

from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.model import Claim, Figure, Kind, Passage, Subject
from pipelines.recognise.narrative.of_code import may_be_of_code
from pipelines.recognise.narrative.state import State, amounts_of
from pipelines.recognise.narrative.subjects import named_subject

_USED_FOR = "主要用于"
_LIST_FOLLOWS = (":", "其中", "如下。", "统计):")
_RATES = frozenset({Kind.CHANGE, Kind.CHANGE_PERCENT})
_MADE_OF_ITEMS = frozenset({"personnel", "public"})
_LONGEST_TITLE = 30  # characters of a passage that only names what is listed below it
_DEEPEST_TOTAL = 2  # subjects of at most this depth are totals of a side: revenue or expenditure


def with_list(state: State, gap: str) -> State:
    """Words that begin a list of parts make the amount before them the whole; that of a body, what follows its own."""
    if not opens_list(gap, state.last):
        return state
    if state.of_body:
        return replace(state, elsewhere=True)
    return replace(state, parent=_listed_whole(state)) if state.amounts else state


def opens_list(gap: str, last: Claim | None) -> bool:
    """Whether ``gap`` begins the list of parts of the figure before it, ``last``.

    其中 and its like do, where nothing but 主要 or 具体 stands before them in their clause; so does a colon, and
    主要用于 behind the operating expenses.
    """
    opener = layout.list_opening().search(gap.rsplit(";", 1)[-1])
    if opener:
        return not opener["before"].removesuffix("主要").removesuffix("具体")
    if gap.startswith(":"):
        return True
    return _is_operating(last) and _USED_FOR in gap


def _is_operating(claim: Claim | None) -> bool:
    return claim is not None and claim.subject.id == "operating_expenses"


def _listed_whole(state: State) -> Claim:
    """The amount before, not those of an aside behind it; behind a change or a rate, the amount that it is of."""
    last = state.last
    if last is not None and last.kind == Kind.AMOUNT and state.is_here(last):
        return last
    if last is not None and last.kind in _RATES:
        for amount in state.amounts:
            if amount.number == last.of:
                return amount
    return state.amounts[-1]


def climb(state: State, gap: str, subject: Subject, amount: Figure) -> State:
    """Leave the lists that ``subject`` with its ``amount``, behind the words ``gap``, cannot be a part of."""
    while state.whole is not None and not _may_be_part(state, state.whole, amount, subject):
        state = state.leave_list()
    return replace(state, parent=None) if _begins_other_side(state, gap, subject) else state


def _may_be_part(state: State, whole: Claim, amount: Figure, subject: Subject) -> bool:
    """A part lies deeper than its whole, but personnel and public costs are made of economic items and these of them.

    An economic item is no part of a function: their cross is another amount than that of the item.
    """
    deeper = subject.depth > whole.subject.depth
    if subject.id == "economic":
        return whole.subject.id in _MADE_OF_ITEMS or (deeper and whole.subject.id != "function")
    return may_be_of_code(state, whole, amount, subject) if whole.subject.is_of_code else deeper


def _begins_other_side(state: State, gap: str, subject: Subject) -> bool:
    """A total behind a semicolon is no part of the other side's (收入…万元;支出…万元)."""
    if state.parent is None or not gap.startswith(";"):
        return False
    return subject.depth <= _DEEPEST_TOTAL and subject.flow != state.parent.subject.flow


def with_context(state: State, subject: Subject) -> tuple[Subject, bool]:
    """``subject`` with the fund, flow and kind of spending of the whole it is a part of; whether that is sure."""
    if state.whole is not None and not subject.lead:
        return subject.part_of(state.whole.subject), True
    if state.whole is not None and subject.flow is None:
        return replace(subject, flow=state.whole.subject.flow), True
    if subject.fund is None and state.heading_fund is not None:
        return replace(subject, fund=state.heading_fund), True
    return subject, subject.fund is not None or subject.lead


def back_to_whole(state: State, before: int) -> State:
    """After a sentence of a whole and its parts the talk is of the whole again; ``before`` claims precede it."""
    amounts = amounts_of(state.claims[before:])
    if not amounts or state.focus is None:
        return state
    last = amounts[-1]
    root = _root(state, last, before)
    return state if root.number == last.number else replace(state, focus=root.subject)


def _root(state: State, claim: Claim, before: int) -> Claim:
    """The whole of the whole … of ``claim``, as far as it stands behind the first ``before`` claims."""
    while claim.of and claim.of > before:
        claim = state.claims[claim.of - 1]
    return claim


def with_listed(state: State, passage: Passage) -> State:
    """A passage that ends with a colon or 其中 leaves its whole to the passages that list its parts.

    Its whole is the least deep amount; where two subjects are level, no part is listed under either.
    """
    if not passage.text.endswith(_LIST_FOLLOWS):
        return state
    if not state.amounts:
        return _with_named_list(state, passage.text)
    least = min(claim.subject.depth for claim in state.amounts)
    wholes = [claim for claim in state.amounts if claim.subject.depth == least]
    alone = len({claim.subject.id for claim in wholes}) == 1
    return replace(state, listed=wholes[-1] if alone else None)


def _with_named_list(state: State, text: str) -> State:
    """The whole that a passage of few words names (财政拨款支出主要内容如下:), where the document stated it before."""
    named = named_subject(layout.pattern("list_title").sub("", text)) if len(text) <= _LONGEST_TITLE else None
    if named is None or not named.lead:
        return state
    wholes = [claim for claim in amounts_of(state.claims) if claim.subject.matches(named) and not claim.compared]
    return replace(state, listed=wholes[-1]) if wholes else state
