"""Disclosures of our own making that print every column a rule may read: each rule holds in at least one of them.

Amounts in 万元: 100 of general budget (60 basic = 50 personnel + 10 public, 40 project), 20 of a government fund, 5 of
state capital, all of this year.
"""

from __future__ import annotations

import polars as pl

from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.changli import changli
from tests.reconcile.putuo import putuo, with_fund

OWN, FUND, CAPITAL = "general_public", "government_fund", "state_capital"
FUNDS = (OWN, FUND, CAPITAL)
CLASSES = (("201", "100.00", OWN), ("212", "20.00", FUND), ("223", "5.00", CAPITAL))
Documents = tuple[pl.DataFrame, pl.DataFrame]  # core.fact_budget, core.dim_document


def _columns(statement_fund: str | None, *types: str) -> list[Column]:
    found = [Column("total", statement_fund)]
    for name in types:
        etype = name if name in ("basic", "project", "personnel", "public") else None
        found.append(Column(name, name if name in FUNDS else statement_fund, etype))
    return found


def _balance(grand: str, current: str, amounts: list[tuple[str, str, str]], funds: bool) -> list[Row]:
    """Both sides of 收支总表 or 财政拨款收支总表, the latter with a column per fund."""

    def cells(amount: str, own: str | None) -> list[str]:
        if not funds:
            return [amount]
        split = {OWN: "100.00", FUND: "20.00", CAPITAL: "5.00"}
        return [amount, *((split[one] if own in (one, None) else "") for one in FUNDS)]

    total = f"{sum(float(amount) for _, amount, _ in amounts):.2f}"
    income = [Row(fund, [amount, *[""] * (3 * funds)], flow="revenue", fund=fund) for _, amount, fund in amounts]
    spending = [Row(code, cells(amount, fund), code=code, block=2) for code, amount, fund in amounts]
    return [
        *income,
        Row("本年收入合计", [total, *[""] * (3 * funds)], role="current_total", flow="revenue"),
        Row("收入总计", [total, *[""] * (3 * funds)], role="grand_total", flow="revenue"),
        *spending,
        Row(current, cells(total, None), role="current_total", block=2),
        Row(grand, cells(total, None), role="grand_total", block=2),
    ]


def _three_public() -> tuple[list[Column], list[Row]]:
    columns = [Column("total", "fiscal_appropriation"), Column("total", OWN)]
    amounts = {
        "total_with_meeting_training": "9.00", "total": "6.00", "abroad": "1.00", "vehicles": "2.00",
        "vehicle_purchase": "0.50", "vehicle_operation": "1.50", "reception": "3.00", "meeting": "1.00",
        "training": "2.00", "operating_expenses": "8.00",
    }  # fmt: skip
    return columns, [Row(item, [amount, amount], item=item) for item, amount in amounts.items()]


def rich(stage: str) -> Disclosure:
    """Every statement, with every column that may be split."""
    document = Disclosure(("b" if stage == "budget" else "f") * 64, stage=stage)
    classes = list(CLASSES)
    document.table("summary", [Column("total")], _balance("支出总计", "本年支出合计", classes, funds=False))
    revenue = [Column("total"), Column("current_year"), Column("fiscal_appropriation", "fiscal_appropriation")]
    revenue += [Column(fund, fund) for fund in FUNDS] + [Column("carryover")]
    rows = [Row("合计", ["125.00", "125.00", "125.00", "100.00", "20.00", "5.00", "0.00"], role="total")]
    for code, amount, fund in CLASSES:
        split = [amount if one == fund else "" for one in FUNDS]
        rows.append(Row(code, [amount, amount, amount, *split, ""], code=code))
    revenue = [Column(one.measure, one.fund, flow="revenue") for one in revenue]
    document.table("revenue", revenue, rows)
    rows = [Row("合计", ["125.00", "60.00", "65.00", "100.00", "20.00", "5.00"], role="total")]
    rows.append(Row("201", ["100.00", "60.00", "40.00", "100.00", "", ""], code="201"))
    rows.append(Row("212", ["20.00", "", "20.00", "", "20.00", ""], code="212"))
    rows.append(Row("223", ["5.00", "", "5.00", "", "", "5.00"], code="223"))
    document.table("expenditure", _columns(None, "basic", "project", *FUNDS), rows)
    document.table("appropriation", _columns(None, *FUNDS), _balance("支出总计", "本年支出合计", classes, funds=True))
    cells = ["100.00", "60.00", "50.00", "10.00", "40.00"]
    rows = [Row("合计", cells, role="total"), Row("201", cells, code="201")]
    document.table("general_budget", _columns(OWN, "basic", "personnel", "public", "project"), rows)
    rows = [
        Row("合计", ["60.00", "50.00", "10.00"], role="total"),
        Row("301", ["50.00", "50.00", ""], code="301"),
        Row("302", ["10.00", "", "10.00"], code="302"),
        Row("30201", ["7.00", "", "7.00"], code="30201"),
        Row("30217", ["3.00", "", "3.00"], code="30217"),
    ]
    parts = [Column("total", OWN, "basic"), Column("personnel", OWN, "basic"), Column("public", OWN, "basic")]
    document.table("basic_economic", parts, rows)
    for statement, code, amount, fund in (("government_fund", "212", "20.00", FUND), (CAPITAL, "223", "5.00", CAPITAL)):
        rows = [Row("合计", [amount, "", amount], role="total"), Row(code, [amount, "", amount], code=code)]
        document.table(statement, _columns(fund, "basic", "project"), rows)
    document.table("three_public", *_three_public())
    rows = [Row("合计", ["65.00", "60.00", "5.00"], role="total"), Row("甲", ["40.00", "40.00", ""])]
    rows.append(Row("乙", ["25.00", "20.00", "5.00"]))
    return document.table("project", [Column("total"), Column("current_year"), Column("carryover")], rows)


def fiscal_alone() -> Disclosure:
    """财政拨款 that is general budget and nothing else."""
    document = Disclosure("a" * 64)
    document.table("appropriation", [Column("total")], _balance("支出总计", "本年支出合计", [CLASSES[0]], funds=False))
    cells = ["100.00", "60.00", "40.00"]
    rows = [Row("合计", cells, role="total"), Row("201", cells, code="201")]
    return document.table("general_budget", _columns(OWN, "basic", "project"), rows)


def _units() -> Disclosure:
    """Two units in one table."""
    rows = [Row("合计", ["10.00", "6.00", "4.00"], role="total", block=1)]
    for block, unit, code, cells in (
        (2, "本级", "201", ["7.00", "6.00", "1.00"]),
        (3, "中心", "208", ["3.00", "", "3.00"]),
    ):
        rows.append(Row("合计", cells, role="total", block=block, unit=unit))
        rows.append(Row(code, cells, code=code, block=block, unit=unit))
    return Disclosure("e" * 64).table("expenditure", _columns(None, "basic", "project"), rows)


def _one(document: Disclosure) -> Documents:
    return document.facts(), document.documents().with_columns(kind=pl.lit("department"), is_current=pl.lit(True))


def _department() -> Documents:
    """A department and two units, three parts of one file."""
    parts = []
    for number, amount in ((1, "10.00"), (2, "7.00"), (3, "3.00")):
        made = Disclosure("c" * 64, part_no=number)
        parts.append(_one(made.table("expenditure", [Column("total")], [Row("合计", [amount], role="total")])))
    known = pl.concat([one[1] for one in parts])
    return pl.concat([one[0] for one in parts]), known.with_columns(kind=pl.Series(["department", "unit", "unit"]))


def _years() -> Documents:
    """Final accounts of two years and the budget between them, with what is carried over."""
    found = []
    for number, (year, stage, opening, closing) in enumerate(
        ((2023, "final", "1.00", "3.00"), (2024, "final", "3.00", "5.00"), (2024, "budget", "3.00", ""))
    ):
        document = Disclosure(f"{number}years".ljust(64, "0"), year=year, stage=stage)
        rows = [
            Row("一般公共预算财政拨款收入", ["10.00"], flow="revenue", fund=OWN),
            Row("年初结转和结余", [opening], role="opening", flow="revenue"),
            Row("201", ["8.00"], code="201", block=2),
            Row("年末结转和结余", [closing], role="closing", block=2),
        ]
        document.table("summary", [Column("total")], rows)
        items = [Column("reception", OWN, stage="budget"), Column("reception", OWN, stage=stage)]
        if year == 2024:
            document.table("three_public", items[-1 if stage == "budget" else 0 :], [
                Row("", ["2.85"] if stage == "budget" else ["2.85", "0.39"])
            ])  # fmt: skip
        found.append(_one(document))
    return pl.concat([one[0] for one in found]), pl.concat([one[1] for one in found])


def disclosures() -> list[Documents]:
    """All of them: two real ones (figures as printed) and those made here."""
    fund = with_fund(Disclosure("d" * 64, stage="final"))
    made = [changli(), putuo(), fund, rich("budget"), rich("final"), fiscal_alone(), _units()]
    return [*(_one(one) for one in made), _department(), _years()]
