"""A budget with planted errors: what it prints, and what a check must say about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from .blocks import Block, Placed, Sample, Text
from .ledger import Item, Ledger, wan, wans
from .statements import BASIC, NOTHING, PROJECT, REVENUE, TOTAL, basic_economic_table, functional_table
from .table import Cell, Printer, Style, Table
from .tables import summary, three_public_rows

UNIT = "秦皇岛市海港区社会救助示范中心"
YEAR = 2023
FILE = "planted_errors_2023.docx"

LEDGER = Ledger(
    UNIT,
    YEAR,
    (
        Item("2080505", basic=wan("24.60")),
        Item("2080506", basic=wan("12.30")),
        Item("2082001", project=wan("180.00")),
        Item("2082002", project=wan("45.50"), carried=wan("5.50")),
        Item("2082850", basic=wan("210.40")),
        Item("2101102", basic=wan("15.80")),
        Item("2210201", basic=wan("22.90")),
    ),
    basic_economic=wans(
        "30101 92.00 30102 18.40 30107 61.30 30108 24.60 30109 12.30 30110 15.80 30113 22.90 "
        "30201 12.00 30211 6.50 30217 1.20 30228 4.10 30231 3.40 30299 4.00 30302 7.50"
    ),
    three_public=wans("vehicle_operation 3.40 reception 1.20"),
)


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing a check must find; figures in yuan, ``rule`` in words."""

    statement: str
    rule: str
    node: str
    provided: Decimal
    expected: Decimal


def change(table: Table, name: str, measure: str, by: Decimal, printer: Printer) -> None:
    """Print another amount in the cell of row ``name`` (or code) and ``measure``; LookupError where there is none."""
    for row in table.body:
        for n, cell in enumerate(row):
            fact = cell.fact if cell else None
            if fact and name in (fact.line_name, fact.functional_code, fact.economic_code) and fact.measure == measure:
                amount = fact.amount + by
                row[n] = Cell(printer.show(amount), fact=replace(fact, amount=amount))
                return
    raise LookupError(f"{table.title}: no {name} {measure}")


def _printers() -> dict[str, Printer]:
    names = ("summary", "revenue", "expenditure", "general_budget", "basic_economic", "three_public")
    return {name: Printer(name, Style(), YEAR) for name in names}


def _tables() -> dict[str, Table]:
    p, meta = _printers(), [f"编制单位：{UNIT}", "单位：万元"]
    two = (TOTAL, BASIC, PROJECT)
    tables = {
        "summary": summary(p["summary"], "单位收支总表", meta, LEDGER),
        "revenue": functional_table(p["revenue"], "单位收入总表", meta, LEDGER.items, REVENUE),
        "expenditure": functional_table(p["expenditure"], "单位支出总表", meta, LEDGER.items, (*two, *NOTHING)),
        "general_budget": functional_table(p["general_budget"], "一般公共预算财政拨款支出表", meta, LEDGER.items, two),
        "basic_economic": basic_economic_table(p["basic_economic"], "一般公共预算财政拨款基本支出表", meta, LEDGER),
        "three_public": three_public_rows(p["three_public"], "财政拨款“三公”经费支出表", meta, LEDGER),
    }
    change(tables["summary"], "收入总计", "total", wan("-0.30"), p["summary"])
    change(tables["expenditure"], "2082001", "total", wan("9.00"), p["expenditure"])
    for measure in ("total", "basic"):
        change(tables["general_budget"], "2080505", measure, wan("-1.00"), p["general_budget"])
    for code in ("30201", "302", "合计"):
        for measure in ("total", "public"):
            change(tables["basic_economic"], code, measure, wan("0.50"), p["basic_economic"])
    return tables


def findings() -> list[Planted]:
    """What is wrong in the printed document, equation by equation."""
    total_wrong, leaf_wrong, cross = (
        (wan("511.20"), wan("511.50")),
        (wan("189.00"), wan("180.00")),
        (wan("23.60"), wan("24.60")),
    )
    children, same = "parent = sum of children", "expenditure code = general_budget code"
    return [
        Planted("summary", "收入总计 = 本年收入合计 + 上年结转结余", "收入总计", *total_wrong),
        Planted("summary", "收入总计 = 支出总计", "收入总计", *total_wrong),
        Planted("summary", "summary 收入总计 = revenue 合计", "收入总计", *total_wrong),
        Planted("expenditure", "total = basic + project", "2082001", *leaf_wrong),
        Planted("expenditure", children, "20820/total", wan("225.50"), wan("234.50")),
        Planted("expenditure", "expenditure code = revenue code", "2082001/total", *leaf_wrong),
        Planted("expenditure", same, "2082001/total", *leaf_wrong),
        Planted("general_budget", children, "20805/total", wan("36.90"), wan("35.90")),
        Planted("general_budget", children, "20805/basic", wan("36.90"), wan("35.90")),
        Planted("general_budget", same, "2080505/total", *cross),
        Planted("general_budget", same, "2080505/basic", *cross),
        Planted(
            "basic_economic", "basic_economic 合计 = general_budget 合计 basic", "合计", wan("286.50"), wan("286.00")
        ),
        Planted("three_public", "narrative = table", "total", wan("5.20"), wan("4.60")),
    ]


def sample() -> Sample:
    """The document."""
    blocks: list[Block] = [Text(UNIT, 9), Text(f"{YEAR}年单位预算", 9), *map(Placed, _tables().values())]
    blocks += [
        Text("“三公”经费预算情况说明"),
        Text(f"{YEAR}年，本单位“三公”经费预算安排5.20万元，其中：公务用车运行维护费3.40万元，公务接待费1.20万元。"),
    ]
    return Sample(FILE, f"{UNIT}{YEAR}年单位预算", blocks)
