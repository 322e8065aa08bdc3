"""The levels of indicators, printed once for many rows: filled down, from the next page, or by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice, pairwise

from pipelines.layouts.forms import level_classes, pattern
from pipelines.model.form_words import IndicatorRole
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.performance.headers import WORD
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
    has_firsts = _has_column(rows, IndicatorRole.LEVEL_1)
    for row, first, second, activity in zip(rows, firsts, seconds, activities, strict=True):
        is_blank = has_firsts and not row.has(IndicatorRole.LEVEL_1)
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
    has_column = _has_column(rows, role)
    whole = _cut_words(rows, role)
    boxed = _boxed_grids(rows, role)
    for number, row in enumerate(rows):
        text = _word(row, role, whole)
        if not text and has_column:
            text = _on_next_page(rows, number, role) or ("" if _is_blank_box(row, role, boxed) else _last(out))
        out.append(text)
    return out


def _has_column(rows: Sequence[Indicator], role: IndicatorRole) -> bool:
    """Whether the form has a column for a level; pages that draw no lines around its merged cells lack it."""
    return any(role in row.cells for row in rows)


def _word(row: Indicator, role: IndicatorRole, whole: Mapping[int, str]) -> str:
    cell = row.cells.get(role)
    return (whole.get(id(cell)) if cell is not None else None) or _clean(row.text(role))


def _last(out: Sequence[str]) -> str:
    return out[-1] if out else ""


def _cut_words(rows: Sequence[Indicator], role: IndicatorRole) -> dict[int, str]:
    """Level words that the end of a page cut (效益指 | 标), by the cells that hold their parts."""
    out: dict[int, str] = {}
    for before, row in pairwise(rows):
        first, rest = before.cells.get(role), row.own(role)
        if not row.opens_grid or first is None or rest is None or before.line.grid is row.line.grid:
            continue
        whole = _clean(before.text(role)) + _clean(row.text(role))
        if _is_cut_word(compact(before.text(role)), compact(row.text(role))):
            out |= {id(first): whole, id(rest): whole}
    return out


def _is_cut_word(first: str, rest: str) -> bool:
    """Whether two texts are a level only together."""
    if not first or not rest or first.endswith(WORD) or is_first(rest) or is_second(rest):
        return False
    return (
        rest.endswith(WORD[-1])
        and (first + rest).endswith(WORD)
        and (is_first(first + rest) or is_second(first + rest))
    )


def _boxed_grids(rows: Sequence[Indicator], role: IndicatorRole) -> Set[int]:
    """The grids whose second levels are merged over their rows: what is blank there is left blank."""
    if role is not IndicatorRole.LEVEL_2:
        return frozenset()
    return {
        row.line.grid.grid_no for row in rows if role in row.cells and row.has(role) and row.cells[role].row_span > 1
    }


def _is_blank_box(row: Indicator, role: IndicatorRole, boxed: Set[int]) -> bool:
    """Whether a second level is printed blank: a box of its own that begins with the row, where boxes are merged.

    Where the first level is blank beside it, the row goes on with both.
    """
    cell = row.cells.get(role)
    if cell is None or role is not IndicatorRole.LEVEL_2 or row.line.grid.method == "text":
        return False
    first = row.own(IndicatorRole.LEVEL_1)
    is_own = row.line.begins(cell) and not row.opens_grid and (first is None or bool(first.text.strip()))
    return is_own and (cell.row_span > 1 or row.line.grid.grid_no in boxed)


def _on_next_page(rows: Sequence[Indicator], number: int, role: IndicatorRole) -> str:
    """The text of a cell cut by the page, where it stands in the part on the next one."""
    grid = rows[number].line.grid
    if not _is_cut(rows, number, role):
        return ""
    following = next((row for row in islice(rows, number + 1, None) if row.line.grid is not grid), None)
    if following is None or not following.opens_grid:
        return ""
    return _clean(following.text(role))


def _is_cut(rows: Sequence[Indicator], number: int, role: IndicatorRole) -> bool:
    """Whether a blank cell begins with this row and reaches the end of its page."""
    row = rows[number]
    cell, grid = row.cells.get(role), row.line.grid
    if cell is None:
        return False
    goes_on = number > 0 and rows[number - 1].cells.get(role) is cell
    if goes_on or row.opens_grid or grid.method == "text":
        return False
    return cell.row + cell.row_span >= grid.rows


def _clean(text: str) -> str:
    """A level without the score some forms print behind it."""
    return pattern("levels", "score_mark").sub("", join_wrapped(text)).strip()
