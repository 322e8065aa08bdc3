"""Reading one title line: name, year, stage and kind, however they are ordered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.model.bodies import BodyKind

from . import layout, regions
from .names import is_organisation, is_own, strip_code
from .years import YEAR_PATTERN, year_value

LEAD = re.compile(
    r"^(?:[#*\s>《【\[-]|bookmark:[^\]]*\]|附件\d*[::]?|附[::]|关于(?:公开|公布|印发)?|第[一二三四五六七八九十\d]{1,3}(?:部分|章|篇)[::.、]?"
    r"|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\))+"
)
_CONTENTS = re.compile(r"(?:\.{2,}|·{2,}|…+|_{2,}|-{3,})\d*$")
_LEVEL = re.compile(r"(?:的)?(?:(?:省|市|区|县|州|本)(?:本)?级|[省市区县州](?:直属?|直机关))$")
_AFTER_NAME = re.compile(r"(?:的|部门|单位|关于(?:公开|公布|印发)?)$")
_PLACEHOLDER = re.compile(r"[XxＸ×某*○]{1,}")
_SITE = re.compile(r"[_|-][^_|-]*(?:网|网站|门户|平台|栏目|经费|公开)$")
_OWN = re.compile(r"本级\)?$")
_SENTENCE = re.compile("[。,;]")
_EDGES = "-_:、,·《》“”"
_LONGEST = 60
_BARE_NOUNS = frozenset({"预算", "决算", "预决算"})  # too common to be a title without a name and a year
_BARE_YEAR = re.compile(r"(?<!\d)20[0-4]\d$")
_YEAR_MARK = "\0"


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

    @property
    def is_of_somebody(self) -> bool:
        """Whether it names a body or a region."""
        return bool(self.name or self.place)

    @property
    def is_of_something(self) -> bool:
        """Whether it names a body, a region or a year."""
        return self.is_of_somebody or self.year is not None


@dataclass(frozen=True, slots=True)
class _Parts:
    """The noun of a title and what stands before it; behind it stand title words only."""

    head: str
    noun: layout.TitleNoun


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose a title is, and what of it is left unexplained."""

    name: str | None = None
    place: str | None = None
    rest: str = ""


@cache
def _noun_pattern() -> re.Pattern[str]:
    phrases = sorted(layout.title_nouns(), key=len, reverse=True)
    nouns = "|".join(map(re.escape, phrases))
    return re.compile(nouns)


@cache
def _tail_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{layout.tail_pattern()}|[()《》“”、_\-\d])*")


@lru_cache(maxsize=4096)
def parse_title(line: str) -> Title | None:
    """The title in a squeezed line (or in some joined ones); ``None`` where the line is not one.

    A title is: optional name, year and level in any order, a noun and words of layouts/identity/titles.toml.
    """
    led = LEAD.sub("", line)
    parts = _split_at_noun(_without_frame(led))
    if parts is None:
        return None
    head = _with_whole_year(parts.head)
    years = _years(head)
    if len(years) > 1:
        return None  # it compares or spans years
    year = years.pop() if years else None
    whose = _whose(YEAR_PATTERN.sub(_YEAR_MARK, head))
    if whose.rest or _says_too_little(parts.noun, whose, year):
        return None
    return Title(
        name=whose.name,
        place=whose.place,
        year=year,
        stage=parts.noun.stage,
        kind=_kind(parts.noun, whose.name or ""),
        weight=parts.noun.weight,
        contents=_CONTENTS.search(led) is not None,
        revision=_revision(line),
    )


def heading_name(line: str) -> str | None:
    """The name of the body that a squeezed line is about and nothing else: 三、甲县乙局本级预算, 第二部分甲县丙中心.

    What a title need not have (a year, more than 预算 for a noun) may be missing.
    """
    bare = _without_frame(LEAD.sub("", line))
    parts = _split_at_noun(bare)
    whose = _whose(YEAR_PATTERN.sub(_YEAR_MARK, _with_whole_year(bare if parts is None else parts.head)))
    return None if whose.rest else whose.name


def _without_frame(text: str) -> str:
    """A title without the dots of a list of contents, the name of the site and closing brackets."""
    bare = _CONTENTS.sub("", text)
    for _ in range(2):  # site and column of the site
        bare = _SITE.sub("", bare)
    return bare.rstrip(".。》】]>")


def _split_at_noun(text: str) -> _Parts | None:
    """Head and noun at the first noun whose tail is made of title words only."""
    if len(text) > _LONGEST or _SENTENCE.search(text):
        return None
    for match in _noun_pattern().finditer(text):
        if _tail_pattern().fullmatch(text, match.end()):
            return _Parts(text[: match.start()], layout.title_nouns()[match[0]])
    return None


def _with_whole_year(head: str) -> str:
    """``head`` with 年 behind a year that stands bare right before the noun (2026部门预算) and is the only one."""
    if _BARE_YEAR.search(head) is None or YEAR_PATTERN.search(head) is not None:
        return head
    return f"{head}年"


def _years(text: str) -> set[str]:
    return {year_value(found[1]) for found in YEAR_PATTERN.finditer(text)}


def _says_too_little(noun: layout.TitleNoun, whose: _Whose, year: str | None) -> bool:
    if noun.phrase not in _BARE_NOUNS:
        return False
    return year is None or (whose.name is None and whose.place is None)


def _kind(noun: layout.TitleNoun, name: str) -> str:
    """What the noun tells; （本级） is the body's own budget, not that of all its units."""
    return BodyKind.OWN if _OWN.search(name) and noun.kind != BodyKind.GOVERNMENT else noun.kind


def _whose(head: str) -> _Whose:
    """Name, place and what is left unexplained of a head whose year is ``\\0``."""
    match [piece for piece in map(_tidy, head.split(_YEAR_MARK)) if piece]:
        case []:
            return _Whose()
        case [place, name] if regions.is_place(place):
            return _Whose(name, place) if is_organisation(name) else _Whose(place=place, rest=name)
        case [once, again] if once == again:
            return _of_piece(once)
        case [piece]:
            return _of_piece(piece)
        case pieces:
            return _Whose(rest="".join(pieces))


def _of_piece(piece: str) -> _Whose:
    if regions.is_place(piece):
        return _Whose(place=piece)
    if is_organisation(piece):
        return _Whose(name=piece)
    if _PLACEHOLDER.search(piece):
        return _Whose()
    return _Whose(rest=piece)


def _tidy(piece: str) -> str:
    """A piece without budget code, punctuation, level of government and the words that join it to the title."""
    piece = strip_code(piece).strip(_EDGES)
    last = None
    while piece != last:
        last = piece
        piece = _without_joint(piece if is_own(piece) else _LEVEL.sub("", piece))
    return piece


def _without_joint(piece: str) -> str:
    short = _AFTER_NAME.sub("", piece)
    whole_without = not short or is_organisation(short) or regions.is_place(short)
    return short if whole_without else piece


def _revision(line: str) -> str | None:
    return next((revision for pattern, revision in layout.revision_patterns() if pattern.search(line)), None)
