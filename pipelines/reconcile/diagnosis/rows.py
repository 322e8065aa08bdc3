"""Rows that are not printed, rows counted twice, and figures that changed places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from pipelines.reconcile.diagnosis.model import Cell, Edit, System, TableKey

SWAP_COST = 1.3
ROW_COST = 1.2  # short in several columns by the figures of one row
ONE_COLUMN_COST = 1.5  # short in one column only: any figure of it may be wrong as well


def _short_rows(system: System, failing: Collection[int]) -> dict[tuple[TableKey, int], list[int]]:
    """Failing sums by the row of their left side."""
    found: dict[tuple[TableKey, int], list[int]] = defaultdict(list)
    for e in sorted(failing):
        equation = system.equations[e]
        if equation.sums and equation.row is not None:
            found[equation.row].append(e)
    return found


def _elsewhere(system: System, residuals: list[int], failing: Collection[int], sums: list[int]) -> dict[int, int]:
    """Failing equations outside the sums that the same missing figure mends.

    It belongs beside one of the parts, or the other statement prints it and finds nothing here.
    """
    mended = {}
    for e in failing:
        if e in sums:
            continue
        for own in sums:
            shift = _beside(system, residuals, e, own) or _blank(system, residuals, e, own)
            if shift:
                mended[e] = shift
    return mended


def _beside(system: System, residuals: list[int], e: int, own: int) -> int:
    """What the row missing from the sum `own` adds to `e`, which holds one of its parts; 0 where that mends nothing."""
    equation, sums = system.equations[e], system.equations[own]
    for cell, coefficient in equation.terms.items():
        if cell in sums.terms and cell not in sums.left:
            shift = coefficient * residuals[own]
            if not equation.fails(residuals[e] + shift):
                return shift
    return 0


def _blank(system: System, residuals: list[int], e: int, own: int) -> int:
    """The same for an equation with another statement in which this table has no cell."""
    equation, sums = system.equations[e], system.equations[own]
    table = system.cells[sums.left[0]].table
    statement = system.cells[sums.left[0]].statement
    places = {system.cells[cell].table for cell in equation.terms}
    elsewhere = table in places or any(place[:2] != table[:2] for place in places)
    if elsewhere or statement not in equation.short(residuals[e]):
        return 0
    off = abs(residuals[e]) - abs(residuals[own])
    return -residuals[e] if abs(off) <= equation.tolerance + sums.tolerance else 0


def row_edits(
    system: System, residuals: list[int], failing: Collection[int], around: Collection[int]
) -> Iterator[Edit]:
    """A row that is not printed below each failing total, and rows there that are counted once too often.

    `around` are all failing equations of the document: the same row may be missed by other statements.
    """
    for (table, _), sums in _short_rows(system, failing).items():
        lacks = [residuals[e] for e in sums]
        place = system.equations[max(sums, key=lambda e: abs(residuals[e]))].left[0]
        if all(lack > 0 for lack in lacks):
            mends = {e: -residuals[e] for e in sums} | _elsewhere(system, residuals, around, sums)
            yield Edit("missing_row", place, {}, ROW_COST if len(mends) > 1 else ONE_COLUMN_COST, mends)
        elif all(lack < 0 for lack in lacks):
            yield from _doubled(system, residuals, table, sums)


def _doubled(system: System, residuals: list[int], table: TableKey, sums: list[int]) -> Iterator[Edit]:
    lines: dict[int, int] = defaultdict(int)
    for e in sums:
        for cell in system.equations[e].terms:
            too_much = cell not in system.equations[e].left and system.cells[cell].amount == -residuals[e]
            lines[system.cells[cell].line_no] += too_much
    for line, count in lines.items():
        if count == len(sums) > 1:
            row = system.of_row[(table, line)]
            yield Edit("extra_row", row[0], {cell: -system.cells[cell].amount for cell in row}, ROW_COST)


def moved_edits(system: System, residuals: list[int], failing: Collection[int]) -> Iterator[Edit]:
    """A figure that stands under one row in one statement and under another row in the other."""
    pairs: dict[tuple[str, int], list[int]] = defaultdict(list)
    for e in sorted(failing):
        if not system.equations[e].sums and system.equations[e].row is None:
            pairs[(system.equations[e].rule_id, abs(residuals[e]))].append(e)
    for (_, gap), members in pairs.items():
        if len(members) == 2 and sum(residuals[e] for e in members) == 0:
            mends = {e: -residuals[e] for e in members}
            for cell in sorted({cell for e in members for cell in system.equations[e].terms}):
                if abs(system.cells[cell].amount) == gap:
                    yield Edit("wrong_row", cell, {}, ROW_COST, mends)


def absent_edits(
    system: System, residuals: list[int], failing: Collection[int], around: Collection[int]
) -> Iterator[Edit]:
    """A row other statements print and one does not, though its own sums hold (its parts stand there alone).

    Of `around`, all that fails in the document, whatever lacks the same row of the same table is mended with it: an
    equality by its figure, a bound by whatever is enough for it.
    """
    alone = {e: cell for e in {*failing, *around} if (cell := _alone(system, e))}
    told = set()
    for e in sorted(set(failing) & alone.keys()):
        own = alone[e]
        for table in _lacking(system, residuals, e, own):
            if (table, own.code) in told:
                continue
            told.add((table, own.code))
            mends = {
                other: -residuals[other]
                for other, cell in sorted(alone.items())
                if cell.code == own.code and table in _lacking(system, residuals, other, cell)
            }
            above = [c for c in system.of_table[table] if own.code.startswith(system.cells[c].code)]
            place = max(above, key=lambda c: (len(system.cells[c].code), abs(system.cells[c].amount)))
            yield Edit("missing_row", place, {}, ROW_COST, mends)


def _alone(system: System, e: int) -> Cell | None:
    """The only cell of an equation between statements, where it has a code: the other side is blank."""
    terms = system.equations[e].terms
    cell = system.cells[next(iter(terms))]
    return cell if len(terms) == 1 and cell.code else None


def _lacking(system: System, residuals: list[int], e: int, own: Cell) -> list[TableKey]:
    """Tables of the same document that may lack the row of the one cell of an equation."""
    short = set(system.equations[e].short(residuals[e])) - {own.statement}
    return [
        table
        for table, cells in system.of_table.items()
        if table[:2] == own.table[:2]
        and system.cells[cells[0]].statement in short
        and any(own.code.startswith(system.cells[c].code) for c in cells)
    ]


def neighbours(system: System, cell: int) -> Iterator[tuple[int, str]]:
    """Cells printed next to a cell in its table: above, below, left, right."""
    own = system.cells[cell]
    for row in (-1, 1):
        other = system.at.get((own.table, own.grid_no, own.row_no + row, own.col_no))
        if other is not None:
            yield other, "adjacent_row"
    line = sorted(system.of_row[(own.table, own.line_no)], key=lambda c: system.cells[c].col_no)
    position = line.index(cell)
    for other in (*line[max(0, position - 1) : position], *line[position + 1 : position + 2]):
        yield other, "adjacent_column"


def swap_edits(system: System, failing: Collection[int]) -> Iterator[Edit]:
    """Two neighbouring figures in each other's place."""
    seen = set()
    for e in failing:
        for cell in system.equations[e].terms:
            for other, _ in neighbours(system, cell):
                pair = (min(cell, other), max(cell, other))
                gap = system.cells[other].amount - system.cells[cell].amount
                if gap and pair not in seen:
                    seen.add(pair)
                    yield Edit("swap", cell, {cell: gap, other: -gap}, SWAP_COST)
