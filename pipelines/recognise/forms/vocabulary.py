"""What the labels and column heads of forms mean: the text as it is compared, and the entry that takes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, Self, TypeVar

from pipelines.layouts.forms import indicator_heads, labels, task_heads
from pipelines.layouts.words import Words
from pipelines.model.form_words import IndicatorRole, LabelField, TaskRole
from pipelines.model.text import compact
from pipelines.model.units import UNIT_PATTERN

_MAX_LABEL = 60
_MAX_HEAD = 40
_MAX_INLINE = 120
_INLINE_START = re.compile(r"^(.{2,14}?名称)[:：\s]\s*(\S.*)$", re.DOTALL)

_NUMBERING = re.compile(
    r"^(?:其中[:,]?|\(?[一二三四五六七八九十\d]{1,2}[)、.](?!\d)|\([一二三四五六七八九十\d]{1,2}\))+"
)
_UNIT_MARK = re.compile(rf"\((?:单位[:]?)?(?:{UNIT_PATTERN})\)|\(%\)")
_MONEY_UNIT = re.compile(rf"[(:]?({UNIT_PATTERN})[)]?$|\((?:单位[:]?)?({UNIT_PATTERN})\)|金额单位[:]({UNIT_PATTERN})")

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a form's head: the field it names, and whether it begins a form."""

    field: LabelField
    start: bool = False


@dataclass(frozen=True, slots=True)
class Meanings(Generic[M]):
    """Entries of a layout file in their order with what each means; ``any_of`` finds what one of them would."""

    entries: tuple[tuple[Words, M], ...]
    any_of: re.Pattern[str]

    @classmethod
    def of(cls, entries: Iterable[tuple[Words, M]]) -> Self:
        """The entries as one vocabulary."""
        known = tuple(entries)
        return cls(known, re.compile("|".join(f"(?:{words.pattern.pattern})" for words, _ in known)))

    def of_text(self, *texts: str) -> M | None:
        """What the first entry that takes one of ``texts`` says it means."""
        likely = [text for text in texts if self.any_of.search(text)]
        if not likely:
            return None
        return next((means for words, means in self.entries if any(map(words.takes, likely))), None)


@cache
def _labels() -> Meanings[Label]:
    return Meanings.of((label.words, Label(LabelField(label.field), label.start)) for label in labels())


@cache
def _columns(last: bool) -> Meanings[IndicatorRole]:
    heads = [head for head in indicator_heads() if last or not head.last]
    return Meanings.of((head.words, IndicatorRole(head.role)) for head in heads)


@cache
def _tasks() -> Meanings[TaskRole]:
    return Meanings.of((head.words, TaskRole(head.role)) for head in task_heads())


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A label as it is compared: compact, without numbering, 其中, unit in brackets and trailing colon."""
    out = compact(text).rstrip(":")
    while True:
        shorter = _NUMBERING.sub("", _UNIT_MARK.sub("", out)).rstrip(":")
        if shorter == out or not shorter:
            return out
        out = shorter


@lru_cache(maxsize=65536)
def label_of(text: str) -> Label | None:
    """The label ``text`` is, or ``None``.

    Of two labels in one cell (1、资金来源：（1）财政性资金) the whole goes before the last.
    """
    plain = bare(text) if len(text) <= _MAX_LABEL else ""
    if not plain:
        return None
    whole = _labels().of_text(plain)
    _, colon, last = plain.rpartition(":")
    if whole is not None or not colon:
        return whole
    return _labels().of_text(bare(last))


def field_of(text: str) -> LabelField | None:
    """The field that the label ``text`` names, or ``None`` where it is no label."""
    label = label_of(text)
    return label.field if label is not None else None


def start_of(text: str) -> tuple[Label | None, str]:
    """The label of a cell, and the value printed in the same cell after a label that begins a form."""
    label = label_of(text)
    inline = _INLINE_START.match(text.strip())
    if label is not None or inline is None or len(text) >= _MAX_INLINE:
        return label, ""
    start = label_of(inline.group(1))
    if start is None or not start.start:
        return None, ""
    return start, inline.group(2).strip()


@lru_cache(maxsize=16384)
def column_role(text: str, *, last: bool = False) -> IndicatorRole | None:
    """What an indicator column headed ``text`` holds; ``last`` allows the roles of last resort."""
    if len(text) > _MAX_HEAD:
        return None
    text = text.replace("。", "")  # no head has one: the end of the text above it, set low in its cell
    return _columns(last).of_text(compact(text).rstrip(":"), bare(text))


@lru_cache(maxsize=4096)
def task_role(path: str) -> TaskRole | None:
    """What a column of a department's yearly tasks holds; ``path`` is its head, levels joined by ``/``."""
    return _tasks().of_text(path)


@lru_cache(maxsize=16384)
def unit_of(text: str) -> str | None:
    """The money unit a label or a line names, if it names one."""
    found = _MONEY_UNIT.search(compact(text))
    return found.group(found.lastindex or 0) if found else None


def first_unit(texts: Iterable[str]) -> str | None:
    """The money unit that the first of ``texts`` to name one names."""
    return next(filter(None, map(unit_of, texts)), None)
