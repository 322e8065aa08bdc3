"""The wordings an entry takes.

An entry says them in one of four ways, and may rule some out:
    match   one regular expression
    any     a list of them: one must be found
    whole   one or a list of them: one must be the whole text, after `lead` and before `tail` where these are given
    words   a list of plain words: one must be found
    not     one or a list that must not be found
Every way is tried on compact text: no blanks, no quotation marks, half-width.  `{name}` in an expression stands for the
fragment of that name in the same file, `{units}` for any money unit of pipelines/model/units.py, `{unit_words}` for any
way to write one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipelines.layouts.errors import LayoutError, Place
from pipelines.model.units import UNIT_PATTERN, UNIT_WORD_PATTERN

FRAGMENTS = {"units": UNIT_PATTERN, "unit_words": UNIT_WORD_PATTERN}
NO_FRAME = ("", "")
WAYS = ("match", "any", "whole", "words")
_FRAGMENT = re.compile(r"\{([a-z_]+)\}")

Frame = tuple[str, str]  # what stands before and after the alternatives
# Which of several entries (or alternatives) that fit takes a text: the one that stands first, or of one expression the
# one found first in the text, or the longest.
Wins = Literal["first", "leftmost", "longest"]


@dataclass(frozen=True, slots=True)
class Words:
    """What an entry takes, what it is called and shown by.

    ``name``: what the entry gives, with its own name where several give the same.  ``alternatives``: the expressions
    as written, one of which must be found inside ``frame``; ``expression``: all of them as one, without the frame of
    the kind; ``pattern``: with it.  ``example``: wordings it takes.  ``seen``: the shape of table that prints them.
    """

    place: Place
    kind: str
    name: str
    alternatives: tuple[str, ...]
    frame: Frame
    expression: str
    pattern: re.Pattern[str]
    ruled_out: re.Pattern[str] | None
    example: tuple[str, ...]
    seen: str

    def takes(self, text: str) -> bool:
        """Whether compact ``text`` is one of the wordings."""
        return bool(self.pattern.search(text)) and not (self.ruled_out and self.ruled_out.search(text))

    def alternative(self, text: str, wins: Wins = "first") -> int | None:
        """The number of the alternative that takes compact ``text``."""
        before, after = self.frame
        found = [(number, re.search(before + one + after, text)) for number, one in enumerate(self.alternatives)]
        ranks = [(_RANK[wins](match), number) for number, match in found if match]
        return min(ranks)[1] if ranks else None

    def rank(self, text: str, wins: Wins) -> int:
        """How this entry ranks among those of its kind that take ``text``: the least takes it."""
        found = self.pattern.search(text)
        return _RANK[wins](found) if found else len(text)


_RANK: dict[Wins, Callable[[re.Match[str]], int]] = {
    "first": lambda found: 0,
    "leftmost": lambda found: found.start(),
    "longest": lambda found: found.start() - found.end(),
}


def expand(expression: str, fragments: Mapping[str, str]) -> str:
    """``expression`` with its ``{name}`` replaced; raises ``KeyError`` for a name that is no fragment."""
    return _FRAGMENT.sub(lambda found: f"(?:{fragments[found[1]]})", expression)


def words(
    place: Place, kind: str, name: str, data: Mapping[str, Any], frame: Frame, fragments: Mapping[str, str]
) -> Words:
    """The wordings of the entry ``data`` of a kind with ``frame``; raises `LayoutError` where they cannot be used."""
    entry = f"{kind} {name}".strip()
    ways = [way for way in WAYS if way in data]
    if len(ways) != 1:
        raise LayoutError(place, entry, f"one of {', '.join(WAYS)} is needed, found {', '.join(ways) or 'none'}")
    way = ways[0]
    if way != "whole" and ("lead" in data or "tail" in data):
        raise LayoutError(place, entry, "lead and tail go with whole")
    around = (f"^{data.get('lead', '')}(?:", f"){data.get('tail', '')}$") if way == "whole" else NO_FRAME
    try:
        around = expand(around[0], fragments), expand(around[1], fragments)
        given = _texts(place, entry, way, data[way])
        alternatives = tuple(re.escape(one) if way == "words" else expand(one, fragments) for one in given)
        ruled_out = tuple(expand(one, fragments) for one in _texts(place, entry, "not", data.get("not", [])))
    except KeyError as error:
        raise LayoutError(place, entry, f"unknown fragment {error}") from error
    expression = around[0] + "|".join(alternatives) + around[1]
    return Words(
        place=place,
        kind=kind,
        name=name,
        alternatives=alternatives,
        frame=(frame[0] + around[0], around[1] + frame[1]),
        expression=expression,
        pattern=_compiled(place, entry, frame[0] + expression + frame[1], alternatives),
        ruled_out=_compiled(place, entry, "|".join(ruled_out), ruled_out) if ruled_out else None,
        example=_texts(place, entry, "example", data.get("example", [])),
        seen=data.get("seen", ""),
    )


def _texts(place: Place, entry: str, key: str, value: Any) -> tuple[str, ...]:
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) and one for one in texts):
        raise LayoutError(place, entry, f"{key} must be a text or a list of texts, not {value!r}")
    return tuple(texts)


def _compiled(place: Place, entry: str, expression: str, parts: tuple[str, ...]) -> re.Pattern[str]:
    try:
        return re.compile(expression)
    except re.error as error:
        raise LayoutError(place, entry, not_compiling(parts) or f"{expression!r}: {error}") from error


def not_compiling(parts: tuple[str, ...]) -> str | None:
    """Which of ``parts`` is no regular expression, and why; nothing where each is one."""
    for part in parts:
        try:
            re.compile(part)
        except re.error as error:
            return f"{part!r} is no regular expression: {error}"
    return None
