"""The codes of a lane, row by row: whole, split over 类 款 项, shortened, or left blank below the row above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from pipelines.model.column_roles import ColumnRole
from pipelines.model.schemes import Scheme
from pipelines.recognise.codes import plain_code, scheme_of, split_code
from pipelines.recognise.model import Column, Columns, Row
from pipelines.recognise.tables.columns.codes import code_groups
from pipelines.recognise.tables.row_texts import cell_at
from pipelines.recognise.tables.rows.cells import compact_text

_WHOLE = frozenset({ColumnRole.CODE, ColumnRole.CODE_FUNCTIONAL, ColumnRole.CODE_ECONOMIC, ColumnRole.CODE_GOVERNMENT})
_UNIT_LENGTHS = frozenset({4, 6, 8, 9})
_MERGED_LENGTHS = frozenset({5, 7})  # a whole code merged over 类 款 项
_CLASS = 3  # digits of a class
_STEP = 2  # digits of 款 and of 项


class RowCodes(NamedTuple):
    """The codes of a row by scheme, whether ``printed`` whole or ``filled`` from above, and the code of its unit."""

    codes: Mapping[str, str]
    origin: str | None
    unit: str | None


class _Code(NamedTuple):
    scheme: str | None  # None: of a budget unit
    digits: str
    origin: str


def codes_of_rows(rows: Sequence[Row], columns: Columns) -> list[RowCodes]:
    """The codes of each of ``rows`` in the code columns of one lane."""
    reader = _Reader(columns)
    return [reader.read(row) for row in rows]


class _Reader:
    """Reads the rows of one lane from above, remembering what rows below leave out."""

    def __init__(self, columns: Columns) -> None:
        self._whole = [column for column in columns if column.role in _WHOLE]
        self._groups = code_groups(columns)
        self._classes: dict[str, str] = {}  # by scheme
        self._parts: dict[int, list[str]] = {}  # by first column of a group

    def read(self, row: Row) -> RowCodes:
        """The codes of the next row."""
        found = [*self._whole_codes(row), *self._joined_codes(row)]
        classified = {code.scheme: code for code in found if code.scheme is not None}
        units = [code.digits for code in found if code.scheme is None]
        return RowCodes(
            codes={scheme: code.digits for scheme, code in classified.items()},
            origin=next((code.origin for code in reversed(found) if code.scheme is not None), None),
            unit=units[-1] if units else None,
        )

    def _whole_codes(self, row: Row) -> Iterator[_Code]:
        for column in self._whole:
            printed = _printed_code(row, column)
            if printed is None:
                continue
            digits, origin = self._completed(column.scheme or Scheme.FUNCTIONAL, printed)
            scheme = scheme_of(digits)
            if scheme is not None or len(digits) in _UNIT_LENGTHS:
                yield _Code(scheme, digits, origin)

    def _completed(self, scheme: str, printed: str) -> tuple[str, str]:
        """A bare two-digit child gets the class above it; a whole code is kept and its class remembered."""
        if len(printed) >= _CLASS:
            self._classes[scheme] = printed[:_CLASS]
            return printed, "printed"
        above = self._classes.get(scheme)
        return (printed, "printed") if above is None else (above + printed.zfill(_STEP), "filled")

    def _joined_codes(self, row: Row) -> Iterator[_Code]:
        for group in self._groups:
            code = self._joined(row, group)
            if code is not None:
                yield code

    def _joined(self, row: Row, group: Sequence[Column]) -> _Code | None:
        """The code of 类 款 项, those left blank before the last filled in from the row above."""
        scheme = group[0].scheme or Scheme.FUNCTIONAL
        texts = _own_texts(row, group)
        digits = [text if text.isdigit() else "" for text in texts]
        if len(digits[0]) in _MERGED_LENGTHS:
            return _Code(scheme, digits[0], "printed")
        filled = _filled(digits, self._parts.get(group[0].index, []))
        if filled is None:
            return None
        self._parts[group[0].index] = filled
        first, *rest = filled
        if len(first) != _CLASS or any(len(part) != _STEP for part in rest):
            return None
        is_printed = all(digits[: len(filled)])
        return _Code(scheme, "".join(filled), "printed" if is_printed else "filled")


def _printed_code(row: Row, column: Column) -> str | None:
    text = compact_text(row, column)
    return plain_code(text) or split_code(text)[0]


def _own_texts(row: Row, group: Sequence[Column]) -> list[str]:
    """The texts of 类 款 项, but of a cell merged over several only the first."""
    cells = [cell_at(row, column.index) for column in group]
    merged = [left is not None and cell is not None and left.place == cell.place for left, cell in pairwise(cells)]
    return [
        "" if repeats else compact_text(row, column) for column, repeats in zip(group, [False, *merged], strict=True)
    ]


def _filled(digits: Sequence[str], above: Sequence[str]) -> list[str] | None:
    """The parts of a code down to the last printed one, ``None`` where none is printed or one cannot be filled in."""
    depth = max((number for number, part in enumerate(digits, 1) if part), default=0)
    parts = [part or inherited for part, inherited in zip_longest(digits[:depth], above[:depth], fillvalue="")]
    if not depth or not all(parts):
        return None
    return [parts[0], *(part.zfill(_STEP) for part in parts[1:])]
