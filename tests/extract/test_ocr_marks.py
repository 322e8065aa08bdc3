"""Marks of ink are counted and measured alike, however many there are."""

from __future__ import annotations

import pytest

from pipelines.extract.ocr import available

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")
if available.is_available():
    import numpy as np

    from pipelines.extract.ocr.marks import marks_of
    from pipelines.extract.ocr.snippets import Ink, Snippet, pieces_outside


def test_what_touches_by_a_corner_is_one_mark() -> None:
    ink = np.zeros((9, 12), dtype=np.uint8)
    ink[1:4, 1:3] = ink[4, 3] = 255
    ink[6:8, 8:11] = 1
    marks = marks_of(ink)
    assert marks.stats[1:].tolist() == [[1, 1, 3, 4, 7], [8, 6, 3, 2, 6]]
    assert (marks.wide[1:].tolist(), marks.high[1:].tolist(), marks.area[1:].tolist()) == ([3, 3], [4, 2], [7, 6])
    assert marks.middles[2].tolist() == [9.0, 6.5]
    only = marks.pixels(np.array([False, False, True]))
    assert only.dtype == np.uint8
    assert (only == np.where(ink == 1, 255, 0)).all()


def test_a_page_that_is_all_dirt_has_more_marks_than_two_bytes_can_number() -> None:
    ink = np.zeros((800, 800), dtype=np.uint8)
    ink[::2, ::2] = 255
    marks = marks_of(ink)
    assert len(marks.stats) == 160_001
    assert set(marks.area[1:].tolist()) == {1}
    assert marks.labels[798, 798] == 160_000
    assert (marks.pixels(np.arange(160_001) > 0) == ink).all()


def test_print_outside_of_tables_is_found_where_it_stands() -> None:
    mask = np.zeros((400, 600), dtype=np.uint8)
    mask[50:70, 500:580:4] = mask[380:398, 100:112] = 255  # a word, and a page number near the foot
    mask[100:300, 50:550] = 255  # in a table
    assert pieces_outside(Ink(mask, 20.0), [(40, 90, 560, 310)]) == [
        Snippet(100, 380, 112, 398),
        Snippet(500, 50, 577, 70),
    ]
    assert pieces_outside(Ink(mask, 20.0), [(0, 0, 600, 400)]) == []
