"""Printed figures, as documents print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.amounts import is_dash, parse_amount, parse_count


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("6235.41", "6235.41", 2),
        ("96,282,213.44", "96282213.44", 2),
        ("125360,898", "125360898", 0),  # a comma in the wrong place, as printed
        ("9,616.338314", "9616.338314", 6),
        ("14,770\n.62", "14770.62", 2),  # a figure broken over two lines
        ("14,770 .62", "14770.62", 2),
        ("24995.9\n4", "24995.94", 2),
        ("9,616.3383\n14", "9616.338314", 6),
        ("+1.50", "1.50", 2),
        ("-+2", "-2", 0),
        ("１２，３４５．６７", "12345.67", 2),
        ("（12.5）", "-12.5", 1),
        ("△3.1", "-3.1", 1),
        ("－20,442.30", "-20442.30", 2),
        ("- 5.00", "-5.00", 2),
        ("0", "0", 0),
        ("¥1.00", "1.00", 2),
        (".62", "0.62", 2),
    ],
)
def test_reads_what_is_printed(text: str, value: str, decimals: int) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.value, amount.decimals) == (Decimal(value), decimals)


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("86.00¹", "86.00", 2),  # a footnote's number is no digit of the figure
        ("86.00②", "86.00", 2),
        ("86.00[1]", "86.00", 2),
        ("86.00*", "86.00", 2),
        ("#86.00", "86.00", 2),
        ("'86.00", "86.00", 2),
        ("约86.00", "86.00", 2),
        ("=86.00", "86.00", 2),
        ("86.00.", "86.00", 2),
        ("86点05", "86.05", 2),
        ("86·05", "86.05", 2),
        ("86。05", "86.05", 2),
        ("1O6.5O", "106.50", 2),
        ("负86.00", "-86.00", 2),
        ("86.00-", "-86.00", 2),
        ("-¥86.00", "-86.00", 2),
        ("[86.00]", "-86.00", 2),
        ("8.627.200,00", "8627200.00", 2),
        ("8\u2009627\u2009200.00", "8627200.00", 2),
        ("-621\u202f800", "-621800", 0),
    ],
)
def test_what_stands_around_a_figure_is_no_part_of_it(text: str, value: str, decimals: int) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.value, amount.decimals, amount.unit) == (Decimal(value), decimals, "")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("862.72万", "862.72", "万元"),
        ("862.72（万元）", "862.72", "万元"),
        ("8,627,200 元", "8627200", "元"),
        ("0.09亿元", "0.09", "亿元"),
        ("50佰元", "50", "百元"),
    ],
)
def test_a_unit_beside_a_figure(text: str, value: str, unit: str) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.value, amount.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "862,72",  # a comma in the wrong place, or decimals
        "1,862,72",
        "①",
        "¹",
        "1.",  # numbers a row
        "2025-",
        "万",
        "3万亩",
        " ",
        "－",
        "—",
        "--",
        "95%",
        "行政运行",
        "100\n200",
        "12.00\n13.00",
        "9,616.3383\n147",  # more decimals than any table prints: two figures
        "1.234.5",
        "12 345.67",
        "12\u200934\u2009567.00",
        "2026年",
        "1 2 3",
        "（一）",
        "(12",  # half a bracket is no minus
        "12)",
    ],
)
def test_reads_nothing_where_nothing_or_two_things_are_printed(text: str) -> None:
    assert parse_amount(text) is None


def test_money_is_no_count() -> None:
    assert parse_count("3万元") is None
    found = parse_count("3")
    assert found is not None
    assert found.value == 3


@pytest.mark.parametrize("text", ["-", "－", "—", "――", " — "])
def test_a_dash_is_a_blank(text: str) -> None:
    assert is_dash(text)


@given(st.decimals(min_value=Decimal("-1e12"), max_value=Decimal("1e12"), places=2))
def test_grouping_and_width_never_change_the_value(number: Decimal) -> None:
    printed = f"{number:,.2f}"
    wide = printed.translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．"))
    for text in (printed, wide, printed.replace(",", "")):
        amount = parse_amount(text)
        assert amount is not None
        assert amount.value == number
        assert amount.decimals == 2


@given(st.text(max_size=12))
def test_never_raises_and_never_invents_digits(text: str) -> None:
    amount = parse_amount(text)
    if amount is not None:
        assert sum(c.isnumeric() for c in text) >= len(str(abs(amount.value)).replace(".", "").lstrip("0"))


@given(
    st.integers(min_value=1, max_value=10**9),
    st.integers(min_value=0, max_value=99),
    st.integers(min_value=0, max_value=3),
)
def test_a_figure_cut_before_its_decimals_is_one_figure(whole: int, cents: int, blanks: int) -> None:
    text = f"{whole:,}{' ' * blanks}\n.{cents:02d}"
    amount = parse_amount(text)
    assert amount is not None
    assert amount.value == Decimal(f"{whole}.{cents:02d}")
