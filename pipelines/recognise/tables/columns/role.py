"""The role of a column: what its header names, checked against what its cells print."""

from __future__ import annotations

import re

from pipelines.layouts.tables import column_role
from pipelines.model.column_roles import ColumnRole
from pipelines.model.units import UNIT_PATTERN
from pipelines.recognise.model import Joined
from pipelines.recognise.tables.columns.content import figures_and_words, mostly_codes, prints_codes

UNIT = re.compile(rf"\((单位:)?(?:{UNIT_PATTERN})\)$")
_MAY_HEAD_FIGURES = frozenset(
    {
        ColumnRole.NAME,
        ColumnRole.NAME_FUNCTIONAL,
        ColumnRole.NAME_ECONOMIC,
        ColumnRole.UNIT_NAME,
        ColumnRole.UNIT_OR_NAME,
    }
)


def role_of_column(table: Joined, index: int, path: tuple[str, ...], width: int) -> str:
    """The role of a column of a table ``width`` columns wide; ``path`` are its compact header texts from above."""
    if not path:
        return _without_header(table, index, width)
    named = column_role(tuple(UNIT.sub("", text) or text for text in path))
    if named is not None and named not in _MAY_HEAD_FIGURES:
        return named
    figures, words = figures_and_words(table.body, index)
    if named is not None:
        return ColumnRole.AMOUNT if figures > words and not mostly_codes(table.body, index) else named
    if words <= figures:
        return ColumnRole.AMOUNT
    return ColumnRole.NAME if index == 0 else ColumnRole.NOTE


def _without_header(table: Joined, index: int, width: int) -> str:
    if prints_codes(table.body, index):
        return ColumnRole.CODE
    figures, words = figures_and_words(table.body, index)
    if not words:
        return ColumnRole.AMOUNT if figures else ColumnRole.NOTE
    return ColumnRole.NAME if index < width / 2 or _is_last_before_figures(table, index) else ColumnRole.NOTE


def _is_last_before_figures(table: Joined, index: int) -> bool:
    """Whether the first figures of the rows stand right of a column."""
    return [bool(figures_and_words(table.body, i)[0]) for i in range(index + 2)] == [*[False] * (index + 1), True]
