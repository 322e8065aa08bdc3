"""The same figures in many layouts and formats are read as what they are: every fact, and no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kit.variants.__main__ import mixed, single
from tests.kit.variants.check import outcome
from tests.kit.variants.document import build
from tests.kit.variants.shape import Shape
from tests.kit.variants.write import WRITERS

FORMATS = tuple(WRITERS)
UNRULED = {"none", "horizontal", "outer"}


def _cases() -> Iterator[tuple[str, Shape]]:
    """Every choice in one format each, in turn, and some shapes that differ in everything at once."""
    for n, shape in enumerate(s for s in single() if s.ruling not in UNRULED):
        yield FORMATS[n % len(FORMATS)], shape
    for n, shape in enumerate(s for s in mixed(36, seed=7) if s.ruling not in UNRULED):
        yield FORMATS[(n + 2) % len(FORMATS)], shape


@pytest.mark.parametrize(("kind", "shape"), _cases(), ids=lambda v: v if isinstance(v, str) else v.name() or "plain")
def test_what_is_printed_is_read(kind: str, shape: Shape) -> None:
    found = outcome(build(shape), kind)
    assert (found.other, found.missing, found.extra) == ([], [], [])


@pytest.mark.parametrize("ruling", sorted(UNRULED))
def test_a_budget_without_rules(ruling: str) -> None:
    found = outcome(build(Shape(ruling=ruling)), "pdf")
    assert (found.other, found.missing, found.extra) == ([], [], [])


def test_a_figure_that_is_not_printed_is_missed() -> None:
    """The check itself: a fact nobody printed is named."""
    variant = build(Shape())
    cell = next(c for row in variant.sheets[0].table.body for c in row if c is not None and c.fact)
    other = type(cell)("9.99", fact=cell.fact)
    for row in variant.sheets[0].table.body:
        row[:] = [other if c is cell else c for c in row]
    found = outcome(variant, "html")
    assert len(found.missing) == len(found.extra) == 1
