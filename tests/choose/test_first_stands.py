"""A reading that foots, and one that no other reading betters, stays as it was read."""

from __future__ import annotations

import copy

import pytest

from tests.choose.budget import EXPENDITURE, budget, chosen, figures, first, readings

FIRST = {"summary": "first", "revenue": "first", "expenditure": "first", "general_budget": "first"}


def test_a_budget_that_foots_is_not_read_again() -> None:
    printed = budget()
    found = chosen(printed)
    assert found.document is printed
    assert readings(found.recognised) == FIRST
    assert found.recognised.lines == first(printed).lines
    assert found.recognised.findings == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("2130201|行政运行|180.00|180.00|", "2130201|行政运行|181.00|180.00|"),  # one figure
        ("|合计|320.50|220.50|100.00", "|合计|320.50|222.50|100.00"),  # a total
        ("213|农林水支出|280.00|180.00|100.00", "213|农林水支出|280.00|100.00|180.00"),  # two figures exchanged
    ],
)
def test_the_publishers_own_error_stays_as_printed(right: str, wrong: str) -> None:
    printed = budget([wrong if row == right else row for row in EXPENDITURE])
    before = copy.deepcopy(first(printed).lines)
    found = chosen(printed).recognised
    assert readings(found) == FIRST
    assert found.lines == before
    assert not [f for f in found.findings if f.kind == "reading_chosen"]


def test_two_tables_that_contradict_each_other_by_their_units_stay_as_printed() -> None:
    """Either could be wrong, and nothing else tells which."""
    printed = budget(unit="单位：元")
    printed.grids = [g for g in printed.grids if g.page in (3, 4)]
    found = chosen(printed).recognised
    assert {row["unit"] for row in found.statements} == {"元", "万元"}
    assert set(readings(found).values()) == {"first"}


def test_parts_that_only_their_order_tells_apart_stay_as_printed() -> None:
    """合计 behind its first part could as well be 合计 before exchanged parts, where no other statement tells."""
    head, *rows = EXPENDITURE
    cells = [row.split("|") for row in rows]
    printed = budget([head, *("|".join([c[0], c[1], c[3], c[2], c[4]]) for c in cells)])
    printed.grids = [g for g in printed.grids if g.page != 4]
    found = chosen(printed).recognised
    assert set(readings(found).values()) == {"first"}


def test_without_rules_the_first_reading_stands() -> None:
    from pipelines.choose import choose
    from tests.recognise.builder import book

    printed = budget([row.replace("基本支出|项目支出", "项目支出|基本支出") for row in EXPENDITURE])
    found = choose(printed, first(printed), book(), (), None).recognised
    assert readings(found) == FIRST
    assert figures(found, "expenditure", "total")[-1] == "320.50"


def test_figures_that_cannot_be_parted_are_reported() -> None:
    """Without a page to read again there is nothing to part them by; they are missing, and it is said."""
    rows = ["科目编码|科目名称|合计|基本支出 项目支出", *(_run_together(row) for row in EXPENDITURE[1:])]
    found = chosen(budget(rows)).recognised
    (finding,) = [f for f in found.findings if f.kind == "figures_together"]
    assert (finding.statement, finding.page) == ("expenditure", 3)
    assert "3 cells" in finding.message_en
    assert figures(found, "expenditure", "total")[-1] == "320.50"


def _run_together(row: str) -> str:
    code, name, total, basic, project = row.split("|")
    return "|".join([code, name, total, f"{basic} {project}".strip()])
