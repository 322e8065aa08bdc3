"""The catalogue of sentences: what it says, and what an entry must be."""

from __future__ import annotations

import re

import polars as pl
import pytest

from pipelines.model.sentences import (
    Sentence,
    SentenceError,
    areas,
    capital,
    entries,
    joined,
    parse,
    say,
    words,
)
from pipelines.model.sentences.expressions import said

CJK = re.compile(r"[\u3400-\u9fff]")


# What it says.


def test_parameters_are_put_in_both_languages() -> None:
    assert say("documents.rules_failed", count=3) == Sentence(
        "3 个金额所在报表未通过勾稽核对，已隔离", "3 figures are in quarantine: their statements do not foot"
    )


def test_a_parameter_may_differ_by_language() -> None:
    shown = say("places.in_table", page=7, where=Sentence("收入总表", "revenue"))
    assert shown == ("第7页《收入总表》", "page 7, revenue")


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda: say("documents.rules_broken", count=3), id="unknown id"),
        pytest.param(lambda: say("letters.rules_failed", count=3), id="unknown area"),
        pytest.param(lambda: say("documents", count=3), id="an area is no sentence"),
        pytest.param(lambda: say("documents.unreadable"), id="a group is no sentence"),
        pytest.param(lambda: say("documents.rules_failed"), id="missing parameter"),
        pytest.param(lambda: say("documents.rules_failed", count=3, of=4), id="surplus parameter"),
        pytest.param(lambda: said("documents.rules_failed"), id="missing parameter of a column"),
        pytest.param(lambda: said("documents.rules_failed", counts=pl.col("n")), id="wrong parameter of a column"),
        pytest.param(lambda: words("documents.unreadably"), id="unknown group"),
        pytest.param(lambda: words("documents"), id="a group with parameters"),
    ],
)
def test_a_slip_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(SentenceError):
        wrong()


def test_a_column_of_sentences_reads_as_single_ones() -> None:
    counts = pl.DataFrame({"n": [1, None, 12]})
    zh, en = said("documents.rules_failed", count=pl.col("n"))
    shown = counts.select(zh=zh, en=en)
    assert shown.row(0) == say("documents.rules_failed", count=1)
    assert shown.row(1) == (None, None)
    assert shown.row(2) == say("documents.rules_failed", count=12)


def test_a_column_takes_one_value_for_all_rows() -> None:
    zh, en = said("places.in_table", page=pl.col("page"), where=Sentence("收入总表", "revenue"))
    shown = pl.DataFrame({"page": [2, 30]}).select(zh=zh, en=en)
    assert shown.rows() == [("第2页《收入总表》", "page 2, revenue"), ("第30页《收入总表》", "page 30, revenue")]


def test_several_are_joined_as_each_language_does() -> None:
    both = [Sentence("基本支出", "basic"), Sentence("项目支出", "project")]
    assert joined(both) == ("基本支出、项目支出", "basic, project")
    assert joined(both, en="; ") == ("基本支出、项目支出", "basic; project")


def test_a_capital_is_a_matter_of_the_english_one() -> None:
    assert capital(Sentence("第1页", "page 1, revenue")) == ("第1页", "Page 1, revenue")
    assert capital(Sentence("", "")) == ("", "")


# What an entry must be.


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[one]\nzh = "金额"', "a.one needs words in zh and en"),
        ('[one]\nen = "amount"', "a.one needs words in zh and en"),
        ('[one]\nzh = "金额"\nen = ""', "a.one needs words in zh and en"),
        ('[one]\nzh = "金额"\nen = "amount"\nde = "Betrag"', "a.one needs words in zh and en"),
        ('[one]\nzh = "金额"\nen = "amount"\n[one.two]\nzh = "金额"\nen = "amount"', "a.one needs words in zh and en"),
        ('[one]\nzh = "{n}元"\nen = "{m} yuan"', r"a.one names \['n'\] in Chinese and \['m'\] in English"),
        ('[one]\nzh = "{n}元"\nen = "yuan"', r"a.one names \['n'\] in Chinese and \[\] in English"),
        ('[one]\nzh = "{n:,.2f}元"\nen = "{n:,.2f} yuan"', "a plain name without a format"),
        ('[one]\nzh = "{n.real}元"\nen = "{n.real} yuan"', "a plain name without a format"),
        ('[one]\nzh = "{}元"\nen = "{} yuan"', "a plain name without a format"),
        ('one = "金额"', "a.one is neither an entry nor a group"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(text: str, why: str) -> None:
    with pytest.raises(SentenceError, match=why):
        parse("a", text)


def test_every_area_is_whole() -> None:
    assert {"documents", "identities", "diagnosis", "forms", "narrative", "places"} <= set(areas())
    for area in areas():
        assert entries(area), area


def test_each_language_is_written_in_it() -> None:
    for area in areas():
        for one in entries(area).values():
            assert not CJK.search(one.text.en), f"{one.id} is in Chinese where it should be in English"
            assert not re.search("[a-z]{3,}", WORDS_OF_BOTH.sub("", one.text.zh)), f"{one.id}: English in its Chinese"


# A parameter, a name of a file or format, our own name.
WORDS_OF_BOTH = re.compile(
    r"\{\w+\}|expectations/expected\.csv|bodies\.csv|documents\.csv|document_(?:seconds|mib)|jobs|raw\.document\.detail"
    r"|gouji|JavaScript|Parquet"
)
