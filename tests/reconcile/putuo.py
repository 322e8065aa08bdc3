"""Tables of a district bureau's final accounts for 2024, figures as printed, in 万元 (a real disclosure).

Its government fund table is printed empty; `with_fund` adds one of our own making.
"""

from __future__ import annotations

from tests.reconcile.builder import Column, Disclosure, Row

CODES = """
208|754.75|754.75|0.00
20805|754.75|754.75|0.00
2080501|54.53|54.53|0.00
2080502|28.11|28.11|0.00
2080505|446.11|446.11|0.00
2080506|225.12|225.12|0.00
2080599|0.88|0.88|0.00
210|236.64|236.64|0.00
21011|236.64|236.64|0.00
2101101|40.35|40.35|0.00
2101102|196.29|196.29|0.00
212|3845.24|1585.59|2259.65
21201|1105.68|1096.91|8.77
2120101|1105.68|1096.91|8.77
21202|2739.56|488.68|2250.88
2120201|2739.56|488.68|2250.88
220|4461.67|2339.58|2122.09
22001|4461.67|2339.58|2122.09
2200150|4416.67|2339.58|2077.09
2200199|45.00|0.00|45.00
221|461.08|461.08|0.00
22102|461.08|461.08|0.00
2210201|289.59|289.59|0.00
2210203|171.49|171.49|0.00
""".strip().splitlines()
GENERAL = {  # where 一般公共预算 differs from all spending: total and basic
    "212": ("3832.36", "1572.70"),
    "21201": ("1092.80", "1084.02"),
    "2120101": ("1092.80", "1084.02"),
}
ECONOMIC = """
301|4816.14
30101|537.64
30102|987.86
30107|1594.02
30108|446.11
30109|225.12
30110|236.63
30112|17.94
30113|289.59
30199|481.23
303|67.96
30302|67.96
302|440.90
30201|84.62
30204|0.08
30205|0.92
30206|18.86
30207|8.05
30209|82.20
30211|1.50
30212|0.00
30213|29.65
30216|1.21
30217|0.39
30226|2.40
30227|19.16
30228|56.29
30229|73.19
30231|0.00
30239|33.50
30299|28.86
310|39.76
31002|39.76
31013|0.00
""".strip().splitlines()
CLASSES = [("208", "754.75"), ("210", "236.63"), ("212", "3845.25"), ("220", "4461.67"), ("221", "461.08")]
SPENDING = [Column("total"), Column("basic", etype="basic"), Column("project", etype="project")]


def _balance(classes: list[tuple[str, str]], spent: str, carried: tuple[str, str], total: str, width: int) -> list[Row]:
    """收入支出决算总表 and its 财政拨款 sister: income in block 1, spending in block 2."""

    def row(name: str, amount: str, side: int, role: str = "item", **more: str) -> Row:
        cells = [amount] * width if side == 2 else [amount, *[""] * (width - 1)]
        return Row(name, cells, role=role, block=side, flow="revenue" if side == 1 else None, **more)  # type: ignore[arg-type]

    return [
        row("一、一般公共预算财政拨款收入", "9746.50", 1, fund="general_public"),
        row("本年收入合计", "9746.50", 1, "current_total"),
        row("年初结转和结余", carried[0], 1, "opening"),
        row("总计", total, 1, "grand_total"),
        *(row(code, amount, 2, code=code) for code, amount in classes),
        row("本年支出合计", spent, 2, "current_total"),
        row("年末结转和结余", carried[1], 2, "closing"),
        row("总计", total, 2, "grand_total"),
    ]


def _codes(general: bool) -> list[Row]:
    rows = []
    for line in CODES:
        code, total, basic, project = line.split("|")
        if general and code in GENERAL:
            total, basic = GENERAL[code]
        rows.append(Row(code, [total, basic, project], code=code))
    return rows


def _income() -> list[Row]:
    general = {row.code: row.cells[0] for row in _codes(general=True)}
    return [Row("合计", ["9746.50"] * 2, role="total"), *(Row(code, [a, a], code=code) for code, a in general.items())]


def _economic() -> list[Row]:
    rows = [Row(code, [amount], code=code) for code, amount in (line.split("|") for line in ECONOMIC)]
    return [*rows, Row("人员经费合计", ["4884.09"]), Row("公用经费合计", ["480.66"])]


def _three_public() -> tuple[list[Column], list[Row]]:
    items = ["total", "abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception"]
    columns = [Column(item, "fiscal_appropriation", stage=stage) for item in items for stage in ("budget", "final")]
    cells = ["2.85", "0.39", "0.00", "0.00", "0.00", "", "0.00", "0.00", "0.00", "0.00", "2.85", "0.39"]
    return columns, [Row("", cells)]


def putuo(document_id: str = "2" * 64) -> Disclosure:
    """The whole disclosure."""
    document = Disclosure(document_id, stage="final")
    document.table("summary", [Column("total")], _balance(CLASSES, "9759.38", ("112.88", "100.00"), "9859.38", 1))
    revenue = [Column("total", flow="revenue"), Column("fiscal_appropriation", "fiscal_appropriation", flow="revenue")]
    document.table("revenue", revenue, _income())
    head = Row("合计", ["9759.38", "5377.64", "4381.74"], role="total")
    document.table("expenditure", SPENDING, [head, *_codes(general=False)])
    own = [Column("total"), Column("general_public", "general_public")]
    classes = [(code, "3832.36" if code == "212" else amount) for code, amount in CLASSES]
    document.table("appropriation", own, _balance(classes, "9746.50", ("", ""), "9746.50", 2))
    head = Row("合计", ["9746.50", "5364.75", "4381.74"], role="total")
    general = [Column(one.measure, "general_public", one.etype) for one in SPENDING]
    document.table("general_budget", general, [*_codes(general=True), head])
    document.table("basic_economic", [Column("total", "general_public", "basic")], _economic())
    document.table("three_public", *_three_public())
    return document


def with_fund(document: Disclosure) -> Disclosure:
    """Add a government fund table with opening and closing balances: 10 + 50 - 40 = 20."""
    fund = "government_fund"
    columns = [
        Column("carryover", fund, flow="balance"),
        Column("total", fund, flow="revenue"),
        Column("subtotal", fund),
        Column("basic", fund, "basic"),
        Column("project", fund, "project"),
        Column("closing", fund, flow="balance"),
    ]
    cells = ["10.00", "50.00", "40.00", "", "40.00", "20.00"]
    rows = [Row("合计", cells, role="total"), *(Row(code, cells, code=code) for code in ("229", "22960", "2296002"))]
    return document.table("government_fund", columns, rows)
