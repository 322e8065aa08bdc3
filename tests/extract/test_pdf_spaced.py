"""Figures with space inside, and figures that stand beside one another."""

from __future__ import annotations

import pytest

from pipelines.extract.pdf.chars import Char
from pipelines.extract.pdf.lines import text_of


def _row(text: str, gap: float, step: float = 0.0, point: float = 2.5) -> list[Char]:
    """Ten-point characters with a ``gap`` after each (or at every ``step``) and twice a blank's width for a space."""
    out, x = [], 0.0
    for char in text:
        wide = point if char in ".," else 5.0
        if char != " ":
            out.append(Char(100.0, x, x + wide, 10.0, char))
        x += step or wide + (gap if char != " " else 0.0)
    return out


@pytest.mark.parametrize(
    ("chars", "text"),
    [
        (_row("862.72", 3.0), "862.72"),  # letter-spaced
        (_row("45.27", 0.0, step=14.0), "45.27"),  # one character a place
        (_row("-1,284.50", 4.0), "-1,284.50"),
    ],
)
def test_figure_set_wide_is_one_figure(chars: list[Char], text: str) -> None:
    assert text_of(chars) == text


def _parted(groups: list[str], white: float) -> list[Char]:
    out, x = [], 0.0
    for group in groups:
        row = [Char(100.0, c.x0 + x, c.x1 + x, 10.0, c.text) for c in _row(group, 0.0)]
        out += row
        x = row[-1].x1 + white
    return out


def test_thousands_parted_by_narrow_gaps() -> None:
    assert text_of(_parted(["8", "627", "200.00"], 2.6)) == "8\u2009627\u2009200.00"
    assert text_of(_parted(["8", "627", "200"], 2.6)) == "8\u2009627\u2009200"


@pytest.mark.parametrize(
    ("groups", "white"),
    [
        (["621", "800.00"], 12.0),  # two figures, a column apart
        (["621", "800"], 2.6),  # whole numbers: a code and its part look the same
        (["62.18", "28.41"], 2.6),
        (["1", "2", "3"], 20.0),
    ],
)
def test_figures_beside_one_another_stay_apart(groups: list[str], white: float) -> None:
    assert text_of(_parted(groups, white)) == " ".join(groups)
