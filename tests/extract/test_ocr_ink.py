"""What of a page's ink is print: large print of covers, figures that stand against a rule; made-up pages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2")

from pipelines.extract.ocr.layout import Layout, layout_of  # noqa: E402
from pipelines.extract.ocr.torn import incomplete  # noqa: E402
from pipelines.extract.ocr.upright import straighten  # noqa: E402

SCALE = 200 / 72
FACE = cv2.FONT_HERSHEY_SIMPLEX


def _layout(page: Any) -> Layout:
    return layout_of(straighten(page, SCALE), SCALE)


def _paper(high: int = 900, wide: int = 1100) -> Any:
    return np.full((high, wide), 255, np.uint8)


def _cover() -> Any:
    """The year in print of 47 points and a character of three strokes beside it, over lines of 8 points."""
    page = _paper()
    cv2.putText(page, "2025", (150, 300), FACE, 6.0, 0, 12, cv2.LINE_AA)
    for y in (175, 232, 289):
        cv2.rectangle(page, (612, y), (732, y + 9), 0, -1)
    for n in range(6):
        cv2.putText(page, "862.72 and 128.50", (150, 450 + 60 * n), FACE, 0.8, 0, 2, cv2.LINE_AA)
    return page


def test_large_print_of_a_cover_is_one_line() -> None:
    layout = _layout(_cover())
    large = [line for line in layout.lines if line.top < 350]
    assert len(large) == 1
    assert large[0].x0 == pytest.approx(165, abs=15) and large[0].x1 == pytest.approx(733, abs=3)
    assert large[0].bottom - large[0].top == pytest.approx(127, abs=4)
    small = [line for line in layout.lines if line.top > 350]
    assert len(small) >= 6 and max(line.bottom - line.top for line in small) < 30


def test_what_is_larger_than_print_or_filled_is_none() -> None:
    page = _cover()
    cv2.circle(page, (900, 600), 165, 0, 11)  # a grey stamp, 119 points wide
    cv2.rectangle(page, (700, 700), (860, 860), 0, -1)  # a black square of 58 points
    layout = _layout(page)
    assert not [line for line in layout.lines if line.top > 350 and line.bottom - line.top > 60]


def _table(gap: int, height: float, thick: int = 3) -> tuple[Any, list[tuple[int, int]]]:
    """Figures right-aligned ``gap`` pixels before a rule, and from where to where the ink of each goes."""
    page, ends = _paper(), []
    for row in range(12):
        for column in range(3):
            ink = np.full((50, 250), 255, np.uint8)
            cv2.putText(ink, f"1,{200 + row}.{56 + column}8", (10, 35), FACE, height, 0, 2, cv2.LINE_AA)
            used = np.flatnonzero((ink < 128).any(axis=0))
            right = 400 + 300 * column - thick // 2 - gap
            x0 = right - (used[-1] - used[0])
            part = page[100 + 50 * row : 150 + 50 * row, x0 : right + 1]
            np.minimum(part, ink[:, used[0] : used[-1] + 1], out=part)
            ends.append((x0, right))
    for y in range(100, 701, 50):
        cv2.line(page, (100, y), (1000, y), 0, thick)
    for x in range(100, 1001, 300):
        cv2.line(page, (x, 100), (x, 700), 0, thick)
    return page, ends


def _bits(page: Any) -> Any:
    return np.where(page > 140, 255, 0).astype(np.uint8)


def _jpeg(page: Any) -> Any:
    return cv2.imdecode(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 75])[1], cv2.IMREAD_GRAYSCALE)


@pytest.mark.parametrize("stored", [_bits, _jpeg])
@pytest.mark.parametrize("height", [0.6, 0.9])
@pytest.mark.parametrize("gap", [1, 2, 4])
def test_a_figure_against_a_rule_is_whole(stored: Any, height: float, gap: int) -> None:
    page, ends = _table(gap, height)
    layout = _layout(stored(page))
    assert [len(table.cells) for table in layout.tables] == [36]
    lines = sorted(
        (place[1], line.x0, line.x1) for place, line in zip(layout.owner, layout.lines, strict=True) if place
    )
    assert [cell for cell, _, _ in lines] == list(range(36))
    for (_, x0, x1), (first, last) in zip(lines, ends, strict=True):
        assert abs(x0 - first) <= 2 and abs(x1 - 1 - last) <= (2 if gap == 1 else 1)
    assert not layout.cut


def test_a_figure_that_a_rule_runs_through_is_in_doubt() -> None:
    page, _ = _table(4, 0.9)
    page[403:448, 105:398] = 255
    cv2.putText(page, "1,862.72", (300, 435), FACE, 0.9, 0, 2, cv2.LINE_AA)  # its end is over the rule at 400
    layout = _layout(page)
    cut = {layout.owner[n] for n in layout.cut}
    row = (435 - 100) // 50
    assert {(0, 3 * row), (0, 3 * row + 1)} >= cut and cut
    inside = list(range(len(layout.lines)))
    assert set(incomplete(layout, inside, ["862.72"] * len(inside), None)) == layout.cut
    assert incomplete(layout, inside, ["合计"] * len(inside), None) == []


def test_specks_in_an_empty_cell_are_no_line() -> None:
    page, _ = _table(4, 0.9)
    page[403:448, 105:396] = 255
    for x, y in ((150, 420), (160, 425), (171, 418), (300, 440), (309, 430)):
        page[y : y + 2, x : x + 2] = 0  # 2 px, apart by less than a character
    layout = _layout(page)
    inside = sorted(place[1] for place in layout.owner if place is not None)
    assert inside == [cell for cell in range(36) if cell != 18]
