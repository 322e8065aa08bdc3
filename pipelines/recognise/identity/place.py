"""The region of a department: from its name, from titles, from the rest of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from . import layout, regions
from .domains import domain, is_office
from .flat import FlatText
from .names import canonical_name
from .regions import Division
from .tally import Decision

# Institutions that carry a city's name whoever pays for them.
_OPEN_LEVEL = ("大学", "学院", "院", "馆", "校", "学", "公司", "集团", "中心", "所", "台", "社", "团")
_OWN_LEVEL = re.compile(r"(?:我|全)(省|市|县|区|州)")
_GOVERNMENT = "人民政府"
_SHOWN = 80
_LEAST_MENTIONS, _TIMES_THE_NEXT = 2, 2  # a province must be named so often, and so much more often than the next


@dataclass(frozen=True, slots=True)
class Place:
    """Region code and full name, none where the text does not tell, and the evidence."""

    code: str | None
    name: str | None
    evidence: dict[str, Any]


class _Asked:
    """What the region is read from: name, place in a title, text and year; ``mentions`` are counted once."""

    def __init__(self, name: str, title: Decision | None, text: FlatText, year: int | None) -> None:
        self.name = name
        self.title = title
        self.year = year
        self._lines = text.lines
        self._mentions: dict[str, int] = {}

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self._lines)

    def mentions(self, word: str) -> int:
        """How often the text contains a word."""
        if word not in self._mentions:
            self._mentions[word] = self.text.count(word)
        return self._mentions[word]


def locate(name: str | None, title_place: Decision | None, text: FlatText, year: int | None) -> Place:
    """Region code, region name (full path) and evidence.

    In order: the divisions a name begins with; a central agency's name; a region printed where titles print one;
    divisions inside the name; text that says 中央财政 or 教育部直属; the city or province the text names most.
    An institution's name that begins with a short name only (苏州大学) stays open, with the candidates as alternatives.
    Ambiguous names (普陀区) go to the candidate whose province and city the text mentions most.
    """
    asked = _Asked(canonical_name(name or ""), title_place, text, year)
    for find in (_by_name, _by_central_name, _by_title, _inside_name, _by_central_text, _by_short_name):
        place = find(asked)
        if place is not None:
            return place
    return _most_named(asked)


def governing(name: str | None, title_place: Decision | None) -> str | None:
    """The government whose budget is disclosed: of the region a title prints, else of that ``name`` begins with.

    Whoever publishes it, it is that of the whole government: 某县财政局2024年政府预算 is that of 某县人民政府.
    """
    if title_place is not None:
        return title_place.value + _GOVERNMENT
    canonical = canonical_name(name or "")
    _, end = regions.read_prefix(canonical)
    return canonical[:end] + _GOVERNMENT if end else name


def _by_name(asked: _Asked) -> Place | None:
    candidates, _ = regions.read_prefix(asked.name, asked.year)
    if not candidates:
        return None
    return _chosen(_in_title(candidates, asked.title), asked, "name", asked.name)


def _in_title(candidates: Sequence[Division], title: Decision | None) -> Sequence[Division]:
    """Of several divisions those in the region a title prints, all where it prints none of theirs."""
    if title is None or _are_one(candidates):
        return candidates
    place = title.value
    inside = [one for one in candidates if one.path.startswith(place) or place.endswith(one.path)]
    return inside or candidates


def _are_one(candidates: Sequence[Division]) -> bool:
    """Whether they are one division, under one name or several over time."""
    return len({one.code for one in candidates}) == 1


def _by_central_name(asked: _Asked) -> Place | None:
    if not layout.central_patterns("name").search(asked.name):
        return None
    return _central({"source": "central_name", "text": asked.name})


def _by_title(asked: _Asked) -> Place | None:
    if asked.title is None:
        return None
    found, _ = regions.read_prefix(asked.title.value, asked.year)
    return _chosen(found, asked, "title", asked.title.best.text) if found else None


def _inside_name(asked: _Asked) -> Place | None:
    found = regions.within(asked.name, asked.year)
    return _chosen(found, asked, "inside_name", asked.name) if found else None


def _by_central_text(asked: _Asked) -> Place | None:
    found = layout.central_patterns("text").search(asked.text)
    return _central({"source": "central_text", "text": found[0]}) if found else None


def _by_short_name(asked: _Asked) -> Place | None:
    hint = regions.short_hint(asked.name, asked.year)
    if not hint:
        return _by_county(asked)
    if len(hint) == 1 and not asked.name.endswith(_OPEN_LEVEL):  # 天津经济技术开发区管理委员会
        return _chosen(hint, asked, "short_name", asked.name)
    # 北京大学 is not the city's and 南京博物院 not Nanjing's: the level is open
    alternatives = [{"value": one.code, "score": 1.0} for one in hint]
    return _open({"source": "short_name", "text": asked.name, "alternatives": alternatives})


def _by_county(asked: _Asked) -> Place | None:
    """宁远水利局 is 宁远县's: a county's short name that no other place has, before the name of an office."""
    found = regions.county_hint(asked.name)
    # 公安交通管理局 names its field, not 公安县
    if found is None or domain(asked.name[: found[1]]) or not is_office(asked.name[found[1] :]):
        return None
    return _chosen([found[0]], asked, "short_name", asked.name)


def _central(evidence: dict[str, Any]) -> Place:
    return Place(regions.CENTRAL_CODE, regions.CENTRAL_NAME, evidence)


def _open(evidence: dict[str, Any]) -> Place:
    return Place(None, None, evidence | {"undecided": True})


def _chosen(candidates: Sequence[Division], asked: _Asked, source: str, text: str) -> Place:
    """The one division, or of several the one whose surroundings the text mentions most."""
    evidence: dict[str, Any] = {"source": source, "text": text[:_SHOWN]}
    if _are_one(candidates):
        return Place(candidates[0].code, candidates[0].path, evidence)
    division, scores = regions.choose(candidates, asked.mentions)
    evidence["alternatives"] = [{"value": code, "score": score} for code, score in scores.items()]
    return _open(evidence) if division is None else Place(division.code, division.path, evidence)


def _most_named(asked: _Asked) -> Place:
    """The province named most, and within it the prefecture if the text names one more often still."""
    province = _most_named_province(asked)
    if province is None:
        return Place(None, None, {"source": "none"})
    prefectures = regions.valid_at(regions.prefectures(province), asked.year)
    most = max([province, *prefectures], key=lambda one: asked.mentions(one.name))
    evidence = {"source": "mentions", "text": most.name, "score": asked.mentions(most.name)}
    if _speaks_for_county(asked.text) and most.code.endswith("00"):
        return _open(evidence)  # a county's paper that never names its county
    return Place(most.code, most.path, evidence)


def _most_named_province(asked: _Asked) -> Division | None:
    """The province the text names most, none where it names another nearly as often."""
    first, second, *_ = sorted(regions.provinces(), key=lambda one: -asked.mentions(one.name))
    least = max(_LEAST_MENTIONS, _TIMES_THE_NEXT * asked.mentions(second.name))
    return first if asked.mentions(first.name) >= least else None


def _speaks_for_county(text: str) -> bool:
    own = _OWN_LEVEL.search(text)
    return own is not None and own[1] in "县区"
