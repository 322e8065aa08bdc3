"""Rows that no code places: what their figures are missing from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from pipelines.model.row_roles import RowRole
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.model import Line
from pipelines.recognise.tables.rows.adding_up import adds_up

_SCHEMES_DEEPEST = (5, 3)  # digits of the codes rows are looked for below, the nearest first


def parts_by_missing_sums(members: Sequence[Line], book: CodeBook) -> list[Line]:
    """Rows without a code below a coded row that adds up only with them, as its parts.

    A name the list does not have, or a code that is misprinted, leaves such a row.  One that repeats name and figures
    of the row above it is the same account one level down.  Where the name stands for one code below that of the
    coded row, it gets it.
    """
    free = [line for line in members if _is_unplaced(line)]
    if not free or not any(line.codes for line in members):
        return list(members)
    parents = dict(_repeats(members))
    for length in _SCHEMES_DEEPEST:
        for position, head in enumerate(members):
            if any(len(code) == length for code in head.codes.values()):
                parents |= _missing_from(head, members[position + 1 :], length, parents)
    by_number = {line.line_no: line for line in members}
    return [_placed(line, by_number.get(parents.get(line.line_no, 0)), book) for line in members]


def _is_unplaced(line: Line) -> bool:
    """Whether a row of figures has neither code nor number, and is part of none."""
    is_named_only = line.role == RowRole.ITEM and not line.codes and not line.numbering
    return is_named_only and line.parent is None and bool(line.figures)


def _repeats(members: Sequence[Line]) -> Iterator[tuple[int, int]]:
    for above, line in pairwise(members):
        if _is_unplaced(above) and _is_unplaced(line) and line.key == above.key and _values(line) == _values(above):
            yield line.line_no, above.line_no


def _values(line: Line) -> list[object]:
    return [figure.amount for figure in line.figures]


def _missing_from(head: Line, below: Sequence[Line], length: int, parents: Mapping[int, int]) -> dict[int, int]:
    """The unplaced rows among those of ``head`` as its parts, where it adds up with them and not without."""
    own = list(takewhile(lambda line: not _closes(line, length), below))
    parts = [line for line in own if line.parent == head.line_no]
    free = [line for line in own if _is_unplaced(line) and line.line_no not in parents]
    if not free or not head.figures or not head.figures[0].value:  # nothing is missing from nothing
        return {}
    if _add_up(head, parts) or not _add_up(head, [*parts, *free]):
        return {}
    return {line.line_no: head.line_no for line in free}


def _closes(line: Line, length: int) -> bool:
    """Whether a row is none of those below a code of ``length`` digits: a number without a code opens a class."""
    if line.numbering and not line.codes:
        return True
    return line.role != RowRole.ITEM or any(len(code) <= length for code in line.codes.values())


def _add_up(head: Line, parts: Sequence[Line]) -> bool:
    whole = head.figures[0]
    amounts = [figure.amount for line in parts for figure in line.figures if figure.column is whole.column]
    return bool(amounts) and adds_up(whole.amount, amounts)


def _placed(line: Line, head: Line | None, book: CodeBook) -> Line:
    if head is None:
        return line
    placed = line._replace(parent=head.line_no)
    for scheme, code in head.codes.items():
        named = [one for one in book.candidates(scheme, line.key) if one.startswith(code) and len(one) == len(code) + 2]
        if len(named) == 1:
            return placed._replace(codes={scheme: named[0]}, origin="from_name")
    return placed
