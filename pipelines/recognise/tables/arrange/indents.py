"""How blanks before row names nest the rows of a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from pipelines.model.amounts import Amount
from pipelines.model.row_roles import RowRole
from pipelines.recognise.model import Line

_MAY_HOLD = frozenset({RowRole.ITEM, RowRole.OPENING})


def parts_by_indent(members: Sequence[Line]) -> list[Line]:
    """Rows whose name is in no list, below the nearest row above that is indented less, where indent is level."""
    if not _indent_is_level(members):
        return list(members)
    return [
        line._replace(parent=_outer(line, members[:position])) if _is_unplaced(line) else line
        for position, line in enumerate(members)
    ]


def _indent_is_level(members: Sequence[Line]) -> bool:
    """Whether rows with codes of each length have one indent of their own, deeper for longer codes."""
    coded = [line for line in members if line.role == RowRole.ITEM]
    levels = sorted({(len(code), line.indent) for line in coded for code in line.codes.values()})
    if len(levels) < 2:
        return False
    return all(length < longer and indent < deeper for (length, indent), (longer, deeper) in pairwise(levels))


def _is_unplaced(line: Line) -> bool:
    return line.role == RowRole.ITEM and not line.codes and not line.numbering and line.parent is None


def _outer(line: Line, above: Sequence[Line]) -> int | None:
    items = (other for other in reversed(above) if other.role == RowRole.ITEM)
    return next((other.line_no for other in items if other.indent < line.indent), None)


def parts_by_indented_sums(members: Sequence[Line]) -> list[Line]:
    """Without codes and numbers, rows indented below a row are part of it where their figures add up to its own."""
    if any(line.codes or (line.numbering and line.role != RowRole.OF_WHICH) for line in members):
        return list(members)
    parents = _parents(members)
    return [line._replace(parent=parents[line.line_no]) if line.line_no in parents else line for line in members]


def _parents(members: Sequence[Line]) -> Mapping[int, int]:
    """Line -> the line it is part of."""
    parents: dict[int, int] = {}
    for position, head in enumerate(members):
        if head.role not in _MAY_HOLD or not head.figures:
            continue
        parts = _outermost(_inside(head, members[position + 1 :]))
        if _sum(parts, head) == head.figures[0].amount:
            parents |= {part.line_no: head.line_no for part in parts}
    return parents


def _inside(head: Line, below: Sequence[Line]) -> list[Line]:
    return list(takewhile(lambda line: line.indent > head.indent and line.role == RowRole.ITEM, below))


def _outermost(lines: Sequence[Line]) -> list[Line]:
    least = min((line.indent for line in lines), default=0)
    return [line for line in lines if line.indent == least]


def _sum(parts: Sequence[Line], head: Line) -> Amount | None:
    """The figures of ``parts`` in the first column ``head`` prints, with the decimals of the first."""
    column = head.figures[0].column
    amounts = [figure.amount for line in parts for figure in line.figures if figure.column is column]
    if not amounts:
        return None
    return Amount(sum((amount.value for amount in amounts), Decimal(0)), amounts[0].decimals)
