"""What the words of forms and lists mean: forms.toml and forms_lists.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.layouts.load import joined, load
from pipelines.layouts.words import Words

FORMS = "forms.toml"
LISTS = "forms_lists.toml"


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a form's head: the field it names, and whether it begins a form."""

    words: Words
    field: str
    start: bool


@dataclass(frozen=True, slots=True)
class HeadRule:
    """What a column headed by one of its words holds; ``last``: only where no other column of the header does."""

    words: Words
    role: str
    last: bool = False


@dataclass(frozen=True, slots=True)
class LevelClass:
    """A first level that indicators are grouped in: its name, how it is printed, words of its second levels."""

    words: Words
    name: str
    first: re.Pattern[str]


@cache
def pattern(section: str, key: str) -> re.Pattern[str]:
    """All entries of ``section.key`` of forms.toml as one pattern."""
    return joined(FORMS, f"{section}.{key}")


@cache
def patterns(section: str, key: str) -> tuple[re.Pattern[str], ...]:
    """The entries of ``section.key`` of forms.toml, each as a pattern with groups of its own."""
    return tuple(entry.words.pattern for entry in load(FORMS)[f"{section}.{key}"])


@cache
def expression(section: str, key: str) -> str:
    """The same, to be put together with others."""
    return load(FORMS).expression(f"{section}.{key}")


@cache
def labels() -> tuple[Label, ...]:
    """Labels of forms.toml in their order."""
    return tuple(Label(e.words, e.value, e.data.get("start", False)) for e in load(FORMS)["label"])


@cache
def indicator_heads() -> tuple[HeadRule, ...]:
    """Heads of the columns of indicators in their order."""
    return tuple(HeadRule(e.words, e.value, e.data.get("last", False)) for e in load(FORMS)["column"])


@cache
def task_heads() -> tuple[HeadRule, ...]:
    """Heads of the columns of yearly tasks in their order."""
    return tuple(HeadRule(e.words, e.value) for e in load(FORMS)["task"])


@cache
def operators() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Comparison signs with the words for each, the longer words first."""
    return tuple((e.value, e.words.pattern) for e in load(FORMS)["operator"])


@cache
def level_classes() -> tuple[LevelClass, ...]:
    """First levels of indicators with what belongs to each."""
    return tuple(LevelClass(e.words, e.value, re.compile(e.data["first"])) for e in load(FORMS)["levels.class"])


@cache
def list_heads(kind: str) -> tuple[HeadRule, ...]:
    """Heads of the columns of one kind of list in their order."""
    return tuple(HeadRule(e.words, e.value) for e in load(LISTS)[f"{kind}.column"])


def list_settings(kind: str) -> Mapping[str, Any]:
    """The settings of one kind of list: need, not, only and what else its table says."""
    return load(LISTS).single(kind)


@cache
def list_pattern(kind: str, key: str = "") -> re.Pattern[str]:
    """All entries of ``kind.key`` (or of ``kind``) of forms_lists.toml as one pattern."""
    return joined(LISTS, f"{kind}.{key}" if key else kind)


@cache
def vague_heads(kind: str) -> re.Pattern[str] | None:
    """Heads that say too little to begin a list of ``kind`` without its title, ``None`` where all say enough."""
    return list_pattern(kind, "vague") if load(LISTS)[f"{kind}.vague"] else None
