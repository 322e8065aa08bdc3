"""Titles of performance forms: which line is one, whom it is about, which project it names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipelines.layouts.forms import pattern
from pipelines.model.form_words import Subject
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.model import Line

_LOOK_BACK = 6
_LONGEST = 90  # characters of a title


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


@lru_cache(maxsize=4096)
def name_in(title: str) -> str | None:
    """The project a title names (``3、公务用车租赁费绩效目标表``), or ``None`` where it is a general one."""
    if is_department(title):
        return None
    text = join_wrapped(title)
    plain = compact(text)
    body = pattern("title", "prefix").sub("", plain)
    body = pattern("title", "suffix").sub("", body)
    if not body or body == plain or pattern("title", "generic").fullmatch(body):
        return None
    return _as_printed(text, body)


def _as_printed(text: str, body: str) -> str:
    """The part of ``text`` whose compact form is ``body``: as printed, full-width brackets and all."""
    for start in range(len(text)):
        if not body.startswith(compact(text[start]) or "\0"):
            continue
        for end in range(start + 1, len(text) + 1):
            part = compact(text[start:end])
            if part == body:
                return text[start:end].strip()
            if not body.startswith(part):
                break
    return body
