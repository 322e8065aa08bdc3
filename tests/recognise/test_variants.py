"""The same figures in many layouts and formats are read as what they are: every fact, and no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kit.variants.__main__ import mixed, single
from tests.kit.variants.check import outcome
from tests.kit.variants.document import build
from tests.kit.variants.shape import UNRULED, Shape
from tests.kit.variants.verdict import Verdict, verdict
from tests.kit.variants.write import WRITERS

FORMATS = tuple(WRITERS)
MIXES = 6  # of each format, ruled PDFs and others


def _cases() -> Iterator[tuple[str, Shape]]:
    """Every choice in one format each, in turn; and in each format some shapes that differ in everything at once."""
    for n, shape in enumerate(single()):
        yield ("pdf" if shape.ruling in UNRULED else FORMATS[n % len(FORMATS)]), shape
    for seed, kind in enumerate(FORMATS):
        yield from ((kind, shape) for shape in mixed(MIXES, seed, ruling=("grid", "boxes")))
    yield from (("pdf", shape) for shape in mixed(MIXES, 61, ruling=UNRULED))


@pytest.mark.parametrize(("kind", "shape"), _cases(), ids=lambda v: v if isinstance(v, str) else v.name() or "plain")
def test_what_is_printed_is_read(kind: str, shape: Shape) -> None:
    found = outcome(build(shape), kind)
    assert (found.other, found.missing, found.extra) == ([], [], [])


@pytest.mark.parametrize(("kind", "shape"), zip(FORMATS, mixed(len(FORMATS), 62), strict=True), ids=FORMATS)
def test_figures_that_add_up_are_not_held_back(kind: str, shape: Shape) -> None:
    assert verdict(build(shape), kind)[0] == Verdict.RIGHT


def test_a_figure_that_is_not_printed_is_missed() -> None:
    """The check itself: a fact nobody printed is named."""
    variant = build(Shape())
    cell = next(c for row in variant.sheets[0].table.body for c in row if c is not None and c.fact)
    other = type(cell)("9.99", fact=cell.fact)
    for row in variant.sheets[0].table.body:
        row[:] = [other if c is cell else c for c in row]
    found = outcome(variant, "html")
    assert len(found.missing) == len(found.extra) == 1
