"""How far a figure is vouched for, from the equations it stands in: every combination a table can be in."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.reconcile.assurance import table_standing, with_assurance

Cell = tuple[str, bool, bool, bool]  # line, inside its table, held, an equality


def judged(*cells: Cell) -> pl.DataFrame:
    return pl.DataFrame(
        [{"line_id": line, "inside": inside, "held": held, "equal": equal, "short": False, "document_id": "d",
          "part_no": 1, "table_no": 1} for line, inside, held, equal in cells]
    )  # fmt: skip


def standing(*cells: Cell) -> tuple[bool, bool, bool]:
    row = table_standing(judged(*cells)).row(0, named=True)
    return row["foots"], row["agrees"], row["disputed"]


WHOLE = pl.DataFrame(schema={"document_id": pl.String, "part_no": pl.Int64, "table_no": pl.Int64})
INSIDE_HOLDS, INSIDE_FAILS = ("a", True, True, True), ("b", True, False, True)
OUTSIDE_HOLDS, OUTSIDE_FAILS = ("a", False, True, True), ("a", False, False, True)
WITHIN = ("a", False, True, False)  # at most what another statement prints


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([INSIDE_HOLDS], (True, False, False)),
        ([INSIDE_HOLDS, INSIDE_FAILS], (False, False, False)),  # one equation of its own fails: the table does not foot
        ([INSIDE_FAILS], (False, False, False)),
        ([OUTSIDE_HOLDS], (False, True, False)),  # nothing inside it was evaluated
        ([OUTSIDE_FAILS], (False, False, True)),
        ([INSIDE_HOLDS, OUTSIDE_HOLDS], (True, True, False)),
        ([INSIDE_HOLDS, OUTSIDE_FAILS], (True, False, True)),
        ([INSIDE_HOLDS, WITHIN], (True, False, False)),  # an inequality prints no figure twice
    ],
)
def test_what_a_table_stands_for(cells: list[Cell], expected: tuple[bool, bool, bool]) -> None:
    assert standing(*cells) == expected


def assurance(*cells: Cell, in_part: pl.DataFrame = WHOLE) -> dict[str, str]:
    facts = pl.DataFrame(
        {"line_id": ["a", "b", "c"], "document_id": ["d"] * 3, "part_no": [1] * 3, "table_no": [1, 1, 2],
         "assurance": ["unchecked"] * 3}
    )  # fmt: skip
    return dict(with_assurance(facts, judged(*cells), in_part).select("line_id", "assurance").iter_rows())


def test_a_figure_of_a_table_that_foots_is_consistent_and_proven_where_another_prints_the_same() -> None:
    assert assurance(INSIDE_HOLDS) == {"a": "consistent", "b": "unchecked", "c": "unchecked"}
    assert assurance(INSIDE_HOLDS, OUTSIDE_HOLDS) == {"a": "proven", "b": "unchecked", "c": "unchecked"}
    assert assurance(OUTSIDE_HOLDS)["a"] == "unchecked"


def test_a_figure_in_an_equation_that_holds_is_not_vouched_for_by_a_table_that_does_not_foot() -> None:
    assert assurance(INSIDE_HOLDS, INSIDE_FAILS) == {"a": "unchecked", "b": "disputed", "c": "unchecked"}
    assert assurance(INSIDE_HOLDS, INSIDE_FAILS, OUTSIDE_HOLDS)["a"] == "unchecked"


def test_a_statement_another_contradicts_is_disputed_as_a_whole() -> None:
    assert assurance(INSIDE_HOLDS, OUTSIDE_FAILS) == {"a": "disputed", "b": "disputed", "c": "unchecked"}


def test_of_a_table_held_back_in_part_the_rest_foots_and_proves_nothing() -> None:
    partly = pl.DataFrame({"document_id": ["d"], "part_no": [1], "table_no": [1]})
    found = assurance(INSIDE_HOLDS, INSIDE_FAILS, OUTSIDE_HOLDS, in_part=partly)
    assert found == {"a": "consistent", "b": "disputed", "c": "unchecked"}


def test_a_table_that_does_not_show_all_its_rows_is_disputed_as_a_whole() -> None:
    short = judged(INSIDE_HOLDS, INSIDE_FAILS).with_columns(short=~pl.col("held"))
    assert table_standing(short).row(0, named=True)["disputed"]
