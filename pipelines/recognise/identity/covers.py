"""Cover pages: the first lines of the first pages, and the titles that run over several of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby, islice
from operator import itemgetter

from .flat import FlatText
from .titles import Title, parse_title

_PAGES = 3
_LINES = 40
_BARE = 12  # a page of no more lines holds a cover, not prose
_JOINED = 5
_LONGEST_TITLE, _LONGEST_LINE = 60, 80
_LONGEST_MARK = 10
_SUBJECT = re.compile("算|绩效")  # of a disclosure: 预算, 决算 or 绩效
_SENTENCE = re.compile("[。,]")
_PAGE_MARK = re.compile(r"[-—–_·第页共/\d]{1,3}|[-—–_·第共/\d]+[-—–_·页/]+|[-—–_·第共/]+\d+")


@dataclass(frozen=True, slots=True)
class CoverPage:
    """A page's number and its first lines, page marks left out."""

    page: int
    lines: list[str]

    @property
    def is_bare(self) -> bool:
        """Whether hardly anything stands on it."""
        return len(self.lines) <= _BARE


@dataclass(frozen=True, slots=True)
class JoinedTitle:
    """A title, the text it was read from, the line it begins at and the number of lines it runs over."""

    title: Title
    text: str
    start: int
    count: int


def cover_pages(text: FlatText) -> list[CoverPage]:
    """The first pages that have text."""
    pages = groupby(text.placed(), key=itemgetter(1))
    return [CoverPage(page, _first_lines(group)) for page, group in islice(pages, _PAGES)]


def _first_lines(placed: Iterator[tuple[str, int]]) -> list[str]:
    lines = (line for line, _ in placed if not _is_page_mark(line))
    return list(islice(lines, _LINES))


def _is_page_mark(line: str) -> bool:
    return len(line) <= _LONGEST_MARK and _PAGE_MARK.fullmatch(line) is not None


def title_in(line: str) -> Title | None:
    """The title that a line is; most lines cannot be one and are not looked at closely."""
    return parse_title(line) if _may_be_title(line) else None


def _may_be_title(line: str) -> bool:
    if len(line) > _LONGEST_LINE or not _SUBJECT.search(line):
        return False
    return _SENTENCE.search(line) is None


def joined_titles(lines: list[str]) -> Iterator[JoinedTitle]:
    """Every title that begins at any of ``lines`` and runs over up to five of them."""
    for start in range(len(lines)):
        for count, joined in enumerate(accumulate(lines[start : start + _JOINED]), 1):
            if len(joined) > _LONGEST_TITLE:
                break
            if title := title_in(joined):
                yield JoinedTitle(title, joined, start, count)
