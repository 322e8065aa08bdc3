"""A lattice that contradicts itself, figures on rules and large print are signs with places; a good page has none."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2", reason="the extra ocr is not installed")

import numpy as np

from pipelines.extract.ocr.layout import Layout
from pipelines.extract.ocr.ruled import RuledTable
from pipelines.extract.ocr.scans import Scans
from pipelines.extract.ocr.signs import DROPPED, EDGE, LATTICE, signs_of
from pipelines.extract.ocr.snippets import Ink, Snippet
from pipelines.extract.ocr.upright import Upright
from pipelines.model.document import DOUBT, Document
from pipelines.recognise.doubts import doubt_findings

SCALE, EM = 2.0, 20.0
XS, YS = [0, 200, 400, 600], [0, 40, 80, 120]


class _Flat:
    """An upright page: places stay where they are."""

    @staticmethod
    def box(x0: float, top: float, x1: float, bottom: float, scale: float) -> tuple[float, ...]:
        return x0 / scale, top / scale, x1 / scale, bottom / scale


def page(table: RuledTable, lines: dict[tuple[int, int, int, int], int], large: tuple = ()) -> Layout:  # type: ignore[type-arg]
    """A layout of one table; of each line the cell that holds it."""
    blank = np.zeros((4, 4), np.uint8)
    upright: Upright = _Flat()  # type: ignore[assignment]
    snippets = [Snippet(*place) for place in lines]
    return Layout(
        upright, blank, blank, Ink(blank, EM, list(large)), [table], snippets, [(0, c) for c in lines.values()]
    )


def grid(*, cut: bool = False) -> RuledTable:
    """Three rows of three cells; with ``cut`` a rule down at 300 in the second row only."""
    if not cut:
        return RuledTable(XS, YS, [(r, c, 1, 1) for r in range(3) for c in range(3)])
    xs = [0, 200, 300, 400, 600]
    whole = [(0, 0, 1, 1), (0, 1, 1, 2), (0, 3, 1, 1), (2, 0, 1, 1), (2, 1, 1, 2), (2, 3, 1, 1)]
    return RuledTable(xs, YS, [*whole, (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1), (1, 3, 1, 1)])


def test_a_page_that_was_read_well_has_none() -> None:
    layout = page(grid(), {(20, 50, 100, 70): 3, (240, 50, 392, 70): 4})
    assert signs_of(layout, ["行政运行", "1,234.00"], SCALE) == []


def test_a_rule_of_one_row_that_cuts_print() -> None:
    layout = page(grid(cut=True), {(240, 50, 296, 70): 7, (304, 50, 380, 70): 8})
    (sign,) = signs_of(layout, ["科目", "编码"], SCALE)
    assert (sign.kind, sign.box) == (LATTICE, (120, 25, 190, 35))


def test_a_rule_of_one_row_between_words_apart_is_none() -> None:
    layout = page(grid(cut=True), {(210, 50, 280, 70): 7, (310, 50, 380, 70): 8})
    assert signs_of(layout, ["科目", "编码"], SCALE) == []


@pytest.mark.parametrize(("text", "kinds"), [("567.0", [EDGE]), (DOUBT + "567.0", []), ("行政运行", [])])
def test_a_figure_that_ends_on_a_rule(text: str, kinds: list[str]) -> None:
    layout = page(grid(), {(300, 50, 400, 70): 4})
    assert [sign.kind for sign in signs_of(layout, [text], SCALE)] == kinds


def test_large_print_in_a_line_and_not_a_picture_alone() -> None:
    name = [(100 + 110 * n, 300, 200 + 110 * n, 400) for n in range(4)]
    assert [s.kind for s in signs_of(page(grid(), {}, tuple(name)), [], SCALE)] == [DROPPED]
    assert signs_of(page(grid(), {}, (name[0],)), [], SCALE) == []
    assert signs_of(page(grid(), {}, ((10, 10, 110, 110), (120, 10, 220, 110))), [], SCALE) == [], "inside a table"


def test_signs_are_findings_with_place_and_words() -> None:
    scans = Scans()
    scans.signs[3] = signs_of(page(grid(), {(300, 50, 400, 70): 4}), ["567.0"], SCALE)
    (found,) = doubt_findings(Document("test", doubts=scans.doubts()))
    assert (found.kind, found.page, found.box) == (EDGE, 3, (150, 25, 200, 35))
    assert "567.0" in found.message_zh
    assert "567.0" in found.message_en
