"""Short samples for the remaining readers: text exports, an HTML page, a PDF without rules."""

from __future__ import annotations

from .blocks import Block, NewPage, Placed, Sample, Text
from .ledger import Item, Ledger, wan, wans
from .statements import BASIC, NOTHING, PROJECT, REVENUE, TOTAL, basic_economic_table, functional_table
from .table import Printer, Style
from .tables import summary, three_public_rows, three_public_years

_TWO = (TOTAL, BASIC, PROJECT)


def _ledger(department: str, year: int, scale: str) -> Ledger:
    """A small unit's ledger; ``scale`` (万元) is its project money."""
    return Ledger(
        department,
        year,
        (
            Item("2080505", basic=wan("31.20")),
            Item("2080506", basic=wan("15.60")),
            Item("2101102", basic=wan("18.40")),
            Item("2101506", project=wan(scale), carried=wan("2.00")),
            Item("2101550", basic=wan("286.35")),
            Item("2210201", basic=wan("27.45")),
        ),
        basic_economic=wans(
            "30101 118.00 30102 21.50 30107 96.20 30108 31.20 30109 15.60 30110 18.40 30112 1.90 30113 27.45 "
            "30201 14.00 30206 3.20 30211 5.80 30228 6.15 30231 6.80 30299 4.30 30302 8.50"
        ),
        three_public=wans("vehicle_operation 6.80 reception 0.50"),
    )


def cell_lines() -> Sample:
    """Unit budget as a Word document exported cell by cell."""
    ledger = _ledger("昌黎县职工医疗保险中心", 2023, "150.00")
    style, meta = Style(index=True), [f"450001{ledger.department}", "预算年度：2023", "单位：万元"]

    def printer(statement: str) -> Printer:
        return Printer(statement, style, ledger.year)

    blocks: list[Block] = [
        Text(f"{ledger.department}2023年单位预算公开"),
        Placed(functional_table(printer("revenue"), "单位预算收入总表", meta, ledger.items, REVENUE)),
        Placed(functional_table(printer("expenditure"), "单位预算支出总表", meta, ledger.items, (*_TWO, *NOTHING))),
        Placed(three_public_rows(printer("three_public"), "单位预算财政拨款“三公”经费支出表", meta, ledger)),
    ]
    return Sample("unit_budget_2023_cells.txt", f"{ledger.department}2023年单位预算", blocks)


def tab_rows() -> Sample:
    """Unit budget as a PDF exported in tab-separated rows."""
    ledger = _ledger("安阳市社会医疗保险中心", 2021, "9821.30")
    meta = [ledger.department, "预算年度：2021", "单位：万元"]

    def printer(statement: str) -> Printer:
        return Printer(statement, Style(), ledger.year)

    empty = functional_table(printer("government_fund"), "政府性基金预算财政拨款支出表", meta, (), _TWO)
    empty.notes.append("注：本单位无政府性基金预算财政拨款支出，本表无数据。")
    general = functional_table(printer("general_budget"), "一般公共预算财政拨款支出表", meta, ledger.items, _TWO)
    blocks: list[Block] = [
        Text(f"{ledger.department}2021年单位预算", 1),
        Placed(summary(printer("summary"), "单位收支总表", meta, ledger)),
        Placed(general),
        Placed(empty),
    ]
    return Sample("unit_budget_2021_rows.txt", f"{ledger.department}2021年单位预算", blocks)


def page() -> Sample:
    """County budget as a web page with merged header cells and bracketed codes."""
    ledger = _ledger("衡东县医疗保障局", 2021, "106.00")
    meta = [f"编制部门：{ledger.department}", "单位：万元"]

    def printer(statement: str, codes: str = "plain") -> Printer:
        return Printer(statement, Style(codes=codes), ledger.year)

    expenditure = functional_table(
        printer("expenditure", "bracket"), "2021年部门支出总表", meta, ledger.items, (*_TWO, *NOTHING)
    )
    basic = basic_economic_table(printer("basic_economic"), "2021年一般公共预算基本支出表", meta, ledger, "基本支出")
    before = wans("vehicle_operation 6.80 reception 0.75")
    blocks: list[Block] = [
        Text(f"{ledger.department}2021年部门预算", 1),
        Placed(summary(printer("summary"), "2021年部门收支总表", meta, ledger)),
        Placed(expenditure),
        Placed(basic),
        Placed(three_public_years(printer("three_public"), "2021年“三公”经费支出表", meta, ledger, before)),
    ]
    return Sample("county_budget_2021.html", f"{ledger.department}2021年部门预算", blocks)


def unruled() -> Sample:
    """Unit budget as a PDF whose tables have no lines."""
    ledger = _ledger("石家庄市医疗保险中心", 2023, "1608.35")
    meta = [f"编制单位：{ledger.department}", "单位：万元"]

    def printer(statement: str) -> Printer:
        return Printer(statement, Style(), ledger.year)

    expenditure = functional_table(printer("expenditure"), "2023年单位支出总表", meta, ledger.items, _TWO)
    general = functional_table(printer("general_budget"), "2023年一般公共预算财政拨款支出表", meta, ledger.items, _TWO)
    basic = basic_economic_table(printer("basic_economic"), "2023年一般公共预算财政拨款基本支出表", meta, ledger)
    blocks: list[Block] = [Text(ledger.department, 9), Text("2023年单位预算", 9), NewPage()]
    for table in (expenditure, general, basic):
        blocks += [Placed(table, ruling="none", pad=4.0), NewPage()]
    return Sample("unruled_budget_2023.pdf", f"{ledger.department}2023年单位预算", blocks[:-1])
