"""What the words of forms mean, read once from ``pipelines/layouts/forms*.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipelines.model.text import compact
from pipelines.model.units import UNIT_PATTERN

_NUMBERING = re.compile(
    r"^(?:其中[:,]?|\(?[一二三四五六七八九十\d]{1,2}[)、.](?!\d)|\([一二三四五六七八九十\d]{1,2}\))+"
)
_UNIT_MARK = re.compile(rf"\((?:单位[:]?)?(?:{UNIT_PATTERN})\)|\(%\)")
_MONEY_UNIT = re.compile(rf"[(:]?({UNIT_PATTERN})[)]?$|\((?:单位[:]?)?({UNIT_PATTERN})\)|金额单位[:]({UNIT_PATTERN})")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a form's head: the field it names, and whether it begins a form."""

    field: str
    start: bool = False


@cache
def load(name: str = "forms.toml") -> dict[str, Any]:
    """A layout file as it stands."""
    return tomllib.loads(files("pipelines").joinpath("layouts", name).read_text(encoding="utf-8"))


@cache
def pattern(section: str, key: str) -> re.Pattern[str]:
    """A single pattern of forms.toml."""
    return re.compile(load()[section][key])


@cache
def _labels() -> tuple[tuple[Label, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (
            Label(e["field"], e.get("start", False)),
            re.compile(e["match"]),
            re.compile(e["not"]) if "not" in e else None,
        )
        for e in load()["label"]
    )


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
        for label, match, ruled_out in _labels():
            if match.search(candidate) and not (ruled_out and ruled_out.search(candidate)):
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


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    return tuple((e["role"], re.compile(e["match"]), e.get("last", False)) for e in load()["column"])


@lru_cache(maxsize=16384)
def column_role(text: str, *, last: bool = False) -> str | None:
    """What an indicator column headed ``text`` holds; ``last`` allows the roles of last resort."""
    if len(text) > 40:
        return None
    plain = compact(text).rstrip(":")
    shorter = bare(text)
    for role, match, resort in _columns():
        if resort <= last and (match.search(plain) or match.search(shorter)):
            return role
    return None


@cache
def _tasks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((e["role"], re.compile(e["match"])) for e in load()["task"])


@lru_cache(maxsize=4096)
def task_role(path: str) -> str | None:
    """What a column of a department's yearly tasks holds; ``path`` is its head, levels joined by ``/``."""
    return next((role for role, match in _tasks() if match.search(path)), None)


@lru_cache(maxsize=16384)
def unit_of(text: str) -> str | None:
    """The money unit a label or a line names, if it names one."""
    found = _MONEY_UNIT.search(compact(text))
    return next((g for g in found.groups() if g), None) if found else None
