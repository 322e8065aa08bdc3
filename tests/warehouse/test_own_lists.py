"""The lists a user keeps: what is wrong with one is said with its row; what is right makes amounts comparable."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books
from warehouse.reference.own import ListError, own_lists

_PEOPLE = "region_code,year,population,source\n"
_PRICES = "year,index,base,source\n"


def test_lists_as_their_files_have_them(tmp_path: Path) -> None:
    people, prices = tmp_path / "people.csv", tmp_path / "prices.csv"
    people.write_text(
        f"\ufeff{_PEOPLE}130322,2024,500000,县统计公报\n\n130322,2023, 501000 ,县统计公报\n", encoding="utf-8"
    )
    prices.write_text(f"{_PRICES}2020,100,2020,统计年鉴\n2024,103.25,2020,统计年鉴\n", encoding="utf-8")
    found = own_lists(people, prices)
    assert found["core.population"].rows() == [
        ("130322", 2024, 500000, "县统计公报"),
        ("130322", 2023, 501000, "县统计公报"),
    ]
    assert found["core.price_index"]["price_index"].to_list() == [Decimal(100), Decimal("103.25")]
    assert all(frame.is_empty() for frame in own_lists().values())


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("region,year,population,source\n", "the first row must be region_code,year,population,source"),
        ("", "the first row must be"),
        (f"{_PEOPLE}999999,2024,1,x\n", "row 2: '999999' is no region code"),
        (f"{_PEOPLE}130322,24,1,x\n", "row 2: year must be a year such as 2024, not '24'"),
        (f"{_PEOPLE}130322,2024,50.5万,x\n", "row 2: population must be a whole number of inhabitants, not '50.5万'"),
        (f"{_PEOPLE}130322,2024,0,x\n", "whole number of inhabitants"),
        (f"{_PEOPLE}130322,2024,5,x\n130322,2024,6,x\n", "row 3: 130322 has a row of 2024 already"),
        (f"{_PEOPLE}130322,2024,5\n", "row 2: 3 fields, expected 4"),
        (f"{_PEOPLE}130322,2024,5,\n", "row 2: source must not be empty"),
    ],
)
def test_what_is_wrong_with_inhabitants_is_said(rows: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(ListError, match=said) as stopped:
        own_lists(path)
    assert str(path) in str(stopped.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (f"{_PRICES}2024,-1,2020,x\n", "row 2: index must be a positive number"),
        (f"{_PRICES}2024,1e2,2020,x\n", "positive number"),
        (f"{_PRICES}2024,0,2020,x\n", "positive number"),
        (f"{_PRICES}2020,101,2020,x\n", "the index of its base year must be 100, not 101"),
        (f"{_PRICES}2023,101,2020,x\n2024,102,2019,x\n", "row 3: every row must have the same base year"),
        (f"{_PRICES}2023,101,2020,x\n2023,102,2020,x\n", "there is a row of 2023 already"),
    ],
)
def test_what_is_wrong_with_prices_is_said(rows: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(ListError, match=said):
        own_lists(price_index=path)


def test_a_file_that_is_not_there_and_one_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="cannot be read as UTF-8"):
        own_lists(tmp_path / "none.csv")
    (tmp_path / "gbk.csv").write_bytes(f"{_PEOPLE}130322,2024,5,统计公报\n".encode("gbk"))
    with pytest.raises(ListError, match="cannot be read as UTF-8"):
        own_lists(tmp_path / "gbk.csv")


def test_amounts_per_inhabitant_and_at_the_prices_of_a_year(ask: Ask) -> None:
    books = Books()
    for year, amount in ((2023, "1000.00"), (2024, "-100.01"), (2025, "5.00")):
        document = books.document(f"d{year}", year=year)
        document.table("expenditure").line("行政运行", {"total": amount}, code="2010601")
    people = [{"region_code": "310107", "year": year, "population": 3, "source": "s"} for year in (2023, 2024)]
    prices = [{"year": 2023, "price_index": Decimal("103.25"), "base_year": 2020, "source": "s"}]
    books.forms |= {"core.population": people, "core.price_index": prices}
    rows = ask(
        books,
        "SELECT fiscal_year, population, amount_per_head, base_year, amount_at_base_prices "
        "FROM mart.county_comparison_per_head ORDER BY 1",
    )
    # 1000 / 3, -100.01 / 3 = -33.3366…, 1000 / 1.0325 = 968.5230…
    assert rows == [
        (2023, 3, Decimal("333.33"), 2020, Decimal("968.52")),
        (2024, 3, Decimal("-33.34"), None, None),
        (2025, None, None, None, None),
    ]
