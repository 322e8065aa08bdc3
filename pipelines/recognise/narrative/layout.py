"""Words of the narrative: ``pipelines/layouts/narrative.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.layouts.load import Layout, joined, load
from pipelines.layouts.words import Words
from pipelines.model.stages import Stage

FILE = "narrative.toml"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that name a subject: its id, whether it is a whole, its flow, the fund it is itself, how deep it lies."""

    words: Words
    subject: str
    whole: bool
    flow: str | None
    own_fund: str | None
    depth: int


def _layout() -> Layout:
    return load(FILE)


@cache
def pattern(key: str) -> re.Pattern[str]:
    """All entries of a kind of the file as one pattern."""
    return joined(FILE, key)


@cache
def terms() -> tuple[Term, ...]:
    """Subjects in their order."""
    return tuple(
        Term(e.words, e.value, e.data.get("total", False), e.data.get("flow"), e.data.get("own_fund"), e.data["depth"])
        for e in _layout()["term"]
    )


@cache
def _term_pattern() -> re.Pattern[str]:
    """One alternation over all terms; group ``t<n>`` is term ``n``."""
    return re.compile("|".join(f"(?P<t{n}>{term.words.expression})" for n, term in enumerate(terms())))


def named_terms(text: str) -> list[tuple[Term, re.Match[str]]]:
    """The terms ``text`` names, in its order, each with the place of its words."""
    return [(_term(found), found) for found in _term_pattern().finditer(text)]


def _term(found: re.Match[str]) -> Term:
    group = str(found.lastgroup)
    return terms()[int(group.removeprefix("t"))]


@cache
def funds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Sources of money by their words, the more specific first."""
    return tuple((e.value, e.words.pattern) for e in _layout()["fund"])


@cache
def nothings() -> tuple[tuple[str, str | None, re.Pattern[str]], ...]:
    """Statements that there is nothing of a subject, with the source of money it is itself."""
    funds_of = {term.subject: term.own_fund for term in terms()}
    return tuple((e.value, funds_of.get(e.value), e.words.pattern) for e in _layout()["none"])


@cache
def stages() -> dict[Stage, re.Pattern[str]]:
    """Words that say which of the amounts of a year a figure is."""
    entries = _layout()["stage"]
    return {stage: re.compile("|".join(e.words.expression for e in entries if e.value == stage)) for stage in Stage}


@cache
def list_opening() -> re.Pattern[str]:
    """Words that begin a list of parts, with what stands before them in their clause in group ``before``."""
    return re.compile(f"(?P<before>[^,;:。]*)(?:{_layout().expression('list')})[:,]?")


@cache
def unchanged() -> re.Pattern[str]:
    """Words for "the same as before"."""
    return pattern("unchanged")


def _fragment(name: str) -> str:
    """The expression of one fragment of the file."""
    return next(e.words.expression for e in _layout()["fragment"] if e.value == name)


@cache
def change() -> re.Pattern[str]:
    """Direction words right before a figure; groups ``up`` and ``down``."""
    up, down = _layout().expression("increase"), _layout().expression("decrease")
    return re.compile(f"(?:(?P<up>{up})|(?P<down>{down}))(?:{_fragment('base')})?{_fragment('after_direction')}$")


@cache
def compared_amount() -> re.Pattern[str]:
    """Words right before the amount that a figure behind it is compared with, in group ``base``."""
    return re.compile(f"(?:与|较|比|同比|相比|对比)(?P<base>{_fragment('base')})(?:的|为|是|:)*$")


@cache
def compared_alone() -> re.Pattern[str]:
    """The same without the word that compares."""
    return re.compile(f"(?P<base>{_fragment('base')})(?:为|是|:)*")


@cache
def comparison() -> re.Pattern[str]:
    """Words that say what a figure is compared with, in group ``base``.

    Two years that 和 joins are no comparison (2025年和2026年均无) unless 相比 or its like follows.
    """
    base, behind = _fragment("base"), "相比较?|对比|比较|相较|比|同口径|口径"
    joins = f"(?<!\\d年)(?:与|同|和)|(?:与|同|和)(?={base}(?:{behind}))"
    return re.compile(f"(?:比|较|同比|对比|{joins})(?P<base>{base})?(?:{behind})*[,]?")
