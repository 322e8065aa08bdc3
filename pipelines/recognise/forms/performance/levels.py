"""The levels of indicators, printed once for many rows: filled down, from the next page, or by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.layouts.forms import level_classes, pattern
from pipelines.model.form_words import IndicatorRole
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.performance.model import Indicator


@dataclass(frozen=True, slots=True)
class Levels:
    """What a row is about, from the widest."""

    level_1: str
    level_2: str
    activity: str


def is_first(text: str) -> bool:
    """Whether ``text`` is what first levels are called (产出指标)."""
    return pattern("levels", "first").match(compact(text)) is not None


def is_second(text: str) -> bool:
    """Whether ``text`` begins with what second levels are called (数量指标)."""
    return pattern("levels", "second").match(compact(text)) is not None


def levels(rows: Sequence[Indicator]) -> list[Levels]:
    """The levels of every row."""
    firsts = _filled(rows, IndicatorRole.LEVEL_1)
    seconds = _second_levels(rows)
    activities = _filled(rows, IndicatorRole.ACTIVITY)
    out: list[Levels] = []
    above = ""
    for row, first, second, activity in zip(rows, firsts, seconds, activities, strict=True):
        is_blank = IndicatorRole.LEVEL_1 in row.cells and not row.has(IndicatorRole.LEVEL_1)
        above = (_agreeing(first, second) or above) if is_blank else first
        out.append(Levels(above, second, activity))
    return out


def _agreeing(level_1: str, level_2: str) -> str:
    """A first level the form leaves blank: carried, unless the second level belongs to another one."""
    found = (level for level in level_classes() if level.words.takes(compact(level_2)))
    own = next(found, None)
    if own is None or (level_1 and own.first.search(compact(level_1))):
        return level_1
    return own.name


def _second_levels(rows: Sequence[Indicator]) -> list[str]:
    """Second levels, none of which is carried over into the next first level."""
    filled = _filled(rows, IndicatorRole.LEVEL_2)
    later = zip(rows[1:], filled[1:], strict=True)
    return [*filled[:1], *("" if _begins_first_level(row) else text for row, text in later)]


def _begins_first_level(row: Indicator) -> bool:
    """Whether a row prints a first level and no second one, not just because its page begins there."""
    has_first = row.own(IndicatorRole.LEVEL_1) is not None and row.has(IndicatorRole.LEVEL_1)
    return has_first and not row.has(IndicatorRole.LEVEL_2) and not row.opens_grid


def _filled(rows: Sequence[Indicator], role: IndicatorRole) -> list[str]:
    """The text of a level in every row: its own, that of the next page, or the one above."""
    out: list[str] = []
    for number, row in enumerate(rows):
        text = _clean(row.text(role))
        if not text and role in row.cells:
            text = _on_next_page(rows, number, role) or (out[-1] if out else "")
        out.append(text)
    return out


def _on_next_page(rows: Sequence[Indicator], number: int, role: IndicatorRole) -> str:
    """The text of a cell cut by the page, where it stands in the part on the next one."""
    grid = rows[number].line.grid
    if not _is_cut(rows, number, role):
        return ""
    following = next((row for row in rows[number + 1 :] if row.line.grid is not grid), None)
    if following is None or not following.opens_grid:
        return ""
    return _clean(following.text(role))


def _is_cut(rows: Sequence[Indicator], number: int, role: IndicatorRole) -> bool:
    """Whether a blank cell begins with this row and reaches the end of its page."""
    row = rows[number]
    cell, grid = row.cells[role], row.line.grid
    goes_on = number > 0 and rows[number - 1].cells.get(role) is cell
    if goes_on or row.opens_grid or grid.method == "text":
        return False
    return cell.row + cell.row_span >= grid.rows


def _clean(text: str) -> str:
    """A level without the score some forms print behind it."""
    return pattern("levels", "score_mark").sub("", join_wrapped(text)).strip()
