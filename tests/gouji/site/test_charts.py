"""Charts as SVG: widths that add up, points where their values are."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from gouji.site.charts import line_chart, stacked_bar, verdict_bar


def rects(svg: str) -> list[tuple[str, float, float]]:
    return [
        (r.get("class", ""), float(r.get("x", "-1")), float(r.get("width", "-1"))) for r in ElementTree.fromstring(svg)
    ]


def test_a_bar_is_as_wide_as_its_shares() -> None:
    assert rects(stacked_bar([("pass", 30), ("rounding", 0), ("fail", 10)], width=160)) == [
        ("fill-pass", 0.0, 120.0),
        ("fill-fail", 120.0, 40.0),
    ]
    assert "<title>30</title>" in stacked_bar([("pass", 30)])
    assert "<title>1,000</title>" in stacked_bar([("pass", 1000)])


def test_what_counts_can_be_seen() -> None:
    (large, small) = rects(stacked_bar([("pass", 100_000), ("fail", 1)], width=160))
    assert small[2] == pytest.approx(2.0, abs=0.05)
    assert large[2] + small[2] == pytest.approx(160, abs=0.11)


def test_nothing_to_count_is_an_empty_bar() -> None:
    assert rects(stacked_bar([("pass", 0)])) == []
    assert 'viewBox="0 0 160 10"' in stacked_bar([])


def test_the_bar_of_verdicts() -> None:
    verdicts = {"pass": 1, "rounding": 1, "truncated": 1, "rows_withheld": 1, "fail": 1, "not_applicable": 9}
    assert {r[0] for r in rects(verdict_bar(verdicts))} == {
        "fill-pass", "fill-rounding", "fill-truncated", "fill-rows_withheld", "fill-fail",
    }  # fmt: skip


def test_a_line_from_the_least_to_the_most() -> None:
    svg = line_chart([("一月", 10.0), ("二月", 30.0), ("三月", 20.0)], "<runs>", width=320, height=120)
    assert re.search(r'points="8\.0,100\.0 160\.0,14\.0 312\.0,57\.0"', svg)
    assert "&lt;runs&gt;" in svg
    assert svg.count("<circle") == 3
    assert "<title>二月: 30.00</title>" in svg
    ticks = re.findall(r'<text class="tick" x="(\d+)" y="(\d+)" text-anchor="(\w+)">(.*?)</text>', svg)
    assert ticks == [("8", "115", "start", "一月"), ("312", "115", "end", "三月")]


def test_one_run_is_a_point_in_the_middle() -> None:
    svg = line_chart([("一月", 10.0)], "runs", width=320, height=120)
    assert 'points="160.0,100.0"' in svg
    assert svg.count("tick") == 1
    assert 'y1="100"' in svg


def test_equal_values_are_a_level_line() -> None:
    assert 'points="8.0,100.0 312.0,100.0"' in line_chart([("a", 5.0), ("b", 5.0)], "x")
