"""Rows of indicators: put under their columns, joined where a page cut them, turned into fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.layouts.forms import pattern
from pipelines.model.form_words import Field, IndicatorRole
from pipelines.model.text import compact
from pipelines.recognise.forms.model import Fields, Line, printed
from pipelines.recognise.forms.performance.columns import Columns
from pipelines.recognise.forms.performance.headers import WORD
from pipelines.recognise.forms.performance.levels import Levels, is_first, is_second, levels
from pipelines.recognise.forms.performance.model import Indicator
from pipelines.recognise.forms.targets import parse_target

_PLAIN_NUMBER = re.compile(r"\d+(\.\d+)?")
_GLUED = re.compile(r"^(?P<first>.{2,6}?指标)(?P<second>.{2,8}?指标)(?P<name>.+)$", re.DOTALL)
_FROM_THE_LEFT = (
    IndicatorRole.LEVEL_1,
    IndicatorRole.LEVEL_2,
    IndicatorRole.LEVEL_3,
    IndicatorRole.DESCRIPTION,
    IndicatorRole.TARGET,
    IndicatorRole.BASIS,
)
# what only a row of its own prints
_OWN = frozenset(
    {
        IndicatorRole.TARGET,
        IndicatorRole.OPERATOR,
        IndicatorRole.WEIGHT,
        IndicatorRole.SCORE,
        IndicatorRole.LEVEL_1,
    }
)
_TELLING = 4  # characters of a second level that is never the beginning of a name (数量, 质量 are)
_ONLY_TARGET = {IndicatorRole.TARGET}


def indicator(line: Line, columns: Columns[IndicatorRole], *, opens_grid: bool) -> Indicator | None:
    """The row as printed, or ``None`` where it holds nothing but blanks in the columns of indicators."""
    cells = columns.cells(line)
    texts = {role: "" if columns.is_header(line, cell) else cell.text for role, cell in cells.items()}
    row = _shifted(Indicator(line, cells, texts, opens_grid))
    return row if row.own_texts() else None


def _shifted(row: Indicator) -> Indicator:
    """Text exports drop an empty cell at the left: the first level then stands under the label of the block."""
    level_1 = row.cells.get(IndicatorRole.LEVEL_1)
    if row.line.grid.method != "text" or level_1 is None or is_first(row.text(IndicatorRole.LEVEL_1)):
        return row
    left = [cell for cell in row.line.filled if cell.col < level_1.col]
    if not left or not is_first(left[-1].text):
        return row
    moved = [cell for cell in row.line.cells if cell.col >= left[-1].col]
    order = [role for role in _FROM_THE_LEFT if role in row.cells]
    cells = dict(zip(order, moved, strict=False))
    texts = {role: cell.text for role, cell in cells.items()}
    return replace(row, cells={**row.cells, **cells}, texts={**row.texts, **texts})


def has_levels(line: Line, columns: Columns[IndicatorRole]) -> bool:
    """Whether a row without a header above it is an indicator of a form like the one before, by its level words."""
    if line.grid.cols != columns.grid.cols:
        return False
    texts = {role: cell.text for role, cell in columns.cells(line).items()}
    return is_first(texts.get(IndicatorRole.LEVEL_1, "")) and is_second(texts.get(IndicatorRole.LEVEL_2, ""))


def joins_previous(row: Indicator) -> bool:
    """The rest of a row cut by a page: the first row of a grid without a target of its own, or with nothing else."""
    own = row.own_texts()
    return row.opens_grid and bool(own) and (_OWN.isdisjoint(own) or own.keys() == _ONLY_TARGET)


def indicator_fields(rows: Sequence[Indicator]) -> list[Fields]:
    """The fields of every row; none where it is a row of the form's template."""
    filled = zip(rows, levels(rows), strict=True)
    return [{} if _is_template(row) else _fields(row, known) for row, known in filled]


def _is_template(row: Indicator) -> bool:
    """A row without content: neither its name (指标1：) nor its target says anything."""
    name = pattern("template", "strip").sub("", row.words(IndicatorRole.LEVEL_3))
    target = compact(row.text(IndicatorRole.TARGET))
    return all(map(pattern("template", "name").match, (name, target)))


def _fields(row: Indicator, known: Levels) -> Fields:
    name = row.words(IndicatorRole.LEVEL_3)
    if not known.level_1 and not known.level_2:
        known, name = _unglued(name, known)
    operator, unit = row.text(IndicatorRole.OPERATOR), row.text(IndicatorRole.TARGET_UNIT)
    target = parse_target(row.text(IndicatorRole.TARGET), operator, unit, name)
    return printed(
        {
            Field.LEVEL_1: known.level_1,
            Field.LEVEL_2: known.level_2,
            Field.LEVEL_3: name,
            Field.ACTIVITY: known.activity,
            Field.DESCRIPTION: row.words(IndicatorRole.DESCRIPTION),
            Field.OPERATOR: target.operator,
            Field.TARGET_VALUE: None if target.value is None else str(target.value),
            Field.TARGET_UNIT: target.unit,
            Field.TARGET_TEXT: target.text,
            Field.ACTUAL_TEXT: row.words(IndicatorRole.ACTUAL),
            Field.BASIS: row.words(IndicatorRole.BASIS),
            Field.WEIGHT: _number(row.text(IndicatorRole.WEIGHT)),
            Field.SCORE: _number(row.text(IndicatorRole.SCORE)),
        }
    )


def _number(text: str) -> str | None:
    plain = compact(text)
    return plain if _PLAIN_NUMBER.fullmatch(plain) else None


def _unglued(name: str, known: Levels) -> tuple[Levels, str]:
    """``产出指标数量指标参保人数``: all three levels printed in one cell."""
    found = _GLUED.match(name)
    if found is not None and is_first(found["first"]) and is_second(found["second"]):
        return Levels(found["first"], found["second"], known.activity), found["name"].strip()
    return _loosely_unglued(name, known)


def _loosely_unglued(name: str, known: Levels) -> tuple[Levels, str]:
    """The same where the second level leaves 指标 out: a word of its own (服务对象满意度), none that begins names."""
    first, word, rest = name.partition(WORD)
    second = pattern("levels", "second").match(rest)
    if not word or not is_first(first + word) or second is None or second.end() < _TELLING or second.end() == len(rest):
        return known, name
    return Levels(first + word, second.group(), known.activity), rest[second.end() :].strip()
