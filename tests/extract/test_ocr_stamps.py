"""Stamps are taken out of a picture in colour: made-up pages whose print is known pixel by pixel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2")

from pipelines.extract.ocr.layout import Layout, layout_of  # noqa: E402
from pipelines.extract.ocr.picture import grey  # noqa: E402
from pipelines.extract.ocr.torn import incomplete  # noqa: E402
from pipelines.extract.ocr.upright import straighten  # noqa: E402

SCALE = 200 / 72
RED, BLUE = (50, 45, 205), (200, 60, 40)  # blue, green, red
MIDDLE, RADIUS = (500, 400), 165
FIGURES = ("862.72", "62.18", "128.50", "45.27", "726.86", "86.00")


def _page() -> Any:
    """A ruled table of three columns and twelve rows, right-aligned figures in it, black on white."""
    page = np.full((900, 1100, 3), 255, np.uint8)
    for y in range(100, 101 + 12 * 50, 50):
        cv2.line(page, (100, y), (1000, y), (0, 0, 0), 2)
    for x in range(100, 1001, 300):
        cv2.line(page, (x, 100), (x, 700), (0, 0, 0), 2)
    for row in range(12):
        for column in range(3):
            at = (230 + 300 * column, 135 + 50 * row)
            cv2.putText(page, FIGURES[(row + column) % 6], at, cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2, cv2.LINE_AA)
    return page


def _ink(page: Any, pen: tuple[int, int, int]) -> Any:
    over = np.full_like(page, 255)
    cv2.circle(over, MIDDLE, RADIUS, pen, 11, cv2.LINE_AA)
    cv2.circle(over, MIDDLE, 45, pen, -1, cv2.LINE_AA)
    for turn in np.arange(-2.4, 2.5, 0.4):
        x, y = MIDDLE[0] + 120 * np.sin(turn), MIDDLE[1] - 120 * np.cos(turn)
        cv2.rectangle(over, (round(x) - 12, round(y) - 14), (round(x) + 12, round(y) + 14), pen, 4)
    return over


def _stamped(page: Any, pen: tuple[int, int, int] = RED, washed: float = 0.0) -> Any:
    """Print shows through the ink."""
    ink = _ink(page, pen).astype(np.float32) / 255
    return (page * (ink + (1 - ink) * washed)).astype(np.uint8)


def _covered(page: Any, pen: tuple[int, int, int] = RED) -> Any:
    """Print does not show through: a ring alone, as programs paint it."""
    out = page.copy()
    cv2.circle(out, MIDDLE, RADIUS, pen, 6)
    return out


def _plain(page: Any) -> Any:
    return cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)


def _jpeg(page: Any) -> Any:
    return cv2.imdecode(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 75])[1], cv2.IMREAD_COLOR)


@pytest.mark.parametrize("pen", [RED, BLUE])
@pytest.mark.parametrize("washed", [0.0, 0.4, 0.7])
@pytest.mark.parametrize("stored", [np.copy, _jpeg])
def test_ink_of_a_stamp_goes_and_print_under_it_stays(pen: Any, washed: float, stored: Any) -> None:
    page = _page()
    clean, hidden = grey(stored(_stamped(page, pen, washed)), SCALE)
    printed = _plain(page)
    assert not hidden.size
    assert np.percentile(clean[cv2.erode(printed, np.ones((9, 9))) == 255], 0.1) > 215  # paper
    assert np.percentile(clean[printed == 0], 99.5) < 128  # print
    ring = (np.hypot(*np.ogrid[-400:500, -500:600][::-1]) - RADIUS).__abs__() < 5
    before = _plain(stored(_stamped(page, pen, washed)))
    assert before[ring & (printed == 255)].mean() < clean[ring & (printed == 255)].mean() - 15


def test_the_lattice_under_a_stamp_is_that_of_the_page() -> None:
    page = _page()
    clean, _ = grey(_jpeg(_stamped(page)), SCALE)
    layout, truth = (layout_of(straighten(gray, SCALE), SCALE) for gray in (clean, _plain(page)))
    assert [len(table.cells) for table in truth.tables] == [36]
    assert [len(table.cells) for table in layout.tables] == [36]
    spoilt = layout_of(straighten(_plain(_jpeg(_stamped(page))), SCALE), SCALE)
    assert _extents(truth, layout) <= 2
    assert len(spoilt.lines) != 36 or _extents(truth, spoilt) > 10  # a piece of the stamp is taken for print


def _extents(one: Layout, other: Layout) -> int:
    """By how many pixels the lines of two layouts differ at most."""
    pairs = zip(one.lines, other.lines, strict=True)
    return max(max(abs(a.x0 - b.x0), abs(a.x1 - b.x1)) for a, b in pairs)


def test_ink_that_covers_is_told_and_rules_go_on_under_it() -> None:
    page = _page()
    clean, hidden = grey(_covered(page), SCALE)
    layout = layout_of(straighten(clean, SCALE), SCALE)
    assert [len(table.cells) for table in layout.tables] == [36]
    away = np.abs(np.hypot(*(hidden - np.array(MIDDLE)).T) - RADIUS)
    assert len(hidden) > 300 and away.max() < 6
    texts = ["862.72"] * len(layout.lines)
    inside = [i for i, place in enumerate(layout.owner) if place is not None]
    found = {layout.owner[i] for i in incomplete(layout, inside, texts, hidden)}
    rows = {(cell[1] // 3, cell[1] % 3) for cell in found if cell is not None}
    assert {(3, 1), (8, 1)} <= rows  # 530 to 615 across, 276 and 526 down: the ring passes at 609 and 606
    assert not {(0, 0), (0, 2), (5, 1), (5, 2), (11, 1)} & rows  # far from it, or within it
    assert incomplete(layout, inside, ["合计"] * len(layout.lines), hidden) == []
    assert incomplete(layout, inside, texts, None) == []


def test_colour_that_is_no_stamp_is_print() -> None:
    page = _page()
    cv2.rectangle(page, (102, 102), (398, 148), (200, 200, 255), -1)  # a shaded head
    cv2.rectangle(page, (402, 102), (460, 148), (60, 60, 220), -1)  # a small one, dark
    cv2.putText(page, "-128.50", (700, 185), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 230), 2, cv2.LINE_AA)
    cv2.putText(page, "862.72 862.72", (150, 60), cv2.FONT_HERSHEY_SIMPLEX, 2.4, (0, 0, 230), 6, cv2.LINE_AA)
    for y in range(740, 891, 50):
        cv2.line(page, (100, y), (1000, y), (220, 60, 60), 3)
    for x in range(100, 1001, 90):
        cv2.line(page, (x, 740), (x, 890), (220, 60, 60), 3)
    clean, hidden = grey(page, SCALE)
    assert np.array_equal(clean, _plain(page))
    assert not hidden.size


def test_a_picture_with_red_first_or_a_spare_channel_is_the_same() -> None:
    page = _stamped(_page())
    clean, _ = grey(page, SCALE)
    assert np.array_equal(grey(np.ascontiguousarray(page[:, :, ::-1]), SCALE, red_first=True)[0], clean)
    assert np.array_equal(grey(np.dstack([page, page[:, :, :1]]), SCALE)[0], clean)


def test_a_square_seal_goes() -> None:
    page = np.full((600, 600, 3), 255, np.uint8)
    cv2.rectangle(page, (200, 200), (350, 350), RED, 8)
    cv2.line(page, (230, 240), (320, 240), RED, 8)
    cv2.line(page, (275, 230), (275, 320), RED, 8)
    clean, _ = grey(page, SCALE)
    assert clean.min() > 240
    table = np.full((600, 600, 3), 255, np.uint8)
    cv2.rectangle(table, (100, 100), (500, 500), RED, 3)
    assert np.array_equal(grey(table, SCALE)[0], _plain(table))


def test_what_is_hidden_follows_a_page_that_was_turned() -> None:
    page = _page()
    turn = cv2.getRotationMatrix2D((550, 450), 1.0, 1.0)
    turned = cv2.warpAffine(_covered(page), turn, (1100, 900), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    clean, hidden = grey(turned, SCALE)
    layout = layout_of(straighten(clean, SCALE), SCALE)
    assert layout.upright.back is not None
    inside = [i for i, place in enumerate(layout.owner) if place is not None]
    found = incomplete(layout, inside, ["1"] * len(layout.lines), hidden)
    assert 3 <= len(found) <= 14
    flat = replace(layout.upright, back=None)
    assert flat.box(0, 0, 1, 1, 1.0).x0 == 0
