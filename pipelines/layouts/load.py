"""Reads a layout file and says what is wrong with it: the one loader of ``pipelines/layouts``.

Checked at every start: kinds and keys, ids, expressions, entries that stand there twice.  That each example is taken
by its own entry and by no earlier one costs more: `pipelines.layouts.examples`, run by the tests and
``gouji layouts check``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.layouts.errors import LayoutError, Place
from pipelines.layouts.files import FILES
from pipelines.layouts.schema import FRAGMENT, Kind
from pipelines.layouts.source import Written, text_of, written
from pipelines.layouts.words import FRAGMENTS, Words, words


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked entry: its keys, what it gives (`value`) and, where it takes wordings, those."""

    place: Place
    kind: str
    value: str
    data: Mapping[str, Any]
    takes: Words | None

    @property
    def words(self) -> Words:
        """The wordings it takes."""
        assert self.takes is not None, f"{self.place}: {self.kind} takes no wordings"
        return self.takes


@dataclass(frozen=True, slots=True)
class Layout:
    """A checked file: its entries by kind, each kind in the order of the file."""

    file: str
    kinds: Mapping[str, tuple[Entry, ...]]

    def __getitem__(self, kind: str) -> tuple[Entry, ...]:
        return self.kinds.get(kind, ())

    def single(self, kind: str) -> Mapping[str, Any]:
        """The keys of the one table of a kind, empty where the file has none."""
        return self.kinds[kind][0].data if kind in self.kinds else {}

    def expression(self, kind: str) -> str:
        """All entries of a kind as one expression, in the frame of the kind."""
        before, after = FILES[self.file][kind].frame
        return before + "|".join(entry.words.expression for entry in self[kind]) + after


@cache
def load(file: str) -> Layout:
    """A layout file, read and checked once; raises `LayoutError`."""
    return check(file, text_of(file), FILES[file])


@cache
def joined(file: str, kind: str) -> re.Pattern[str]:
    """All entries of a kind as one pattern, for what only asks whether one of them takes a text."""
    return re.compile(load(file).expression(kind))


def check(file: str, text: str, kinds: Mapping[str, Kind]) -> Layout:
    """``text`` as the layout file ``file`` with entries of ``kinds``; raises `LayoutError` with line and entry."""
    fragments = dict(FRAGMENTS)
    out: dict[str, list[Entry]] = defaultdict(list)
    for one in written(file, text):
        kind = _kind(one, kinds)
        like_the_last = file.endswith(".csv") and one.kind in out  # every row has the columns of the first, all texts
        if not like_the_last and (problem := kind.problem(one.data)):
            raise LayoutError(one.place, _called(one, kind), problem)
        entry = _entry(one, kind, fragments)
        if one.kind == FRAGMENT:
            fragments[entry.value] = entry.words.expression
        out[one.kind].append(entry)
    for entries in out.values():
        _told_apart(entries, _kind(Written(entries[0].place, entries[0].kind, {}), kinds))
    return Layout(file, {name: tuple(entries) for name, entries in out.items()})


def _kind(one: Written, kinds: Mapping[str, Kind]) -> Kind:
    found = kinds.get(one.kind) or kinds.get("*")
    if found is None:
        raise LayoutError(one.place, one.kind, f"unknown kind of entry; known are {', '.join(sorted(kinds))}")
    return found


def _called(one: Written, kind: Kind) -> str:
    """What the entry is called in messages: kind, what it gives, its own name."""
    return " ".join(str(word) for word in (one.kind, one.data.get(kind.gives), one.data.get("name")) if word)


def _entry(one: Written, kind: Kind, fragments: Mapping[str, str]) -> Entry:
    value = str(one.data.get(kind.gives, ""))
    if not kind.words:
        return Entry(one.place, one.kind, value, one.data, None)
    name = " ".join(str(word) for word in (value, one.data.get("name")) if word)
    taken = words(one.place, one.kind, name, one.data, kind.frame, fragments)
    return Entry(one.place, one.kind, value, one.data, taken)


def _told_apart(entries: list[Entry], kind: Kind) -> None:
    """No two entries give the same under one name, none repeats the words of another, settings stand there once."""
    names: dict[tuple[str, ...], Entry] = {}
    expressions: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        called = (entry.value, str(entry.data.get("name", "")))
        before = names.setdefault((*called, *_apart(entry, kind)), entry)
        if before is not entry:
            title = " ".join(word for word in (entry.kind, *called) if word)
            problem = "it may stand there once" if kind.single else "give it a name of its own"
            raise LayoutError(entry.place, title, f"stands already in line {before.place.line}; {problem}")
        if entry.takes is None:
            continue
        same = (entry.takes.expression, *_apart(entry, kind))
        before = expressions.setdefault(same, entry)
        if before is not entry:
            title = f"{entry.kind} {entry.takes.name}".strip()
            raise LayoutError(entry.place, title, f"repeats the words of the entry in line {before.place.line}")


def _apart(entry: Entry, kind: Kind) -> tuple[str, ...]:
    return tuple(str(entry.data.get(key, "")) for key in kind.apart)
