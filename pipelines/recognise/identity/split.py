"""Files that bundle several units' disclosures: where each begins."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from .evidence import joined_title
from .flat import FlatText
from .names import canonical_name

_COVER_LINES = 8
_COVER_CHARS = 150
_SET_SIZE = 3
_STATEMENT = re.compile(
    r"(?:收支|收入|支出|财政拨款收支|财政拨款收入支出|收入支出|一般公共预算(?:财政拨款)?支出|基本支出|“三公”经费.{0,8})"
    r"(?:预算|决算)?(?:总体情况)?(?:总表|表|支出表|情况表)$"
)
_LEAD = re.compile(r"^(?:表?[一二三四五六七八九十\d]{1,3}[、.:]?|附?表\d+|公开\d+表|20\d\d年(?:度)?)+")


def split(text: FlatText) -> list[tuple[int, int]]:
    """Page ranges of the parts: one range unless several cover pages, each naming another body and each followed
    by a set of at least three statements of its own, say otherwise."""
    last = max([*text.pages, *text.page_numbers], default=1)
    covers = _covers(text)
    starts = [covers[0]] if covers else []
    for cover in covers[1:]:
        if cover[1] != starts[-1][1]:
            starts.append(cover)
    if len({name for _, name in starts}) < 2:
        return [(1, last)]
    bounds = [page for page, _ in starts] + [last + 1]
    ranges: list[tuple[int, int]] = []
    for begin, end in pairwise(bounds):
        if _statements(text, begin, end - 1) >= _SET_SIZE:
            ranges.append((begin, end - 1))
        elif ranges:
            ranges[-1] = (ranges[-1][0], end - 1)  # a cover without statements opens an annex, not a part
    if len(ranges) < 2:
        return [(1, last)]
    ranges[0] = (1, ranges[0][1])
    return ranges


def _covers(text: FlatText) -> list[tuple[int, str]]:
    """Pages with a title that names a body and hardly anything else: page and canonical name."""
    by_page: dict[int, list[str]] = {page: [] for page, n in Counter(text.pages).items() if n <= _COVER_LINES}
    for line, page in zip(text.lines, text.pages, strict=True):
        if page in by_page:
            by_page[page].append(line)
    out = []
    for page, lines in by_page.items():
        together = "".join(lines)
        if len(together) > _COVER_CHARS or "年" not in together or "算" not in together:
            continue
        names = [
            title.name
            for start in range(len(lines))
            for _, _, title in joined_title(lines, start)
            if title.name and title.year and not title.contents
        ]
        if names:
            out.append((page, canonical_name(max(names, key=len))))
    return out


def _statements(text: FlatText, begin: int, end: int) -> int:
    """How many different statement titles stand on the pages, contents lines not counted."""
    found = set()
    for line, page in zip(text.lines, text.pages, strict=True):
        if begin <= page <= end and len(line) <= 40 and line.endswith("表"):
            bare = _LEAD.sub("", line)
            if _STATEMENT.search(bare):
                found.add(bare)
    return len(found)
