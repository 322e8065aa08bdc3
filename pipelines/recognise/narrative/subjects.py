"""Which subject the words before a figure name, or none where they could mean something else."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.model.flows import Flow
from pipelines.recognise.narrative.layout import Term, funds, named_terms, pattern
from pipelines.recognise.narrative.model import Subject

_PUNCTUATION = re.compile(r"[,;:。、(]")
_BRACKETED = re.compile(r"\([^()]*\)")
_TOTALS = frozenset({"income_total", "spending_total"})  # with a fund named, they are that fund's
_DEPTH_OF_APPROPRIATION, _DEPTH_OF_FUND = 1, 2  # 财政拨款 is the sum of the funds
_FLOWS = {(True, False): Flow.REVENUE, (False, True): Flow.EXPENDITURE}  # by 收入 and 支出


@lru_cache(maxsize=16384)
def named_subject(head: str) -> Subject | None:
    """The subject that ``head``, the text before a figure or a direction word, names.

    The last known words count, and only where nothing but filling words follow them and nothing but a year, a fund or
    the name of a body stands before them in their clause: 聘用人员经费 is not 人员经费.  A name that stands in brackets
    of its own says the one before it in other words: 机关运行经费(公用经费).
    """
    for term, found in reversed(named_terms(head)):
        after = head[found.end() :]
        if _is_bracketed(head, found):
            continue
        if term.subject == "shadow" or not is_filler(after):
            return None
        before = _clause(head[: found.start()])
        if left_is_harmless(before):
            return _subject(term, before, found.group(), after)
    return None


def _is_bracketed(head: str, found: re.Match[str]) -> bool:
    return head[: found.start()].endswith("(") and head.startswith(")", found.end())


def _subject(term: Term, before: str, words: str, after: str) -> Subject:
    fund = term.own_fund or fund_of(before) or fund_of(words) or fund_of(after)
    flow = term.flow or flow_of(words)
    if fund and term.subject in _TOTALS:
        return _total_of_fund(fund, flow)
    return Subject(term.subject, fund=fund, flow=flow, lead=term.whole, depth=term.depth)


def _total_of_fund(fund: str, flow: str | None) -> Subject:
    depth = _DEPTH_OF_APPROPRIATION if fund == "fiscal_appropriation" else _DEPTH_OF_FUND
    return Subject(fund, fund=fund, flow=flow, lead=True, depth=depth)


def is_filler(text: str) -> bool:
    """Whether ``text`` says nothing about the subject (预算数为, 2026年, 共, …)."""
    return pattern("filler").fullmatch(text) is not None


def flow_of(words: str) -> str | None:
    """revenue or expenditure where the words say one of the two only."""
    return _FLOWS.get(("收入" in words, "支出" in words))


def fund_of(words: str) -> str | None:
    """The source of money that ``words`` name, the more specific where they name two."""
    return next((fund for fund, names in funds() if names.search(words)), None)


def _clause(text: str) -> str:
    """The clause ``text`` ends with; closed brackets do not cut it."""
    bare = _BRACKETED.sub("", text)
    return _PUNCTUATION.split(bare)[-1]


@lru_cache(maxsize=16384)
def left_is_harmless(text: str) -> bool:
    """Whether ``text`` in front of a known word leaves its meaning: filling words, or the body that speaks."""
    text = without_left(text)
    return not text or (pattern("left_org").search(text) is not None and not pattern("moves").search(text))


def without_left(text: str) -> str:
    """``text`` without the filling words it ends with."""
    left = pattern("left")  # matches nothing empty
    while found := left.search(text):
        text = text[: found.start()]
    return text
