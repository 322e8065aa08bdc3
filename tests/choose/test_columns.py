"""Tables whose header stands beside its figures, whose figures are split, and whose end is another grid."""

from __future__ import annotations

from pipelines.choose.trouble import unreadable
from pipelines.model.document import Cell, Document, Grid
from tests.choose.budget import EXPENDITURE, budget, chosen, figures, first, readings

TOTALS = ["40.50", "40.50", "40.50", "280.00", "280.00", "180.00", "100.00", "320.50"]
BASIC = ["40.50", "40.50", "40.50", "180.00", "180.00", "180.00", "220.50"]
PROJECT = ["100.00", "100.00", "100.00", "100.00"]


def moved(*order: int) -> list[str]:
    """支出总表 with its amounts in another order than its header."""
    head, *rows = EXPENDITURE
    cells = [row.split("|") for row in rows]
    return [head, *("|".join([*c[:2], *(c[2 + i] for i in order)]) for c in cells)]


def right(printed_rows: list[str], reading: str) -> None:
    printed = budget(printed_rows)
    assert figures(first(printed), "expenditure", "total") != TOTALS
    found = chosen(printed).recognised
    assert readings(found) == {
        "summary": "first",
        "revenue": "first",
        "expenditure": reading,
        "general_budget": "first",
    }
    assert figures(found, "expenditure", "total") == TOTALS
    assert figures(found, "expenditure", "basic") == BASIC
    assert figures(found, "expenditure", "project") == PROJECT
    (finding,) = [f for f in found.findings if f.kind == "reading_chosen"]
    assert (finding.statement, finding.page) == ("expenditure", 3)


def test_a_header_one_column_to_the_left_of_its_figures() -> None:
    right(moved(2, 0, 1), "columns")


def test_a_header_one_column_to_the_right_of_its_figures() -> None:
    right(moved(1, 2, 0), "columns")


def test_a_total_printed_behind_its_first_part() -> None:
    right(moved(1, 0, 2), "columns")


def test_figures_that_go_on_in_the_next_cell() -> None:
    """A false rule through one row, as between 14,770 and .62; the figures are those of seed 001."""
    rows = (
        "科目编码|科目名称|合计|<|基本支出|项目支出",
        "201|一般公共服务支出|1,184.55|<|1,000.00|184.55",
        "213|农林水支出|2,046.05|<|2,000.00|46.05",
        "|合计|3,23|0.60|3,000.00|230.60",
    )
    found = chosen(budget(rows)).recognised
    assert readings(found)["expenditure"] == "amounts"
    last = [ln for ln in found.lines if ln["statement"] == "expenditure"][-3:]
    assert [ln["value"] for ln in last] == ["3230.60", "3000.00", "230.60"]
    assert last[0]["amount_published"] == "3,23\n0.60"


def test_a_comma_for_the_decimal_point() -> None:
    """As in 125360,898: grouped digits are left alone."""
    rows = [row.replace("320.50|220.50", "320,50|220,50") for row in EXPENDITURE]
    found = chosen(budget(rows)).recognised
    assert readings(found)["expenditure"] == "amounts"
    last = [ln for ln in found.lines if ln["statement"] == "expenditure"][-3:]
    assert [ln["value"] for ln in last] == ["320.50", "220.50", "100.00"]
    assert [ln["amount_published"] for ln in last] == ["320,50", "220,50", "100.00"]


def test_a_row_that_is_printed_twice() -> None:
    rows = [*EXPENDITURE[:7], EXPENDITURE[6], *EXPENDITURE[7:]]
    found = chosen(budget(rows)).recognised
    assert readings(found)["expenditure"] == "once"
    assert figures(found, "expenditure", "total") == TOTALS


def test_two_rows_alike_that_both_count() -> None:
    rows = [row.replace("180.00", "200.00") for row in EXPENDITURE[:6]]
    rows += ["2130201|行政运行|100.00|100.00|", "2130201|行政运行|100.00|100.00|", "2130205|森林资源培育|80.00||80.00"]
    found = chosen(budget([*rows, "|合计|320.50|240.50|80.00"])).recognised
    assert readings(found)["expenditure"] == "first"
    assert figures(found, "expenditure", "total").count("100.00") == 2


def test_the_end_of_a_table_under_a_line_of_its_own() -> None:
    rows = EXPENDITURE[:4] + EXPENDITURE[-1:]
    found = chosen(budget(rows, after=["第二部分 情况说明如下", EXPENDITURE[4:-1]])).recognised
    assert figures(found, "expenditure", "total") == [*TOTALS[:3], TOTALS[-1], *TOTALS[3:-1]]
    assert readings(found)["expenditure"] == "continued"


def test_codes_that_go_over_the_line_are_no_figures() -> None:
    def several(*cells: str) -> int:
        found = [Cell(row, 0, text) for row, text in enumerate(cells)]
        return unreadable(Document("test", grids=[Grid(1, 1, 1, len(cells), 1, found)]), [1])

    assert several("2620\n01", "2620\n03", "2620\n04") == 0
    assert several("2620\n01", "14770\n62.18") == 2
