"""Every way a plain SUM over mart.expenditure could count money twice, each planted, each with its known total."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books, Document, Statement

Total = Callable[[Books, str], Decimal]


def spending(document: Document, statement: str = "expenditure", *, quarantined: bool = False) -> Statement:
    """100 = 60 (basic 40, project 20) + 40 (project), with its total, class and group rows."""
    table = document.table(statement, quarantined=quarantined)
    table.line("合计", {"total": "100", "basic": "40", "project": "60"}, role="total")
    top = table.line("一般公共服务支出", {"total": "100", "basic": "40", "project": "60"}, code="201", leaf=False)
    group = table.line(
        "财政事务", {"total": "100", "basic": "40", "project": "60"}, code="20106", parent=top, leaf=False
    )
    table.line("行政运行", {"total": "60", "basic": "40", "project": "20"}, code="2010601", parent=group)
    table.line("其他财政事务支出", {"total": "40", "project": "40"}, code="2010699", parent=group)
    return table


def test_totals_parents_and_parts_of_a_row_count_once(total: Total, ask: Ask) -> None:
    books = Books()
    spending(books.document("a"))
    assert total(books, "mart.expenditure") == Decimal("100.00")
    assert total(books, "mart.expenditure_by_function") == Decimal("100.00")
    rows = ask(
        books, "SELECT functional_code, basic_amount, project_amount FROM mart.expenditure_by_function ORDER BY 1"
    )
    assert rows == [("2010601", Decimal("40.00"), Decimal("20.00")), ("2010699", Decimal("0.00"), Decimal("40.00"))]


def test_names_stand_beside_codes(ask: Ask) -> None:
    books = Books()
    spending(books.document("a"))
    rows = ask(
        books,
        "SELECT DISTINCT functional_class_name, functional_name, department_name, region_name "
        "FROM mart.expenditure ORDER BY 2",
    )
    assert rows == [
        ("一般公共服务支出", "其他财政事务支出", "财政局", "上海市普陀区"),
        ("一般公共服务支出", "行政运行", "财政局", "上海市普陀区"),
    ]


def test_parts_that_do_not_add_up_give_way_to_the_total(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    table.line("行政运行", {"total": "10", "basic": "7", "project": "2"}, code="2010601")
    assert ask(books, "SELECT amount, expenditure_type FROM mart.expenditure") == [(Decimal("10.00"), None)]


def test_a_row_without_total_is_the_sum_of_one_set_of_parts(total: Total) -> None:
    books = Books()
    table = books.document("a").table("general_budget", fund="general_public")
    table.line("行政运行", {"basic": "7", "personnel": "5", "public": "2", "project": "3"}, code="2010601")
    table.line("信息化建设", {"current_year": "3", "carryover": "1"}, code="2010607")
    assert total(books, "mart.expenditure") == Decimal("14.00")


def test_fund_columns_beside_the_total_do_not_count_again(total: Total) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    cells = {
        "total": "10", ("fiscal_appropriation", "fiscal_appropriation"): "8", ("general_public", "general_public"): "6",
        ("government_fund", "government_fund"): "2", ("basic", "general_public"): "6", ("other", "other"): "2",
    }  # fmt: skip
    table.line("行政运行", cells, code="2010601")
    del cells["total"]
    table.line("信息化建设", cells, code="2010607")  # no total printed: the finest funds, without their umbrella
    assert total(books, "mart.expenditure") == Decimal("20.00")


def test_of_which_rows_never_replace_their_parent(total: Total) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    parent = table.line("行政运行", {"total": "10"}, code="2010601", leaf=False)
    inner = table.line("其中：工资", {"total": "4"}, role="of_which", parent=parent)
    table.line("基本工资", {"total": "3"}, parent=inner)
    assert total(books, "mart.expenditure") == Decimal("10.00")


def test_statements_that_repeat_the_same_money_count_once(total: Total) -> None:
    books = Books()
    document = books.document("a")
    for statement in ("summary", "expenditure", "appropriation", "general_budget"):
        spending(document, statement)
    assert total(books, "mart.expenditure") == Decimal("100.00")


def test_a_statement_printed_twice_counts_once(total: Total) -> None:
    books = Books()
    document = books.document("a")
    spending(document)
    spending(document)
    assert total(books, "mart.expenditure") == Decimal("100.00")


def test_prior_year_and_other_stage_columns_are_left_to_their_own_documents(total: Total) -> None:
    books = Books()
    table = books.document("a", stage="final").table("expenditure")
    table.line("行政运行", {"total": "10"}, code="2010601")
    table.line("行政运行", {"total": "9"}, code="2010601", year=2023)
    table.line("行政运行", {"total": "8"}, code="2010601", stage="budget")
    assert total(books, "mart.expenditure") == Decimal("10.00")


def test_superseded_disclosures_do_not_count(total: Total, ask: Ask) -> None:
    books = Books()
    spending(books.document("old", current=False))
    spending(books.document("new"))
    assert total(books, "mart.expenditure") == Decimal("100.00")
    rows = ask(books, "SELECT reason FROM mart.coverage WHERE subject = 'spending' ORDER BY 1")
    assert rows == [("counted",), ("superseded",)]


def test_two_current_disclosures_of_one_body_count_once(total: Total, ask: Ask) -> None:
    books = Books()
    spending(books.document("pdf"))
    spending(books.document("html"))
    assert total(books, "mart.expenditure") == Decimal("100.00")
    rows = ask(books, "SELECT reason FROM mart.coverage WHERE subject = 'spending' ORDER BY 1")
    assert rows == [("counted",), ("duplicate",)]


def test_a_unit_is_inside_its_department(total: Total) -> None:
    books = Books()
    spending(books.document("department"))
    spending(books.document("own", department="财政局本级", kind="unit", canonical="财政局"))
    spending(books.document("own again", kind="unit"))
    spending(books.document("centre", department="会计中心", kind="unit", parent="财政局"))
    assert total(books, "mart.expenditure") == Decimal("100.00")


def test_units_count_where_their_department_did_not_disclose(total: Total) -> None:
    books = Books()
    spending(books.document("centre", department="会计中心", kind="unit", parent="财政局"))
    spending(books.document("school", department="干部学校", kind="unit", parent="财政局"))
    spending(books.document("department of another year", year=2023))
    assert total(books, "mart.expenditure") == Decimal("300.00")


def test_a_file_that_bundles_a_department_and_its_units_counts_the_department(total: Total) -> None:
    books = Books()
    spending(books.document("bundle", part=1))
    spending(books.document("bundle", part=2, department="会计中心", kind="unit"))
    assert total(books, "mart.expenditure") == Decimal("100.00")


def test_a_bundle_of_units_alone_counts_them_all(total: Total) -> None:
    books = Books()
    spending(books.document("bundle", part=1, department="会计中心", kind="unit"))
    spending(books.document("bundle", part=2, department="干部学校", kind="unit"))
    assert total(books, "mart.expenditure") == Decimal("200.00")


def test_a_department_block_before_its_unit_blocks_goes(total: Total) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    table.line("合计", {"total": "30"}, role="total")
    table.line("行政运行", {"total": "30"}, code="2010601", block=1)
    table.line("行政运行", {"total": "10"}, code="2010601", block=2, unit="会计中心")
    table.line("行政运行", {"total": "20"}, code="2010601", block=3, unit="干部学校")
    assert total(books, "mart.expenditure") == Decimal("30.00")


def test_units_with_equal_amounts_both_count(total: Total) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    table.line("合计", {"total": "20"}, role="total")
    table.line("行政运行", {"total": "10"}, code="2010601", block=1, unit="会计中心")
    table.line("行政运行", {"total": "10"}, code="2010601", block=2, unit="干部学校")
    assert total(books, "mart.expenditure") == Decimal("20.00")


def test_blocks_of_several_classifications_of_one_table_count_once(total: Total) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    table.line("行政运行", {"total": "10"}, code="2010601", block=1)
    table.line("工资福利支出", {"total": "6"}, economic="301", block=2)
    table.line("商品和服务支出", {"total": "4"}, economic="302", block=2)
    assert total(books, "mart.expenditure") == Decimal("10.00")


def test_function_times_economic_code_is_kept_where_printed(ask: Ask, total: Total) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    top = table.line("行政运行", {"total": "10"}, code="2010601", leaf=False)
    table.line("基本工资", {"total": "6"}, code="2010601", economic="30101", government="50101", parent=top)
    table.line("因公出国（境）费用", {"total": "4"}, code="2010601", economic="30212", government="50207", parent=top)
    rows = ask(books, "SELECT functional_code, economic_code, economic_name, amount FROM mart.expenditure ORDER BY 2")
    # 30212 has two names, before and since 2018: the join must give the one of the year, and one row
    assert rows == [
        ("2010601", "30101", "基本工资", Decimal("6.00")),
        ("2010601", "30212", "因公出国（境）费用", Decimal("4.00")),
    ]
    assert total(books, "mart.expenditure_by_economic") == Decimal("10.00")


def test_without_the_spending_statement_the_classes_of_the_summary_serve(ask: Ask, total: Total) -> None:
    books = Books()
    document = books.document("a")
    spending(document, quarantined=True)
    table = document.table("summary")
    table.line("一般公共服务支出", {"total": "90"}, code="201")
    table.line("住房保障支出", {"total": "10"}, code="221")
    table.line("基本支出", {"total": "40"})  # the same money again, by nature
    table.line("项目支出", {"total": "60"})
    table.line("本年支出合计", {"total": "100"}, role="current_total")
    table.line("年终结转", {"total": "5"}, role="closing", flow="balance")
    table.line("支出总计", {"total": "105"}, role="grand_total")
    assert total(books, "mart.expenditure") == Decimal("100.00")
    rows = ask(
        books,
        "SELECT source, coverage, counted_amount, printed_amount, difference "
        "FROM mart.coverage WHERE subject = 'spending'",
    )
    assert rows == [("summary", "all_funds", Decimal("100.00"), Decimal("100.00"), Decimal("0.00"))]


def test_without_any_statement_of_all_money_the_fund_statements_serve(ask: Ask, total: Total) -> None:
    books = Books()
    document = books.document("a")
    spending(document, "general_budget")
    fund = document.table("government_fund", fund="government_fund")
    fund.line("城乡社区支出", {"total": "7"}, code="212")
    spending(document, "appropriation")
    assert total(books, "mart.expenditure") == Decimal("107.00")
    assert ask(books, "SELECT DISTINCT coverage FROM mart.expenditure") == [("fiscal_appropriation",)]


def test_a_fund_statement_in_quarantine_leaves_appropriation_to_serve(ask: Ask) -> None:
    books = Books()
    document = books.document("a")
    spending(document, "general_budget")
    document.table("government_fund", quarantined=True).line("城乡社区支出", {"total": "7"}, code="212")
    table = document.table("appropriation")
    table.line("一般公共服务支出", {"total": "100"}, code="201")
    table.line("城乡社区支出", {"total": "7"}, code="212")
    assert ask(books, "SELECT statement, sum(amount) FROM mart.expenditure GROUP BY 1") == [
        ("appropriation", Decimal("107.00"))
    ]


def test_unknown_codes_are_kept_and_named_as_printed(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    table.line("行政运行", {"total": "1"}, code="2019977")
    assert ask(books, "SELECT functional_name, functional_class_name FROM mart.expenditure") == [
        ("行政运行", "一般公共服务支出")
    ]
    assert ask(books, "SELECT scheme, code, name, lines FROM core.printed_code, mart.expenditure") == [
        ("functional", "2019977", "行政运行", 1)
    ]


def test_transfers_are_told_from_spending_of_the_bodys_own(ask: Ask) -> None:
    books = Books()
    table = books.document("a").table("expenditure")
    table.line("行政运行", {"total": "70"}, code="2010601", economic="30101")
    table.line("专项转移支付", {"total": "20"}, code="2300301")  # 230 转移性支出
    table.line("援助其他地区支出", {"total": "6"}, code="21999")  # 219 援助其他地区支出
    table.line("产业发展", {"total": "4"}, code="2150805", government="51301")  # 513 转移性支出, whatever it is for
    rows = ask(books, "SELECT is_transfer, sum(amount) FROM mart.expenditure GROUP BY 1 ORDER BY 1")
    assert rows == [(False, Decimal("70.00")), (True, Decimal("30.00"))]
    rows = ask(books, "SELECT functional_code FROM mart.expenditure_by_function WHERE is_transfer ORDER BY 1")
    assert rows == [("2150805",), ("21999",), ("2300301",)]
    sums = "SELECT sum(amount), sum(own_amount), sum(transfer_amount) FROM mart.county_comparison"
    assert ask(books, sums) == [(Decimal("100.00"), Decimal("70.00"), Decimal("30.00"))]


def test_a_code_of_another_scheme_or_year_is_no_transfer(ask: Ask) -> None:
    # 305 was 转移性支出 among the economic items of departments until 2017; a later 30501 is a code of no list
    for year, expected in ((2016, True), (2024, False)):
        books = Books()
        table = books.document("a", year=year).table("expenditure")
        table.line("a", {"total": "1"}, code="2130513", economic="30501")
        assert ask(books, "SELECT is_transfer FROM mart.expenditure") == [(expected,)]
