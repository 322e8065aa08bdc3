"""A small budget in four statements that agree to the cent, as a reader gives it, and ways to spoil one of them."""

from __future__ import annotations

from collections.abc import Sequence

from expectations import load_rules
from pipelines.choose import Choice, Pages, choose
from pipelines.model.document import Document
from pipelines.recognise import Recognised, recognise
from tests.recognise.builder import book, document

HEAD = "青溪县林业局2024年部门预算"
UNIT = "单位：万元"
SUMMARY = (
    "收入|<|支出|<",
    "项目|预算数|项目|预算数",
    "一、一般公共预算拨款收入|320.50|一、社会保障和就业支出|40.50",
    "二、政府性基金预算拨款收入||二、农林水支出|280.00",
    "本年收入合计|320.50|本年支出合计|320.50",
    "收入总计|320.50|支出总计|320.50",
)
REVENUE = (
    "科目编码|科目名称|合计|一般公共预算拨款收入",
    "208|社会保障和就业支出|40.50|40.50",
    "20805|行政事业单位养老支出|40.50|40.50",
    "2080505|机关事业单位基本养老保险缴费支出|40.50|40.50",
    "213|农林水支出|280.00|280.00",
    "21302|林业和草原|280.00|280.00",
    "2130201|行政运行|180.00|180.00",
    "2130205|森林资源培育|100.00|100.00",
    "|合计|320.50|320.50",
)
EXPENDITURE = (
    "科目编码|科目名称|合计|基本支出|项目支出",
    "208|社会保障和就业支出|40.50|40.50|",
    "20805|行政事业单位养老支出|40.50|40.50|",
    "2080505|机关事业单位基本养老保险缴费支出|40.50|40.50|",
    "213|农林水支出|280.00|180.00|100.00",
    "21302|林业和草原|280.00|180.00|100.00",
    "2130201|行政运行|180.00|180.00|",
    "2130205|森林资源培育|100.00||100.00",
    "|合计|320.50|220.50|100.00",
)
Rows = Sequence[str]


def budget(
    expenditure: Rows = EXPENDITURE,
    *,
    unit: str = UNIT,
    summary: Rows = SUMMARY,
    revenue: Rows = REVENUE,
    after: Sequence[str | tuple[str, ...]] = (),
) -> Document:
    """The budget with other rows, or another unit line, for 部门支出总表; ``after`` is what follows it on its page."""
    return document(
        [HEAD, "部门收支总表", UNIT, tuple(summary)],
        ["部门收入总表", UNIT, tuple(revenue)],
        ["部门支出总表", unit, tuple(expenditure), *after],
        ["一般公共预算支出表", UNIT, EXPENDITURE],
    )


def chosen(printed: Document, pages: Pages | None = None) -> Choice:
    """The readings chosen for ``printed`` with the rules of the registry."""
    return choose(printed, first(printed), book(), load_rules(), pages)


def first(printed: Document) -> Recognised:
    """The first reading."""
    return recognise(printed, book())


def readings(found: Recognised) -> dict[str, str]:
    """Statement -> reading."""
    return {row["statement"]: row["reading"] for row in found.statements}


def figures(found: Recognised, statement: str, measure: str) -> list[str]:
    """Printed figures of a column of a statement, in line order."""
    lines = [ln for ln in found.lines if ln["statement"] == statement and ln["measure"] == measure]
    return [ln["amount_published"] for ln in sorted(lines, key=lambda ln: int(ln["line_no"]))]
