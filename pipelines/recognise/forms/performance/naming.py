"""Titles of performance forms: which line is one, whom it is about, which project it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipelines.layouts.forms import pattern
from pipelines.model.document import Document
from pipelines.model.form_words import Subject
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import Line

_LOOK_BACK = 6
_LONGEST = 90  # characters of a title
_QUOTES = {"“": "”", "‘": "’"}
_POINTS = ":;,.、-_"  # no name begins with one


def nearest_form_title(lines: Sequence[str]) -> str | None:
    """The last of the lines above a grid that is the title of a performance form."""
    return next(filter(_is_form_title, reversed(lines[-_LOOK_BACK:])), None)


def _is_form_title(line: str) -> bool:
    text = compact(line)
    return len(text) <= _LONGEST and pattern("title", "form").search(text) is not None


def is_title_row(line: Line) -> bool:
    """Whether a row inside a grid holds nothing but the title of a form, across half of it."""
    if len(line.filled) != 1:
        return False
    only = line.filled[0]
    is_wide = only.col_span >= max(2, line.grid.cols // 2)
    return is_wide and pattern("title", "form").search(compact(only.text)) is not None


def subject_of(title: str) -> Subject:
    """Whom a title speaks of."""
    return Subject.DEPARTMENT if is_department(title) else Subject.PROJECT


@lru_cache(maxsize=4096)
def is_department(title: str) -> bool:
    """Whether the title speaks of the whole department."""
    return bool(pattern("title", "department").search(compact(title)))


def is_of_department(name: str) -> bool:
    """Whether what stands in place of a project's name says that the form is of the whole department."""
    return pattern("title", "whole").match(compact(name)) is not None


@lru_cache(maxsize=4096)
def name_in(title: str) -> str | None:
    """The project a title names (``3、公务用车租赁费绩效目标表``), or ``None`` where it is a general one."""
    if is_department(title):
        return None
    text = join_wrapped(title)
    plain = compact(text)
    body = pattern("title", "prefix").sub("", plain)
    body = pattern("title", "suffix").sub("", body).lstrip(_POINTS)
    if not body or body == plain or pattern("title", "generic").fullmatch(body):
        return None
    return _as_printed(text, body)


@dataclass(frozen=True, slots=True)
class Named:
    """The project a title names, and the unit it names in front of it."""

    name: str | None
    unit_name: str = ""


def named_in(title: str) -> Named:
    """What a title names; some print code and unit before the project (``307007_甲局乙所_设备购置绩效目标表``)."""
    name = name_in(title)
    found = pattern("title", "with_unit").fullmatch(name) if name is not None else None
    return Named(name) if found is None else Named(found["name"], found["unit"])


def report_titles(document: Document) -> list[tuple[int, str]]:
    """The projects that headings of reports name, each with its place in the reading order.

    Of several such lines in a row none counts: they list reports.
    """
    found = [
        (paragraph.order, match["name"])
        for paragraph in document.paragraphs
        if len(paragraph.text) <= _LONGEST and (match := pattern("title", "report").match(compact(paragraph.text)))
    ]
    listed = {order for (order, _), (following, _) in pairwise(found) if following == order + 1}
    listed |= {order + 1 for order in listed}
    return [(order, name) for order, name in found if order not in listed]


def _as_printed(text: str, body: str) -> str:
    """The part of ``text`` whose compact form is ``body``: as printed, full-width brackets and all."""
    for start in range(len(text)):
        if not body.startswith(compact(text[start]) or "\0"):
            continue
        for end in range(start + 1, len(text) + 1):
            part = compact(text[start:end])
            if part == body:
                return _with_quotes(text, start, end).strip()
            if not body.startswith(part):
                break
    return body


def _with_quotes(text: str, start: int, end: int) -> str:
    """The part of ``text`` from ``start`` to ``end``, with the quotation marks around it that its words belong to."""
    begin = start - 1 if start and text[start - 1] in _QUOTES else start
    part = text[begin:end]
    closing = {_QUOTES[mark] for mark in _QUOTES if part.count(mark) > part.count(_QUOTES[mark])}
    return text[begin : end + 1 if text[end : end + 1] in closing else end]
