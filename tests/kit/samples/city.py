"""A city's budget as PDF (figures of seed 002): yuan, 三公 in 万元, 类|款|项 codes, long tables, a rotated page."""

from __future__ import annotations

from decimal import Decimal

from .blocks import Block, NewPage, Placed, Sample, Text
from .forms import Project, Purchase, procurement_table, project_table
from .ledger import Item, Ledger, functional_name, wan
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
from .table import Printer, Style, Table
from .tables import appropriation, summary, three_public_line

UNIT = "石家庄市医疗保障局"
YEAR = 2022
_RUNNING = wan("441.40")


def _yuan(text: str) -> dict[str, Decimal]:
    words = text.split()
    return {code: Decimal(amount) for code, amount in zip(words[::2], words[1::2], strict=True)}


LEDGER = Ledger(
    UNIT,
    YEAR,
    (
        Item("2050803", project=Decimal("182000.00")),
        Item("2080109", basic=Decimal("19973900.35")),
        Item("2080501", basic=Decimal("599500.00")),
        Item("2080505", basic=Decimal("1926200.00")),
        Item("2080506", basic=Decimal("405000.00")),
        Item("2101101", basic=Decimal("1883900.00")),
        Item("2101501", basic=Decimal("5962300.00")),
        Item("2101505", project=Decimal("10933100.00"), carried=Decimal("120000.50")),
        Item("2101506", project=Decimal("15901300.00")),
        Item("2101506", project=Decimal("350000.00"), fund="other"),
        Item("2130599", project=Decimal("64000.25")),
        Item("2210201", basic=Decimal("2459100.00")),
        Item("2230105", project=Decimal("500000.00"), fund="state_capital"),
    ),
    basic_economic=_yuan(
        "30101 7605000.35 30102 5238200.00 30103 2906000.00 30107 3281000.00 30108 1926200.00 30109 405000.00 "
        "30110 1883900.00 30112 61300.00 30113 2459100.00 30199 2430800.00 "
        "30201 620000.00 30205 10000.00 30206 160000.00 30207 1104800.00 30209 226000.00 30211 350000.00 "
        "30217 44900.00 30228 373000.00 30231 210000.00 30239 1115300.00 30302 599400.00 31002 200000.00"
    ),
    project_economic=_yuan("30201 1233000.00 30216 182000.00 30226 2214000.25 30227 21451400.00 31003 2000000.00"),
    other_economic=_yuan("30227 350000.00 30305 500000.00"),
    three_public={"vehicle_operation": wan("21.00"), "reception": wan("4.49")},
)

PROJECTS = (
    Project("医疗保障政策宣传与评估", Decimal("10933100.00"), "政策评估、宣传与基金监管"),
    Project("医疗保险经办服务", Decimal("15901300.00"), "经办服务与系统运行维护"),
    Project("干部教育培训", Decimal("182000.00"), "业务培训"),
    Project("驻村帮扶", Decimal("64000.25"), "驻村工作经费"),
    Project("退休人员社会化管理补助", Decimal("500000.00"), "社会化管理服务", fund="state_capital"),
)
PURCHASES = (
    Purchase("医疗保险经办服务", "系统运行维护服务", "C1601", "项", 1, Decimal("8500000.00")),
    Purchase("医疗保险经办服务", "台式计算机", "A0201", "台", 60, Decimal("5000.00")),
    Purchase("医疗保障政策宣传与评估", "印刷服务", "C2309", "批", 5, Decimal("150000.00")),
)


def _meta(unit: str = "元") -> list[str]:
    return [f"编制部门：{UNIT}", f"单位：{unit}"]


def _by_function() -> list[Placed]:
    split = Style("元", comma=True, codes="split", total_last=True)
    bracket = Style("元", comma=True, codes="bracket")
    general, funds, capital = LEDGER.by_budget()
    two = (BASIC, PROJECT)
    revenue = functional_table(
        Printer("revenue", split, YEAR), f"{YEAR}年部门收入预算总表", _meta(), LEDGER.items, REVENUE, merged_total=True
    )
    expenditure = functional_table(
        Printer("expenditure", split, YEAR),
        f"{YEAR}年部门支出预算总表",
        _meta(),
        LEDGER.items,
        (TOTAL, *two, *NOTHING),
        merged_total=True,
    )
    revenue.wide = expenditure.wide = True
    by_function = functional_table(
        Printer("general_budget", bracket, YEAR),
        f"{YEAR}年部门一般公共预算支出功能分类预算表",
        _meta(),
        general,
        (TOTAL, *two),
    )
    empty = functional_table(
        Printer("government_fund", split, YEAR),
        f"{YEAR}年部门政府性基金预算支出功能分类预算表",
        _meta(),
        funds,
        (TOTAL, *two),
    )
    empty.notes.append("注：本部门2022年度没有使用政府性基金预算拨款安排的支出，故本表无数据。")
    state = functional_table(
        Printer("state_capital", split, YEAR),
        f"{YEAR}年部门国有资本经营预算支出功能分类预算表",
        _meta(),
        capital,
        (TOTAL, *two),
    )
    return [
        Placed(revenue, repeat=True, pad=6.0, last_alone=True),
        Placed(expenditure, repeat=False, ruling="fills", pad=6.5, last_alone=True),
        Placed(by_function, ruling="boxes"),
        Placed(empty),
        Placed(state),
    ]


def _others() -> list[Placed]:
    style = Style("元", comma=True)
    split = Style("元", comma=True, codes="split")
    dash = Style("元", comma=True, codes="dash")
    basic = basic_economic_table(
        Printer("basic_economic", split, YEAR),
        f"{YEAR}年部门一般公共预算基本支出部门预算经济分类预算表",
        _meta(),
        LEDGER,
    )
    economic = general_economic_table(
        Printer("general_budget_economic", dash, YEAR),
        f"{YEAR}年部门一般公共预算支出经济分类预算表",
        _meta(),
        LEDGER,
    )
    line = three_public_line(
        Printer("three_public", Style("万元"), YEAR),
        f"{YEAR}年部门“三公”经费和机关运行经费预算表",
        _meta("万元"),
        LEDGER,
        _RUNNING,
    )
    projects = project_table(Printer("project", style, YEAR), f"{YEAR}年部门项目支出表", _meta(), PROJECTS, UNIT)
    printer = Printer("procurement", style, YEAR)
    purchases = procurement_table(printer, f"{YEAR}年部门政府采购预算表", _meta(), PURCHASES)
    return [
        Placed(basic, repeat=False),
        Placed(economic, rotate=True, ruling="fills"),
        Placed(line),
        Placed(projects),
        Placed(purchases),
    ]


def _narrative() -> list[Block]:
    said = (("205", "18.20"), ("208", "2290.46"), ("210", "3468.06"), ("213", "6.40"), ("221", "245.91"))
    class_text = "；".join(f"“{functional_name(code)}”科目{amount}万元" for code, amount in said)
    return [
        Text(f"{UNIT}{YEAR}年部门预算编制说明", 1),
        Text(
            f"{YEAR}年，本部门收入预算6102.03万元，上年结转12.00万元，收入总计6114.03万元；支出总计6114.03万元，"
            "其中：基本支出3320.99万元，项目支出2793.04万元。"
        ),
        Text(f"一般公共预算财政拨款支出按功能分类：{class_text}。"),
        Text(
            "“三公”经费预算25.49万元，其中：因公出国（境）费0.00万元，公务接待费4.49万元，公务用车购置及运行费21.00万元。"
            "机关运行经费预算441.40万元。政府采购预算955.00万元。"
        ),
    ]


def sample() -> Sample:
    """The document."""
    blocks: list[Block] = [Text(UNIT, 9), Text(f"{YEAR}年度部门预算", 9), NewPage(), Text("目录", 1)]
    yuan = Style("元", comma=True)
    sides = appropriation(Printer("appropriation", yuan, YEAR), _title("财政拨款收支预算总表"), _meta(), LEDGER)
    tables = [
        Placed(
            _wide(summary(Printer("summary", yuan, YEAR), _title("财务收支预算总表"), _meta(), LEDGER, economic=True))
        ),
        *_by_function()[:2],
        Placed(_wide(sides), ruling="boxes"),
        *_by_function()[2:],
        *_others(),
    ]
    blocks += [Text(f"{n}. {p.table.title}") for n, p in enumerate(tables, 1)]
    blocks += [NewPage(), *_narrative()]
    for placed in tables:
        blocks += [placed] if placed.table.wide or placed.rotate else [NewPage(), placed]
    return Sample("city_budget_2022.pdf", f"{UNIT}{YEAR}年度部门预算", blocks)


def _title(name: str) -> str:
    return f"{YEAR}年部门{name}"


def _wide(table: Table) -> Table:
    table.wide = True
    return table
