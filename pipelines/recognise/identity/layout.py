"""What names, titles and captions are made of: the files of ``pipelines/layouts/identity``.

Tried on text without blanks and with half-width brackets, colons and commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.layouts.load import Entry, joined, load

TITLES = "identity/titles.toml"
LABELS = "identity/labels.toml"
NAMES = "identity/names.toml"
DOMAINS = "identity/domains.toml"
REGIONS = "identity/regions.csv"


@dataclass(frozen=True, slots=True)
class TitleNoun:
    """What a title's noun says: 部门预算 is a department's budget, 单位决算 a unit's final accounts."""

    phrase: str
    stage: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Label:
    """A caption in front of a name (部门名称, 编制单位), how far to trust it and what kind it tells."""

    text: str
    weight: float
    kind: str


def _listed(file: str, kind: str) -> Iterator[tuple[str, Entry]]:
    """Each word that the entries of a kind list, with its entry."""
    for entry in load(file)[kind]:
        for word in entry.data["words"]:
            yield word, entry


@cache
def title_nouns() -> dict[str, TitleNoun]:
    """Title nouns by phrase."""
    return {
        phrase: TitleNoun(phrase, entry.data["stage"], entry.data["kind"], float(entry.data["weight"]))
        for phrase, entry in _listed(TITLES, "noun")
    }


@cache
def labels() -> dict[str, Label]:
    """Labels by text (half-width brackets, no blanks)."""
    return {
        text: Label(text, float(entry.data["weight"]), entry.data["kind"]) for text, entry in _listed(LABELS, "label")
    }


@cache
def tail_pattern() -> str:
    """Regular expression of one word that may follow a title's noun."""
    words = sorted((word for word, _ in _listed(TITLES, "tail")), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, words)) + ")"


@cache
def suffixes() -> tuple[str, ...]:
    """Endings of organisation names."""
    return tuple(word for word, _ in _listed(NAMES, "suffix"))


@cache
def generic_names() -> re.Pattern[str]:
    """Words that look like a name but name nobody (本部门, 主管单位, XX局)."""
    return joined(NAMES, "generic")


@cache
def domain_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Domains in order of precedence."""
    return tuple((entry.value, entry.words.pattern) for entry in load(DOMAINS)["domain"])


@cache
def short_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Short forms of names without their region, each with the name in full."""
    return tuple((entry.words.pattern, entry.value) for entry in load(NAMES)["short"])


@cache
def central_patterns(where: str) -> re.Pattern[str]:
    """What marks a central agency: in its ``name`` or in the ``text`` of its document."""
    return re.compile("|".join(f"(?:{e.words.expression})" for e in load(NAMES)["central"] if e.value == where))


@cache
def revision_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Marks of a later version in a title."""
    return tuple((entry.words.pattern, entry.value) for entry in load(TITLES)["revision"])


@cache
def published_patterns() -> tuple[re.Pattern[str], ...]:
    """Lines with the day of publication, the surest first."""
    return tuple(entry.words.pattern for entry in load(TITLES)["published"])


@cache
def division_rows() -> tuple[Mapping[str, Any], ...]:
    """Administrative divisions: code, name, short_name, path, valid_from, valid_to."""
    return tuple(entry.data for entry in load(REGIONS)["row"])
