"""What titles, headers and labels of money tables mean: titles, statements, columns and rows of the layout files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.layouts.load import joined, load
from pipelines.layouts.words import Words
from pipelines.model.statements import Statement

_NAMES = "identity/names.toml"
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_ITSELF = ("本级", "本部", "机关")  # a body without those below it
_NUMBERING = re.compile(
    r"^(?:其中[:,]?|减[:]|加[:])?"
    r"(?:\(?[一二三四五六七八九十]{1,3}\)?[、.,:]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.](?!\d)|\(\d{1,2}\)|[①-⑳])*"
    r"(?:其中[:,]?)?"
)


@dataclass(frozen=True, slots=True)
class StatementLayout:
    """One entry of statements.toml, with what the model says of the statement."""

    words: Words
    id: str
    scheme: frozenset[str]
    fund: str | None
    expenditure_type: str | None
    money: bool

    def names(self, title: str) -> bool:
        """Whether ``title`` (compact) names this statement."""
        return self.words.takes(title)


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """One entry of columns.toml: what kind of column a header path heads."""

    words: Words
    role: str
    leaf: bool

    def takes(self, path: tuple[str, ...]) -> bool:
        """Whether the path, or its lowest cell where only that counts, is one of the wordings."""
        return self.words.takes(path[-1] if self.leaf else "/".join(path))


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """One entry of columns.toml: what an amount column measures."""

    words: Words
    match: re.Pattern[str]
    measure: str
    fund_source: str | None
    expenditure_type: str | None


@dataclass(frozen=True, slots=True)
class RowRule:
    """One entry of rows.toml: what a label says (`value`: a role, a measure, an item or a fund)."""

    words: Words
    value: str


@cache
def title_pattern(key: str) -> re.Pattern[str]:
    """All entries of one kind of titles.toml as one pattern."""
    return joined("titles.toml", key)


@cache
def heading_ends() -> tuple[str, ...]:
    """Endings of headings without 表 that may name the statement below them."""
    return tuple(load("titles.toml").single("heading")["ends"])


@cache
def statements() -> tuple[StatementLayout, ...]:
    """Entries of statements.toml in their order."""
    out = []
    for entry in load("statements.toml")["statement"]:
        kind = Statement(entry.value).kind
        out.append(
            StatementLayout(
                words=entry.words,
                id=entry.value,
                scheme=frozenset(entry.data.get("scheme", ["any"])),
                fund=kind.fund and kind.fund.value,
                expenditure_type=kind.expenditure_type.value if kind.money and kind.expenditure_type else None,
                money=kind.money,
            )
        )
    return tuple(out)


def layout_of(statement: str) -> StatementLayout:
    """The entry of a statement.  Raises ``StopIteration`` for an id that is none."""
    return next(layout for layout in statements() if layout.id == statement)


@cache
def column_rules() -> tuple[ColumnRule, ...]:
    """Rules of columns.toml for kinds of columns, in their order."""
    return tuple(ColumnRule(e.words, e.value, e.data["where"] == "leaf") for e in load("columns.toml")["role"])


@cache
def measures() -> tuple[MeasureRule, ...]:
    """Measure rules of columns.toml in their order."""
    return tuple(
        MeasureRule(e.words, e.words.pattern, e.value, e.data.get("fund_source"), e.data.get("expenditure_type"))
        for e in load("columns.toml")["measure"]
    )


@cache
def neutral() -> re.Pattern[str]:
    """Header cells that say nothing about the measure (合计, 预算数, …)."""
    return joined("columns.toml", "neutral")


@cache
def row_rules(kind: str) -> tuple[RowRule, ...]:
    """Rules of one kind of rows.toml (role, measure, item, source) in their order."""
    return tuple(RowRule(e.words, e.value) for e in load("rows.toml")[kind])


@lru_cache(maxsize=8192)
def column_role(path: tuple[str, ...]) -> str | None:
    """The role columns.toml gives a header path, ``None`` where it may be an amount."""
    if not path:
        return None
    return next((rule.role for rule in column_rules() if rule.takes(path)), None)


def _first(rules: Iterable[RowRule], text: str) -> str | None:
    return next((rule.value for rule in rules if rule.words.takes(text)), None)


@lru_cache(maxsize=16384)
def row_role(label: str) -> str | None:
    """The role rows.toml gives a compact label without numbering, ``None`` for an ordinary row."""
    return _first(row_rules("role"), label.rstrip(":"))


@lru_cache(maxsize=8192)
def three_public_item(text: str) -> str | None:
    """The 三公 item a compact label or header names."""
    return _first(row_rules("item"), text)


@lru_cache(maxsize=8192)
def row_measure(label: str) -> str | None:
    """The measure a row's own label states (人员经费合计)."""
    return _first(row_rules("measure"), label)


@lru_cache(maxsize=8192)
def income_source(label: str) -> str | None:
    """The fund source a compact income label names."""
    return _first(row_rules("source"), label)


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
    return bool(joined("rows.toml", "outside_three_public").search(label))


@lru_cache(maxsize=8192)
def counts_things(label: str) -> bool:
    """Whether a compact label is of a row that counts vehicles, groups or persons, not money."""
    return bool(joined("rows.toml", "not_money").search(label))


@lru_cache(maxsize=8192)
def names_body(label: str) -> bool:
    """Whether a compact label ends as the name of a body does (局, 中心, 院), brackets after it aside."""
    bare = _IN_BRACKETS.sub("", label)
    return bool(joined(_NAMES, "suffix").search(bare) or bare.endswith(_ITSELF))
