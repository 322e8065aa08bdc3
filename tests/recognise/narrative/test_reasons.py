"""Reasons that stand in a sentence of their own.  All figures are made up."""

from __future__ import annotations

import pytest

from tests.recognise.narrative.support import of_paragraphs


@pytest.mark.parametrize("opener", ["主要原因是", "增加的主要原因：", "主要是", "变动原因为"])
def test_a_sentence_that_is_a_reason_is_that_of_the_changes_before(opener: str) -> None:
    found = of_paragraphs(f"基本支出预算数为139.00万元。与上年相比增加16.00万元，增长13.01%。{opener}员额制工资改革。")
    assert [(c.kind, c.reason) for c in found] == [
        ("amount", None),
        ("change", "员额制工资改革"),
        ("change_percent", "员额制工资改革"),
    ]


def test_a_sentence_that_only_speaks_of_reasons_is_none() -> None:
    found = of_paragraphs("基本支出增加16.00万元。单位职责主要是防汛。")
    assert [c.reason for c in found] == [None]
