"""What a layout file may hold: kinds of entries, the keys of each, the values a key may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.layouts.words import NO_FRAME, WAYS, Frame, Wins, not_compiling

# Keys every entry that takes wordings may have; `pipelines.layouts.words` says what they mean.
WORDING = frozenset({*WAYS, "lead", "tail", "not", "example", "seen"})
_NAMED = frozenset({"name"})
SHOWN = ("example", "seen")
_NAMES = {str: "a text", bool: "true or false", int: "a whole number", list: "a list", dict: "a table"}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an entry: its type, whether it must be there, and the ids its value (or each of a list) is one of.

    ``expression``: its value is a regular expression.  ``tables``: it is a list of tables with these keys.
    """

    of: type = str
    required: bool = True
    ids: frozenset[str] | None = None
    expression: bool = False
    tables: Mapping[str, Key] = field(default_factory=dict)

    def problem(self, value: Any) -> str | None:
        """What is wrong with ``value``, ``None`` where nothing is."""
        of_its_type: bool = isinstance(value, self.of)
        if not of_its_type:
            return f"must be {_NAMES[self.of]}, not {value!r}"
        if self.expression:
            return not_compiling((str(value),))
        if self.tables:
            return next((wrong for one in list(value) if (wrong := wrong_key(one, self.tables))), None)
        if self.ids is None:
            return None
        unknown = [one for one in _flat(value) if one not in self.ids]
        return f"unknown id {unknown[0]!r}; known are {', '.join(sorted(self.ids))}" if unknown else None


def _flat(value: Any) -> list[Any]:
    """A value alone, or those of a list, or of a list of lists."""
    return [one for part in value for one in _flat(part)] if isinstance(value, list) else [value]


def one_of(ids: Iterable[str], *, required: bool = True) -> Key:
    """A key whose value is one of ``ids``."""
    return Key(required=required, ids=frozenset(str(one) for one in ids))


def some_of(ids: Iterable[str], *, required: bool = False) -> Key:
    """A key whose value is a list of ``ids``."""
    return Key(list, required, frozenset(str(one) for one in ids))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry of a file.

    ``gives``: the key whose value an entry gives to what it takes.  ``keys``: its keys beside those of wordings.
    ``words``: whether its entries take wordings.  ``frame``: what stands around the alternatives of the kind.
    ``apart``: keys that tell entries with the same words apart.  ``wins``: which of several that fit takes a text.
    ``single``: a table of settings, there once.
    """

    gives: str = ""
    keys: Mapping[str, Key] = field(default_factory=dict)
    words: bool = True
    frame: Frame = NO_FRAME
    apart: tuple[str, ...] = ()
    wins: Wins = "first"
    single: bool = False

    def problem(self, data: Mapping[str, Any]) -> str | None:
        """What is wrong with the keys of an entry, ``None`` where nothing is."""
        known = _NAMED | WORDING if self.words else _NAMED
        if untaught := [name for name in SHOWN if self.words and name not in data]:
            return f"{untaught[0]} is missing: every entry shows what it takes and where that is printed"
        return wrong_key(data, self.keys, known)


def wrong_key(data: Mapping[str, Any], keys: Mapping[str, Key], known: frozenset[str] = frozenset()) -> str | None:
    """What is wrong with the keys and values of ``data``, ``None`` where nothing is; ``known`` are passed over."""
    if unknown := sorted(data.keys() - keys.keys() - known):
        return f"unknown key {unknown[0]!r}; known are {', '.join(sorted({*keys, *known}))}"
    for name, key in keys.items():
        if name not in data:
            if key.required:
                return f"{name} is missing"
        elif problem := key.problem(data[name]):
            return f"{name} {problem}"
    return None


FRAGMENT = "fragment"
# Expressions that others of their file are made of, by name.
FRAGMENTS = Kind("id", {"id": Key()})
