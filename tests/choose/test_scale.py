"""A table whose figures cannot be in its unit: taken in the one that is proven, held back where none is."""

from __future__ import annotations

import pytest

from pipelines.choose import Choice
from tests.choose.budget import EXPENDITURE, REVENUE, SUMMARY, chosen
from tests.recognise.builder import document

HEAD = "宁远县林业局2024年部门预算"
TEXT = (
    "2024年部门预算收入总计320.50万元，其中一般公共预算拨款收入320.50万元。",
    "2024年部门预算支出总计320.50万元，其中基本支出220.50万元，项目支出100.00万元。",
)


def printed(unit: str, rows: tuple[str, ...], *text: str, three_public: tuple[str, ...] = ()) -> Choice:
    """The budget with every table in yuan or 万元 as ``rows`` make it, all with the unit line ``unit``."""
    last = ["三公经费支出表", "单位：万元", three_public] if three_public else []
    return chosen(
        document(
            [HEAD, *text],
            ["部门收支总表", f"单位：{unit}", in_yuan(SUMMARY) if rows == YUAN else SUMMARY],
            ["部门收入总表", f"单位：{unit}", in_yuan(REVENUE) if rows == YUAN else REVENUE],
            ["部门支出总表", f"单位：{unit}", rows, *last],
        )
    )


def in_yuan(rows: tuple[str, ...]) -> tuple[str, ...]:
    """Rows in 万元 as they are printed in yuan."""
    cells = [[f"{float(c) * 10_000:.2f}" if "." in c else c for c in row.split("|")] for row in rows]
    return tuple("|".join(row) for row in cells)


YUAN = in_yuan(EXPENDITURE)


def units(found: Choice) -> set[tuple[str, str]]:
    return {(line["statement"], line["unit"]) for line in found.recognised.lines}


def said(found: Choice) -> list[tuple[str | None, str]]:
    of_scale = [f for f in found.recognised.findings if f.kind == "unit_out_of_scale"]
    return [(f.statement, f.message_en.rpartition("; ")[2]) for f in of_scale]


def test_the_text_proves_the_unit_of_all_tables() -> None:
    found = printed("亿元", EXPENDITURE, *TEXT)
    assert units(found) == {(s, "万元") for s in ("summary", "revenue", "expenditure")}
    assert said(found) == [
        (s, "the text or another table proves 万元, in which it is loaded")
        for s in ("summary", "revenue", "expenditure")
    ]


def test_nothing_proves_the_unit_and_no_table_is_loaded() -> None:
    found = printed("元", EXPENDITURE)
    assert found.recognised.lines == []
    assert said(found) == [(s, "not loaded") for s in ("summary", "revenue", "expenditure")]


@pytest.mark.parametrize(("unit", "rows"), [("万元", EXPENDITURE), ("元", YUAN)])
def test_a_unit_that_may_be_right_stays(unit: str, rows: tuple[str, ...]) -> None:
    found = printed(unit, rows)
    assert units(found) == {(s, unit) for s in ("summary", "revenue", "expenditure")}
    assert said(found) == []


def test_three_public_beyond_all_spending() -> None:
    rows = ("项目|预算数", "合计|155000.00", "公务接待费|35000.00", "公务用车购置及运行维护费|120000.00")
    found = printed("万元", EXPENDITURE, three_public=rows)
    assert ("three_public", "万元") not in units(found)
    assert [statement for statement, _ in said(found)] == ["three_public"]
    assert ("expenditure", "万元") in units(found)
