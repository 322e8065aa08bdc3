"""Headers of tables without rules: columns without a figure, groups over several columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.pdf.headers import bounds, over, with_empty_columns

COLUMNS = [(0.0, 40.0), (60.0, 100.0), (130.0, 160.0), (190.0, 220.0)]


def test_a_header_without_figures_below_is_a_column() -> None:
    words = [(5.0, 35.0), (70.0, 90.0), (125.0, 155.0), (165.0, 180.0), (185.0, 215.0), (230.0, 260.0)]
    assert with_empty_columns(COLUMNS, words) == [*COLUMNS[:3], (165.0, 180.0), COLUMNS[3], (230.0, 260.0)]


def test_a_header_beside_its_figures_is_no_column_of_its_own() -> None:
    words = [(5.0, 35.0), (70.0, 90.0), (110.0, 128.0), (170.0, 188.0)]
    assert with_empty_columns(COLUMNS, words) == COLUMNS
    assert over(COLUMNS, words) == [(0, 1), (1, 1), (2, 1), (3, 1)]


def test_two_groups_over_all_columns() -> None:
    assert over(COLUMNS, [(40.0, 60.0), (165.0, 185.0)], whole=True) == [(0, 2), (2, 2)]


def test_a_group_beside_columns_of_another_row() -> None:
    assert over(COLUMNS, [(168.0, 182.0)]) == [(2, 2)]


def test_boundaries_lie_in_the_white() -> None:
    assert bounds(COLUMNS) == [0.0, 50.0, 115.0, 175.0, 220.0]


edge = st.floats(0, 500, allow_nan=False)
spans = st.lists(st.tuples(edge, edge).map(sorted).map(tuple), min_size=1, max_size=8).map(sorted)


@given(columns=spans, words=spans, whole=st.booleans())
def test_every_word_has_columns_of_its_own_in_order(columns: list, words: list, whole: bool) -> None:  # type: ignore[type-arg]
    every = with_empty_columns(columns, words)
    assert len(every) >= max(len(columns), min(len(words), len(every)))
    places = over(every, words, whole)
    assert len(places) == len(words)
    ends = [start + size for start, size in places]
    assert all(end <= start for end, (start, _) in zip(ends, places[1:], strict=False))
    assert ends[-1] <= len(every)
