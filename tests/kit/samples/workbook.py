"""A county's budget as a workbook: one sheet a table, 万元 with six decimals (totals of seed 000)."""

from __future__ import annotations

from .blocks import Block, Placed, Sample, Text
from .ledger import Item, Ledger, wan, wans
from .statements import (
    BASIC,
    NOTHING,
    PROJECT,
    REVENUE,
    TOTAL,
    basic_economic_table,
    functional_table,
    general_economic_table,
)
from .table import Printer, Style
from .tables import appropriation, summary, three_public_years

UNIT = "青龙满族自治县医疗保障局"
YEAR = 2020

LEDGER = Ledger(
    UNIT,
    YEAR,
    (
        Item("2080505", basic=wan("20.40")),
        Item("2089999", project=wan("8.00")),
        Item("2101101", basic=wan("10.27")),
        Item("2101201", project=wan("3.00")),
        Item("2101202", project=wan("28740.00")),
        Item("2101299", project=wan("17.00")),
        Item("2101301", project=wan("4464.60")),
        Item("2101501", basic=wan("100.123456")),
        Item("2101502", project=wan("35.00"), carried=wan("1.250001")),
        Item("2101550", basic=wan("119.876544")),
        Item("2101550", project=wan("6.50"), fund="business"),
        Item("2109999", project=wan("19.20")),
        Item("2120899", project=wan("1000.00"), fund="government_fund"),
        Item("2210201", basic=wan("16.00")),
    ),
    basic_economic=wans(
        "30101 98.205312 30102 30.50 30103 8.10 30107 39.994688 30108 20.40 30109 10.20 30110 15.47 30112 2.00 "
        "30113 16.00 30201 5.00 30211 1.80 30228 2.50 30231 3.00 30239 1.50 30302 12.00"
    ),
    project_economic=wans("30201 15.00 30226 28.00 30227 19.20 30307 4464.60 31302 28760.00"),
    three_public=wans("vehicle_operation 3.00 reception 0.60"),
)
BEFORE = wans("vehicle_operation 3.20 reception 0.85")


def sample() -> Sample:
    """The document."""
    style = Style("万元", places=6)
    dash = Style("万元", places=6, codes="dash", total_last=True)
    meta = [f"部门名称：{UNIT}", "单位：万元"]
    general, funds, capital = LEDGER.by_budget()
    two = (TOTAL, BASIC, PROJECT)

    def printer(statement: str, how: Style = style) -> Printer:
        return Printer(statement, how, YEAR)

    empty = functional_table(printer("state_capital"), "国有资本经营预算财政拨款支出表", meta, capital, two)
    empty.notes.append("注：本部门无国有资本经营预算财政拨款支出，本表无数据。")
    tables = [
        summary(printer("summary"), "部门收支总表", meta, LEDGER),
        functional_table(printer("revenue"), "部门收入总表", meta, LEDGER.items, REVENUE),
        functional_table(printer("expenditure", dash), "部门支出总表", meta, LEDGER.items, (*two, *NOTHING)),
        appropriation(printer("appropriation"), "财政拨款收支总表", meta, LEDGER),
        functional_table(printer("general_budget"), "一般公共预算财政拨款支出表", meta, general, two),
        basic_economic_table(printer("basic_economic"), "一般公共预算财政拨款基本支出表", meta, LEDGER, "基本支出"),
        general_economic_table(printer("general_budget_economic"), "一般公共预算财政拨款支出经济分类表", meta, LEDGER),
        functional_table(printer("government_fund"), "政府性基金预算财政拨款支出表", meta, funds, two),
        empty,
        three_public_years(printer("three_public"), "财政拨款“三公”经费支出表", meta, LEDGER, BEFORE),
    ]
    blocks: list[Block] = [Text(f"{YEAR}年{UNIT}部门预算公开表")]
    return Sample("county_budget_2020.xlsx", f"{UNIT}{YEAR}年部门预算", [*blocks, *map(Placed, tables)])
