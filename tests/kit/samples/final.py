"""The final account of the county of ``county``, same department and year, as PDF: execution can be compared."""

from __future__ import annotations

from dataclasses import replace

from . import county
from .blocks import Block, NewPage, Placed, Sample, Text
from .final_tables import economic_lanes_table, final_summary, fund_balance_table, three_public_budget_final
from .ledger import FISCAL, ZERO, Item, Ledger, wan, wans
from .statements import BASIC, NOTHING, PROJECT, TOTAL, Amount, functional_table, income_from
from .table import Printer, Style, Table
from .tables import FINAL_APPROPRIATION, appropriation

UNIT, YEAR = county.UNIT, county.YEAR

LEDGER = Ledger(
    UNIT,
    YEAR,
    (
        Item("2010150", basic=wan("47.52")),
        Item("2010350", basic=wan("112.08")),
        Item("2080505", basic=wan("13.31")),
        Item("2080506", basic=wan("1.20")),
        Item("2089999", project=wan("8.75"), carried=wan("5.00"), kept=wan("1.25")),
        Item("2101101", basic=wan("3.74")),
        Item("2101102", basic=wan("3.61")),
        Item("2101202", project=wan("5360.00")),
        Item("2101301", project=wan("468.93")),
        Item("2101501", basic=wan("58.10")),
        Item("2101502", project=wan("18.40"), kept=wan("1.60")),
        Item("2101506", project=wan("8.24"), carried=wan("8.24")),
        Item("2101550", basic=wan("136.47")),
        Item("2101550", project=wan("2.15"), fund="other", kept=wan("0.35")),
        Item("2210201", basic=wan("6.53")),
        Item("2296013", project=wan("262.50"), fund="government_fund", kept=wan("7.50")),
    ),
    basic_economic=wans(
        "30101 163.05 30102 25.33 30103 7.02 30107 73.40 30108 39.12 30109 4.59 30110 21.62 30112 6.11 30113 19.60 "
        "30201 6.42 30202 0.38 30207 0.55 30228 3.15 30231 3.41 30239 4.02 30299 0.09 30302 4.53 30309 0.17"
    ),
    three_public=wans("vehicle_operation 3.41"),
    stage="final",
)

_REVENUE = (
    Amount(("本年收入合计",), "total", lambda i: i.income),
    Amount(("财政拨款收入",), "fiscal_appropriation", income_from(*FISCAL), "fiscal_appropriation"),
    Amount(("上级补助收入",), "superior_subsidy", lambda _: ZERO, "superior_subsidy"),
    Amount(("事业收入",), "business", income_from("business"), "business"),
    Amount(("经营收入",), "operating", lambda _: ZERO, "operating"),
    Amount(("附属单位上缴收入",), "affiliate_remittance", lambda _: ZERO, "affiliate_remittance"),
    Amount(("其他收入",), "other", income_from("other"), "other"),
)


def _tables() -> list[Table]:
    plain, zeros = Style(), Style(zero="0.00")
    split = Style(codes="split")
    meta = [f"部门：{UNIT}", "金额单位：万元"]

    def printer(statement: str, style: Style = plain, stage: str = "final") -> Printer:
        return Printer(statement, style, YEAR, stage)

    general, funds = LEDGER.of("general_public"), LEDGER.of("government_fund")
    budget = replace(county.LEDGER, stage="budget")
    three = (printer("three_public", zeros, "budget"), printer("three_public", zeros))
    capital = fund_balance_table(printer("state_capital"), "国有资本经营预算财政拨款收入支出决算表", meta, ())
    capital.notes.append("注：本部门本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。")
    both = (printer("summary", plain, "budget"), printer("summary"))
    tables = [
        final_summary(both, "收入支出决算总表", meta, (budget, LEDGER)),
        functional_table(printer("revenue", split), "收入决算表", meta, LEDGER.items, _REVENUE, merged_total=True),
        functional_table(
            printer("expenditure", split),
            "支出决算表",
            meta,
            LEDGER.items,
            (replace(TOTAL, path=("本年支出合计",)), BASIC, PROJECT, *NOTHING),
            merged_total=True,
        ),
        appropriation(printer("appropriation"), "财政拨款收入支出决算总表", meta, LEDGER, FINAL_APPROPRIATION),
        functional_table(
            printer("general_budget", split), "一般公共预算财政拨款支出决算表", meta, general, (TOTAL, BASIC, PROJECT)
        ),
        economic_lanes_table(printer("basic_economic", zeros), "一般公共预算财政拨款基本支出决算表", meta, LEDGER),
        three_public_budget_final(
            three, "财政拨款“三公”经费支出决算表", meta, (county.LEDGER.three_public, LEDGER.three_public)
        ),
        fund_balance_table(printer("government_fund"), "政府性基金预算财政拨款收入支出决算表", meta, funds),
        capital,
    ]
    for n, table in enumerate(tables, 1):
        table.number = f"公开{n:02d}表"
        table.wide = n not in (6, 8, 9)
    return tables


def _narrative() -> list[str]:
    show = Printer("", Style(), YEAR).show
    income, opening = LEDGER.sum(lambda i: i.income), LEDGER.sum(lambda i: i.carried)
    fiscal, other = LEDGER.sum(lambda i: i.income, *FISCAL), LEDGER.sum(lambda i: i.income, "other")
    spending, closing = LEDGER.sum(lambda i: i.total), LEDGER.sum(lambda i: i.kept)
    basic, project = LEDGER.sum(lambda i: i.basic), LEDGER.sum(lambda i: i.project)
    whole = show(income + opening)
    return [
        f"{YEAR}年度收入总计{whole}万元，支出总计{whole}万元。本年收入合计{show(income)}万元，"
        f"其中：财政拨款收入{show(fiscal)}万元，其他收入{show(other)}万元。",
        f"本年支出合计{show(spending)}万元，其中：基本支出{show(basic)}万元，项目支出{show(project)}万元。"
        f"年末结转和结余{show(closing)}万元。",
        "“三公”经费财政拨款支出预算为3.60万元，支出决算为3.41万元，完成预算的94.72%。其中：公务用车运行维护费决算3.41万元。",
    ]


def sample() -> Sample:
    """The document."""
    tables = _tables()
    blocks: list[Block] = [Text(UNIT, 9), Text(f"{YEAR}年度部门决算", 9), NewPage(), Text("目录", 1)]
    blocks += [Text(f"{n}. {t.title}") for n, t in enumerate(tables, 1)]
    for table in tables:
        blocks += [Placed(table)] if table.wide else [NewPage(), Placed(table)]
    blocks += [
        NewPage(),
        Text(f"{UNIT}{YEAR}年度部门决算情况说明", 1),
        *map(Text, _narrative()),
    ]
    return Sample("county_final_2024.pdf", f"{UNIT}{YEAR}年度部门决算", blocks)
