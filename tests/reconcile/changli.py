"""The nine tables of a county bureau's 2024 budget (seed 001), figures as printed, in 万元."""

from __future__ import annotations

from tests.reconcile.builder import Column, Disclosure, Row

TOTAL = [Column("total")]
FUNCTIONAL = """
201 一般公共服务支出|158.72|158.72|
20101 人大事务|48.04|48.04|
2010150 事业运行|48.04|48.04|
20103 政府办公厅（室）及相关机构事务|110.69|110.69|
2010350 事业运行|110.69|110.69|
208 社会保障和就业支出|24.25|14.25|10.00
20805 行政事业单位养老支出|14.25|14.25|
2080505 机关事业单位基本养老保险缴费支出|13.05|13.05|
2080506 机关事业单位职业年金缴费支出|1.20|1.20|
20899 其他社会保障和就业支出|10.00||10.00
2089999 其他社会保障和就业支出|10.00||10.00
210 卫生健康支出|6059.14|199.62|5859.52
21011 行政事业单位医疗|7.42|7.42|
2101101 行政单位医疗|3.74|3.74|
2101102 事业单位医疗|3.68|3.68|
21012 财政对基本医疗保险基金的补助|5360.00||5360.00
2101202 财政对城乡居民基本医疗保险基金的补助|5360.00||5360.00
21013 医疗救助|471.28||471.28
2101301 城乡医疗救助|471.28||471.28
21015 医疗保障管理事务|220.44|192.20|28.24
2101501 行政运行|56.98|56.98|
2101502 一般行政管理事务|20.00||20.00
2101506 医疗保障经办事务|8.24||8.24
2101550 事业运行|135.22|135.22|
221 住房保障支出|6.53|6.53|
22102 住房改革支出|6.53|6.53|
2210201 住房公积金|6.53|6.53|
""".strip().splitlines()
LOTTERY = """
229 其他支出|270.00||270.00
22960 彩票公益金安排的支出|270.00||270.00
2296013 用于城乡医疗救助的彩票公益金支出|270.00||270.00
""".strip().splitlines()
# code: (carried over, total) where 收入总表 differs from "all of it is this year's appropriation"
CARRIED = {"208": "5.00", "20899": "5.00", "2089999": "5.00", "210": "8.24", "21015": "8.24", "2101506": "8.24"}
THIS_YEAR = {
    "208": "19.25",
    "20899": "5.00",
    "2089999": "5.00",
    "210": "6050.90",
    "21015": "212.20",
    "2101506": "",
}
ECONOMIC = """
301 工资福利支出|356.61|356.61|
30101 基本工资|161.83|161.83|
30102 津贴补贴|25.33|25.33|
30103 奖金|6.39|6.39|
30107 绩效工资|72.45|72.45|
30108 机关事业单位基本养老保险缴费|38.69|38.69|
30109 职业年金缴费|4.59|4.59|
30110 职工基本医疗保险缴费|21.62|21.62|
30112 其他社会保障缴费|6.36|6.36|
30113 住房公积金|19.35|19.35|
302 商品和服务支出|17.92||17.92
30201 办公费|7.00||7.00
30228 工会经费|3.15||3.15
30231 公务用车运行维护费|3.60||3.60
30239 其他交通费用|4.02||4.02
30299 其他商品和服务支出|0.15||0.15
303 对个人和家庭的补助|4.60|4.60|
30302 退休费|4.53|4.53|
30309 奖励金|0.07|0.07|
""".strip().splitlines()


def _rows(lines: list[str]) -> list[Row]:
    rows = []
    for line in lines:
        head, *cells = line.split("|")
        code, _, name = head.partition(" ")
        rows.append(Row(name, cells, code=code))
    return rows


def _income(name: str, amount: str, fund: str | None = None, role: str = "item", parent: int | None = None) -> Row:
    return Row(name, [amount], role=role, flow="revenue", fund=fund, parent=parent)


def _summary() -> list[Row]:
    spending = [("201", "158.72"), ("208", "24.25"), ("210", "6059.14"), ("221", "6.53"), ("229", "270.00")]
    return [
        _income("一、一般公共预算拨款收入", "6235.41", "general_public"),
        _income("二、政府性基金预算拨款收入", "270.00", "government_fund"),
        _income("本年收入合计", "6505.41", role="current_total"),
        _income("上年结转结余", "13.24", role="opening"),
        _income("收入总计", "6518.64", role="grand_total"),
        *(Row(f"{code}类", [amount], code=code, block=2) for code, amount in spending),
        Row("本年支出合计", ["6518.64"], role="current_total", block=2),
        Row("支出总计", ["6518.64"], role="grand_total", block=2),
    ]


def _revenue() -> list[Row]:
    rows = [Row("合计", ["6518.64", "6505.41", "6505.41", "13.24"], role="total")]
    for row in _rows(FUNCTIONAL + LOTTERY):
        own = THIS_YEAR.get(row.code, row.cells[0])
        rows.append(Row(row.name, [row.cells[0], own, own, CARRIED.get(row.code, "")], code=row.code))
    return rows


def _appropriation() -> list[Row]:
    classes = [
        ("201", "158.72", "158.72", ""),
        ("208", "24.25", "24.25", ""),
        ("210", "6059.14", "6059.14", ""),
        ("221", "6.53", "6.53", ""),
        ("229", "270.00", "", "270.00"),
    ]

    def income(name: str, amount: str, fund: str | None = None, role: str = "item", parent: int | None = None) -> Row:
        return Row(name, [amount, "", ""], role=role, flow="revenue", fund=fund, parent=parent)

    return [
        income("一、一般公共预算拨款", "6235.41", "general_public"),
        income("二、政府性基金预算拨款", "270.00", "government_fund"),
        income("本年收入合计", "6505.41", role="current_total"),
        income("年初财政拨款结转和结余", "13.24", role="opening"),
        income("一、一般公共预算拨款", "13.24", "general_public", parent=4),
        income("收入总计", "6518.64", role="grand_total"),
        *(Row(f"{code}类", cells, code=code, block=2) for code, *cells in classes),
        Row("本年支出合计", ["6518.64", "6248.64", "270.00"], role="current_total", block=2),
        Row("支出总计", ["6518.64", "6248.64", "270.00"], role="grand_total", block=2),
    ]


def _three_public() -> list[Row]:
    return [
        Row("合计", ["3.60", "3.60"], role="total", item="total"),
        Row("“三公”经费小计", ["3.60", "3.60"], role="subtotal", item="total"),
        Row("二、公务用车购置及运维费", ["3.60", "3.60"], item="vehicles"),
        Row("公务用车运行维护费", ["3.60", "3.60"], item="vehicle_operation", role="of_which"),
    ]


def changli(document_id: str = "1" * 64) -> Disclosure:
    """The whole disclosure; 国有资本经营预算 is printed empty."""
    own, fund = "general_public", "government_fund"
    spending = [Column("total"), Column("basic", etype="basic"), Column("project", etype="project")]
    general = [Column(column.measure, own, column.etype) for column in spending]
    funds = [Column(column.measure, fund, column.etype) for column in spending]
    revenue = [
        Column("total", flow="revenue"),
        Column("current_year", flow="revenue"),
        Column("fiscal_appropriation", "fiscal_appropriation", flow="revenue"),
        Column("carryover", flow="revenue"),
    ]
    economic = [
        Column("total", own, "basic"),
        Column("personnel", own, "basic"),
        Column("public", own, "basic"),
    ]
    document = Disclosure(document_id)
    document.table("summary", TOTAL, _summary())
    document.table("revenue", revenue, _revenue())
    head = Row("合计", ["6518.64", "379.13", "6139.52"], role="total")
    document.table("expenditure", spending, [head, *_rows(FUNCTIONAL + LOTTERY)])
    by_fund = [Column("total"), Column(own, own), Column(fund, fund)]
    document.table("appropriation", by_fund, _appropriation())
    head = Row("合计", ["6248.64", "379.13", "5869.52"], role="total")
    document.table("general_budget", general, [head, *_rows(FUNCTIONAL)])
    head = Row("合计", ["379.13", "361.21", "17.92"], role="total")
    document.table("basic_economic", economic, [head, *_rows(ECONOMIC)])
    head = Row("合计", ["270.00", "", "270.00"], role="total")
    document.table("government_fund", funds, [head, *_rows(LOTTERY)])
    three = [Column("total", "fiscal_appropriation"), Column("total", own)]
    document.table("three_public", three, _three_public())
    return document
