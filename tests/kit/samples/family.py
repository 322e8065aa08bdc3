"""A department, its unit, two years, text beside tables, a bundle, a county's own budget: what belongs together."""

from __future__ import annotations

from .blocks import Block, Placed, Sample, Text
from .forms import institution_table
from .ledger import Item, Ledger, wan, wans
from .statements import (
    BASIC,
    NOTHING,
    PROJECT,
    REVENUE,
    TOTAL,
    basic_economic_table,
    functional_table,
)
from .table import Printer, Style, Table
from .tables import summary, three_public_rows, three_public_years

COUNTY = "卢龙县"
OFFICE, CENTRE = f"{COUNTY}信访局", f"{COUNTY}信访事项受理中心"
_TWO = (TOTAL, BASIC, PROJECT)

# 信访事务 is the item 2010308 until 2023 and the group 20140 since.
BEFORE = Ledger(
    OFFICE,
    2023,
    (
        Item("2010301", basic=wan("86.20")),
        Item("2010308", project=wan("45.00")),
        Item("2080505", basic=wan("12.40")),
        Item("2101101", basic=wan("4.30")),
        Item("2210201", basic=wan("9.60")),
    ),
    basic_economic=wans(
        "30101 38.00 30102 21.50 30103 6.00 30108 12.40 30110 4.30 30113 9.60 30201 8.20 30211 3.50 30239 6.00 "
        "30305 3.00"
    ),
    three_public=wans("vehicle_operation 2.60 reception 0.40"),
)
LEDGER = Ledger(
    OFFICE,
    2024,
    (
        Item("2014001", basic=wan("92.00")),
        Item("2014004", project=wan("52.00")),
        Item("2014050", basic=wan("31.00")),
        Item("2080505", basic=wan("16.10")),
        Item("2101101", basic=wan("4.60")),
        Item("2101102", basic=wan("2.20")),
        Item("2210201", basic=wan("12.10")),
    ),
    basic_economic=wans(
        "30101 52.00 30102 26.00 30103 7.00 30107 14.00 30108 16.10 30110 6.80 30113 12.10 30201 10.00 30211 4.50 "
        "30239 6.00 30305 3.50"
    ),
    three_public=wans("vehicle_operation 2.40 reception 0.30"),
)
# What the department's tables include of its unit.
UNIT = Ledger(
    CENTRE,
    2024,
    (
        Item("2014050", basic=wan("31.00")),
        Item("2080505", basic=wan("3.70")),
        Item("2101102", basic=wan("2.20")),
        Item("2210201", basic=wan("2.50")),
    ),
    basic_economic=wans("30101 12.00 30102 3.50 30107 11.00 30108 3.70 30110 2.20 30113 2.50 30201 2.50 30211 2.00"),
)


def _meta(ledger: Ledger) -> list[str]:
    return [f"部门名称：{ledger.department}", "单位：万元"]


def _printer(statement: str, ledger: Ledger, style: Style | None = None) -> Printer:
    return Printer(statement, style or Style(), ledger.year)


def _tables(ledger: Ledger, kind: str) -> list[Table]:
    meta = _meta(ledger)
    return [
        summary(_printer("summary", ledger), f"{kind}收支总表", meta, ledger),
        functional_table(_printer("revenue", ledger), f"{kind}收入总表", meta, ledger.items, REVENUE),
        functional_table(_printer("expenditure", ledger), f"{kind}支出总表", meta, ledger.items, (*_TWO, *NOTHING)),
        functional_table(_printer("general_budget", ledger), "一般公共预算财政拨款支出表", meta, ledger.items, _TWO),
        basic_economic_table(
            _printer("basic_economic", ledger), "一般公共预算财政拨款基本支出表", meta, ledger, "基本支出"
        ),
    ]


def department_before() -> Sample:
    """The department's budget of 2023, a web page; its units stand in a table."""
    units = ((f"{OFFICE}本级", "行政", "财政拨款"), (CENTRE, "事业", "财政性资金基本保证"))
    years = three_public_years(
        _printer("three_public", BEFORE), "“三公”经费支出表", _meta(BEFORE), BEFORE, wans("vehicle_operation 3.00")
    )
    blocks: list[Block] = [
        Text(f"{OFFICE}{BEFORE.year}年部门预算", 1),
        Text("一、机构设置情况"),
        Placed(institution_table(units)),
        *map(Placed, [*_tables(BEFORE, "部门"), years]),
    ]
    return Sample("petitions_budget_2023.html", f"{OFFICE}{BEFORE.year}年部门预算", blocks)


def department_tables() -> Sample:
    """The department's budget of 2024: the tables alone, a workbook."""
    rows = three_public_rows(_printer("three_public", LEDGER), "财政拨款“三公”经费支出表", _meta(LEDGER), LEDGER)
    blocks: list[Block] = [Text(f"{LEDGER.year}年{OFFICE}部门预算公开表")]
    blocks += map(Placed, [*_tables(LEDGER, "部门"), rows])
    return Sample("petitions_budget_2024.xlsx", f"{OFFICE}{LEDGER.year}年部门预算公开表", blocks)


def department_text() -> Sample:
    """The same budget of 2024: the narrative alone, a Word document; its unit is named in a sentence."""
    lines = (
        "一、部门职责及机构设置情况",
        f"本部门由局本级和1个二级预算单位组成，二级预算单位为{CENTRE}。",
        "核定编制14名，实有人数13人。",
        "二、部门预算安排的总体情况",
        "2024年收入预算210.00万元，其中：一般公共预算收入210.00万元。",
        "2024年支出预算210.00万元，其中：基本支出158.00万元，项目支出52.00万元。",
        "2024年预算比2023年增加52.50万元。",
        "三、机关运行经费安排情况",
        "2024年机关运行经费预算20.50万元。",
        "四、“三公”经费预算情况",
        "2024年“三公”经费预算2.70万元：公务用车运行维护费2.40万元，公务接待费0.30万元。",
    )
    blocks: list[Block] = [Text(OFFICE, 9), Text(f"{LEDGER.year}年部门预算情况说明", 9), *map(Text, lines)]
    return Sample("petitions_text_2024.docx", f"{OFFICE}{LEDGER.year}年部门预算情况说明", blocks)


def unit() -> Sample:
    """The unit's own budget of 2024: its department's tables include it."""
    blocks: list[Block] = [Text(f"{CENTRE}{UNIT.year}年单位预算", 1), *map(Placed, _tables(UNIT, "单位"))]
    return Sample("petitions_unit_2024_rows.txt", f"{CENTRE}{UNIT.year}年单位预算", blocks)


def _school(name: str, scale: str) -> Ledger:
    return Ledger(
        f"{COUNTY}{name}",
        2024,
        (
            Item("2050204", basic=wan(scale), project=wan("18.00")),
            Item("2080505", basic=wan("60.00")),
            Item("2210201", basic=wan("45.00")),
        ),
    )


SCHOOLS = (_school("第一中学", "905.00"), _school("第二中学", "610.00"))


def bundle() -> Sample:
    """Two schools' sets in one web page: the unit stands above each table."""
    blocks: list[Block] = [Text(f"{COUNTY}教育局所属单位2024年单位预算公开表", 1)]
    for school in SCHOOLS:
        meta = [f"单位名称：{school.department}", "单位：万元"]
        blocks += [
            Placed(summary(_printer("summary", school), "单位收支总表", meta, school)),
            Placed(functional_table(_printer("expenditure", school), "单位支出总表", meta, school.items, _TWO)),
            Placed(
                functional_table(
                    _printer("general_budget", school), "一般公共预算财政拨款支出表", meta, school.items, _TWO
                )
            ),
        ]
    return Sample("schools_bundle_2024.html", f"{COUNTY}教育局所属单位2024年单位预算公开表", blocks)


GOVERNMENT = Ledger(
    COUNTY,
    2024,
    (
        Item("2010301", basic=wan("21860.00")),
        Item("2050202", basic=wan("58400.00")),
        Item("2101202", project=wan("17350.00")),
        Item("2130101", basic=wan("9920.00")),
    ),
)


def government() -> Sample:
    """The budget of the whole county, which no department's is part of in any sum."""
    meta = [f"编制单位：{COUNTY}财政局", "单位：万元"]
    title = f"{COUNTY}2024年政府预算公开表"
    table = functional_table(
        _printer("general_budget", GOVERNMENT), f"{COUNTY}2024年一般公共预算支出表", meta, GOVERNMENT.items, _TWO
    )
    return Sample("government_budget_2024.html", title, [Text(title, 1), Placed(table)])


def samples() -> list[Sample]:
    """All of them."""
    return [department_before(), department_tables(), department_text(), unit(), bundle(), government()]
