"""Titles, units and notes: the lines above and inside a grid that say what it is."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.layouts.tables import StatementLayout, heading_ends, statements, title_pattern
from pipelines.model.text import compact

_MAX_TITLE = 60


@lru_cache(maxsize=16384)
def _candidate(line: str) -> str | None:
    """A line as a title without its table number, ``None`` where it cannot be one."""
    text = compact(line)
    if not text or len(text) > _MAX_TITLE or "。" in text or ";" in text or title_pattern("contents_line").search(text):
        return None
    text = title_pattern("prefix").sub("", text)
    text = re.split(r"(?:编制)?(?:部门|单位|预算单位)(?:\(单位\))?(?:名称)?:|金额单位|单位:", text)[0]
    text = re.sub(r"^\(?20\d\d\)?(年度?)?", "", text).rstrip("([:,-")
    return text or None


@lru_cache(maxsize=16384)
def table_title(line: str) -> str | None:
    """The compact title where ``line`` reads like the title of a table (ends in 表), else ``None``."""
    text = _candidate(line)
    return text if text and title_pattern("table_word").search(text) and "," not in text and len(text) > 2 else None


def title_of(lines: list[str], scheme: str = "any") -> tuple[str, StatementLayout] | None:
    """The title among ``lines`` (nearest last) that names a statement, and which.

    Lines that end in 表 come before mere headings.
    """
    found = nearest_title(lines)
    if found:
        layout = layout_of(found, scheme)
        return (found, layout) if layout else None
    for line in reversed(lines[-3:]):
        heading = _candidate(line)
        if heading and len(heading) <= 24 and not set(",:") & set(heading) and heading.endswith(heading_ends()):
            layout = layout_of(heading, scheme)
            if layout:
                return heading, layout
    return None


def nearest_title(lines: list[str]) -> str | None:
    """The line nearest the grid that reads like a table's own title, passing over a cover's 部门预算公开表."""
    return next((t for line in reversed(lines) if (t := table_title(line)) and _is_own_title(t, line)), None)


def sheet_title(name: str) -> str:
    """A workbook's sheet name as a title: short names leave 表 out, long ones are cut off."""
    whole = name + "表"
    return whole if not table_title(name) and title_of([whole]) is not None else name


def _is_own_title(title: str, line: str) -> bool:
    """Not a heading over all tables (部门预算公开表), and not only the number of a form (财决01-1表)."""
    if title_pattern("generic").match(title):
        return False
    return not is_meta(compact(line)) or any(layout.names(title) for layout in statements())


def unwrapped(lines: list[str]) -> list[str]:
    """``lines`` with a title that was broken over two lines joined again."""
    out: list[str] = []
    for line in lines:
        if (
            out
            and title_pattern("table_word").search(compact(line))
            and not table_title(out[-1])
            and title_of([line]) is None
        ):
            whole = out[-1].rstrip() + line.strip()
            if len(compact(line)) < len(compact(out[-1])) and title_of([whole]) is not None:
                out[-1] = whole
                continue
        out.append(line)
    return out


def layout_of(title: str, scheme: str) -> StatementLayout | None:
    """The first entry of statements.toml that ``title`` names, for what the grid classifies by."""
    for layout in statements():
        if layout.names(title) and ("any" in layout.scheme or scheme in layout.scheme):
            return layout
    return None


@lru_cache(maxsize=16384)
def is_meta(text: str) -> bool:
    """Whether a compact line only says whose table, which unit, which number."""
    if title_pattern("meta").match(text):
        return True
    return unit_in(text) is not None and len(text) < 40 and "预算数" not in text and "合计" not in text


@lru_cache(maxsize=16384)
def is_note(text: str) -> bool:
    """Whether a compact line is a note under a table."""
    return bool(title_pattern("note").match(text))


@lru_cache(maxsize=16384)
def unit_in(text: str) -> str | None:
    """The money unit a compact line states (`pipelines.model.units`)."""
    found = title_pattern("unit").search(text)
    return (found.group(1) or found.group(2)) if found else None
