"""A figure that the table cannot have meant is not offered as the one that should stand there."""

from __future__ import annotations

from pipelines.reconcile.diagnosis.cells import cell_edits
from pipelines.reconcile.diagnosis.model import MICRO, Cell, Equation, System

TABLE = ("d", 1, 1)


def system(*amounts: int) -> System:
    """A total and its parts, one equation: the first is the sum of the others."""
    cells = [
        Cell(
            f"l{n}", TABLE, "expenditure", n, "", "", (), "", 1, n, 1, 1, amount * MICRO, MICRO, 1, str(amount)
        )
        for n, amount in enumerate(amounts)
    ]  # fmt: skip
    terms = {n: 1 if n else -1 for n in range(len(amounts))}
    made = System(cells, [Equation("GEN-TOTAL", "合计", terms, 0, False, True, None, (0,), (("a",), ("a",)))])
    made.index()
    return made


def offered(one: System) -> dict[int, int]:
    """By cell, the figure (yuan) that would mend the sum."""
    residuals = one.residuals()
    return {
        number: (cell.amount + edit.changes[number]) // MICRO
        for number, cell in enumerate(one.cells)
        for edit in cell_edits(one, residuals, number, [0])
    }


def test_a_part_below_zero_is_not_offered_where_the_table_prints_none() -> None:
    assert offered(system(10, 2, 11)) == {0: 13, 2: 8}  # not -1 for the first part


def test_it_is_where_the_table_prints_figures_below_zero() -> None:
    assert offered(system(10, 1, 15, -4)) == {0: 12, 1: -1, 2: 13, 3: -6}


def test_a_lost_sign_is_no_absurd_figure() -> None:
    assert offered(system(10, 12, 1, 1)) == {0: 14, 1: 8}
    assert offered(system(10, 12, 2))[2] == -2


def test_nothing_far_beyond_the_largest_figure() -> None:
    parts = [3] * 700
    assert 0 not in offered(system(5, *parts))  # the total would be 2,100, where nothing above 5 is printed
    assert offered(system(50, *parts))[0] == 2100
