"""Rows without codes that stand over coded rows and name a budget unit, a function or a class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from pipelines.layouts.tables import names_body
from pipelines.model.row_roles import TOTALS, RowRole
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.model import Entry, Line
from pipelines.recognise.tables.rows.adding_up import adds_up

_PRINTED = frozenset({"printed", "filled"})
_OF_UNIT = frozenset({RowRole.ITEM, RowRole.OF_WHICH})
_FIRST_BLOCK_OF_NAMED_UNITS = 1000  # above any number a block has by its lane and printed unit
_CLASS = 3
_FEWEST = 2  # units of a department


def functions_named_by_headings(rows: Sequence[Entry], book: CodeBook) -> list[Entry]:
    """In a column of units and functions, a name that stands for a beginning of the code below it is that function
    or class."""
    return [_with_named_code(row, below, book) for row, below in zip(rows, _coded_below(rows), strict=True)]


def _coded_below(rows: Sequence[Entry]) -> list[Entry | None]:
    """For each row the nearest row below that prints a code."""
    below: Entry | None = None
    out: list[Entry | None] = []
    for row in reversed(rows):
        out.append(below)
        if row.codes and row.origin != "from_name":
            below = row
    return out[::-1]


def _with_named_code(row: Entry, below: Entry | None, book: CodeBook) -> Entry:
    if below is None or not _may_head(row):
        return row
    codes = _beginnings_named(row.key, below.codes, book)
    return row._replace(codes=codes, origin="from_name") if codes else row


def _may_head(row: Entry) -> bool:
    """Whether a row of a column of units and functions can be the heading of those below it."""
    if not row.mixed or row.role != RowRole.ITEM:
        return False
    return bool(row.label and row.figures) and not row.codes and not row.numbering


def _beginnings_named(name: str, codes: Mapping[str, str], book: CodeBook) -> dict[str, str]:
    """The longest beginning of the first of ``codes`` that ``name`` stands for, by its scheme."""
    for scheme, code in codes.items():
        fitting = [candidate for candidate in book.candidates(scheme, name) if code.startswith(candidate)]
        if fitting:
            return {scheme: max(fitting, key=len)}
    return {}


def units_named_by_headings(rows: Sequence[Entry]) -> list[Entry]:
    """In a column of units and functions, a name that stands for no code is a unit: its figure is the unit's total,
    and the rows down to the next unit are the unit's.

    A unit right above another one is the department that holds it.
    """
    return list(_with_units(rows))


def _with_units(rows: Sequence[Entry]) -> Iterator[Entry]:
    coded_below = _coded_below(rows)
    unit: Entry | None = None
    for row, below, following, below_following in zip_longest(rows, coded_below, rows[1:], coded_below[1:]):
        if _may_head(row):
            holds_unit = following is not None and below_following is not None and _may_head(following)
            unit_code = row.unit_code if holds_unit or below is None else row.unit_code or below.unit_code
            heading = row._replace(role=RowRole.TOTAL, unit_code=unit_code, unit_name=row.label)
            unit = None if holds_unit else heading
            yield heading
        elif unit is not None and row.role in _OF_UNIT:
            yield row._replace(unit_code=row.unit_code or unit.unit_code, unit_name=unit.label)
        else:
            yield row


def units_named_in_lists(lines: Sequence[Line]) -> list[Line]:
    """In a list of names, a row that is named like a body, names no code and stands right above a class, or above what
    is no body either, is the budget unit the rows below belong to: its figure is the unit's total, and its rows add up
    among themselves.  A body above the first of them that they add up to is the department that holds them."""
    origins = {line.origin for line in lines}
    if "from_name" not in origins or origins & _PRINTED:
        return list(lines)
    return _with_department(list(_in_blocks_of_units(lines)))


def _with_department(lines: list[Line]) -> list[Line]:
    """``lines`` with the row right above the first unit as the total of all units, where they come to it."""
    first = next((at for at, line in enumerate(lines) if _is_head_of_unit(line)), 0)
    if not first or not _names_body_only(lines[first - 1]):
        return lines
    above = lines[first - 1]
    whole = above.figures[0]
    heads = [line for line in lines[first:] if _is_head_of_unit(line)]
    parts = [figure.amount for line in heads for figure in line.figures if figure.column is whole.column]
    if len(heads) < _FEWEST or not adds_up(whole.amount, parts):
        return lines
    return [*lines[: first - 1], above._replace(role=RowRole.TOTAL, unit_name=above.label), *lines[first:]]


def _is_head_of_unit(line: Line) -> bool:
    return line.role == RowRole.TOTAL and line.unit_name == line.label and line.block > _FIRST_BLOCK_OF_NAMED_UNITS


def _in_blocks_of_units(lines: Sequence[Line]) -> Iterator[Line]:
    unit: Line | None = None
    may_begin = True
    for line, below in zip_longest(lines, lines[1:]):
        is_unit = below is not None and _heads_rows(line, below, may_begin)
        if is_unit:
            unit = line
        may_begin = unit is not None or (may_begin and not line.codes)
        if unit is None or line.role not in _OF_UNIT | {RowRole.TOTAL}:
            yield line
            continue
        role = RowRole.TOTAL if is_unit else line.role
        yield line._replace(role=role, unit_name=unit.label, block=_block_of_unit(unit))


def _heads_rows(line: Line, below: Line, may_begin: bool) -> bool:
    """Whether a row without code and number that is named like a body stands right above a class or, at the top of
    the list or below another unit, above a row that is named like none; both with figures."""
    if not _names_body_only(line) or not below.figures:
        return False
    if any(len(code) == _CLASS for code in below.codes.values()):
        return True
    return may_begin and below.role == RowRole.ITEM and not names_body(below.key)


def _names_body_only(line: Line) -> bool:
    """Whether a row of figures is named like a body and has neither code nor number."""
    is_bare = line.role == RowRole.ITEM and not line.codes and not line.numbering
    return is_bare and bool(line.figures) and names_body(line.key)


def _block_of_unit(unit: Line) -> int:
    """The block of a unit that only its name tells is numbered by the line of that name."""
    return _FIRST_BLOCK_OF_NAMED_UNITS + unit.line_no


def total_of_unit(members: Sequence[Line]) -> list[Line]:
    """小计 of one unit's rows is that unit's total where it has no other."""
    subtotals = [line for line in members if is_bare_subtotal(line)]
    if len(subtotals) != 1 or not subtotals[0].unit_name or any(line.role in TOTALS for line in members):
        return list(members)
    return [line._replace(role=RowRole.TOTAL) if line is subtotals[0] else line for line in members]


def is_bare_subtotal(line: Line) -> bool:
    """Whether a row says 小计 and nothing else."""
    return line.role == RowRole.SUBTOTAL and line.key == "小计" and not line.codes
