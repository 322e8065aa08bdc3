"""Titles, units and notes: the lines above and inside a grid that say what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.layouts.tables import StatementLayout, heading_ends, statements, title_pattern
from pipelines.model.schemes import Scheme
from pipelines.model.text import compact
from pipelines.model.units import unit_of

_MAX_TITLE = 60
_MAX_HEADING = 24
_MAX_META = 40
_SHORTEST = 2  # no title is as short as that
_HEADING_LINES = 3  # so near above a grid stands the heading that names it
_WHOSE = re.compile(r"(?:编制)?(?:部门|单位|预算单位)(?:\(单位\))?(?:名称)?:|金额单位|单位:")
_LIST_OPEN = re.compile(r"、[^、]{1,8}$")  # a list of what the table is about, its last member at the end
_LEADING_YEAR = re.compile(r"^\(?20\d\d\)?(年度?)?")


@lru_cache(maxsize=16384)
def _candidate(line: str) -> str | None:
    """A line as a title without its table number, ``None`` where it cannot be one."""
    text = compact(line)
    if not text or len(text) > _MAX_TITLE or title_pattern("contents_line").search(text):
        return None
    if "。" in text or ";" in text:  # a sentence
        return None
    named = title_pattern("prefix").sub("", text)
    named = _WHOSE.split(named)[0]
    named = _LEADING_YEAR.sub("", named).rstrip("([:,-")
    return named or None


@lru_cache(maxsize=16384)
def table_title(line: str) -> str | None:
    """The compact title where ``line`` reads like the title of a table (ends in 表), else ``None``."""
    text = _candidate(line)
    if text is None or len(text) <= _SHORTEST or "," in text:
        return None
    return text if title_pattern("table_word").search(text) else None


def title_of(lines: Sequence[str], scheme: str = Scheme.ANY) -> tuple[str, StatementLayout] | None:
    """The title among ``lines`` (nearest last) that names a statement, and which.

    Lines that end in 表 come before mere headings.
    """
    found = nearest_title(lines)
    if found is None:
        return _heading_of(lines, scheme)
    layout = layout_of(found, scheme)
    return (found, layout) if layout is not None else None


def _heading_of(lines: Sequence[str], scheme: str) -> tuple[str, StatementLayout] | None:
    """The nearest heading without 表 that names a statement, and which."""
    for line in reversed(lines[-_HEADING_LINES:]):
        heading = _candidate(line)
        if heading is None or not _reads_like_heading(heading):
            continue
        layout = layout_of(heading, scheme)
        if layout is not None:
            return heading, layout
    return None


def _reads_like_heading(text: str) -> bool:
    return len(text) <= _MAX_HEADING and not set(",:") & set(text) and text.endswith(heading_ends())


def best_title(lines: Sequence[str]) -> str | None:
    """The title nearest the grid, else the heading that names a statement."""
    own = nearest_title(lines)
    if own is not None:
        return own
    heading = _heading_of(lines, Scheme.ANY)
    return heading[0] if heading is not None else None


def nearest_title(lines: Sequence[str]) -> str | None:
    """The line nearest the grid that reads like a table's own title, passing over a cover's 部门预算公开表."""
    for line in reversed(lines):
        title = table_title(line)
        if title is not None and _is_own_title(title, line):
            return title
    return None


def sheet_title(name: str) -> str:
    """A workbook's sheet name as a title: short names leave 表 out, long ones are cut off."""
    whole = name + "表"
    return whole if not table_title(name) and title_of([whole]) is not None else name


def _is_own_title(title: str, line: str) -> bool:
    """Not a heading over all tables (部门预算公开表), and not only the number of a form (财决01-1表)."""
    if title_pattern("generic").match(title):
        return False
    return not is_meta(compact(line)) or any(layout.names(title) for layout in statements())


def unwrapped(lines: Sequence[str]) -> list[str]:
    """``lines`` with a title that was broken over two lines joined again."""
    out: list[str] = []
    for line in lines:
        whole = _rejoined(out[-1], line) if out else None
        if whole is not None:
            out[-1] = whole
        else:
            out.append(line)
    return out


def _rejoined(first: str, second: str) -> str | None:
    """One title of two lines, the second shorter, where neither is one alone or the first is left open."""
    if _is_left_open(first, second) or _is_begun(first, second):
        return first.rstrip() + second.strip()
    rest = compact(second)
    if len(rest) >= len(compact(first)) or not title_pattern("table_word").search(rest):
        return None
    if table_title(first) or title_of([second]) is not None:
        return None
    whole = first.rstrip() + second.strip()
    return whole if title_of([whole]) is not None else None


def _is_left_open(first: str, second: str) -> bool:
    """Whether a line with the number of a form is no title before the second is, or a bracket it opens closes there.

    The whole must be a title, and each part without the other none or a plainer one.
    """
    head, rest = compact(first), compact(second)
    if len(rest) >= len(head) or table_title(first) or is_meta(head) or title_of([head + rest]) is None:
        return False
    if _open_brackets(head) == 1 and _open_brackets(rest) == -1:
        return True
    is_numbered = title_pattern("prefix").match(head) is not None and not head.endswith(heading_ends())
    return is_numbered and bool(_LIST_OPEN.search(head)) and table_title(second) is not None


def _is_begun(first: str, second: str) -> bool:
    """Whether a line says what money a table is of, and the next one, plainer alone, that it is a table."""
    head, rest = compact(first), compact(second)
    if title_pattern("title_begun").search(head) is None or table_title(second) is None or is_meta(head):
        return False
    whole, alone = title_of([head + rest]), title_of([rest])
    return whole is not None and alone is not None and whole[1].id != alone[1].id


def _open_brackets(text: str) -> int:
    return text.count("(") - text.count(")")


def layout_of(title: str, scheme: str) -> StatementLayout | None:
    """The first entry of statements.toml that ``title`` names, for what the grid classifies by."""
    named = (layout for layout in statements() if layout.names(title))
    return next((layout for layout in named if layout.scheme & {Scheme.ANY, scheme}), None)


@lru_cache(maxsize=16384)
def is_meta(text: str) -> bool:
    """Whether a compact line only says whose table, which unit, which number."""
    if title_pattern("meta").match(text):
        return True
    if len(text) >= _MAX_META or "预算数" in text or "合计" in text:
        return False
    return unit_in(text) is not None


def unit_rejoined(lines: Sequence[str]) -> list[str]:
    """``lines`` with a unit of money that was broken within its word (单位：万 above 元) joined again."""
    out: list[str] = []
    for line in lines:
        if out and _is_rest_of_unit(compact(out[-1]), compact(line)):
            out[-1] = out[-1].rstrip() + line.strip()
        else:
            out.append(line)
    return out


def _is_rest_of_unit(first: str, rest: str) -> bool:
    """Whether the last character of ``first`` and ``rest`` are the word for another unit than ``rest`` alone."""
    if len(rest) != 1 or unit_in(rest) is None or unit_in(first + rest) is None:
        return False
    return unit_in(first[-1:] + rest) not in {None, unit_in(rest)}


@lru_cache(maxsize=16384)
def is_note(text: str) -> bool:
    """Whether a compact line is a note under a table."""
    return bool(title_pattern("note").match(text))


@lru_cache(maxsize=16384)
def unit_in(text: str) -> str | None:
    """The money unit a compact line states (`pipelines.model.units`)."""
    found = title_pattern("unit").search(text)
    if found is None:
        return None
    return unit_of(next(filter(None, found.groups())))
