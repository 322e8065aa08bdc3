"""What the labels and column heads of forms mean: the text as it is compared, and the entry that takes it."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.layouts.forms import Label, indicator_heads, labels, task_heads
from pipelines.model.text import compact
from pipelines.model.units import UNIT_PATTERN

_NUMBERING = re.compile(
    r"^(?:其中[:,]?|\(?[一二三四五六七八九十\d]{1,2}[)、.](?!\d)|\([一二三四五六七八九十\d]{1,2}\))+"
)
_UNIT_MARK = re.compile(rf"\((?:单位[:]?)?(?:{UNIT_PATTERN})\)|\(%\)")
_MONEY_UNIT = re.compile(rf"[(:]?({UNIT_PATTERN})[)]?$|\((?:单位[:]?)?({UNIT_PATTERN})\)|金额单位[:]({UNIT_PATTERN})")


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
    """The label ``text`` is, or ``None``."""
    if len(text) > 60:
        return None
    plain = bare(text)
    if not plain:
        return None
    candidates = [plain]
    if ":" in plain:  # 1、资金来源：（1）财政性资金
        candidates.append(bare(plain.rpartition(":")[2]))
    for candidate in candidates:
        for label in labels():
            if label.words.takes(candidate):
                return label
    return None


_INLINE_START = re.compile(r"^(.{2,14}?名称)[:：\s]\s*(\S.*)$", re.DOTALL)


def start_of(text: str) -> tuple[Label | None, str]:
    """The label of a cell, and the value printed in the same cell after a label that begins a form."""
    label = label_of(text)
    inline = _INLINE_START.match(text.strip()) if label is None and len(text) < 120 else None
    if inline:
        start = label_of(inline.group(1))
        if start is not None and start.start:
            return start, inline.group(2).strip()
    return label, ""


@lru_cache(maxsize=16384)
def column_role(text: str, *, last: bool = False) -> str | None:
    """What an indicator column headed ``text`` holds; ``last`` allows the roles of last resort."""
    if len(text) > 40:
        return None
    plain = compact(text).rstrip(":")
    shorter = bare(text)
    for head in indicator_heads():
        if head.last <= last and (head.words.takes(plain) or head.words.takes(shorter)):
            return head.role
    return None


@lru_cache(maxsize=4096)
def task_role(path: str) -> str | None:
    """What a column of a department's yearly tasks holds; ``path`` is its head, levels joined by ``/``."""
    return next((head.role for head in task_heads() if head.words.takes(path)), None)


@lru_cache(maxsize=16384)
def unit_of(text: str) -> str | None:
    """The money unit a label or a line names, if it names one."""
    found = _MONEY_UNIT.search(compact(text))
    return next((g for g in found.groups() if g), None) if found else None
