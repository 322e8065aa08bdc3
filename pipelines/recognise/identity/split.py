"""Files that bundle several units' disclosures: where each begins."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise

from .covers import joined_titles
from .flat import END, START, FlatText, Stretch
from .names import canonical_name

_COVER_LINES = 8
_COVER_CHARS = 150
_COVER_SIGNS = frozenset("年算")  # of its year, and of 预算 or 决算
_SET_SIZE = 3
_FORM = re.compile(".{0,39}表")  # the title of a table
_STATEMENT = re.compile(
    r"(?:收支|收入|支出|财政拨款收支|财政拨款收入支出|收入支出|一般公共预算(?:财政拨款)?支出|基本支出|“三公”经费.{0,8})"
    r"(?:预算|决算)?(?:总体情况)?(?:总表|表|支出表|情况表)$"
)
_LEAD = re.compile(r"^(?:表?[一二三四五六七八九十\d]{1,3}[、.:]?|附?表\d+|公开\d+表|20\d\d年(?:度)?)+")

PageRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Cover:
    """A page with a title that names a body and hardly anything else."""

    page: int
    name: str  # canonical


def split(text: FlatText) -> list[PageRange]:
    """Page ranges of the parts: one range unless several cover pages, each naming another body and each followed
    by a set of at least three statements of its own, say otherwise."""
    last = max([*text.pages, *text.page_numbers], default=1)
    starts = [next(run) for _, run in groupby(_covers(text), key=lambda cover: cover.name)]
    if len({cover.name for cover in starts}) < 2:
        return [(1, last)]
    match _with_statements(text, [cover.page for cover in starts], last):
        case [(_, end), *others] if others:
            return [(1, end), *others]
        case _:
            return [(1, last)]


def stretches(text: FlatText) -> list[list[Stretch]]:
    """The same as stretches of the document, one list a part."""
    begins = [START, *(text.begin_of(begin) for begin, _ in split(text)[1:])]
    return [[one] for one in pairwise([*begins, END])]


def _with_statements(text: FlatText, starts: list[int], last: int) -> list[PageRange]:
    """The ranges that begin at ``starts``; one without statements is an annex of the one before, no part."""
    ranges: list[PageRange] = []
    for begin, following in pairwise([*starts, last + 1]):
        end = following - 1
        if _statements(text, begin, end) >= _SET_SIZE:
            ranges.append((begin, end))
        elif ranges:
            ranges[-1] = (ranges[-1][0], end)
    return ranges


def _covers(text: FlatText) -> list[_Cover]:
    """The covers in the order of their pages' first lines."""
    by_page: dict[int, list[str]] = defaultdict(list)
    for line, page in text.placed():
        by_page[page].append(line)
    covers = []
    for page, lines in by_page.items():
        if name := _name_on(lines):
            covers.append(_Cover(page, canonical_name(name)))
    return covers


def _name_on(lines: list[str]) -> str:
    """The longest name of a title with a year on a page; empty where it is no cover."""
    if len(lines) > _COVER_LINES or not _may_be_cover("".join(lines)):
        return ""
    titles = (joined.title for joined in joined_titles(lines))
    names = [title.name for title in titles if title.name and title.year and not title.contents]
    return max(names, key=len, default="")


def _may_be_cover(text: str) -> bool:
    return len(text) <= _COVER_CHARS and set(text) >= _COVER_SIGNS


def _statements(text: FlatText, begin: int, end: int) -> int:
    """How many different statement titles stand on the pages, contents lines not counted."""
    titles = {_LEAD.sub("", line) for line, page in text.placed() if begin <= page <= end and _FORM.fullmatch(line)}
    return len([*filter(_STATEMENT.search, titles)])
