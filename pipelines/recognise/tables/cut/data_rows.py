"""Rows of figures, and rows that only number the columns."""

from __future__ import annotations

import re

from pipelines.layouts.tables import column_role, row_role, strip_numbering
from pipelines.model.amounts import is_dash, is_figure
from pipelines.model.document import DOUBT
from pipelines.recognise.codes import plain_code, scheme_of, split_code
from pipelines.recognise.model import Row
from pipelines.recognise.tables.row_texts import is_sum

CODE_HEADERS = frozenset({"类", "款", "项"})
_INDEX_CELL = re.compile(
    r"^(栏次|行次|档次|序号|编号|\*+|-+|[一二三四五六七八九十]|[A-Z]|\d{1,2}([=+\-*/×]\(?\d{1,2}\)?)*\)?)$"
)
_INDEX_NAME = re.compile(r"^(栏次$|行次$|档次$|\*\*)")
_FIRST_NUMBER = re.compile(r"^\d+")
_LABELS = 3  # columns a code may stand in
_ONLY_YEAR = re.compile(r"20\d\d")


def is_index_row(row: Row) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3, ** 1 2, 1=2+3), be one of the numbers in doubt."""
    printed = [text.removeprefix(DOUBT) for text in row.own_texts]
    found = [text for text in printed if text and text not in CODE_HEADERS]
    if len(found) < 2 or not all(_INDEX_CELL.match(text) for text in found):
        return False
    return any(_INDEX_NAME.match(text) for text in found) or _count_up(found)


def _count_up(found: list[str]) -> bool:
    """Whether the numbers rise from 1 or 2 without large gaps."""
    numbers = [int(number.group()) for text in found if (number := _FIRST_NUMBER.match(text))]
    if len(numbers) < 2 or numbers != sorted(set(numbers)):
        return False
    first, last = numbers[0], numbers[-1]
    return first <= 2 and last - first <= 2 * len(numbers)


def is_data(row: Row) -> bool:
    """Whether a row carries figures, codes or the label of a row of figures."""
    if is_index_row(row):
        return False
    own = row.own_texts
    filled = list(filter(None, own))
    if not filled:
        return False
    return _prints_figures(filled) or _is_label(filled, len(own)) or _prints_dashes(filled)


def _prints_dashes(filled: list[str]) -> bool:
    """Whether a name stands beside dashes for its figures; no header names nothing but dashes."""
    names = [text for text in filled if not is_dash(text)]
    return 0 < len(names) < len(filled) and not any(column_role((name,)) for name in names)


def _prints_figures(filled: list[str]) -> bool:
    """Whether a cell holds a figure, or one of the first a code; classes as columns beside 类 款 项 are none."""
    names_code_parts = sum(text in CODE_HEADERS for text in filled) > 1
    for position, text in enumerate(filled):
        is_code = _is_whole_code(text)
        if is_code and names_code_parts:
            continue
        if position < _LABELS and (is_code or _begins_with_code(text)):
            return True
        if _is_figure(text):
            return True
    return False


def _is_whole_code(text: str) -> bool:
    code = plain_code(text)
    return code is not None and scheme_of(code) is not None


def _begins_with_code(text: str) -> bool:
    """Whether a cell prints a code and a name; 2025-预算数 heads a column of that year."""
    code = split_code(text)[0]
    return code is not None and not _ONLY_YEAR.fullmatch(code)


def _is_figure(text: str) -> bool:
    """Whether a cell prints an amount and no year; a figure that could not be read for certain is one."""
    if text.startswith(DOUBT):
        return True
    return is_figure(text) and not _ONLY_YEAR.fullmatch(text)


def _is_label(filled: list[str], cells: int) -> bool:
    """Whether a row without figures is labelled like a row of figures: numbered, or a total."""
    numbering, rest = strip_numbering(filled[0])
    if not rest or column_role((filled[0],)):
        return False
    if numbering and len(filled) <= max(2, cells // 2 + 1):
        return True
    return all(map(is_sum, filled)) or (len(filled) == 1 and row_role(rest) is not None)
