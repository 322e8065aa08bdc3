"""How the rows of a statement hang together: sides, blocks, units, codes of names, parents, leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipelines.model.flows import Flow
from pipelines.model.row_roles import SUMS, RowRole
from pipelines.model.statements import Statement
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.model import Entry, Headed, Line
from pipelines.recognise.tables.arrange.blocks import LaneKind, placed
from pipelines.recognise.tables.arrange.codes import parts_by_code, parts_by_unit_code, parts_of_repeated_codes
from pipelines.recognise.tables.arrange.departments import parts_of_departments
from pipelines.recognise.tables.arrange.groups import in_each, of_block, of_lane
from pipelines.recognise.tables.arrange.indents import parts_by_indent, parts_by_indented_sums
from pipelines.recognise.tables.arrange.missing import parts_by_missing_sums
from pipelines.recognise.tables.arrange.names import codes_of_names
from pipelines.recognise.tables.arrange.numbering import parts_by_numbering
from pipelines.recognise.tables.arrange.sides import lane_scheme, side
from pipelines.recognise.tables.arrange.totals import totals_of_side, totals_of_year
from pipelines.recognise.tables.arrange.units import (
    functions_named_by_headings,
    total_of_unit,
    units_named_by_headings,
    units_named_in_lists,
)
from pipelines.recognise.tables.columns.roles import lists_units

_PRINTED = frozenset({"printed", "filled"})
Kinds = Mapping[int, LaneKind]


def arrange(headed: Headed, entries: Sequence[Entry], book: CodeBook) -> list[Line]:
    """``entries`` of a table as lines, each with its block, its side and the line it is part of.

    1. Headings first: a unit they name parts the rows below it from those of other units, and blocks go by unit.
    2. Blocks next: everything later adds up, or nests, only inside one.
    3. Codes of names before parents: they nest rows like printed ones.  A unit that only a list of names tells is seen
       once the class below it is known, and makes a block of its own.
    4. Totals before parents: a total is no part of anything.
    5. Leaves last: they are the lines without parts.
    """
    kinds = {lane: _kind(headed, lane) for lane in sorted({entry.lane for entry in entries})}
    headings = [entry for lane in kinds for entry in _with_headings(entries, lane, book)]
    lines = placed(headings, kinds)
    coded = _with_codes_of_names(headed, lines, kinds, book)
    nested = in_each(of_block, coded, lambda members: _nested(members, kinds[members[0].lane].lists_units, book))
    return list(_with_leaves(nested))


def _kind(headed: Headed, lane: int) -> LaneKind:
    return LaneKind(side(headed, lane), lane_scheme(headed, lane), lists_units(headed.lane(lane)))


def _with_headings(entries: Sequence[Entry], lane: int, book: CodeBook) -> list[Entry]:
    of_lane = [entry for entry in entries if entry.lane == lane]
    return units_named_by_headings(functions_named_by_headings(of_lane, book))


def _with_codes_of_names(headed: Headed, lines: Sequence[Line], kinds: Kinds, book: CodeBook) -> list[Line]:
    """Rows of spending, and of a statement of revenue by function, with the codes their names stand for."""

    def resolved(members: Sequence[Line]) -> Sequence[Line]:
        scheme = _scheme_of_names(headed, kinds[members[0].lane])
        return codes_of_names(members, scheme, book) if scheme is not None else members

    def with_units(members: Sequence[Line]) -> Sequence[Line]:
        scheme = _scheme_of_names(headed, kinds[members[0].lane])
        return units_named_in_lists(members) if scheme is not None else members

    return in_each(of_lane, in_each(of_block, lines, resolved), with_units)


def _scheme_of_names(headed: Headed, kind: LaneKind) -> str | None:
    is_classified = kind.side == Flow.EXPENDITURE or headed.statement == Statement.REVENUE
    return kind.scheme if is_classified else None


def _nested(members: Sequence[Line], are_units: bool, book: CodeBook) -> Sequence[Line]:
    """The lines of one block with their roles among the others and the line each is part of."""
    totals = totals_of_side(totals_of_year(total_of_unit(members)))
    by_code = parts_of_departments(parts_by_unit_code(totals)) if are_units else parts_by_code(totals)
    prints_codes = are_units or any(line.origin in _PRINTED for line in members)
    by_number = by_code if prints_codes else parts_by_numbering(parts_by_missing_sums(by_code, book))
    with_parts = parts_of_row_above(by_number)
    by_repeated_code = parts_of_repeated_codes(with_parts)
    by_indent = parts_by_indent(by_repeated_code)
    return parts_by_indented_sums(parts_by_missing_sums(by_indent, book))


def parts_of_row_above(members: Sequence[Line]) -> list[Line]:
    """其中 rows as parts of the nearest row above that is none."""
    whole: Line | None = None
    out = []
    for line in members:
        if line.role != RowRole.OF_WHICH:
            whole = line
            out.append(line)
        else:
            out.append(line._replace(parent=whole.line_no if whole is not None else None))
    return out


def _with_leaves(lines: Sequence[Line]) -> Iterator[Line]:
    """``lines``, those that have parts (其中 aside) or are totals not leaves."""
    wholes = {line.parent for line in lines if line.role != RowRole.OF_WHICH}
    for line in lines:
        is_leaf = line.line_no not in wholes and line.role not in SUMS
        yield line if is_leaf else line._replace(is_leaf=False)
