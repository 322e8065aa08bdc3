"""Everything in a text that speaks for a department, year, stage, kind, place or revision, as votes.

Weights say how far a place in the document is to be trusted: a cover more than a table's caption, a caption
more than a sentence, because tables are copied from other years and departments and prose talks of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.model.stages import Stage

from . import regions
from .covers import CoverPage, JoinedTitle, cover_pages, joined_titles, title_in
from .flat import FlatText
from .labels import label_votes
from .model import Field, Vote
from .names import is_organisation
from .prose import prose_votes
from .titles import Title

_PLACE = {"cover": 1.0, "front": 0.7, "title": 0.35, "contents": 0.3}
_PAGE_SOURCES = ("cover", "front", "front")
_SAYS_REVISION = frozenset({"cover", "front"})
_FIRST_LINES, _EARLY, _LATE = 8, 1.0, 0.6  # of a cover page: a title among its first lines counts whole
_EACH_LINE_MORE = 0.03
_REPEATED, _EACH_TIME_MORE = 5, 0.1
_SIGNATURE, _SIGNATURE_LINES = 4.0, 3
_FORM = re.compile(".{0,39}表")  # the title of a table
_FORM_STAGES = (
    ("自评", Stage.FINAL, 0.4),  # of what a year came to, be it called that of a budget or of targets
    ("决算", Stage.FINAL, 0.4),
    ("预算", Stage.BUDGET, 0.4),
    ("绩效目标", Stage.BUDGET, 0.3),
    *((form, Stage.BUDGET, 0.2) for form in ("收支总表", "收入总表", "支出总表")),  # those of accounts name 决算
)


def collect(text: FlatText) -> list[Vote]:
    """All votes of a document (or of the pages of one part)."""
    return [*cover_votes(text), *title_votes(text), *label_votes(text), *prose_votes(text)]


def cover_votes(text: FlatText) -> list[Vote]:
    """Titles of the first pages; they may run over several lines."""
    votes: list[Vote] = []
    for source, cover in zip(_PAGE_SOURCES, cover_pages(text), strict=False):
        for joined in _said_once(cover):
            votes += _of_cover_title(joined, cover.page, source)
        if source == "cover" and cover.is_bare:
            votes += _signatures(cover)
    return votes


def _said_once(cover: CoverPage) -> Iterator[JoinedTitle]:
    """The titles of a page, each name, year and stage once."""
    seen: set[tuple[str | None, str | None, str]] = set()
    for joined in joined_titles(cover.lines):
        key = (joined.title.name, joined.title.year, joined.title.stage)
        if _counts(joined, cover) and key not in seen:
            seen.add(key)
            yield joined


def _counts(joined: JoinedTitle, cover: CoverPage) -> bool:
    """A title said to be about somebody, or alone on its page, is one; 部门预算 in prose is not.

    What names nobody must stand on one line.
    """
    title = joined.title
    if title.is_of_somebody:
        return True
    return joined.count == 1 and (title.is_of_something or cover.is_bare)


def _of_cover_title(joined: JoinedTitle, page: int, place: str) -> list[Vote]:
    early = _EARLY if joined.start < _FIRST_LINES else _LATE
    factor = early - _EACH_LINE_MORE * (joined.count - 1)
    return _of_title(joined.title, page, joined.text, place, factor)


def _signatures(cover: CoverPage) -> Iterator[Vote]:
    """A body's full name alone on a cover (over one to three lines), where the title itself names nobody."""
    for start in range(len(cover.lines)):
        joined = ""
        for line in cover.lines[start : start + _SIGNATURE_LINES]:
            joined += line
            name = joined.strip("()[]《》:")
            if is_organisation(name) and regions.read_prefix(name)[0]:
                yield Vote(Field.DEPARTMENT, name, _SIGNATURE, cover.page, joined, "cover")


def title_votes(text: FlatText) -> list[Vote]:
    """One-line titles anywhere: chapter headings, running heads, titles of tables and forms."""
    votes: list[Vote] = []
    for line, index in text.first.items():
        title = title_in(line)
        if title and title.is_of_something:
            again = min(text.count[line] - 1, _REPEATED)
            votes += _of_title(title, text.pages[index], line, "title", 1 + _EACH_TIME_MORE * again)
    return votes


def _of_title(title: Title, page: int, line: str, place: str, factor: float) -> list[Vote]:
    """What a title speaks for.

    Form titles without a name or a year of their own (绩效自评表) say little about the whole document.
    """
    source = "contents" if title.contents else place
    weight = title.weight * _PLACE[source] * factor
    said = (
        (Field.DEPARTMENT, title.name, weight),
        (Field.PLACE, title.place, weight),
        (Field.FISCAL_YEAR, title.year, weight),
        (Field.STAGE, title.stage, weight if title.name or title.year else weight / 3),
        (Field.KIND, title.kind, weight if title.is_of_somebody else weight / 2),
        (Field.REVISION, title.revision if source in _SAYS_REVISION else None, weight),
    )
    return [Vote(field, value, trust, page, line, source) for field, value, trust in said if value]


def weak_stage(text: FlatText) -> Iterator[Vote]:
    """What table titles and plain counts of 预算 and 决算 say, for documents whose titles say nothing."""
    for line, index in text.first.items():
        if _FORM.fullmatch(line):
            yield from _of_form(line, text.pages[index])


def _of_form(line: str, page: int) -> list[Vote]:
    for word, stage, weight in _FORM_STAGES:
        if word in line:
            return [Vote(Field.STAGE, stage, weight, page, line, "form")]
    return []
