"""Rows read by their columns, and where columns stand."""

from __future__ import annotations

import pytest

from pipelines.model.document import Box, Cell
from pipelines.model.form_words import Field
from pipelines.recognise.forms.model import Edge, Place, RoleRow, first_filled, flag, head_path, held_at, printed
from tests.recognise.forms.printed import lines


def _row(text: str, at: int = 0) -> RoleRow[str]:
    line = lines(*text.split("\n"))[at]
    cells = {f"c{number}": cell for number, cell in enumerate(line.over) if cell is not None}
    return RoleRow(line, cells, {role: cell.text for role, cell in cells.items()})


def test_a_line_knows_its_cells() -> None:
    first, second = lines("甲||乙", "^|丙| ")
    assert [cell.text for cell in first.cells] == ["甲", "", "乙"]
    assert [cell.text for cell in first.filled] == ["甲", "乙"]
    assert [cell.text for cell in second.filled] == ["丙"]
    assert second.over[0] is first.cells[0]
    assert not second.begins(first.cells[0])
    assert second.begins(second.filled[0])
    assert second.place(second.filled[0]) == Place(1, 1, 1, 1)


def test_the_id_of_a_cell_is_grid_row_column() -> None:
    assert Place(9, 4, 2, 7).cell_id == "4-2-7"


def test_what_began_above_is_not_the_rows_own() -> None:
    row = _row("甲|乙\n^|丙", 1)
    assert row.text("c0") == "甲"
    assert row.own("c0") is None
    assert row.own("c1") is row.cells["c1"]
    assert row.own_texts() == {"c1": "丙"}
    assert row.own("c7") is None
    assert row.text("c7") == ""


def test_words_join_wrapped_lines() -> None:
    row = _row("机关⏎事业|  ")
    assert row.words("c0") == "机关事业"
    assert row.has("c0")
    assert not row.has("c1")
    assert not row.has("c7")


def test_the_rest_goes_behind_what_a_page_cut() -> None:
    whole = _row("社会保障⏎|1|").with_rest(_row("服务||3"))
    assert dict(whole.texts) == {"c0": "社会保障\n服务", "c1": "1", "c2": "3"}
    assert dict(_row("甲|1").with_rest(_row("乙|2\n^|3", 1)).texts) == {"c0": "甲", "c1": "1\n3"}


@pytest.mark.parametrize(("x", "covered"), [(97.9, False), (98, True), (150, True), (202, True), (202.1, False)])
def test_a_column_covers_a_little_more_than_its_width(x: float, covered: bool) -> None:
    assert Edge(100, 200, "a").covers(x) is covered


@pytest.mark.parametrize(
    ("x0", "x1", "same"),
    [(100, 200, True), (102.9, 197.1, True), (103, 200, False), (100, 203, False), (97, 200, False)],
)
def test_a_column_is_the_same_within_three_points(x0: float, x1: float, same: bool) -> None:
    assert Edge(100, 200, "a").is_of(Box(x0, 0, x1, 9)) is same


def test_a_head_spans_those_below_it_and_not_itself() -> None:
    whole, part, outside = Edge(100, 200, "a"), Edge(99, 201, "b"), Edge(98.9, 150, "c")
    assert whole.spans(part)
    assert not whole.spans(outside)
    assert not whole.spans(Edge(150, 201.1, "d"))
    assert not whole.spans(whole)


def test_the_middle_of_a_cell_says_which_column_it_is_in() -> None:
    edges = [Edge(0, 50, "left"), Edge(60, 100, "right")]
    assert held_at(edges, Box(40, 0, 62, 9)) == "left"
    assert held_at(edges, Box(40, 0, 90, 9)) == "right"
    assert held_at(edges, Box(100, 0, 120, 9)) is None
    assert held_at([], Box(0, 0, 9, 9)) is None


def test_the_first_filled_cell_of_a_role_counts() -> None:
    blank, first, second = Cell(0, 0, " "), Cell(0, 1, "甲"), Cell(0, 2, "乙")
    assert first_filled([("a", blank), ("a", first), ("a", second), ("b", blank)]) == {"a": first, "b": blank}


def test_heads_over_a_column() -> None:
    assert head_path(["", "资金来源", "资金来源", "合计"]) == "资金来源/合计"
    assert head_path(["", ""]) == ""


def test_fields_hold_something() -> None:
    assert printed({Field.NAME: "甲", Field.UNIT: "", Field.YEAR: None}) == {"name": "甲"}
    assert (flag([1]), flag(0)) == ("true", "false")
