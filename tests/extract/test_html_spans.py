"""Merged cells of web pages: the table model of the HTML standard (4.9.12.1), cell by cell."""

from __future__ import annotations

import pytest

from pipelines.extract.html.read import html_document
from tests.extract.test_html import shape


def cells(rows: str) -> list[tuple[int, int, int, int, str]]:
    return shape(html_document(f"<table>{rows}</table>").grids[0].cells)


def test_a_colspan_below_a_rowspan_begins_after_it() -> None:
    found = cells(
        "<tr><td rowspan=3>a</td><td>b</td><td>c</td></tr><tr><td colspan=2>d</td></tr><tr><td>e</td><td>f</td></tr>"
    )
    assert found == [
        (0, 0, 3, 1, "a"), (0, 1, 1, 1, "b"), (0, 2, 1, 1, "c"),
        (1, 1, 1, 2, "d"),
        (2, 1, 1, 1, "e"), (2, 2, 1, 1, "f"),
    ]  # fmt: skip


def test_a_cell_skips_every_place_taken_from_above() -> None:
    found = cells(
        "<tr><td>a</td><td rowspan=2>b</td><td rowspan=2 colspan=2>c</td><td>d</td></tr><tr><td>e</td><td>f</td></tr>"
    )
    assert found[-2:] == [(1, 0, 1, 1, "e"), (1, 4, 1, 1, "f")]


@pytest.mark.parametrize(
    ("span", "rows"), [("0", 2), ("9", 2), ("2", 2), ("1", 1), ("-3", 1), ("x", 1), ("", 1), (" 2 ", 2)]
)
def test_a_rowspan_ends_with_the_table_and_zero_is_all_of_it(span: str, rows: int) -> None:
    found = cells(f'<tr><td rowspan="{span}">a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>')
    assert found[0] == (0, 0, rows, 1, "a")
    assert (1, 1 if rows == 2 else 0, 1, 1, "c") in found


@pytest.mark.parametrize(("span", "cols"), [("3", 3), ("0", 1), ("x", 1), ("1000", 1000), ("1001", 1000)])
def test_a_colspan_is_at_most_a_thousand(span: str, cols: int) -> None:
    assert cells(f'<tr><td colspan="{span}">a</td><td>b</td></tr>') == [(0, 0, 1, cols, "a"), (0, cols, 1, 1, "b")]


def test_hidden_rows_and_cells_take_no_place() -> None:
    found = cells(
        "<tr style='display:none'><td>x</td></tr><tr><td>a</td><td hidden>y</td><td>b</td></tr><tr><td>c</td></tr>"
    )
    assert found == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c")]
