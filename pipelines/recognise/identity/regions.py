"""Administrative divisions: from a department's name, and where that is not enough from the rest of the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from . import layout

CENTRAL_CODE, CENTRAL_NAME = "000000", "中央"
_LONGEST = 15


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


@cache
def _by_name() -> dict[str, list[Division]]:
    out: dict[str, list[Division]] = {}
    for row in layout.division_rows():
        division = _division(row)
        out.setdefault(division.name, []).append(division)
    for row in layout.division_rows():
        alias = _everyday_name(row["name"], row["short_name"])
        if alias and alias not in out:
            out[alias] = [_division(row)]
    return out


def _everyday_name(name: str, short: str) -> str | None:
    """果洛州 for 果洛藏族自治州, 峨边县 for 峨边彝族自治县; nothing for a division of another kind."""
    for ending in ("州", "县", "旗"):
        if name.endswith(f"自治{ending}") and len(short) >= 2:
            return short.removesuffix(ending) + ending
    return None


@cache
def _by_short_name() -> dict[str, list[Division]]:
    """Short names of provinces and prefectures (counties' are ordinary words: 城, 新市)."""
    out: dict[str, list[Division]] = {}
    for row in layout.division_rows():
        if row["code"].endswith("00") and len(row["short_name"]) >= 2:
            out.setdefault(row["short_name"], []).append(_division(row))
    return out


def _division(row: dict[str, str]) -> Division:
    return Division(
        row["code"], row["name"], row["path"], int(row["valid_from"] or 0), int(row["valid_to"] or 0) or 9999
    )


def valid_at(divisions: list[Division], year: int | None) -> list[Division]:
    """Those valid in ``year``; all of them where none is (documents print retired names for years)."""
    if year is None:
        current = [d for d in divisions if d.valid_to == 9999]
        return current or divisions
    return [d for d in divisions if d.valid_from <= year <= d.valid_to] or divisions


def _longest_at(text: str, start: int, names: dict[str, list[Division]]) -> str | None:
    for length in range(min(_LONGEST, len(text) - start), 1, -1):
        if text[start : start + length] in names:
            return text[start : start + length]
    return None


def _inside(inner: Division, outer: Division) -> bool:
    if inner.code != outer.code and inner.code.startswith(outer.stem):
        return True
    return inner.path != outer.path and inner.path.startswith(outer.path)  # 济源市: 419001 lies outside every stem


@lru_cache(maxsize=8192)
def read_prefix(text: str, year: int | None = None, start: int = 0) -> tuple[tuple[Division, ...], int]:
    """Divisions a name begins with, most specific level, and where the rest of the name begins.

    Several divisions come back when the name is ambiguous (普陀区), none when it begins with no division.
    """
    name = _longest_at(text, start, _by_name())
    if name:
        found, end = valid_at(_by_name()[name], year), start + len(name)
    else:
        short = _longest_at(text, start, _by_short_name())
        if not short:
            return (), start
        found, end = valid_at(_by_short_name()[short], year), start + len(short)
        inner = _longest_at(text, end, _by_name())
        if not inner:  # 重庆渝中区 is a place; 苏州大学 is only a hint
            return (), start
    while inner := _longest_at(text, end, _by_name()):
        narrower = [d for d in valid_at(_by_name()[inner], year) if any(_inside(d, o) for o in found)]
        if not narrower:
            break
        found, end = narrower, end + len(inner)
    return tuple(found), end


def is_place(text: str) -> bool:
    """Whether the whole text is the name of a division (上海市普陀区)."""
    divisions, end = read_prefix(text)
    return bool(divisions) and end == len(text)


def short_hint(text: str, year: int | None = None) -> list[Division]:
    """Provinces and prefectures whose short name begins the text (苏州大学): a hint, the level is open."""
    short = _longest_at(text, 0, _by_short_name())
    return valid_at(_by_short_name()[short], year) if short else []


def within(text: str, year: int | None = None) -> tuple[Division, ...]:
    """Divisions named inside a name, not at its start (国家统计局昌黎县调查队, 共青团昌黎县委员会)."""
    for start in range(1, min(len(text), 16)):
        name = _longest_at(text, start, _by_name())
        if name and len(name) >= 3:
            return read_prefix(text, year, start)[0]
    return ()


def choose(divisions: list[Division], mentions: Callable[[str], int]) -> tuple[Division | None, dict[str, float]]:
    """The candidate whose province and prefecture the text mentions most; ``None`` when several are level."""
    if not divisions:
        return None, {}
    scores: dict[str, float] = {}
    for division in divisions:
        outer = division.path[: -len(division.name)]
        pieces = [p.path for p in _ancestors(division)]
        total = sum(mentions(p.name) for p in _ancestors(division)) + (5 * mentions(outer) if outer and pieces else 0)
        scores[division.code] = max(scores.get(division.code, 0), float(total))
    ranked = sorted(divisions, key=lambda d: -scores[d.code])
    if len({d.code for d in divisions}) == 1:
        return ranked[0], scores
    runner_up = next(d for d in ranked if d.code != ranked[0].code)
    return (ranked[0] if scores[ranked[0].code] > scores[runner_up.code] else None), scores


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
