"""How the report says things: shares, amounts, names of equations, and what is not in the vocabulary."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gouji.site import words


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "–"), (3, 3, "100%"), (1, 2, "50.0%"), (0, 5, "0.0%"), (99, 100, "99.0%"), (991, 1000, "99.10%"),
        (99_999, 100_000, "99.99%"), (999_999, 1_000_000, "99.99%"),
    ],
)  # fmt: skip
def test_a_share_is_all_only_where_nothing_is_left(part: int, whole: int, said: str) -> None:
    assert words.share(part, whole) == said


@pytest.mark.parametrize(
    ("amount", "said"), [(None, ""), ("1234567.8", "1,234,567.80"), ("-0.05", "-0.05"), ("0", "0.00")]
)
def test_yuan(amount: str | None, said: str) -> None:
    assert words.yuan(None if amount is None else Decimal(amount)) == said


def test_an_equation_is_called_by_its_row_and_column() -> None:
    assert words.node_pair("合计/basic")[0] == "合计 · 基本支出"
    assert words.node_pair("208/total") == ("208", "208")  # the total needs no naming after a row
    assert words.node_pair("total")[0] != ""
    assert words.node_pair("甲·乙") == ("甲 · 乙", "甲 · 乙")
    assert words.node_pair(None) == ("", "")
    assert words.node_pair("") == ("", "")


def test_what_has_no_words_is_shown_as_it_is() -> None:
    assert words.pair({"a": ("甲", "A")}, "a") == ("甲", "A")
    assert words.pair({}, "not_known") == ("not known", "not known")
    assert words.pair({}, None) == ("", "")
    names = {"summary": ("总表", "the summary")}
    assert words.statement_pair("summary", names) == names["summary"]
    assert words.statement_pair("of_nobody", {}) == ("of nobody", "of nobody")
    assert words.statement_pair(None, {}) == ("", "")
