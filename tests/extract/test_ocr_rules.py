"""Ruled lines of a page picture: those that are drawn and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.geometry.lattice import Rulings
from pipelines.extract.ocr import available
from pipelines.extract.ocr.picture import SCALE, Gray
from pipelines.extract.ocr.ruled import ruled_tables
from pipelines.extract.ocr.rules import find_rules
from pipelines.extract.ocr.sides import closed
from scripts.scans.spoil import jpeg
from tests.kit.samples.pdf_sheet import font

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")

WIDTH, HEIGHT = 595.0, 842.0


def picture(path: Path, draw: Callable[[Canvas], None]) -> Image.Image:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    draw(canvas)
    canvas.save()
    with pypdfium2.PdfDocument(path) as document:
        image: Image.Image = document[0].render(scale=SCALE).to_pil().convert("L")
    return image


def pixels(image: Image.Image) -> Gray:
    return np.asarray(image, dtype=np.uint8)


def ruled(canvas: Canvas, xs: list[float], ys: list[float], wide: float, grey: float = 0.0) -> None:
    canvas.setLineWidth(wide)
    canvas.setStrokeGray(grey)
    for x in xs:
        canvas.line(x, HEIGHT - ys[0], x, HEIGHT - ys[-1])
    for y in ys:
        canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)


def lattice(image: Image.Image) -> tuple[list[float], list[float], int]:
    """Where the rules of the one table of a picture lie, in points, and how many cells it has."""
    (table,) = ruled_tables(find_rules(pixels(image), SCALE), SCALE)
    return [x / SCALE for x in table.xs], [y / SCALE for y in table.ys], len(table.cells)


def test_strokes_and_the_fringe_of_jpeg_are_no_rules(tmp_path: Path) -> None:
    """目, 单, 信 and 1 nearly reach from rule to rule in rows of 13 points, and JPEG fills what is left."""
    xs, ys = [50.0, 130.0, 330.0, 430.0, 540.0], [60.0 + 13 * n for n in range(51)]

    def draw(canvas: Canvas) -> None:
        ruled(canvas, xs, ys, 0.6)
        for n in range(50):
            canvas.setFont(font(), 10 if n < 3 else 9.5)
            for x, text in zip(xs, ("2210201", "项目单位信息机关目信", "1,111.11", "项目单信"), strict=False):
                for shift in (0.0, 0.4) if n < 3 else (0.0,):  # the first rows are bold
                    canvas.drawString(x + 3 + shift, HEIGHT - ys[n] - 10, text)

    clean = picture(tmp_path / "a.pdf", draw)
    for image in (clean, jpeg(clean, 75), jpeg(clean, 50)):
        found_xs, found_ys, cells = lattice(image)
        assert found_xs == pytest.approx(xs, abs=0.5)
        assert found_ys == pytest.approx(ys, abs=0.5)
        assert cells == 50 * 4


def test_a_rule_covers_what_crosses_it(tmp_path: Path) -> None:
    """67 low rows, grey rules a point wide, small print right against them: a tenth of a rule down is crossings."""
    xs, ys = [40.0 + 73 * n for n in range(8)], [38.0 + 11.4 * n for n in range(68)]

    def draw(canvas: Canvas) -> None:
        ruled(canvas, xs, ys, 1.0, 190 / 255)
        canvas.setFont(font(), 5)
        for y in ys[:-1]:
            for x in xs[1:]:
                canvas.drawRightString(x - 0.8, HEIGHT - y - 7.5, "11,234,567.18")

    found_xs, found_ys, cells = lattice(jpeg(picture(tmp_path / "a.pdf", draw), 75))
    assert found_xs == pytest.approx(xs, abs=0.5)
    assert found_ys == pytest.approx(ys, abs=0.5)
    assert cells == 67 * 7


def test_a_line_of_small_print_is_no_thick_rule(tmp_path: Path) -> None:
    xs, ys = [40.0, 300.0, 550.0], [100.0, 120.0, 140.0, 160.0]

    def draw(canvas: Canvas) -> None:
        ruled(canvas, xs, ys, 0.6)
        canvas.setFont(font(), 4.5)
        for y in ys[:-1]:
            canvas.drawString(44, HEIGHT - y - 12, "机关事业单位基本养老保险缴费支出" * 3)

    assert lattice(jpeg(picture(tmp_path / "a.pdf", draw), 75))[1] == pytest.approx(ys, abs=0.5)


@pytest.mark.parametrize("grey", [0.0, 0.5, 0.75, 0.85])
def test_thin_grey_rules_in_grain(tmp_path: Path, grey: float) -> None:
    """A picture is smoothed along its rules: one of them thinner than a pixel is still there."""
    xs, ys = [40.0, 200.0, 300.0, 550.0], [100.0 + 15 * n for n in range(20)]
    image = picture(tmp_path / "a.pdf", lambda canvas: ruled(canvas, xs, ys, 0.7, grey))
    grain = np.random.default_rng(1).normal(0, 9, (image.height, image.width))
    noisy = np.clip(np.asarray(image, dtype=np.float64) + grain, 0, 255).astype(np.uint8)
    found_xs, found_ys, cells = lattice(Image.fromarray(noisy))
    assert found_xs == pytest.approx(xs, abs=1)
    assert found_ys == pytest.approx(ys, abs=1)
    assert cells == 19 * 3


def test_a_short_rule_between_two_heads_is_one(tmp_path: Path) -> None:
    """It stands in one row only, as strokes of characters do, with print on both sides, but it reaches both rules."""
    xs, ys = [40.0, 200.0, 400.0], [100.0, 115.0, 130.0, 145.0]

    def draw(canvas: Canvas) -> None:
        ruled(canvas, xs, ys, 0.6)
        canvas.line(300, HEIGHT - 115, 300, HEIGHT - 130)
        canvas.setFont(font(), 9)
        canvas.drawRightString(297, HEIGHT - 126, "1,234.00")
        canvas.drawString(306, HEIGHT - 126, "基本")

    found_xs, _, cells = lattice(jpeg(picture(tmp_path / "a.pdf", draw), 75))
    assert found_xs == pytest.approx([40, 200, 300, 400], abs=0.5)
    assert cells == 7


ACROSS = [(y, 50.0, 400.0) for y in (100.0, 120.0, 140.0, 160.0)]
DOWN = [(x, 100.0, 160.0) for x in (50.0, 150.0, 250.0, 400.0)]


@pytest.mark.parametrize("missing", range(4))
@pytest.mark.parametrize("across", [True, False])
def test_a_side_that_nobody_drew(missing: int, across: bool) -> None:
    rules = Rulings(
        [rule for n, rule in enumerate(ACROSS) if not across or n != missing],
        [rule for n, rule in enumerate(DOWN) if across or n != missing],
    )
    out = closed(rules)
    supplied = (out.horizontal if across else out.vertical)[len(rules.horizontal if across else rules.vertical) :]
    if missing in (1, 2):
        assert supplied == []  # that would be a wider cell, not a side
        return
    at = (ACROSS if across else DOWN)[missing][0]
    assert {rule[0] for rule in supplied} == {at}
    ends = (50.0, 400.0) if across else (100.0, 160.0)
    assert (min(rule[1] for rule in supplied), max(rule[2] for rule in supplied)) == ends


def test_rules_that_nothing_crosses_get_no_sides() -> None:
    """A table of three rules across has no cells for want of sides."""
    out = closed(Rulings(ACROSS[:3], []))
    assert out.vertical == []


def test_two_tables_are_not_joined() -> None:
    """Their left sides are missing and lie at one place: each gets its own."""
    lower = [(y + 200, a, b) for y, a, b in ACROSS]
    out = closed(Rulings([*ACROSS, *lower], [*DOWN[1:], *((x, a + 200, b + 200) for x, a, b in DOWN[1:])]))
    supplied = sorted(rule[1:] for rule in out.vertical[6:])
    assert supplied == [(100, 120), (120, 140), (140, 160), (300, 320), (320, 340), (340, 360)]


def test_a_rule_that_a_stamp_hides_goes_on() -> None:
    """Its halves end nowhere."""
    halves = [half for y, a, b in ACROSS for half in ((y, a, 180.0), (y, 220.0, b))]
    out = closed(Rulings(halves, DOWN))
    assert out.vertical == DOWN
    assert out.horizontal[len(halves) :] == [(y, 180.0, 220.0) for y, _, _ in ACROSS]


def test_two_tables_side_by_side_stay_two() -> None:
    """Their rules end at their sides."""
    halves = [half for y, a, b in ACROSS for half in ((y, a, 150.0), (y, 180.0, b))]
    sides = [*DOWN, (180.0, 100.0, 160.0)]
    assert closed(Rulings(halves, sides)) == Rulings(halves, sides)


def test_a_wider_cell_is_not_crossed() -> None:
    """The rule between the first two rows stops at a rule down and goes on from the next."""
    across = [ACROSS[0], (120.0, 50.0, 150.0), (120.0, 200.0, 400.0), *ACROSS[2:]]
    down = [*DOWN[:2], (200.0, 100.0, 160.0), *DOWN[2:]]
    assert closed(Rulings(across, down)) == Rulings(across, down)
