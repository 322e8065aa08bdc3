"""Which subject the words before a figure name, or none where they could mean something else."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.recognise.narrative.layout import funds, pattern, term_pattern, terms
from pipelines.recognise.narrative.model import Subject

_PUNCTUATION = re.compile(r"[,;:。、(]")
_TOTALS = ("income_total", "spending_total")  # with a fund named, they are that fund's
_BRACKETED = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=16384)
def named_subject(head: str) -> Subject | None:
    """The subject that ``head``, the text before a figure or a direction word, names.

    The last known words count, and only where nothing but filling words follow them and nothing but a year, a fund or
    the name of a body stands before them in their clause: 聘用人员经费 is not 人员经费.
    """
    for found in reversed(list(term_pattern().finditer(head))):
        term = terms()[int((found.lastgroup or "t0")[1:])]
        if term.subject == "shadow" or not is_filler(head[found.end() :]):
            return None
        before = _clause(head[: found.start()])
        if _left_is_harmless(before):
            words = found.group()
            fund = term.own_fund or _fund(before) or _fund(words) or _fund(head[found.end() :])
            flow = term.flow or flow_of(words)
            if fund and term.subject in _TOTALS:
                return Subject(fund, fund=fund, flow=flow, lead=True, depth=1 if fund == "fiscal_appropriation" else 2)
            return Subject(term.subject, fund=fund, flow=flow, lead=term.whole, depth=term.depth)
    return None


def is_filler(text: str) -> bool:
    """Whether ``text`` says nothing about the subject (预算数为, 2026年, 共, …)."""
    return bool(pattern("filler").fullmatch(text))


def flow_of(words: str) -> str | None:
    """revenue or expenditure where the words say one of the two only."""
    income, spending = "收入" in words, "支出" in words
    return None if income == spending else ("revenue" if income else "expenditure")


def _fund(words: str) -> str | None:
    for fund, names in funds():
        if names.search(words):
            return fund
    return None


fund_of = _fund


def _clause(text: str) -> str:
    """The clause ``text`` ends with; closed brackets do not cut it."""
    bare = _BRACKETED.sub("", text)
    return _PUNCTUATION.split(bare)[-1]


@lru_cache(maxsize=16384)
def _left_is_harmless(text: str) -> bool:
    while text:
        found = pattern("left").search(text)
        if found is None or found.start() == found.end():
            return bool(pattern("left_org").search(text))
        text = text[: found.start()]
    return True
