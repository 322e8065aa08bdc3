"""A county's budget as a Word document: nine tables in the 河北 layout, narrative and forms (figures of seed 001)."""

from __future__ import annotations

from .blocks import Block, NewPage, Placed, Sample, Text
from .forms import Project, asset_table, institution_table, performance_form, procurement_table
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
from .tables import appropriation, summary, three_public_rows

UNIT = "昌黎县医疗保障局"
YEAR = 2024

LEDGER = Ledger(
    UNIT,
    YEAR,
    (
        Item("2010150", basic=wan("48.04")),
        Item("2010350", basic=wan("110.69")),
        Item("2080505", basic=wan("13.05")),
        Item("2080506", basic=wan("1.20")),
        Item("2089999", project=wan("10.00"), carried=wan("5.00")),
        Item("2101101", basic=wan("3.74")),
        Item("2101102", basic=wan("3.68")),
        Item("2101202", project=wan("5360.00")),
        Item("2101301", project=wan("471.28")),
        Item("2101501", basic=wan("56.98")),
        Item("2101502", project=wan("20.00")),
        Item("2101506", project=wan("8.24"), carried=wan("8.24")),
        Item("2101550", basic=wan("135.22")),
        Item("2210201", basic=wan("6.53")),
        Item("2296013", project=wan("270.00"), fund="government_fund"),
    ),
    basic_economic=wans(
        "30101 161.83 30102 25.33 30103 6.39 30107 72.45 30108 38.69 30109 4.59 30110 21.62 30112 6.36 30113 19.35 "
        "30201 7.00 30228 3.15 30231 3.60 30239 4.02 30299 0.15 30302 4.53 30309 0.07"
    ),
    three_public=wans("vehicle_operation 3.60"),
)

_WORKPLAN = "年度工作安排"
PROJECTS = (
    Project(
        "城乡居民基本医疗保险县级配套资金",
        wan("5360.00"),
        "按参保人数足额配套县级补助，用于城乡居民基本医疗保险待遇支付。",
        (
            ("产出指标", "数量指标", "享受补助的参保人数", "≥400000人", "参保登记数"),
            ("产出指标", "时效指标", "补助拨付及时率", "≥98%", _WORKPLAN),
            ("产出指标", "成本指标", "县级人均补助标准", "134元/人", "筹资文件"),
            ("效益指标", "社会效益指标", "居民医保覆盖率", "≥95%", _WORKPLAN),
            ("满意度指标", "服务对象满意度指标", "参保群众满意度", "≥90%", "问卷调查"),
        ),
    ),
    Project(
        "医疗救助县级配套资金",
        wan("320.00"),
        "对符合条件的困难群众给予医疗费用救助。",
        (
            ("产出指标", "数量指标", "救助困难群众户数", "≥100户", _WORKPLAN),
            ("产出指标", "质量指标", "救助对象认定准确率", "≥95%", _WORKPLAN),
            ("效益指标", "可持续影响指标", "救助政策持续年限", "≥1年", _WORKPLAN),
            ("满意度指标", "服务对象满意度指标", "受助群众满意度", "≥95%", "问卷调查"),
        ),
    ),
)


def _meta(year: bool = True) -> list[str]:
    return [f"450{UNIT}", *([f"预算年度：{YEAR}"] if year else []), "单位：万元"]


def _tables() -> list[Table]:
    style = Style(index=True)
    meta = _meta()

    def printer(statement: str) -> Printer:
        return Printer(statement, style, YEAR)

    general, funds, capital = LEDGER.by_budget()
    two = (TOTAL, BASIC, PROJECT)
    empty = functional_table(printer("state_capital"), "部门预算国有资本经营预算财政拨款支出表", meta, capital, two)
    empty.notes.append("注：本部门2024年度未安排国有资本经营预算支出，本表无数据。")
    return [
        summary(printer("summary"), "部门预算收支总表", meta, LEDGER),
        functional_table(printer("revenue"), "部门预算收入总表", meta, LEDGER.items, REVENUE),
        functional_table(printer("expenditure"), "部门预算支出总表", meta, LEDGER.items, (*two, *NOTHING)),
        appropriation(printer("appropriation"), "部门预算财政拨款收支总表", meta, LEDGER),
        functional_table(printer("general_budget"), "部门预算一般公共预算财政拨款支出表", meta, general, two),
        basic_economic_table(
            printer("basic_economic"), "部门预算一般公共预算财政拨款基本支出表", meta, LEDGER, "一般公共预算基本支出"
        ),
        functional_table(printer("government_fund"), "部门预算政府性基金预算财政拨款支出表", meta, funds, two),
        empty,
        three_public_rows(printer("three_public"), "部门预算财政拨款“三公”经费支出表", meta, LEDGER),
    ]


def _narrative() -> list[Block]:
    forms = Printer("performance_project", Style(), YEAR)
    purchases = procurement_table(Printer("procurement", Style(), YEAR), "部门政府采购预算", _meta(year=False), ())
    purchases.body = purchases.body[:1]
    purchases.notes.append("注：本部门2024年度未安排政府采购，本表无数据。")
    units = (
        (f"{UNIT}本级", "行政", "财政拨款"),
        ("昌黎县职工医疗保险中心", "事业", "财政性资金基本保证"),
        ("昌黎县城乡居民基本医疗保险服务中心", "事业", "财政性资金基本保证"),
    )
    assets = (("资产总额", "", "47.74"), ("1、车辆（台、辆）", "2", "22.75"), ("2、其他固定资产", "4", "24.99"))
    return [
        Text(f"{UNIT}{YEAR}年部门预算信息公开情况说明", 1),
        Text("一、部门职责及机构设置情况"),
        Text("我局主管全县医疗保障工作，所属单位的收支一并编入本部门预算。"),
        Placed(institution_table(units)),
        Text("二、部门预算安排的总体情况"),
        Text(
            "1、收入说明。全年收入预算6518.65万元：一般公共预算收入6235.41万元，政府性基金预算收入270.00万元，"
            "另有上年结转结余13.24万元。"
        ),
        Text(
            "2、支出说明。全年支出预算6518.65万元：基本支出379.13万元（人员经费361.21万元，日常公用经费17.92万元），"
            "项目支出6139.52万元。"
        ),
        Text("三、机关运行经费安排情况"),
        Text(f"{YEAR}年机关运行经费预算17.92万元，用来维持机关运转。"),
        Text("四、财政拨款“三公”经费预算情况"),
        Text(
            f"{YEAR}年“三公”经费预算3.60万元：因公出国（境）费0.00万元，公务用车购置及运维费3.60万元"
            "（购置费0.00万元，运行维护费3.60万元），公务接待费0.00万元，与上年相同。"
        ),
        Text("五、部门项目预算安排情况及绩效目标"),
        *(Placed(performance_form(forms, p, n, f"13032224P0042LF{n:06d}")) for n, p in enumerate(PROJECTS, 1)),
        Text("六、政府采购预算情况"),
        Placed(purchases),
        Text("七、国有资产信息"),
        Text("上年末固定资产金额为47.74万元，本年度不购置固定资产。"),
        Placed(asset_table([f"450{UNIT}", "截止时间：2023-12-31"], assets)),
    ]


def sample() -> Sample:
    """The document."""
    blocks: list[Block] = [Text(f"{UNIT}", 9), Text(f"{YEAR}年部门预算", 9), NewPage()]
    for table in _tables():
        blocks += [Placed(table), NewPage()]
    return Sample("county_budget_2024.docx", f"{UNIT}{YEAR}年部门预算", [*blocks, *_narrative()])
