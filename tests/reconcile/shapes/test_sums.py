"""Rows and columns that add up: parents, totals, units, columns, 三公 items, each on a table small enough to see."""

from __future__ import annotations

import pytest

from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.support import evaluated, nodes

TOTAL, BASIC, PROJECT = Column("total"), Column("basic", etype="basic"), Column("project", etype="project")


def told(document: Disclosure, rule: str) -> dict[str, str]:
    """Verdict by node of the equations of one rule."""
    found = evaluated(document).results
    rows = found.filter(found["rule_id"] == rule).select("node", "verdict").iter_rows()
    return {node: verdict for node, verdict in rows if verdict != "not_applicable"}


def expenditure(*rows: tuple[str, str, list[str]], columns: list[Column] | None = None, **given: object) -> Disclosure:
    """支出总表: code, role, cells."""
    made = [Row(code or "合计", cells, code=code, role=role) for code, role, cells in rows]
    return Disclosure(**given).table("expenditure", columns or [TOTAL], made)  # type: ignore[arg-type]


def test_a_parent_is_the_sum_of_its_direct_children() -> None:
    rows = [
        ("", "total", ["10.00"]), ("208", "item", ["10.00"]), ("20805", "item", ["10.00"]),
        ("2080501", "item", ["4.00"]), ("2080502", "item", ["6.00"]),
    ]  # fmt: skip
    assert told(expenditure(*rows), "GEN-CHILDREN") == {"208/total": "pass", "20805/total": "pass"}
    rows[-1] = ("2080502", "item", ["6.05"])
    assert told(expenditure(*rows), "GEN-CHILDREN") == {"208/total": "pass", "20805/total": "fail"}


def test_of_which_rows_are_no_parts() -> None:
    rows = [
        ("", "total", ["10.00"]), ("208", "item", ["10.00"]), ("20805", "item", ["10.00"]),
        ("2080501", "of_which", ["4.00"]),
    ]  # fmt: skip
    assert told(expenditure(*rows), "GEN-CHILDREN") == {"208/total": "pass"}


@pytest.mark.parametrize("below", [True, False])
def test_a_total_is_the_sum_of_the_outermost_rows_above_it_or_below(below: bool) -> None:
    items = [("208", "item", ["4.00"]), ("210", "item", ["6.00"]), ("21001", "item", ["6.00"])]
    total = [("", "total", ["10.00"])]
    rows = [*total, *items] if below else [*items, *total]
    assert told(expenditure(*rows), "GEN-TOTAL") == {"合计/total": "pass"}
    wrong = [("", "total", ["10.05"])]
    rows = [*wrong, *items] if below else [*items, *wrong]
    assert told(expenditure(*rows), "GEN-TOTAL") == {"合计/total": "fail"}


def test_columns_add_up_on_every_row() -> None:
    columns = [TOTAL, BASIC, PROJECT]
    rows = [
        ("", "total", ["10.00", "4.00", "6.00"]), ("208", "item", ["4.00", "4.00", ""]),
        ("210", "item", ["6.00", "", "6.00"]),
    ]  # fmt: skip
    good = told(expenditure(*rows, columns=columns), "B3-COLUMNS")
    assert set(good.values()) == {"pass"}
    assert len(good) == 3
    rows[1] = ("208", "item", ["4.00", "3.95", ""])
    bad = told(expenditure(*rows, columns=columns), "B3-COLUMNS")
    assert [node for node, verdict in bad.items() if verdict == "fail"] == [n for n in bad if n.startswith("208")]


def test_rounding_of_a_row_is_half_a_step_a_figure() -> None:
    columns = [TOTAL, BASIC, PROJECT]
    for printed, verdict in (("10.01", "rounding"), ("10.02", "fail")):
        found = told(expenditure(("", "total", [printed, "4.00", "6.00"]), columns=columns), "B3-COLUMNS")
        assert list(found.values()) == [verdict]


def test_the_total_above_units_is_the_sum_of_theirs() -> None:
    rows = [Row("合计", ["10.00"], role="total", block=1)]
    for block, (unit, amount) in enumerate((("甲局", "4.00"), ("乙局", "6.00")), start=2):
        rows += [
            Row(unit, [amount], role="total", block=block, unit=unit),
            Row("208", [amount], code="208", block=block, unit=unit),
        ]
    document = Disclosure().table("expenditure", [TOTAL], rows)
    assert told(document, "GEN-UNITS") == {"units/total": "pass"}
    rows[0] = Row("合计", ["10.05"], role="total", block=1)
    assert told(Disclosure().table("expenditure", [TOTAL], rows), "GEN-UNITS") == {"units/total": "fail"}


ITEMS = (("三公合计", "total", "total"), ("因公出国", "abroad", "item"), ("公车", "vehicles", "item"),
         ("接待", "reception", "item"))  # fmt: skip


def public(*amounts: str) -> Disclosure:
    """三公 with its items as rows."""
    rows = [
        Row(name, [amount], item=item, role=role) for (name, item, role), amount in zip(ITEMS, amounts, strict=True)
    ]
    return Disclosure().table("three_public", [Column("total", "general_public")], rows)


def test_three_public_adds_up() -> None:
    rule = "B9-TOTAL"
    assert set(told(public("6.00", "1.00", "2.00", "3.00"), rule).values()) == {"pass"}
    assert set(told(public("6.05", "1.00", "2.00", "3.00"), rule).values()) == {"fail"}
    assert set(told(public("5.00", "", "2.00", "3.00"), rule).values()) == {"pass"}  # nothing printed is nothing spent


def test_nothing_is_said_of_a_table_without_parts() -> None:
    assert nodes(evaluated(expenditure(("208", "item", ["4.00"]))), "fail") == set()
