"""Words of the narrative, read once from ``pipelines/layouts/narrative.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """Words that name a subject: its id, whether it is a whole, its flow, the fund it is itself, how deep it lies."""

    subject: str
    whole: bool
    flow: str | None
    own_fund: str | None
    depth: int


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("pipelines").joinpath("layouts", "narrative.toml").read_text(encoding="utf-8"))


@cache
def pattern(key: str) -> re.Pattern[str]:
    """A pattern of the file by its key."""
    return re.compile(_data()[key].replace("{base}", _data()["base"]))


@cache
def terms() -> tuple[Term, ...]:
    """Subjects in their order."""
    return tuple(
        Term(e["subject"], e.get("whole", False), e.get("flow"), e.get("own_fund"), e["depth"]) for e in _data()["term"]
    )


@cache
def _term_pattern() -> re.Pattern[str]:
    """One alternation over all terms; group ``t<n>`` is term ``n``."""
    return re.compile("|".join(f"(?P<t{n}>{e['match']})" for n, e in enumerate(_data()["term"])))


def named_terms(text: str) -> list[tuple[Term, re.Match[str]]]:
    """The terms ``text`` names, in its order, each with the place of its words."""
    return [(_term(found), found) for found in _term_pattern().finditer(text)]


def _term(found: re.Match[str]) -> Term:
    group = str(found.lastgroup)
    return terms()[int(group.removeprefix("t"))]


@cache
def funds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Sources of money by their words, the more specific first."""
    return tuple((fund, re.compile(words)) for fund, words in _data()["fund"].items())


@cache
def nothings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Statements that there is nothing of a subject."""
    return tuple((e["subject"], re.compile(e["match"])) for e in _data()["none"])


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: its subject, whether it is a whole, the words before the number (group 1 is its name)."""

    subject: str
    whole: bool
    words: re.Pattern[str]


@cache
def counts() -> tuple[Counted, ...]:
    """What is counted, in the file's order."""
    return tuple(Counted(e["subject"], e.get("whole", False), re.compile(e["match"])) for e in _data()["count"])


@cache
def unchanged() -> re.Pattern[str]:
    """Words for "the same as before"."""
    return pattern("unchanged")


@cache
def change() -> re.Pattern[str]:
    """Direction words right before a figure; groups ``up`` and ``down``."""
    data = _data()
    base = data["base"]
    return re.compile(
        f"(?:(?P<up>{data['increase']})|(?P<down>{data['decrease']}))(?:{base})?{data['after_direction']}$"
    )


@cache
def comparison() -> re.Pattern[str]:
    """Words that say what a figure is compared with, with its year in group ``year``."""
    return re.compile(
        f"(?:与|比|较|同比|同|和|对比)(?P<base>{_data()['base']})?(?:相比较?|对比|比较|相较|比|同口径|口径)*[,]?"
    )
