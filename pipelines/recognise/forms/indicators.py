"""Rows of indicators: levels filled down merged cells and over pages, targets read, rows cut by a page joined."""

from __future__ import annotations

import re

from pipelines.layouts.forms import level_classes, pattern
from pipelines.model.document import Cell
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.forms.columns import Columns
from pipelines.recognise.forms.model import Indicator, Line
from pipelines.recognise.forms.targets import parse_target

_LEVELS = ("activity", "level_1", "level_2")
_PLAIN_NUMBER = re.compile(r"\d+(\.\d+)?")
_GLUED = re.compile(r"^(?P<first>.{2,6}?指标)(?P<second>.{2,8}?指标)(?P<name>.+)$", re.DOTALL)


def indicator(line: Line, columns: Columns, opens_grid: bool) -> Indicator | None:
    """The row as printed, or ``None`` where it holds nothing but blanks in the columns of indicators."""
    cells = columns.cells(line)
    texts = {role: "" if columns.is_header(line, cell) else cell.text for role, cell in cells.items()}
    _shift_right(line, cells, texts)
    own = {r for r, c in cells.items() if c.row == line.row and c.text.strip()}
    if not own:
        return None
    return Indicator(line, cells, texts, opens_grid)


def _shift_right(line: Line, cells: dict[str, Cell], texts: dict[str, str]) -> None:
    """Text exports drop an empty cell at the left: the first level then stands under the label of the block."""
    if line.grid.method != "text" or "level_1" not in cells:
        return
    left = [c for c in line.cells if c.col < cells["level_1"].col and c.text.strip()]
    if not left or not _is_first(left[-1].text) or _is_first(texts["level_1"]):
        return
    row = [left[-1], *(c for c in line.cells if c.col > left[-1].col)]
    order = [r for r in ("level_1", "level_2", "level_3", "description", "target", "basis") if r in cells]
    for role, cell in zip(order, row, strict=False):
        cells[role], texts[role] = cell, cell.text


def _is_first(text: str) -> bool:
    return bool(pattern("levels", "first").match(compact(text)))


def has_levels(line: Line, columns: Columns) -> bool:
    """Whether a row without a header above it is an indicator of a form like the one before, by its level words."""
    cells = columns.cells(line) if line.grid.cols == columns.grid.cols else {}
    first, second = cells.get("level_1"), cells.get("level_2")
    return (
        first is not None
        and second is not None
        and _is_first(first.text)
        and bool(pattern("levels", "second").match(compact(second.text)))
    )


def joins_previous(row: Indicator) -> bool:
    """The rest of a row cut by a page: the first row of a grid, without a target and a name of its own."""
    has = {r for r, c in row.cells.items() if c.row == row.line.row and row.texts[r].strip()}
    return row.opens_grid and bool(has) and not has & {"target", "operator", "weight", "score", "level_1"}


def join(previous: Indicator, rest: Indicator) -> None:
    """Put the rest of a row back onto it."""
    for role, cell in rest.cells.items():
        if cell.row == rest.line.row and rest.texts[role].strip():
            before = previous.texts.get(role, "").rstrip()
            previous.texts[role] = f"{before}\n{rest.texts[role]}" if before else rest.texts[role]


def filled(rows: list[Indicator]) -> list[dict[str, str]]:
    """The fields of every row that has content; ``levels`` filled from above, from the next page or by their names."""
    resolved = {role: _levels(rows, role) for role in _LEVELS}
    out: list[dict[str, str]] = []
    above = ""
    for n, row in enumerate(rows):
        level_2, was_blank = resolved["level_2"][n], "level_1" in row.cells and not row.texts["level_1"].strip()
        level_1 = _agreeing(resolved["level_1"][n], level_2) if was_blank else resolved["level_1"][n]
        if was_blank and not level_1:
            level_1 = above
        above = level_1
        fields = _fields(row, level_1, level_2, resolved["activity"][n])
        out.append(fields)
    return out


def _levels(rows: list[Indicator], role: str) -> list[str]:
    out: list[str] = []
    for n, row in enumerate(rows):
        text = _clean(row.texts.get(role, ""))
        if text or role not in row.cells:
            out.append(text)
            continue
        cell, grid = row.cells[role], row.line.grid
        carried = out[-1] if out else ""
        first = row.opens_grid or (n > 0 and rows[n - 1].cells.get(role) is cell)
        following = _next_page(rows, n, role, cell)
        if grid.method != "text" and not first and cell.row + cell.row_span >= grid.rows and following:
            out.append(following)  # its text stands in the part of the cell on the next page
        else:
            out.append(carried)
    if role == "level_2":
        _drop_over(rows, out)
    return out


def _next_page(rows: list[Indicator], n: int, role: str, cell: Cell) -> str:
    for row in rows[n + 1 :]:
        if row.line.grid is not rows[n].line.grid:
            return _clean(row.texts.get(role, "")) if row.opens_grid else ""
    return ""


def _drop_over(rows: list[Indicator], out: list[str]) -> None:
    """A second level is not carried over into the next first level."""
    for n in range(1, len(rows)):
        first = rows[n].texts.get("level_1", "").strip()
        cell = rows[n].cells.get("level_1")
        begins = cell is not None and cell.row == rows[n].line.row and first
        if begins and not rows[n].texts.get("level_2", "").strip() and not rows[n].opens_grid:
            out[n] = ""


def _clean(text: str) -> str:
    return pattern("levels", "score_mark").sub("", join_wrapped(text)).strip()


def _agreeing(level_1: str, level_2: str) -> str:
    """A first level the form leaves blank: carried, unless the second level belongs to another one."""
    for one in level_classes():
        if one.words.takes(compact(level_2)):
            return level_1 if level_1 and one.first.search(compact(level_1)) else one.name
    return level_1


def _fields(row: Indicator, level_1: str, level_2: str, activity: str) -> dict[str, str]:
    """The row as raw fields; empty where it is a template row without content."""
    texts = row.texts
    name = join_wrapped(texts.get("level_3", "")).strip()
    target_text = texts.get("target", "")
    plain = pattern("template", "strip").sub("", name)
    if pattern("template", "name").match(plain) and pattern("template", "name").match(compact(target_text)):
        return {}
    if not level_1 and not level_2:
        level_1, level_2, name = _unglued(name)
    target = parse_target(target_text, texts.get("operator", ""), texts.get("target_unit", ""), name)
    weight = compact(texts.get("weight", ""))
    found = {
        "level_1": level_1,
        "level_2": level_2,
        "level_3": name,
        "activity": activity,
        "description": join_wrapped(texts.get("description", "")),
        "operator": target.operator,
        "target_value": None if target.value is None else str(target.value),
        "target_unit": target.unit,
        "target_text": target.text,
        "actual_text": join_wrapped(texts.get("actual", "")),
        "basis": join_wrapped(texts.get("basis", "")),
        "weight": weight if _PLAIN_NUMBER.fullmatch(weight) else None,
        "score": s if _PLAIN_NUMBER.fullmatch(s := compact(texts.get("score", ""))) else None,
    }
    return {k: v for k, v in found.items() if v}


def _unglued(name: str) -> tuple[str, str, str]:
    """``产出指标数量指标参保人数``: all three levels printed in one cell."""
    found = _GLUED.match(name)
    if found and _is_first(found["first"]) and pattern("levels", "second").match(found["second"]):
        return found["first"], found["second"], found["name"].strip()
    return "", "", name
