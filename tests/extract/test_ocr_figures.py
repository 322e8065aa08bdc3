"""What may pass for a figure: structure, widths and neighbours, without any picture."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.ocr import available

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")
if available.is_available():
    from pipelines.extract.ocr.figures import plain_figure, structured
    from pipelines.extract.ocr.snippets import Snippet
    from pipelines.extract.ocr.torn import torn
    from pipelines.extract.ocr.widths import misfits


@pytest.mark.parametrize(
    ("read", "figure"),
    [
        ("1,184.55", "1,184.55"),
        ("１，１８４．５５", "1,184.55"),
        ("l,184.55", "1,184.55"),
        ("—45.60", "-45.60"),
        ("O.00", "0.00"),
    ],
)
def test_figures_and_their_look_alikes(read: str, figure: str) -> None:
    assert plain_figure(read) == figure


@pytest.mark.parametrize("text", ["行政运行", "2010301 行政运行", "—", "", "一、", "Io", "2026年"])
def test_what_is_no_figure(text: str) -> None:
    assert plain_figure(text) is None


@pytest.mark.parametrize(
    ("read", "figure"),
    [("7.062.80", "7,062.80"), ("7.062,80", "7,062.80"), ("0,00", "0.00"), ("1.234.567.8", "1,234,567.8")],
)
def test_marks_follow_from_the_groups(read: str, figure: str) -> None:
    assert structured(read) == figure


@pytest.mark.parametrize("text", ["7.062", "7,062", "1234.56", "12.34.56", "1,184.555", ".45.60"])
def test_marks_stay_where_the_groups_do_not_say(text: str) -> None:
    assert structured(text) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_figure_as_printed_stays_as_it_is(value: Decimal) -> None:
    text = f"{value:,.2f}"
    assert structured(text) == text
    assert plain_figure(text) == text


def width(text: str) -> int:
    """In a face with digits of 14 pixels and marks of 7."""
    return sum(14 if c.isdigit() else 7 for c in text) - 2


@given(st.lists(st.integers(0, 10**7).map(lambda v: f"{v / 100:,.2f}"), min_size=12, max_size=40), st.data())
def test_a_dropped_digit_shows_in_the_width(printed: list[str], data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, len(printed) - 1))
    read = list(printed)
    read[wrong] = read[wrong][1:] if read[wrong][1].isdigit() else read[wrong][:-1]
    found = misfits(read, [width(text) for text in printed])
    assert found is not None
    assert found[wrong]


def test_few_figures_say_nothing_about_widths() -> None:
    assert misfits(["1.00"] * 3, [40] * 3) is None


def line(x0: int, x1: int, top: int = 0) -> Snippet:
    return Snippet(x0, top, x1, top + 20)


def test_halves_of_a_figure_cut_by_a_false_rule() -> None:
    lines = [line(0, 80), line(84, 120), line(300, 380)]
    assert torn(lines, [(0, 0), (0, 1), (0, 2)], ["9,626.7", "7589", "12.00"], em=25) == {0, 1}


def test_two_figures_in_one_cell() -> None:
    lines = [line(0, 80), line(0, 80, 40)]
    assert torn(lines, [(0, 0), (0, 0)], ["1,184.55", "916.05"], em=25) == {0, 1}
    assert torn(lines, [(0, 0), (0, 0)], ["14,770", ".62"], em=25) == set()


@given(st.integers(0, 30), st.integers(-6, 6))
def test_a_row_that_is_not_quite_level_is_no_reason_for_doubt(top: int, slant: int) -> None:
    lines = [line(300, 380, top), line(0, 80, top + slant), line(84, 120, top + slant)]
    assert torn(lines, [(0, 0), (0, 1), (0, 2)], ["0.00", "204", "35"], em=25) == {1, 2}
    assert torn(lines[:2], [(0, 0), (0, 1)], ["0.00", "204"], em=25) == set()
