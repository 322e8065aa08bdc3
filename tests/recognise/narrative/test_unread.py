"""Sums of money that are no figure are said; those that are read, and numbers that are no money, are not."""

from __future__ import annotations

import pytest

from pipelines.model.document import Document, Page, Paragraph
from pipelines.recognise.narrative import narrative
from warehouse.reference.codebook import code_book


def said(text: str) -> list[str]:
    found = narrative(Document("test", [Page(3)], [Paragraph(1, 3, text)]), code_book(), {}).findings
    assert {(one.kind, one.page, one.statement) for one in found} <= {("figures_unread", 3, "narrative")}
    return [one.message_en for one in found]


@pytest.mark.parametrize("sum_", ["1,541.50.00万元", "1,2345.67万元", "12,34元", "541..50万元"])
def test_a_sum_that_is_no_figure(sum_: str) -> None:
    [message] = said(f"2026年人员经费{sum_}，较上年增加10.5万元。")
    assert f"'{sum_}'" in message


@pytest.mark.parametrize(
    "text",
    [
        "2026年收入预算1,541.50万元，支出0.5元，另有2亿元。",
        "表1.2.3元旦前公开，第3.1.2条。",
        "2026年.人员经费.为541.50万元。",
    ],
)
def test_what_is_read_or_is_no_money(text: str) -> None:
    assert said(text) == []


def test_a_text_of_nothing_but_digits_is_gone_through_once() -> None:
    assert said("9," * 100_000 + "。") == []
