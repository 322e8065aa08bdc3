"""Ways of printing the same sums: units, several totals, blanks, rows of which, columns that are not all parts."""

from __future__ import annotations

from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.support import cell, evaluated, nodes, verdict

SPENDING = [Column("total"), Column("basic", etype="basic"), Column("project", etype="project")]
TOTAL = [Column("total")]


def test_a_table_of_leaves_adds_up_to_its_total() -> None:
    rows = [Row("2010301", ["3.00"], code="2010301"), Row("2080505", ["4.00"], code="2080505")]
    document = Disclosure().table("expenditure", TOTAL, [*rows, Row("合计", ["7.00"], role="total")])
    assert ("GEN-TOTAL", "合计/total") in nodes(evaluated(document), "pass")
    assert not {one for one in nodes(evaluated(document), "pass") if one[0] == "GEN-CHILDREN"}
    wrong = evaluated(document, {cell(document, "expenditure", "2010301"): "40000"})
    assert nodes(wrong, "fail") == {("GEN-TOTAL", "合计/total")}


def test_rows_of_which_are_never_summed() -> None:
    rows = [
        Row("合计", ["7.00"], role="total"),
        Row("201", ["7.00"], code="201"),
        Row("20103", ["7.00"], code="20103"),
        Row("其中：政府购买服务", ["2.00"], role="of_which", parent=3),
    ]
    document = Disclosure().table("expenditure", TOTAL, rows)
    assert nodes(evaluated(document), "fail") == set()
    assert verdict(evaluated(document), "GEN-CHILDREN", "201/total") == "pass"


def _units() -> Disclosure:
    rows = [Row("合计", ["10.00", "6.00", "4.00"], role="total", block=1)]
    for block, unit, code, cells in (
        (2, "本级", "201", ["7.00", "6.00", "1.00"]),
        (3, "中心", "208", ["3.00", "", "3.00"]),
    ):
        rows.append(Row("合计", cells, role="total", block=block, unit=unit))
        rows.append(Row(code, cells, code=code, block=block, unit=unit))
        rows.append(Row(code, cells, code=code + "01", block=block, unit=unit))
    return Disclosure().table("expenditure", SPENDING, rows)


def test_units_have_their_own_totals() -> None:
    evaluation = evaluated(_units())
    assert nodes(evaluation, "fail") == set()
    assert {node for rule, node in nodes(evaluation, "pass") if rule == "GEN-UNITS"} == {
        "units/total", "units/basic", "units/project"
    }  # fmt: skip
    assert {node for rule, node in nodes(evaluation, "pass") if rule == "GEN-TOTAL"} >= {
        "本级:合计/total", "中心:合计/project"
    }  # fmt: skip


def test_an_error_in_one_unit_stays_there() -> None:
    document = _units()
    wrong = evaluated(document, {cell(document, "expenditure", "20801", 2): "50000"})
    assert nodes(wrong, "fail") == {
        ("GEN-CHILDREN", "中心:208/project"), ("B3-COLUMNS", "中心:20801/total")
    }  # fmt: skip


def test_a_blank_total_over_printed_parts_is_a_missing_cell() -> None:
    rows = [Row("合计", ["7.00", "", "4.00"], role="total"), Row("201", ["7.00", "3.00", "4.00"], code="201")]
    evaluation = evaluated(Disclosure().table("expenditure", SPENDING, rows))
    assert verdict(evaluation, "GEN-TOTAL", "合计/basic") == "not_evaluable"
    assert verdict(evaluation, "B3-COLUMNS", "合计/total") == "fail"


def test_a_table_of_totals_only_cannot_be_evaluated() -> None:
    """A column that prints its total and none of its parts anywhere."""
    rows = [Row("合计", ["7.00", "3.00"], role="total"), Row("201", ["7.00", ""], code="201")]
    evaluation = evaluated(Disclosure().table("expenditure", SPENDING[:2], rows))
    assert verdict(evaluation, "GEN-TOTAL", "合计/total") == "pass"
    assert verdict(evaluation, "GEN-TOTAL", "合计/basic") == "not_evaluable"


def test_blank_parts_in_a_column_that_prints_others_are_zero() -> None:
    rows = [
        Row("合计", ["9.00"], role="total"),
        Row("201", ["5.00"], code="201"), Row("20101", [""], code="20101"),
        Row("208", ["4.00"], code="208"), Row("20805", ["4.00"], code="20805"),
    ]  # fmt: skip
    # a second column keeps the blank row on record
    rows = [Row(one.name, [*one.cells, "1.00"], code=one.code, role=one.role) for one in rows]
    two = [Column("total"), Column("of_which", title="其中：政府采购")]
    evaluation = evaluated(Disclosure().table("expenditure", two, rows))
    assert verdict(evaluation, "GEN-CHILDREN", "201/total") == "fail"
    assert verdict(evaluation, "GEN-CHILDREN", "208/total") == "pass"


def test_columns_that_are_not_all_parts_say_nothing() -> None:
    """合计 with 其中：基本支出 alone: every row falls short, so the split is not complete."""
    rows = [
        Row("合计", ["9.00", "5.00"], role="total"),
        Row("201", ["5.00", "3.00"], code="201"), Row("208", ["4.00", "2.00"], code="208"),
    ]  # fmt: skip
    evaluation = evaluated(Disclosure().table("expenditure", SPENDING[:2], rows))
    assert {one for one in nodes(evaluation, "not_evaluable") if one[0] == "B3-COLUMNS"} == {
        ("B3-COLUMNS", "合计/total"), ("B3-COLUMNS", "201/total"), ("B3-COLUMNS", "208/total")
    }  # fmt: skip


def test_a_blank_project_column_does_not_hide_a_wrong_row() -> None:
    """Where all rows but one are basic spending alone, the one that is not is wrong."""
    codes = ["201", "204", "208", "210"]
    rows = [Row(code, ["5.00", "5.00"], code=code) for code in codes]
    document = Disclosure().table("expenditure", SPENDING[:2], [*rows, Row("合计", ["20.00", "20.00"], role="total")])
    assert nodes(evaluated(document), "fail") == set()
    wrong = evaluated(document, {cell(document, "expenditure", "208", 0): "90000"})
    assert nodes(wrong, "fail") == {("B3-COLUMNS", "208/total"), ("GEN-TOTAL", "合计/total")}


def test_more_than_the_whole_fails_even_where_columns_are_incomplete() -> None:
    rows = [Row("合计", ["9.00", "10.00"], role="total"), Row("201", ["9.00", "10.00"], code="201")]
    evaluation = evaluated(Disclosure().table("expenditure", SPENDING[:2], rows))
    assert ("B3-COLUMNS", "合计/total") in nodes(evaluation, "fail")


def test_subtotal_personnel_and_public_under_basic() -> None:
    """合计 | 基本支出 小计 | 人员经费 | 公用经费 | 项目支出."""
    columns = [
        Column("total"), Column("basic", etype="basic"), Column("personnel", etype="basic"),
        Column("public", etype="basic"), Column("project", etype="project"),
    ]  # fmt: skip
    cells = ["10.00", "6.00", "5.00", "1.00", "4.00"]
    rows = [Row("合计", cells, role="total"), Row("201", cells, code="201")]
    document = Disclosure().table("general_budget", columns, rows)
    assert verdict(evaluated(document), "B5-COLUMNS", "201/total") == "pass"
    assert verdict(evaluated(document), "GEN-BASIC", "201/basic") == "pass"
    wrong = evaluated(document, {cell(document, "general_budget", "201", 3): "20000"})
    assert nodes(wrong, "fail") == {("GEN-BASIC", "201/basic"), ("GEN-TOTAL", "合计/public")}


def test_without_a_basic_column_its_parts_stand_in() -> None:
    columns = [
        Column("total"), Column("personnel", etype="basic"), Column("public", etype="basic"),
        Column("project", etype="project"),
    ]  # fmt: skip
    rows = [Row("合计", ["10.00", "5.00", "1.00", "4.00"], role="total")]
    evaluation = evaluated(Disclosure().table("general_budget", columns, rows))
    assert verdict(evaluation, "B5-COLUMNS", "合计/total") == "pass"


def test_revenue_sources_with_and_without_a_subtotal() -> None:
    def revenue(measure: str, fund: str | None = None) -> Column:
        return Column(measure, fund, flow="revenue")

    flat = [
        revenue("total"), revenue("general_public", "general_public"), revenue("business", "business"),
        revenue("carryover"),
    ]  # fmt: skip
    rows = [Row("合计", ["10.00", "6.00", "3.00", "1.00"], role="total")]
    assert verdict(evaluated(Disclosure().table("revenue", flat, rows)), "B2-SOURCES", "合计/total") == "pass"
    nested = [
        revenue("total"), revenue("current_year"), revenue("fiscal_appropriation", "fiscal_appropriation"),
        revenue("general_public", "general_public"), revenue("government_fund", "government_fund"),
        revenue("business", "business"), revenue("carryover"),
    ]  # fmt: skip
    rows = [Row("合计", ["10.00", "9.00", "6.00", "4.00", "2.00", "3.00", "1.00"], role="total")]
    evaluation = evaluated(Disclosure().table("revenue", nested, rows))
    assert verdict(evaluation, "B2-SOURCES", "合计/current") == "pass"
    assert verdict(evaluation, "B2-COLUMNS", "合计/total") == "pass"
    assert verdict(evaluation, "B2-APPROPRIATION", "合计/current·fiscal_appropriation") == "pass"


def test_prior_year_columns_are_their_own_equations() -> None:
    columns = [Column("total"), Column("total", year=2023)]
    rows = [Row("合计", ["7.00", "6.00"], role="total"), Row("201", ["7.00", "5.00"], code="201")]
    evaluation = evaluated(Disclosure().table("expenditure", columns, rows))
    assert verdict(evaluation, "GEN-TOTAL", "合计/total") == "pass"
    assert verdict(evaluation, "GEN-TOTAL", "合计/total@2023") == "fail"


def test_income_side_with_inner_total_first() -> None:
    """一、本年收入 … 二、上年结转 … 收入总计, the parts below their heading."""

    def row(name: str, amount: str, role: str = "item", parent: int | None = None, fund: str | None = None) -> Row:
        return Row(name, [amount], role=role, flow="revenue", parent=parent, fund=fund)

    rows = [
        row("一、本年收入", "9.00", "current_total"),
        row("（一）一般公共预算拨款", "7.00", parent=1, fund="general_public"),
        row("（二）政府性基金预算拨款", "2.00", parent=1, fund="government_fund"),
        row("二、上年结转", "1.00", "opening"),
        row("（一）一般公共预算拨款", "1.00", parent=4, fund="general_public"),
        row("收入总计", "10.00", "grand_total"),
    ]
    document = Disclosure().table("appropriation", TOTAL, rows)
    evaluation = evaluated(document)
    assert nodes(evaluation, "fail") == set()
    assert verdict(evaluation, "B4-INCOME", "一、本年收入/total") == "pass"
    assert verdict(evaluation, "B4-INCOME-TOTAL", "收入总计/total") == "pass"
    assert verdict(evaluation, "GEN-CHILDREN", "二、上年结转/total") == "pass"


def test_a_side_with_one_total_takes_what_was_brought_forward() -> None:
    rows = [
        Row("一般公共预算拨款收入", ["9.00"], flow="revenue", fund="general_public"),
        Row("上年结转结余", ["1.00"], role="opening", flow="revenue"),
        Row("收入合计", ["10.00"], role="current_total", flow="revenue"),
    ]
    evaluation = evaluated(Disclosure().table("summary", TOTAL, rows))
    assert verdict(evaluation, "B1-INCOME-TOTAL", "收入合计/total") == "pass"
    assert not {one for one in nodes(evaluation, "fail") if one[0] == "B1-INCOME"}


def test_spending_printed_by_function_and_by_economic_code() -> None:
    """Four blocks side by side (西安): every block has its own totals; other statements read the first."""
    rows = [
        Row("财政拨款", ["9.00"], flow="revenue", fund="fiscal_appropriation", block=1),
        Row("收入总计", ["9.00"], role="grand_total", flow="revenue", block=1),
    ]
    for block in (2, 3):
        rows += [
            Row("a", ["5.00"], code="201" if block == 2 else "", block=block),
            Row("b", ["4.00"], code="208" if block == 2 else "", block=block),
            Row("本年支出合计", ["9.00"], role="current_total", block=block),
            Row("支出总计", ["9.00"], role="grand_total", block=block),
        ]
    document = Disclosure().table("summary", TOTAL, rows)
    heads = [Row("合计", ["9.00", "9.00", ""], role="total"), Row("201", ["5.00", "5.00", ""], code="201")]
    document.table("expenditure", SPENDING, [*heads, Row("208", ["4.00", "4.00", ""], code="208")])
    evaluation = evaluated(document)
    assert nodes(evaluation, "fail") == set()
    assert verdict(evaluation, "B1-BALANCE", "total") == "pass"
    assert verdict(evaluation, "B3-B1-TOTAL", "total") == "pass"
    wrong = evaluated(document, {cell(document, "summary", "b"): "50000"})
    assert ("B1-SPENDING", "本年支出合计/total") in nodes(wrong, "fail")


def test_meeting_and_training_inside_a_printed_total() -> None:
    items = ["total", "abroad", "reception", "meeting", "training"]
    columns = [Column(item, "fiscal_appropriation") for item in items]
    document = Disclosure().table("three_public", columns, [Row("合计", ["9.00", "2.00", "3.00", "3.00", "1.00"])])
    assert ("B9-TOTAL", "合计/total") in nodes(evaluated(document), "not_applicable")
    document = Disclosure().table("three_public", columns, [Row("合计", ["5.00", "2.00", "3.00", "3.00", "1.00"])])
    assert verdict(evaluated(document), "B9-TOTAL", "合计/total") == "pass"
    document = Disclosure().table("three_public", columns, [Row("合计", ["6.00", "2.00", "3.00", "3.00", "1.00"])])
    assert verdict(evaluated(document), "B9-TOTAL", "合计/total") == "fail"


def test_zeros_without_decimals_do_not_widen_the_tolerance() -> None:
    """0 and 21 in a column of 21.00s are cut, not rounded to the whole 万元."""
    rows = [Row("合计", ["7"], role="total"), Row("201", ["4.25"], code="201"), Row("208", ["3"], code="208")]
    evaluation = evaluated(Disclosure().table("expenditure", TOTAL, rows))
    assert verdict(evaluation, "GEN-TOTAL", "合计/total") == "fail"


def test_an_empty_frame_gives_nothing() -> None:
    empty = Disclosure()
    evaluation = evaluated(empty)
    assert evaluation.results.is_empty()
    assert evaluation.terms.is_empty()


def test_parts_of_what_was_brought_forward_are_not_brought_forward_twice() -> None:
    """上年结余、结转 with 1.财政拨款结余、结转 and 2.非财政拨款结余、结转 below it (深圳)."""
    rows = [
        Row("财政拨款", ["9.00"], flow="revenue", fund="fiscal_appropriation"),
        Row("本年收入合计", ["9.00"], role="current_total", flow="revenue"),
        Row("上年结余、结转", ["1.00"], role="opening", flow="revenue"),
        Row("1.财政拨款结余、结转", ["1.00"], role="opening", flow="revenue", parent=3),
        Row("收入总计", ["10.00"], role="grand_total", flow="revenue"),
    ]
    document = Disclosure().table("summary", TOTAL, rows)
    sources = [Column(measure, flow="revenue") for measure in ("total", "fiscal_appropriation", "carryover")]
    document.table("revenue", sources, [Row("合计", ["10.00", "9.00", "1.00"], role="total")])
    evaluation = evaluated(document)
    assert verdict(evaluation, "B1-INCOME-TOTAL", "收入总计/total") == "pass"
    assert verdict(evaluation, "B2-B1-CARRYOVER", "total") == "pass"


def test_a_column_printed_twice_is_judged_only_where_it_adds_up() -> None:
    """上年结转 and 用事业基金弥补收支差额 are both carry-over: two parts, or a part and its part."""
    sources = [
        Column("total", flow="revenue"), Column("business", flow="revenue"),
        Column("carryover", flow="revenue", title="上年结转"), Column("carryover", flow="revenue", title="用事业基金"),
    ]  # fmt: skip
    rows = [Row("合计", ["10.00", "6.00", "3.00", "1.00"], role="total")]
    assert verdict(evaluated(Disclosure().table("revenue", sources, rows)), "B2-SOURCES", "合计/total") == "pass"
    rows = [Row("合计", ["9.00", "6.00", "3.00", "1.00"], role="total")]
    evaluation = evaluated(Disclosure().table("revenue", sources, rows))
    assert verdict(evaluation, "B2-SOURCES", "合计/total") == "not_evaluable"


def test_items_of_one_three_public_row_meet_whatever_fund_their_column_names() -> None:
    """合计 | 一般公共预算拨款安排的“三公”经费: 小计, 接待, 公车 | 培训费 (西安)."""
    own, all_ = "general_public", "fiscal_appropriation"
    columns = [
        Column("total_with_meeting_training", all_), Column("total", own), Column("reception", own),
        Column("vehicles", own), Column("vehicle_operation", own), Column("training", all_),
    ]  # fmt: skip
    cells = ["32.08", "10.10", "1.00", "9.10", "9.10", "21.98"]
    document = Disclosure().table("three_public", columns, [Row("合计", cells, role="total")])
    evaluation = evaluated(document)
    assert verdict(evaluation, "B9-TOTAL", "合计/total") == "pass"
    assert verdict(evaluation, "B9-MEETINGS", "合计/total_with_meeting_training") == "pass"
    wrong = evaluated(document, {cell(document, "three_public", "合计", 5): "220800"})
    assert nodes(wrong, "fail") == {("B9-MEETINGS", "合计/total_with_meeting_training")}


def test_a_figure_too_long_for_its_cell_keeps_its_own_step() -> None:
    """480544221.6 in a column of cents was rounded by the spreadsheet, not cut."""
    document = Disclosure(unit="元")
    rows = [
        Row("合计", ["480544221.6"], role="total"),
        Row("201", ["26071962.52"], code="201"), Row("208", ["454472259.1"], code="208"),
    ]  # fmt: skip
    evaluation = evaluated(document.table("expenditure", TOTAL, rows))
    assert verdict(evaluation, "GEN-TOTAL", "合计/total") == "rounding"
