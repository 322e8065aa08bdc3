"""The picture of a grid: which rows it shows, where cells stand, which one is boxed."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from warehouse.output.grid_image import DrawnCell, draw_grid

GREY, RED, WHITE = (0x88, 0x88, 0x88), (0xD0, 0, 0), (255, 255, 255)
WIDE, HIGH, LEFT, TOP = 150, 60, 16, 56  # of a cell, and of the first one, in pixels


def picture(cells: list[DrawnCell], row: int, col: int) -> Image.Image:
    data, _ = draw_grid(cells, row, col, "title")
    return Image.open(io.BytesIO(data)).convert("RGB")


def grid(rows: int, cols: int) -> list[DrawnCell]:
    return [DrawnCell(r, c, 1, 1, "") for r in range(rows) for c in range(cols)]


def test_every_cell_has_its_place_and_the_asked_one_is_boxed() -> None:
    drawn = picture(grid(2, 3), 1, 2)
    assert drawn.size == (3 * WIDE + 2 * LEFT, (2 * 3 + 2) * 20 + 2 * LEFT)
    for row in range(2):
        for col in range(3):
            corner = drawn.getpixel((LEFT + col * WIDE, TOP + row * HIGH))
            assert corner in {GREY, RED}
    left, top = LEFT + 2 * WIDE, TOP + HIGH
    for x, y in ((left + 50, top), (left + 50, top + HIGH), (left, top + 30), (left + WIDE, top + 30)):
        assert drawn.getpixel((x, y)) == RED
    assert drawn.getpixel((LEFT + 50, TOP)) == GREY
    assert drawn.getpixel((left + 50, top + 30)) == WHITE


def test_a_merged_cell_covers_what_it_spans() -> None:
    cells = [DrawnCell(0, 0, 2, 2, ""), DrawnCell(0, 2, 1, 1, ""), DrawnCell(1, 2, 1, 1, "")]
    drawn = picture(cells, 0, 0)
    assert drawn.getpixel((LEFT + 2 * WIDE, TOP + 90)) == RED
    assert drawn.getpixel((LEFT + 100, TOP + 2 * HIGH)) == RED
    assert drawn.getpixel((LEFT + WIDE, TOP + 30)) == WHITE


@pytest.mark.parametrize(("row", "shown"), [(0, 13), (12, 25), (40, 3 + 25), (99, 3 + 13)])
def test_a_long_grid_shows_twelve_rows_around_and_three_of_the_head(row: int, shown: int) -> None:
    drawn = picture(grid(100, 1), row, 0)
    assert drawn.height == (shown * 3 + 2) * 20 + 2 * LEFT


def test_text_is_drawn_inside_its_cell_and_the_title_above() -> None:
    drawn = picture([DrawnCell(0, 0, 1, 1, "1234.50" * 40), DrawnCell(0, 1, 1, 1, "")], 0, 1)
    dark = [(x, y) for x in range(drawn.width) for y in range(drawn.height) if sum(drawn.getpixel((x, y))) < 150]
    inside = [(x, y) for x, y in dark if y > TOP]
    assert inside
    assert max(x for x, _ in inside) < LEFT + WIDE
    assert max(y for _, y in inside) <= TOP + HIGH
    assert any(y < TOP - 10 for _, y in dark)


def test_a_place_without_cell_is_drawn_without_box() -> None:
    drawn = picture(grid(1, 1), 0, 5)
    assert RED not in {colour for _, colour in drawn.getcolors(1 << 16) or []}
