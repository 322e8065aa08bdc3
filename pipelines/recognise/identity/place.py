"""The region of a department: from its name, from titles, from the rest of the text."""

from __future__ import annotations

import re
from typing import Any

from . import layout, regions
from .flat import FlatText
from .names import canonical_name
from .tally import Decision

# Institutions that carry a city's name whoever pays for them.
_OPEN_LEVEL = ("大学", "学院", "院", "馆", "校", "学", "公司", "集团", "中心", "所", "台", "社", "团")

Place = tuple[str | None, str | None, dict[str, Any]]


def locate(name: str | None, title_place: Decision | None, text: FlatText, year: int | None) -> Place:
    """Region code, region name (full path) and evidence.

    In order: the divisions a name begins with; a central agency's name; a region printed where titles print one;
    divisions inside the name; text that says 中央财政 or 教育部直属; the city or province the text names most.
    An institution's name that begins with a short name only (苏州大学) stays open, with the candidates as alternatives.
    Ambiguous names (普陀区) go to the candidate whose province and city the text mentions most.
    """
    mentions = _Mentions(text)
    canonical = canonical_name(name) if name else ""
    candidates, _ = regions.read_prefix(canonical, year)
    if candidates:
        return _chosen(list(candidates), mentions, title_place, "name", canonical)
    if canonical and layout.central_patterns("name").search(canonical):
        return regions.CENTRAL_CODE, regions.CENTRAL_NAME, {"source": "central_name", "text": canonical}
    if title_place:
        found, _ = regions.read_prefix(title_place.value, year)
        if found:
            return _chosen(list(found), mentions, None, "title", title_place.best.text)
    found = regions.within(canonical, year)
    if found:
        return _chosen(list(found), mentions, None, "inside_name", canonical)
    central = layout.central_patterns("text").search("\n".join(text.lines))
    if central:
        return regions.CENTRAL_CODE, regions.CENTRAL_NAME, {"source": "central_text", "text": central[0]}
    hint = regions.short_hint(canonical, year)
    if len(hint) == 1 and not canonical.endswith(_OPEN_LEVEL):  # 天津经济技术开发区管理委员会
        return _chosen(hint, mentions, None, "short_name", canonical)
    if hint:  # 北京大学 is not the city's and 南京博物院 not Nanjing's: the level is open
        alternatives = [{"value": d.code, "score": 1.0} for d in hint]
        evidence = {"source": "short_name", "text": canonical, "alternatives": alternatives, "undecided": True}
        return None, None, evidence
    return _most_named(text, mentions, year)


class _Mentions:
    """How often a text contains a word; counted once."""

    def __init__(self, text: FlatText) -> None:
        self._text = text
        self._joined: str | None = None
        self._known: dict[str, int] = {}

    def __call__(self, word: str) -> int:
        if word not in self._known:
            if self._joined is None:
                self._joined = "\n".join(self._text.lines)
            self._known[word] = self._joined.count(word)
        return self._known[word]


def _chosen(
    candidates: list[regions.Division], mentions: _Mentions, title: Decision | None, source: str, text: str
) -> Place:
    if title and len({c.code for c in candidates}) > 1:
        inside = [c for c in candidates if c.path.startswith(title.value) or title.value.endswith(c.path)]
        candidates = inside or candidates
    if len({c.code for c in candidates}) == 1:
        return candidates[0].code, candidates[0].path, {"source": source, "text": text[:80]}
    division, scores = regions.choose(candidates, mentions)
    alternatives = [{"value": code, "score": score} for code, score in scores.items()]
    evidence: dict[str, Any] = {"source": source, "text": text[:80], "alternatives": alternatives}
    if division is None:
        evidence["undecided"] = True
        return None, None, evidence
    return division.code, division.path, evidence


def _most_named(text: FlatText, mentions: _Mentions, year: int | None) -> Place:
    """The province named most, and within it the prefecture if the text names one more often still."""
    ranked = sorted(regions.provinces(), key=lambda d: -mentions(d.name))
    if not ranked or mentions(ranked[0].name) < 2 or mentions(ranked[0].name) < 2 * mentions(ranked[1].name):
        return None, None, {"source": "none"}
    province = ranked[0]
    best = max(regions.valid_at(regions.prefectures(province), year) or [province], key=lambda d: mentions(d.name))
    chosen = best if mentions(best.name) > mentions(province.name) else province
    own = re.search(r"(?:我|全)(省|市|县|区|州)", "\n".join(text.lines))
    evidence = {"source": "mentions", "text": chosen.name, "score": mentions(chosen.name)}
    if own and own[1] in "县区" and chosen.code.endswith("00"):
        return None, None, evidence | {"undecided": True}  # a county's paper that never names its county
    return chosen.code, chosen.path, evidence
