"""Everything in a text that speaks for a department, year, stage, kind, place or revision, as votes.

Weights say how far a place in the document is to be trusted: a cover more than a table's caption, a caption
more than a sentence, because tables are copied from other years and departments and prose talks of both.
"""

from __future__ import annotations

import re

from . import layout, regions
from .flat import FlatText
from .labels import label_votes
from .model import Vote
from .names import is_organisation
from .prose import prose_votes
from .titles import Title, parse_title

_COVER_PAGES = 3
_COVER_LINES = 40
_JOINED = 5
_PLACE = {"cover": 1.0, "front": 0.7, "title": 0.35, "contents": 0.3}
_PAGE_MARK = re.compile(r"[-—–_·第页共/\d]{1,3}|[-—–_·第共/\d]+[-—–_·页/]+|[-—–_·第共/]+\d+")
_BARE_COVER = 12


def collect(text: FlatText) -> list[Vote]:
    """All votes of a document (or of the pages of one part)."""
    return [*cover_votes(text), *title_votes(text), *label_votes(text), *prose_votes(text)]


def _speaks(line: str) -> bool:
    return len(line) <= 80 and ("算" in line or "绩效" in line) and "。" not in line and "," not in line


def _is_page_mark(line: str) -> bool:
    return len(line) <= 10 and _PAGE_MARK.fullmatch(line) is not None


def cover_pages(text: FlatText) -> list[tuple[int, list[str]]]:
    """First lines of the first pages that have text, page marks left out."""
    out: list[tuple[int, list[str]]] = []
    for line, page in zip(text.lines, text.pages, strict=True):
        if not out or out[-1][0] != page:
            if len(out) == _COVER_PAGES:
                break
            out.append((page, []))
        if len(out[-1][1]) < _COVER_LINES and not _is_page_mark(line):
            out[-1][1].append(line)
    return out


def joined_title(lines: list[str], start: int) -> list[tuple[int, str, Title]]:
    """Titles that begin at ``lines[start]``, each with the number of lines it runs over."""
    out = []
    joined = ""
    for count in range(1, _JOINED + 1):
        if start + count > len(lines):
            break
        joined += lines[start + count - 1]
        if len(joined) > 60:
            if count > 1:
                break
            continue
        title = parse_title(joined) if _speaks(joined) else None
        if title:
            out.append((count, joined, title))
    return out


def cover_votes(text: FlatText) -> list[Vote]:
    """Titles of the first pages; they may run over several lines."""
    votes: list[Vote] = []
    for number, (page, lines) in enumerate(cover_pages(text)):
        seen: set[tuple[str | None, str | None, str]] = set()
        for start in range(len(lines)):
            for count, joined, title in joined_title(lines, start):
                # A title said to be about somebody, or alone on its page, is one; 部门预算 in prose is not.
                if title.name is None and title.place is None and title.year is None and len(lines) > _BARE_COVER:
                    continue
                key = (title.name, title.year, title.stage)
                if key in seen or (title.name is None and title.place is None and count > 1):
                    continue
                seen.add(key)
                source = "contents" if title.contents else ("cover" if number == 0 else "front")
                early = 1.0 if start < 8 else 0.6
                votes += _of_title(title, page, joined, source, early - 0.03 * (count - 1))
        if number == 0 and len(lines) <= _BARE_COVER:
            votes += _signatures(page, lines)
    return votes


def _signatures(page: int, lines: list[str]) -> list[Vote]:
    """A body's full name alone on a cover (over one to three lines), where the title itself names nobody."""
    out = []
    for start in range(len(lines)):
        joined = ""
        for line in lines[start : start + 3]:
            joined += line
            name = joined.strip("()[]《》:")
            if is_organisation(name) and regions.read_prefix(name)[0]:
                out.append(Vote("department", name, 4.0, page, joined, "cover"))
    return out


def title_votes(text: FlatText) -> list[Vote]:
    """One-line titles anywhere: chapter headings, running heads, titles of tables and forms."""
    votes: list[Vote] = []
    for line, index in text.first.items():
        if not _speaks(line):
            continue
        title = parse_title(line)
        if title and (title.name or title.place or title.year):
            source = "contents" if title.contents else "title"
            votes += _of_title(title, text.pages[index], line, source, 1 + 0.1 * min(text.count[line] - 1, 5))
    return votes


def _of_title(title: Title, page: int, line: str, source: str, factor: float) -> list[Vote]:
    weight = title.weight * _PLACE[source] * factor
    out = []
    if title.name:
        out.append(Vote("department", title.name, weight, page, line, source))
    if title.place:
        out.append(Vote("place", title.place, weight, page, line, source))
    if title.year:
        out.append(Vote("fiscal_year", title.year, weight, page, line, source))
    # Form titles without a name or a year of their own (绩效自评表) say little about the whole document.
    if title.stage:
        out.append(Vote("stage", title.stage, weight if title.name or title.year else weight / 3, page, line, source))
    if title.kind:
        out.append(Vote("kind", title.kind, weight if title.name or title.place else weight / 2, page, line, source))
    if title.revision and source in ("cover", "front"):
        out.append(Vote("revision", title.revision, weight, page, line, source))
    return out


def weak_stage(text: FlatText) -> list[Vote]:
    """What table titles and plain counts of 预算 and 决算 say, for documents whose titles say nothing."""
    votes: list[Vote] = []
    for line, index in text.first.items():
        if len(line) > 40 or not line.endswith("表"):
            continue
        for word, stage in (("决算", "final"), ("预算", "budget")):
            if word in line:
                votes.append(Vote("stage", stage, 0.4, text.pages[index], line, "form"))
                break
        else:
            if layout.title_nouns() and "绩效目标" in line:
                votes.append(Vote("stage", "budget", 0.3, text.pages[index], line, "form"))
    return votes
