"""Titles of performance forms on two lines."""

from __future__ import annotations

import pytest

from pipelines.model.document import Box, Paragraph
from pipelines.recognise.tables.cut.form_titles import with_whole_titles

FIRST = "宁远县粮库（宁远县储备粮库）设施改造项"


def _lines(first: str, second: str, *, gap: float = 6.0, shift: float = 0.0, size: float = 15.0) -> list[str]:
    """Two lines centred on one another, the second smaller by nothing."""
    wide, narrow = 8.0 * len(first), 8.0 * len(second)
    above = Box(300 - wide, 40, 300 + wide, 55)
    below = Box(300 - narrow + shift, 55 + gap, 300 + narrow + shift, 55 + gap + size)
    found = with_whole_titles([Paragraph(1, 1, first, above), Paragraph(2, 1, second, below)])
    return [paragraph.text for paragraph in found]


def test_a_name_broken_over_two_lines_is_one() -> None:
    assert _lines(FIRST, "目绩效目标表") == [FIRST + "目绩效目标表"]
    assert _lines("401002_宁远县粮食局东山分局_防汛仓库", "货架采购项目绩效目标表", size=18.0) == [
        "401002_宁远县粮食局东山分局_防汛仓库货架采购项目绩效目标表"
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("宁远县粮食局所属单位二〇二六年部门预算", "货架采购绩效目标表"),
        ("湖南省永州市宁远县粮食和物资储备局", "货架采购绩效目标表"),
        (FIRST, "项目支出绩效目标表"),
        (FIRST, "3、货架采购绩效目标表"),
        (FIRST, "货架采购预算明细表"),
        ("设施改造项", "目绩效目标表"),
    ],
)
def test_lines_of_their_own_stay_apart(first: str, second: str) -> None:
    assert _lines(first, second) == [first, second]


@pytest.mark.parametrize("place", [{"gap": 20.0}, {"shift": 30.0}, {"size": 30.0}])
def test_lines_that_stand_otherwise_stay_apart(place: dict[str, float]) -> None:
    assert _lines(FIRST, "目绩效目标表", **place) == [FIRST, "目绩效目标表"]


def test_lines_without_a_place_stay_apart() -> None:
    lines = [Paragraph(1, 1, FIRST), Paragraph(2, 1, "目绩效目标表")]
    assert with_whole_titles(lines) == lines
