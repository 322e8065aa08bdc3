"""Items that were given another code are one series; nothing else is recoded, and no yuan is lost or doubled by it."""

from __future__ import annotations

from decimal import Decimal

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books

_SERIES = (
    "SELECT fiscal_year, comparable_code, comparable_name, functional_code, recoded, amount "
    "FROM mart.expenditure_series ORDER BY 1, 2, 6"
)


def _years(*lines: tuple[int, str, str, str]) -> Books:
    """A department's spending of each year in one line: year, code, name as printed, yuan."""
    books = Books()
    for number, (year, code, name, amount) in enumerate(lines):
        document = books.document(f"d{number}", year=year)
        document.table("expenditure").line(name, {"total": amount}, code=code)
    return books


def test_an_item_moved_in_a_known_year_is_one_series(ask: Ask) -> None:
    # 大中型水库移民后期扶持基金支出: 20822 until 2022, 21372 since; the item went along
    books = _years(
        (2022, "2082201", "移民补助", "5.00"), (2023, "2137201", "移民补助", "7.00"), (2024, "2080101", "行政运行", "1")
    )
    assert ask(books, _SERIES) == [
        (2022, "2137201", "移民补助", "2082201", True, Decimal("5.00")),
        (2023, "2137201", "移民补助", "2137201", False, Decimal("7.00")),
        (2024, "2080101", "行政运行", "2080101", False, Decimal("1.00")),
    ]
    groups = "SELECT fiscal_year, comparable_class_code, comparable_group_name FROM mart.expenditure_series ORDER BY 1"
    assert ask(books, groups)[:2] == [
        (2022, "213", "大中型水库移民后期扶持基金支出"),
        (2023, "213", "大中型水库移民后期扶持基金支出"),
    ]


def test_an_item_that_became_a_group_meets_its_items_in_the_group(ask: Ask) -> None:
    books = _years((2023, "2010308", "信访事务", "3.00"), (2024, "2014004", "信访业务", "4.00"))
    sql = (
        "SELECT fiscal_year, comparable_group_code, comparable_group_name, sum(amount) "
        "FROM mart.expenditure_series GROUP BY ALL ORDER BY 1"
    )
    assert ask(books, sql) == [
        (2023, "20140", "信访事务", Decimal("3.00")),
        (2024, "20140", "信访事务", Decimal("4.00")),
    ]


def test_a_group_that_was_merged_takes_its_items_along_until_it_was(ask: Ask) -> None:
    books = _years((2018, "2011506", "消费者权益保护", "3.00"), (2019, "2013899", "其他市场监督管理事务", "4.00"))
    assert [row[1] for row in ask(books, _SERIES)] == ["20138", "2013899"]


def test_a_code_with_two_meanings_is_recoded_by_the_name_printed_only(ask: Ask) -> None:
    books = _years(
        (2012, "2100401", "2100401 行政单位 医疗", "3.00"),
        (2020, "2100401", "疾病预防控制机构", "4.00"),
        (2021, "2100601", "中医（民族医）药专项", "5.00"),
        (2022, "2100601", "卫生监督机构", "6.00"),
    )
    assert [(row[0], row[1]) for row in ask(books, _SERIES)] == [
        (2012, "2101101"),
        (2020, "2100401"),
        (2021, "2101704"),
        (2022, "2100402"),
    ]


def test_no_yuan_is_lost_or_doubled(ask: Ask) -> None:
    books = Books()
    for year in (2012, 2018, 2024):
        table = books.document(f"d{year}", year=year).table("expenditure")
        codes = ("2100401", "2100601", "2010308", "20115", "2089901", "2011007", "21006", "207", "210", "2299901", None)
        for number, code in enumerate(codes):
            table.line(
                "疾病预防控制机构" if code == "2100401" else f"项{number}", {"total": f"{2**number}.01"}, code=code
            )
    for mart in ("mart.expenditure", "mart.expenditure_series"):
        [(lines, amount)] = ask(books, f"SELECT count(*), sum(amount) FROM {mart}")
        assert (lines, amount) == (33, 3 * (Decimal(2**11 - 1) + Decimal("0.11")))


def test_economic_items_moved_in_2018_and_a_split_one(ask: Ask) -> None:
    books = Books()
    for year, lines in (
        (2017, [("30311", "住房公积金", "5.00"), ("30312", "提租补贴", "2.00")]),
        (2018, [("30113", "住房公积金", "6.00"), ("39906", "赠与", "1.00")]),
        (2022, [("30311", "代缴社会保险费", "4.00"), ("39909", "经常性赠与", "3.00")]),
    ):
        table = books.document(f"d{year}", year=year).table("basic_economic", fund="general_public")
        for code, name, amount in lines:
            table.line(name, {"total": amount}, economic=code)
    rows = ask(
        books,
        "SELECT fiscal_year, code, comparable_code, comparable_name, recoded FROM mart.economic_series ORDER BY 1, 2",
    )
    assert rows == [
        (2017, "30311", "30113", "住房公积金", True),
        (2017, "30312", "30102", "津贴补贴", True),
        (2018, "30113", "30113", "住房公积金", False),
        (2018, "39906", "39906", "赠与", False),
        (2022, "30311", "30311", "代缴社会保险费", False),
        (2022, "39909", "39906", "赠与", True),
    ]


def test_staff_beside_spending(ask: Ask) -> None:
    books = Books()
    one, two, three = (books.document(name, department=name, year=2024) for name in ("a", "b", "c"))
    for document in (one, two, three):
        document.table("expenditure").line("行政运行", {"total": "100.00", "basic": "100.00"}, code="2010601")
    for unit, staff in (("局机关", 5), ("服务中心", 1)):
        one.form("core.fact_staffing", source="table", unit_name=unit, staff=staff, is_total=False)
    two.form("core.fact_staffing", source="table", unit_name="局机关", staff=4, is_total=False)
    two.form("core.fact_staffing", source="table", unit_name="中心", staff=None, is_total=False)
    rows = ask(
        books,
        "SELECT department_id, staff, own_amount_per_staff, basic_amount_per_staff "
        "FROM mart.spending_per_staff ORDER BY 1",
    )
    # 100 / 6 = 16.666…; of the second one unit's staff is unknown, of the third all
    assert rows == [
        ("a", 6, Decimal("16.67"), Decimal("16.67")),
        ("b", None, None, None),
        ("c", None, None, None),
    ]


def test_no_row_is_held_against_every_recoded_item(ask: Ask) -> None:
    """Joins by equality only: rows times recoded items would be hours over a nation."""
    [(_, plan)] = ask(_years((2024, "2010601", "行政运行", "1")), "EXPLAIN SELECT * FROM mart.expenditure_series")
    assert "HASH_JOIN" in plan
    assert "NESTED_LOOP" not in plan and "BLOCKWISE" not in plan and "CROSS_PRODUCT" not in plan
