"""A planted error -> exactly the part of its statement that is held back; the rest loads, its totals disputed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from pipelines.reconcile.decide import Decision, decide
from tests.reconcile.builder import Column, Disclosure, Row, changed
from tests.reconcile.changli import changli
from tests.reconcile.support import RULES, cell, evaluation_of

SPENDING = [Column("total", title="合计"), Column("basic", title="基本支出"), Column("project", title="项目支出")]
UNITS = 12


def units() -> Disclosure:
    """支出总表 of twelve units, each with a total of its own and the rows of two classes; 201 comes to 30.00 a unit."""
    rows = [Row("合计", ("600.00", "480.00", "120.00"), role="total")]
    for number in range(1, UNITS + 1):
        unit = f"第{number}中心"
        rows += [
            Row(unit, ("50.00", "40.00", "10.00"), role="total", block=number + 1, unit=unit),
            Row("一般公共服务支出", ("30.00", "20.00", "10.00"), "201", block=number + 1, unit=unit),
            Row("财政事务", ("30.00", "20.00", "10.00"), "20106", block=number + 1, unit=unit),
            Row("行政运行", ("20.00", "20.00", ""), "2010601", block=number + 1, unit=unit),
            Row("一般行政管理事务", ("10.00", "", "10.00"), "2010602", block=number + 1, unit=unit),
            Row("住房保障支出", ("20.00", "20.00", ""), "221", block=number + 1, unit=unit),
        ]
    return Disclosure().table("expenditure", SPENDING, rows)


def decided(document: Disclosure, changes: Mapping[str, str]) -> Decision:
    facts = changed(document.facts(), changes)
    decision = decide(facts, evaluation_of(facts, document.documents()), RULES)
    both = pl.concat([decision.core["line_id"], decision.quarantine["line_id"]])
    assert sorted(both) == sorted(facts["line_id"])  # everything once, nothing twice
    return decision


def held(decision: Decision, *columns: str) -> set[object]:
    rows = decision.quarantine.select(columns or ("line_name",)).unique().iter_rows()
    return {row[0] if len(row) == 1 else row for row in rows}


def disputed(decision: Decision) -> set[tuple[str, str]]:
    own = decision.core.filter(pl.col("assurance") == "disputed")
    return set(own.select("line_name", "measure").iter_rows())


def at(unit: int, row: int, column: int) -> str:
    """line_id in `units`: the unit and the row in it (0 its total), both as printed."""
    return f"{'d' * 16}-101-{2 + 6 * (unit - 1) + row}-{column}"


def test_nothing_is_held_back_of_what_adds_up() -> None:
    decision = decided(units(), {})
    assert decision.quarantine.is_empty()
    assert set(decision.statements["verdict"]) == {"loaded"}


def test_a_unit_with_several_wrong_rows_is_held_back_and_the_others_load() -> None:
    wrong = {at(7, 3, 0): "210000", at(7, 4, 0): "90000"}  # 行政运行 and 一般行政管理事务 with each other's thousands
    decision = decided(units(), wrong)
    assert held(decision, "unit_name") == {"第7中心"}
    assert decision.quarantine.height == 15
    assert set(decision.core["unit_name"].drop_nulls()) == {f"第{n}中心" for n in range(1, 13) if n != 7}
    row = decision.statements.row(0, named=True)
    assert (row["verdict"], row["lines"], row["held_back"]) == ("partly", 183, 15)


def test_a_units_total_that_is_not_its_rows_holds_back_the_unit() -> None:
    wrong = {at(3, 5, 0): "250000", at(3, 5, 1): "250000"}  # 住房保障支出 of one unit, in both its columns
    decision = decided(units(), wrong)
    assert held(decision, "unit_name") == {"第3中心"}
    assert decision.quarantine.height == 15
    assert set(decision.quarantine["rules_failed"]) == {"GEN-TOTAL"}


def test_one_wrong_cell_holds_back_its_row() -> None:
    decision = decided(units(), {at(5, 4, 2): "110000"})
    assert held(decision, "unit_name", "line_name") == {("第5中心", "一般行政管理事务")}
    assert decision.quarantine.height == 2
    # what the row is a part of no longer adds up: its figure stands, and is disputed
    assert disputed(decision) == {("财政事务", "project")}
    others = decision.core.filter(pl.col("assurance") != "disputed")
    assert set(others["assurance"]) <= {"consistent", "unchecked"}  # a statement loaded in part proves nothing


def test_one_wrong_column_is_held_back_alone() -> None:
    document = units()
    basic = document.facts().filter(pl.col("measure") == "basic")
    # the figures of the column slipped: every row but the last of each unit holds something else
    slipped = {row["line_id"]: f"{row['amount'] + 1000 * row['line_no']}" for row in basic.iter_rows(named=True)}
    decision = decided(document, slipped)
    assert held(decision, "measure") == {"basic"}
    assert decision.quarantine.height == basic.height
    assert set(decision.core["measure"]) == {"total", "project"}


def test_a_total_that_contradicts_its_own_columns_is_held_back() -> None:
    document = changli()
    decision = decided(document, {cell(document, "expenditure", "合计"): "70000000"})
    assert held(decision, "statement", "line_name") == {("expenditure", "合计")}
    rest = decision.core.filter(pl.col("statement") == "expenditure")
    assert (
        rest.height + decision.quarantine.height == document.facts().filter(pl.col("statement") == "expenditure").height
    )


def test_a_total_that_other_statements_print_otherwise_is_held_back() -> None:
    document = single()
    decision = decided(document, {cell(document, "expenditure", "合计"): "7000000"})
    assert held(decision, "statement", "line_name") == {("expenditure", "合计")}
    assert set(decision.core.filter(pl.col("statement") == "expenditure")["assurance"]) == {"disputed"}


def single() -> Disclosure:
    """Two statements of one amount column, each with the total 600.00 over three classes without parts."""
    total = [Column("total")]
    summary = [
        Row("本年收入合计", ("600.00",), role="current_total", flow="revenue", block=1),
        Row("收入总计", ("600.00",), role="grand_total", flow="revenue", block=1),
        Row("一般公共服务支出", ("300.00",), "201", block=2),
        Row("教育支出", ("200.00",), "205", block=2),
        Row("住房保障支出", ("100.00",), "221", block=2),
        Row("本年支出合计", ("600.00",), role="current_total", block=2),
        Row("支出总计", ("600.00",), role="grand_total", block=2),
    ]
    spending = [Row("合计", ("600.00",), role="total"), *(Row(one.name, one.cells, one.code) for one in summary[2:5])]
    return Disclosure().table("summary", total, summary).table("expenditure", total, spending)


def test_a_total_that_nobody_else_prints_leaves_nothing_located() -> None:
    total = [Column("total")]
    rows = [Row("合计", ("600.00",), role="total"), Row("甲", ("300.00",), "201"), Row("乙", ("200.00",), "205")]
    decision = decided(Disclosure().table("expenditure", total, rows), {})
    assert decision.core.is_empty()
    assert set(decision.statements["verdict"]) == {"quarantined"}


def test_rows_below_a_heading_that_do_not_add_up_are_held_back_with_it() -> None:
    document = grouped()
    decision = decided(document, {cell(document, "expenditure", "2010601"): "900000"})
    assert held(decision) == {"财政事务", "行政运行", "一般行政管理事务"}
    # 201 holds: 财政事务 is what it should be
    assert disputed(decision) == set()
    assert set(decision.core["assurance"]) == {"consistent"}


def test_a_heading_that_two_sums_ask_the_same_of_is_held_back_alone() -> None:
    document = grouped()
    decision = decided(document, {cell(document, "expenditure", "20106"): "910000"})
    assert held(decision) == {"财政事务"}
    assert disputed(decision) == {(name, "total") for name in
                                  ("一般公共服务支出", "税收事务", "行政运行", "一般行政管理事务")}  # fmt: skip


def test_a_row_that_may_belong_elsewhere_holds_back_both_headings() -> None:
    """One heading has too much what the other lacks, and a row prints just that: no figure need be wrong."""
    document = grouped()
    moved = document.facts().with_columns(  # 一般行政管理事务 hangs below 201 beside 财政事务
        parent_line_no=pl.when(pl.col("functional_code") == "2010602").then(2).otherwise("parent_line_no")
    )
    decision = decide(moved, evaluation_of(moved, document.documents()), RULES)
    assert held(decision) == {"一般公共服务支出", "财政事务", "行政运行", "一般行政管理事务", "税收事务"}
    assert decision.core.height == 7


def grouped() -> Disclosure:
    """支出总表 of one amount column: 201 with two headings, and classes without parts."""
    rows = [
        Row("合计", ("700.00",), role="total"),
        Row("一般公共服务支出", ("120.00",), "201"),
        Row("财政事务", ("80.00",), "20106"),
        Row("行政运行", ("50.00",), "2010601"),
        Row("一般行政管理事务", ("30.00",), "2010602"),
        Row("税收事务", ("40.00",), "20107"),
        Row("教育支出", ("100.00",), "205"),
        Row("科学技术支出", ("101.00",), "206"),
        Row("社会保障和就业支出", ("102.00",), "208"),
        Row("卫生健康支出", ("103.00",), "210"),
        Row("住房保障支出", ("104.00",), "221"),
        Row("其他支出", ("70.00",), "229"),
    ]
    return Disclosure().table("expenditure", [Column("total")], rows)


def test_two_errors_that_one_place_cannot_explain_hold_back_the_statement() -> None:
    """A heading is not its rows by one amount, the total not its classes by another."""
    document = grouped()
    wrong = {cell(document, "expenditure", "2010601"): "900000", cell(document, "expenditure", "合计"): "7100000"}
    decision = decided(document, wrong)
    assert decision.core.is_empty()
    assert set(decision.quarantine["rules_failed"]) == {"GEN-CHILDREN,GEN-TOTAL"}


def test_two_errors_that_each_show_where_they_are_hold_back_two_rows() -> None:
    """A heading and the total of the table both contradict their own columns."""
    decision = decided(units(), {at(1, 1, 0): "1234500", f"{'d' * 16}-101-1-0": "6100000"})
    assert held(decision, "unit_name", "line_name") == {(None, "合计"), ("第1中心", "一般公共服务支出")}
    assert decision.quarantine.height == 6


def test_where_most_would_go_all_goes() -> None:
    document = units()
    basic = document.facts().filter((pl.col("measure") != "total") & (pl.col("line_no") > 1))
    wrong = {row["line_id"]: f"{row['amount'] + 100 * row['line_no']}" for row in basic.iter_rows(named=True)}
    decision = decided(document, wrong)
    assert decision.core.is_empty()


def test_rows_a_total_does_not_hold_are_held_back_where_others_print_the_total() -> None:
    document = single()
    facts = document.facts()
    extra = facts.filter((pl.col("statement") == "expenditure") & (pl.col("functional_code") == "221")).with_columns(
        line_id=pl.lit("extra"),
        line_no=pl.lit(5, pl.Int64),
        functional_code=pl.lit("222"),
        line_name=pl.lit("粮油物资储备支出"),
        amount=pl.lit(Decimal("770000.00")).cast(pl.Decimal(20, 2)),
    )
    facts = pl.concat([facts, extra])
    decision = decide(facts, evaluation_of(facts, document.documents()), RULES)
    assert held(decision) == {"粮油物资储备支出"}
    assert decision.core.filter(pl.col("statement") == "expenditure").height == 4


def test_a_statement_of_which_figures_were_not_read_is_held_back_whole() -> None:
    document = units()
    facts = changed(document.facts(), {at(5, 4, 2): "110000"})
    reading = pl.DataFrame({"document_id": ["d" * 64], "statement": ["expenditure"], "kind": ["figures_unread"]})
    decision = decide(facts, evaluation_of(facts, document.documents()), RULES, reading=reading)
    assert decision.core.is_empty()
    assert set(decision.statements["verdict"]) == {"quarantined"}


def test_where_only_repetitions_hold_nothing_is_located() -> None:
    """Digits read as other digits: each figure is the same wherever it is printed, and no sum holds."""
    other = str.maketrans("0123456789", "0352749618")
    document = units()
    texts = {row["line_id"]: row["amount_published"] for row in document.facts().iter_rows(named=True)}
    wrong = {line: f"{Decimal(text.translate(other)) * 10_000}" for line, text in texts.items()}
    decision = decided(document, wrong)
    assert decision.core.is_empty()
