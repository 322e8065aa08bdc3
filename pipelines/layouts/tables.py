"""Layout knowledge, read once from ``pipelines/layouts/*.toml``: what titles, headers and labels mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipelines.model.units import UNIT_PATTERN

_NUMBERING = re.compile(
    r"^(?:其中[:,]?|减[:]|加[:])?"
    r"(?:\(?[一二三四五六七八九十]{1,3}\)?[、.,:]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.](?!\d)|\(\d{1,2}\)|[①-⑳])*"
    r"(?:其中[:,]?)?"
)


@dataclass(frozen=True, slots=True)
class StatementLayout:
    """One entry of statements.toml."""

    id: str
    title: re.Pattern[str]
    ruled_out: re.Pattern[str] | None
    scheme: frozenset[str]
    fund: str | None
    expenditure_type: str | None
    money: bool

    def names(self, title: str) -> bool:
        """Whether ``title`` (compact) names this statement."""
        return bool(self.title.search(title)) and not (self.ruled_out and self.ruled_out.search(title))


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """One entry of columns.toml: what an amount column measures."""

    match: re.Pattern[str]
    measure: str
    fund_source: str | None
    expenditure_type: str | None


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("pipelines").joinpath("layouts", name).read_text(encoding="utf-8"))


@cache
def title_pattern(key: str) -> re.Pattern[str]:
    """A pattern of titles.toml."""
    return re.compile(_load("titles.toml")[key].replace("{units}", UNIT_PATTERN))


@cache
def heading_ends() -> tuple[str, ...]:
    """Endings of headings without 表 that may name the statement below them."""
    return tuple(_load("titles.toml")["heading_ends"])


@cache
def statements() -> tuple[StatementLayout, ...]:
    """Entries of statements.toml in their order."""
    return tuple(
        StatementLayout(
            id=e["id"],
            title=re.compile(e["title"]),
            ruled_out=re.compile(e["not"]) if "not" in e else None,
            scheme=frozenset(e.get("scheme", ["any"])),
            fund=e.get("fund"),
            expenditure_type=e.get("expenditure_type"),
            money=e.get("money", True),
        )
        for e in _load("statements.toml")["statement"]
    )


@cache
def _columns() -> dict[str, Any]:
    return _load("columns.toml")


@cache
def _rows() -> dict[str, Any]:
    return _load("rows.toml")


@cache
def _column_roles() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    return tuple((e["role"], e["where"] == "leaf", re.compile(e["match"])) for e in _columns()["role"])


@cache
def measures() -> tuple[MeasureRule, ...]:
    """Measure rules of columns.toml in their order."""
    return tuple(
        MeasureRule(re.compile(e["match"]), e["measure"], e.get("fund_source"), e.get("expenditure_type"))
        for e in _columns()["measure"]
    )


@cache
def neutral() -> re.Pattern[str]:
    """Header cells that say nothing about the measure (合计, 预算数, …)."""
    return re.compile(_columns()["neutral"]["match"])


@cache
def _rules(table: str, key: str) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple((e[key], re.compile(e["match"]), re.compile(e["not"]) if "not" in e else None) for e in _rows()[table])


@lru_cache(maxsize=8192)
def column_role(path: tuple[str, ...]) -> str | None:
    """The role columns.toml gives a header path, ``None`` where it may be an amount."""
    if not path:
        return None
    whole = "/".join(path)
    for role, leaf_only, pattern in _column_roles():
        if pattern.search(path[-1] if leaf_only else whole):
            return role
    return None


def _first(rules: Iterator[tuple[str, re.Pattern[str], re.Pattern[str] | None]], text: str) -> str | None:
    for value, match, ruled_out in rules:
        if match.search(text) and not (ruled_out and ruled_out.search(text)):
            return value
    return None


@lru_cache(maxsize=16384)
def row_role(label: str) -> str | None:
    """The role rows.toml gives a compact label without numbering, ``None`` for an ordinary row."""
    return _first(iter(_rules("role", "role")), label.rstrip(":"))


@lru_cache(maxsize=8192)
def three_public_item(text: str) -> str | None:
    """The 三公 item a compact label or header names."""
    return _first(iter(_rules("item", "item")), text)


@lru_cache(maxsize=8192)
def row_measure(label: str) -> str | None:
    """The measure a row's own label states (人员经费合计)."""
    return _first(iter(_rules("measure", "measure")), label)


@lru_cache(maxsize=8192)
def income_source(label: str) -> str | None:
    """The fund source a compact income label names."""
    return _first(iter(_rules("source", "fund_source")), label)


@lru_cache(maxsize=32768)
def strip_numbering(label: str) -> tuple[str, str]:
    """A compact label as (numbering, rest): ``一、外交支出`` -> (``一、``, ``外交支出``)."""
    found = _NUMBERING.match(label)
    end = found.end() if found else 0
    return label[:end], label[end:]


@lru_cache(maxsize=8192)
def not_a_statement(text: str) -> bool:
    """Whether the compact title and header of a table say that it is a form, a list of staff or of contents."""
    return bool(title_pattern("not_a_statement").search(text))


@lru_cache(maxsize=8192)
def outside_three_public(label: str) -> bool:
    """Whether a compact label heads rows printed below 三公 in one table that are none of it."""
    return bool(re.search(_rows()["outside_three_public"], label))


@lru_cache(maxsize=8192)
def counts_things(label: str) -> bool:
    """Whether a compact label is of a row that counts vehicles, groups or persons, not money."""
    return bool(re.search(_rows()["not_money"], label))
