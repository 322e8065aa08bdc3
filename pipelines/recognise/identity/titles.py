"""Reading one title line: name, year, stage and kind, however they are ordered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from . import layout, regions
from .names import is_organisation, strip_code
from .years import YEAR_PATTERN, year_value

_LEAD = re.compile(
    r"^(?:[#*\s>《【\[-]|bookmark:[^\]]*\]|附件\d*[::]?|附[::]|关于(?:公开|公布|印发)?|第[一二三四五六七八九十\d]{1,3}(?:部分|章|篇)[::.、]?"
    r"|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\))+"
)
_CONTENTS = re.compile(r"(?:\.{2,}|·{2,}|…+|_{2,}|-{3,})\d*$")
_LEVEL = re.compile(r"(?:的)?(?:(?:省|市|区|县|州|本)(?:本)?级|[省市区县州](?:直属?|直机关))$")
_AFTER_NAME = re.compile(r"(?:的|部门|单位|关于(?:公开|公布|印发)?)$")
_PLACEHOLDER = re.compile(r"[XxＸ×某*○]{1,}")
_SITE = re.compile(r"[_|-][^_|-]*(?:网|网站|门户|平台|栏目|经费|公开)$")


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says, any of it may be missing.

    ``place`` is a region printed where a name would be (上海市普陀区2026年区级部门预算).
    """

    name: str | None
    place: str | None
    year: str | None
    stage: str
    kind: str
    weight: float
    contents: bool
    revision: str | None


@cache
def _noun_pattern() -> re.Pattern[str]:
    phrases = sorted(layout.title_nouns(), key=len, reverse=True)
    nouns = "|".join(map(re.escape, phrases))
    return re.compile(nouns)


@cache
def _tail_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{layout.tail_pattern()}|[()《》“”、_\-\d])*")


def _split_at_noun(text: str) -> tuple[str, layout.TitleNoun, str] | None:
    """Head, noun and tail at the first noun whose tail is made of title words only."""
    for match in _noun_pattern().finditer(text):
        if _tail_pattern().fullmatch(text, match.end()):
            return text[: match.start()], layout.title_nouns()[match[0]], text[match.end() :]
    return None


@lru_cache(maxsize=4096)
def parse_title(line: str) -> Title | None:
    """The title in a squeezed line (or in some joined ones); ``None`` where the line is not one.

    A title is: optional name, year and level in any order, a noun of titles.csv, words of tails.csv.
    """
    text = _LEAD.sub("", line)
    contents = _CONTENTS.search(text) is not None
    text = _SITE.sub("", _SITE.sub("", _CONTENTS.sub("", text))).rstrip(".。》】]>")
    if len(text) > 60 or any(mark in text for mark in "。,;"):
        return None
    parts = _split_at_noun(text)
    if parts is None:
        return None
    noun = parts[1]
    head, year = _take_year(parts[0])
    if year is None:
        found = YEAR_PATTERN.search(parts[2])
        year = year_value(found[1]) if found else None
    if head is None:
        return None
    name, place, rest = _whose(head)
    if rest:
        return None
    if noun.phrase in ("预算", "决算", "预决算") and (year is None or (name is None and place is None)):
        return None
    kind = noun.kind or ("unit" if name and name.endswith("(本级)") else "")
    if kind == "department" and name and re.search(r"本级\)?$", name):
        kind = "unit"
    return Title(name, place, year, noun.stage, kind, noun.weight, contents, _revision(line))


def _take_year(head: str) -> tuple[str | None, str | None]:
    """The head without its year; two different years make it no title."""
    found = list(YEAR_PATTERN.finditer(head))
    years = {year_value(m[1]) for m in found}
    if len(years) > 1:
        return None, None
    return YEAR_PATTERN.sub("\0", head), years.pop() if years else None


def _whose(head: str) -> tuple[str | None, str | None, str]:
    """Name, place and what is left unexplained of a head whose year is ``\\0``."""
    pieces = [_tidy(p) for p in head.split("\0")]
    pieces = [p for p in pieces if p]
    if not pieces:
        return None, None, ""
    if len(pieces) == 2 and regions.is_place(pieces[0]):
        return (pieces[1], pieces[0], "") if is_organisation(pieces[1]) else (None, pieces[0], pieces[1])
    if len(pieces) == 2 and pieces[0] == pieces[1]:
        pieces.pop()
    if len(pieces) != 1:
        return None, None, "".join(pieces)
    piece = pieces[0]
    if regions.is_place(piece):
        return None, piece, ""
    if is_organisation(piece):
        return piece, None, ""
    return None, None, "" if _PLACEHOLDER.search(piece) else piece


def _tidy(piece: str) -> str:
    piece = strip_code(piece).strip("-_:、,·《》“”")
    last = None
    while piece != last:
        last = piece
        piece = _LEVEL.sub("", piece)
        short = _AFTER_NAME.sub("", piece)
        if short != piece and (is_organisation(short) or regions.is_place(short) or not short):
            piece = short
    return piece


def _revision(line: str) -> str | None:
    for pattern, revision in layout.revision_patterns():
        if pattern.search(line):
            return revision
    return None
