"""The reference lists as dimensions: figures checked against the lists themselves."""

from __future__ import annotations

import polars as pl

from warehouse import reference
from warehouse.reference.codebook import code_book


def test_one_row_per_functional_code_with_its_present_name() -> None:
    frame = reference.functional()
    assert not frame["functional_code"].is_duplicated().any()
    by_code = {row["functional_code"]: row for row in frame.iter_rows(named=True)}
    assert by_code["207"]["name"] == "文化旅游体育与传媒支出"
    assert by_code["20805"]["name"] == "行政事业单位养老支出"
    assert by_code["20805"]["former_names"] == "行政事业单位离退休"
    assert by_code["2080505"]["parent_code"] == "20805"
    assert by_code["2080505"]["class_name"] == "社会保障和就业支出"
    assert (by_code["201"]["level"], by_code["201"]["former_names"]) == (1, "基本公共管理与服务")


def test_economic_codes_reused_in_2018_keep_both_meanings_apart() -> None:
    rows = reference.economic().filter(pl.col("economic_code") == "30212").sort("valid_from")
    assert rows["name"].to_list() == ["出国费", "因公出国（境）费用"]
    assert rows["valid_to"].to_list() == [2017, None]
    assert rows["class_name"].to_list() == ["商品和服务支出", "商品和服务支出"]


def test_validities_of_one_economic_code_do_not_overlap() -> None:
    frame = reference.economic().sort("scheme", "economic_code", "valid_from")
    following = pl.col("valid_from").shift(-1).over("scheme", "economic_code")
    overlaps = frame.filter(following.is_not_null() & (pl.col("valid_to").fill_null(9999) >= following))
    assert overlaps.is_empty()


def test_regions_have_one_row_a_code_and_a_full_name() -> None:
    frame = reference.regions()
    assert not frame["region_code"].is_duplicated().any()
    names = dict(frame.select("region_code", "full_name").iter_rows())
    assert names["310107"] == "上海市普陀区"
    assert names["370602"] == "山东省烟台市芝罘区"
    assert names["110000"] == "北京市"
    assert names["000000"] == "中央"


MONEY = [
    *("summary", "revenue", "expenditure", "appropriation", "general_budget", "general_budget_economic"),
    *("basic_economic", "government_fund", "state_capital", "three_public"),
]


def test_statements_are_those_of_the_vocabulary() -> None:
    frame = reference.statements()
    assert frame["statement"].to_list()[:4] == ["summary", "revenue", "expenditure", "appropriation"]
    assert frame.filter("is_money")["statement"].to_list()[:10] == MONEY


def test_loaders_read_once() -> None:
    assert reference.functional() is reference.functional()


def test_of_two_codes_of_a_name_the_one_in_use_in_the_year() -> None:
    book = code_book()
    path = ["208", "20802"]
    assert book.of_years([2026, None]).resolve("functional", "老龄事务", path) == "2080209"
    assert book.of_years([2016]).resolve("functional", "老龄事务", path) is None  # 2080205 then; the list has both
    assert book.of_years([]).resolve("functional", "老龄事务", path) is None
