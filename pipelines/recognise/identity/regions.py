"""Administrative divisions: from a department's name, and where that is not enough from the rest of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from . import layout

CENTRAL_CODE, CENTRAL_NAME = "000000", "中央"
_LONGEST = 15
_NOT_ENDED = 9999  # the year up to which a division that still exists is valid
_SHORTEST_INSIDE, _LATEST_INSIDE = 3, 16  # characters: a division's name inside another name, and where it begins
_SHORTEST_SHORT = 2
_PATH = 5  # times the mention of a whole path counts
_AUTONOMOUS = re.compile("自治([州县旗])$")


@dataclass(frozen=True, slots=True)
class Division:
    """One division in one period of validity."""

    code: str
    name: str
    path: str
    valid_from: int
    valid_to: int

    @property
    def stem(self) -> str:
        """The digits shared by everything inside (two for a province, four for a prefecture, six for a county)."""
        if self.code.endswith("0000"):
            return self.code[:2]
        return self.code[:4] if self.code.endswith("00") else self.code

    def is_valid_in(self, year: int | None) -> bool:
        """Whether the division existed in ``year``, or exists still where that is unknown."""
        if year is None:
            return self.valid_to == _NOT_ENDED
        return self.valid_from <= year <= self.valid_to


_NOWHERE = Division("", "", "", 0, 0)


@cache
def _by_name() -> dict[str, list[Division]]:
    out: dict[str, list[Division]] = {}
    for row in layout.division_rows():
        division = _division(row)
        out.setdefault(division.name, []).append(division)
    for row in layout.division_rows():
        alias = _everyday_name(row["name"], row["short_name"])
        if alias:
            out.setdefault(alias, [_division(row)])
    return out


def _everyday_name(name: str, short: str) -> str | None:
    """果洛州 for 果洛藏族自治州, 峨边县 for 峨边彝族自治县; nothing for a division of another kind."""
    autonomous = _AUTONOMOUS.search(name)
    if autonomous is None or len(short) < _SHORTEST_SHORT:
        return None
    level = autonomous[1]
    return short.removesuffix(level) + level


@cache
def _by_short_name() -> dict[str, list[Division]]:
    """Short names of provinces and prefectures (counties' are ordinary words: 城, 新市)."""
    out: dict[str, list[Division]] = {}
    for row in layout.division_rows():
        if row["code"].endswith("00") and len(row["short_name"]) >= _SHORTEST_SHORT:
            out.setdefault(row["short_name"], []).append(_division(row))
    return out


@cache
def _by_code() -> dict[str, list[Division]]:
    out: dict[str, list[Division]] = {}
    for row in layout.division_rows():
        out.setdefault(row["code"], []).append(_division(row))
    return out


@cache
def short_names(code: str) -> tuple[str, ...]:
    """The short names of the division of ``code`` (宁远), of two characters at least."""
    return tuple(
        row["short_name"]
        for row in layout.division_rows()
        if row["code"] == code and len(row["short_name"]) >= _SHORTEST_SHORT
    )


def _division(row: Mapping[str, str]) -> Division:
    return Division(
        row["code"], row["name"], row["path"], int(row["valid_from"] or 0), int(row["valid_to"] or _NOT_ENDED)
    )


def valid_at(divisions: list[Division], year: int | None) -> list[Division]:
    """Those valid in ``year``; all of them where none is (documents print retired names for years)."""
    valid = [one for one in divisions if one.is_valid_in(year)]
    return valid or divisions


def _longest_at(text: str, start: int, names: Collection[str]) -> str | None:
    for length in range(min(_LONGEST, len(text) - start), 1, -1):
        if text[start : start + length] in names:
            return text[start : start + length]
    return None


def _inside_any(inner: Division, outers: Sequence[Division]) -> bool:
    return any(_inside(inner, outer) for outer in outers)


def _inside(inner: Division, outer: Division) -> bool:
    if inner.code != outer.code and inner.code.startswith(outer.stem):
        return True
    return inner.path != outer.path and inner.path.startswith(outer.path)  # 济源市: 419001 lies outside every stem


@lru_cache(maxsize=8192)
def read_prefix(text: str, year: int | None = None, start: int = 0) -> tuple[tuple[Division, ...], int]:
    """Divisions a name begins with, most specific level, and where the rest of the name begins.

    Several divisions come back when the name is ambiguous (普陀区), none when it begins with no division.
    """
    found, end = _outermost(text, year, start)
    while inner := _longest_at(text, end, _by_name()):
        narrower = [one for one in valid_at(_by_name()[inner], year) if _inside_any(one, found)]
        if not narrower:
            break
        found, end = narrower, end + len(inner)
    return tuple(found), end


def _outermost(text: str, year: int | None, start: int) -> tuple[list[Division], int]:
    """The divisions whose full name stands at ``start``, else those of a short name before a full one."""
    name = _longest_at(text, start, _by_name())
    if name:
        return valid_at(_by_name()[name], year), start + len(name)
    short = _longest_at(text, start, _by_short_name()) or ""
    end = start + len(short)
    if not short or not _longest_at(text, end, _by_name()):  # 重庆渝中区 is a place; 苏州大学 is only a hint
        return [], start
    return valid_at(_by_short_name()[short], year), end


def region_path(code: str) -> str | None:
    """The full name of the division of ``code``, the latest; None where there is none."""
    if code == CENTRAL_CODE:
        return CENTRAL_NAME
    return max(_by_code().get(code, ()), key=lambda one: one.valid_to, default=_NOWHERE).path or None


def is_place(text: str) -> bool:
    """Whether the whole text is the name of a division (上海市普陀区)."""
    _, end = read_prefix(text)
    return 0 < end == len(text)


def short_hint(text: str, year: int | None = None) -> list[Division]:
    """Provinces and prefectures whose short name begins the text (苏州大学): a hint, the level is open."""
    short = _longest_at(text, 0, _by_short_name())
    return valid_at(_by_short_name()[short], year) if short else []


@cache
def _counties_by_short_name() -> dict[str, Division]:
    """Counties whose short name no other division has, or ever had."""
    bearing: dict[str, dict[str, Division]] = {}
    for row in layout.division_rows():
        if len(row["short_name"]) >= _SHORTEST_SHORT:
            bearing.setdefault(row["short_name"], {})[row["code"]] = _division(row)
    return {
        short: one
        for short, bearers in bearing.items()
        for code, one in bearers.items()
        if len(bearers) == 1 and not code.endswith("00")
    }


def county_hint(text: str) -> tuple[Division, int] | None:
    """The county whose short name begins the text, where no other place has it, and where the rest begins.

    Such names are ordinary words too: it is for the caller to see that what follows is the name of an office.
    """
    short = _longest_at(text, 0, _counties_by_short_name())
    return (_counties_by_short_name()[short], len(short)) if short else None


def within(text: str, year: int | None = None) -> tuple[Division, ...]:
    """Divisions named inside a name, not at its start (国家统计局昌黎县调查队, 共青团昌黎县委员会)."""
    for start in range(1, min(len(text), _LATEST_INSIDE)):
        name = _longest_at(text, start, _by_name()) or ""
        if len(name) >= _SHORTEST_INSIDE:
            return read_prefix(text, year, start)[0]
    return ()


def choose(divisions: Sequence[Division], mentions: Callable[[str], int]) -> tuple[Division | None, dict[str, float]]:
    """The one of several divisions whose surroundings the text mentions most, and the score of each code.

    ``None`` when two are level.
    """
    scores: dict[str, float] = {}
    for division in divisions:
        score = float(_surroundings(division, mentions))
        scores[division.code] = max(scores.get(division.code, 0), score)
    first, second, *_ = sorted(scores.values(), reverse=True)
    if first == second:
        return None, scores
    return max(divisions, key=lambda one: scores[one.code]), scores


def _surroundings(division: Division, mentions: Callable[[str], int]) -> int:
    """How often the text mentions what a division lies in; its whole path counts five times."""
    ancestors = _ancestors(division)
    if not ancestors:
        return 0
    path = division.path.removesuffix(division.name)
    return sum(mentions(one.name) for one in ancestors) + _PATH * mentions(path)


@lru_cache(maxsize=4096)
def _ancestors(division: Division) -> tuple[Division, ...]:
    found, end = [], 0
    while name := _longest_at(division.path, end, _by_name()):
        if end + len(name) >= len(division.path):
            break
        end += len(name)
        found += [d for d in _by_name()[name] if division.path.startswith(d.path)][:1]
    return tuple(found)


def provinces() -> list[Division]:
    """All provinces."""
    return [d for ds in _by_name().values() for d in ds if d.code.endswith("0000")]


def prefectures(province: Division) -> list[Division]:
    """Prefectures of a province."""
    return [d for ds in _by_name().values() for d in ds if d.code.endswith("00") and _inside(d, province)]
