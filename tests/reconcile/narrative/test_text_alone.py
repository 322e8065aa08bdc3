"""What is wrong by a text's own figures: shares, sums under headings, rises, years, 持平; each beside what holds."""

from __future__ import annotations

import pytest

from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.narrative.support import told


def tables(total: str = "400.00", year: int = 2026) -> Disclosure:
    """A summary with one total of either side, and 三公 of 20.00."""
    document = Disclosure("d" * 64, year=year)
    sides = [Row("收入总计", [total], role="grand_total"), Row("支出总计", [total], role="grand_total", block=2)]
    document.table("summary", [Column("total")], sides)
    return document.table("three_public", [Column("total", flow="expenditure")], [Row("合计", ["20.00"], role="total")])


LIST = (
    "一般公共预算财政拨款支出400.00万元，主要用于以下方面："
    "一般公共服务支出（类）{}万元，占{}%；卫生健康支出（类）{}万元，占{}%。"
)


@pytest.mark.parametrize(
    ("figures", "failing"),
    [
        (("290.00", "72.50", "110.00", "27.50"), []),
        (("290.00", "71.50", "110.00", "28.50"), ["N3-SHARE", "N3-SHARE"]),  # the parts add up to the whole
        (("280.00", "71.50", "110.00", "28.50"), []),  # neither of them does: the whole is not known
    ],
)
def test_shares_without_a_stated_whole(figures: tuple[str, ...], failing: list[str]) -> None:
    found = told(tables(), LIST.format(*figures))
    assert [rule for rule in found.rules if rule == "N3-SHARE"] == failing


def test_the_share_that_does_not_follow_from_the_whole_of_the_others() -> None:
    found = told(
        tables("862.72", 2025),
        "支出结构情况：社会保障和就业支出62.18万元，占7.21%；卫生健康支出28.41万元，占3.29%；"
        "农林水支出762.86万元，占84.25%；住房保障支出45.27万元，占5.25%。",
    )
    assert found.rules == ["N3-SHARE"]
    assert "762.86万元" in found.message("N3-SHARE") and "84.25%" in found.message("N3-SHARE")
    assert found.verdict("84.25%") == ("differs", None)
    assert found.verdict("7.21%") == ("agrees", None)


def test_shares_of_an_unknown_whole_add_up_to_a_hundred() -> None:
    text = "人员经费11.00万元，占31.11%；公用经费13.00万元，占44.44%；项目支出15.00万元，占{}%。"
    assert told(tables(), text.format("24.45")).rules == []
    found = told(tables(), text.format("25.45"))
    assert found.rules == ["N3-HUNDRED"]
    assert "101%" in found.message("N3-HUNDRED")


SANGONG = (
    "2026年一般公共预算财政拨款“三公”经费预算合计{}元，具体变动情况如下：",
    "（一）因公出国（境）费",
    "因公出国（境）费预算为0.00元。",
    "（二）公务接待费",
    "公务接待费预算为500000.00元。",
    "（三）公务用车购置及运行维护费",
    "公务用车购置及运行维护费为200,100.20元。",
)


@pytest.mark.parametrize(("total", "failing"), [("700,100.20", []), ("700,100.02", ["N5-PARTS"])])
def test_sangong_under_headings_is_added_up(total: str, failing: list[str]) -> None:
    document = Disclosure("d" * 64, year=2026).table("summary", [Column("total")], [Row("收入总计", ["1"])])
    assert told(document, *(line.format(total) for line in SANGONG)).rules == failing


def test_a_misprinted_year_is_found_in_the_table_of_the_other() -> None:
    found = told(tables(), "2025年“三公”经费预算20.00万元，比2025年减少4.00万元。")
    assert found.rules == ["N13-SELF", "N13-TABLE"]
    assert "2025" in found.message("N13-TABLE") and "2026" in found.message("N13-TABLE")


def test_last_year_may_have_had_the_same() -> None:
    text = "2025年“三公”经费预算20.00万元。2026年“三公”经费预算20.00万元，与2025年持平。"
    assert told(tables(), text).rules == []


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("公务接待费预算3.50万元，比2025年增加3.50万元，增长100%。", ["N3-NOTHING"]),
        ("公务接待费预算3.50万元，比2025年增加1.75万元，增长100%。", []),
        ("公务接待费预算3.50万元，比2025年增加4.50万元。", ["N3-RISE"]),
        ("公务接待费预算3.50万元，比2025年减少4.50万元。", []),
        ("公务接待费预算3.50万元，比2025年减少0.50万元，与2025年持平。", ["N10-LEVEL"]),
        ("公务接待费预算3.50万元，比2025年减少0.01万元，与2025年基本持平。", []),
    ],
)
def test_changes_that_cannot_be(text: str, failing: list[str]) -> None:
    assert (
        told(Disclosure("d" * 64, year=2026).table("summary", [Column("total")], [Row("甲", ["1"])]), text).rules
        == failing
    )


FALL = "支出预算比上年减少256.73万元，其中基本支出增加284.70万元，项目支出减少541.43万元。"
SOURCES = (
    "收入预算比上年减少256.73万元，其中一般公共预算收入减少258.03万元，"
    "国有资本经营预算收入增加8.00万元，其他收入减少6.70万元。"
)


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        (FALL, []),
        (FALL.replace("541.43", "541.34"), ["N3-KINDS"]),
        (FALL.replace("项目支出减少", "项目支出增加"), ["N3-KINDS"]),
        (FALL.replace("项目支出减少541.43万元", "上缴上级支出减少541.34万元"), []),  # not all of it is listed
        (
            FALL.replace("基本支出", "人员经费增加3.00万元，基本支出").replace("541.43", "541.34"),
            [],
        ),  # nor read for sure
        (SOURCES, []),
        (SOURCES.replace("8.00", "6.00"), ["N3-SOURCES"]),
        (SOURCES.replace("258.03", "158.03"), []),  # a list that may be of some of them
    ],
)
def test_changes_of_parts_add_up_to_that_of_the_whole(text: str, failing: list[str]) -> None:
    found = told(tables(), text)
    assert found.rules == failing
    if text in (FALL, SOURCES):
        assert set(found.claims["verdict"]) == {"agrees"}
