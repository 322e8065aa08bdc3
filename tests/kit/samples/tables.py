"""收支总表, 财政拨款收支总表 and 三公经费 in the layouts the samples use."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .lanes import (
    FUNDS,
    appropriation_spending_lane,
    class_lane,
    economic_lane,
    income_lane,
    side_by_side,
    three_public_sums,
)
from .ledger import FISCAL, Ledger, Measure, total
from .table import Cell, Path, Printer, Row, Style, Table, finish

INCOME = {
    "general_public": "一般公共预算拨款收入",
    "government_fund": "政府性基金预算拨款收入",
    "state_capital": "国有资本经营预算拨款收入",
    "fiscal_account": "财政专户管理资金收入",
    "business": "事业收入",
    "other": "其他收入",
}
_ITEMS = (
    ("一、因公出国（境）费", "abroad"),
    ("二、公务用车购置及运维费", "vehicles"),
    ("其中：公务用车购置费", "vehicle_purchase"),
    ("公务用车运行维护费", "vehicle_operation"),
    ("三、公务接待费", "reception"),
)


def feet(ledger: Ledger) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """The foot rows of the income and of the spending side."""
    income, opening = ledger.sum(lambda i: i.income), ledger.sum(lambda i: i.carried)
    spending, closing = ledger.sum(lambda i: i.total), ledger.sum(lambda i: i.kept)
    if income + opening != spending + closing:
        raise ValueError(f"{ledger.department} {ledger.year} does not balance")
    return (
        {"本年收入合计": income, "上年结转结余": opening, "收入总计": income + opening},
        {"本年支出合计": spending, "年终结转结余": closing, "支出总计": spending + closing},
    )


def summary(printer: Printer, title: str, meta: list[str], ledger: Ledger, economic: bool = False) -> Table:
    """收支总表: income by source, spending by class, and a lane by economic class where asked for."""
    left, right = feet(ledger)
    lanes = [
        income_lane(printer, ledger, [("收入", "项目"), ("收入", "预算数")], INCOME, left),
        class_lane(printer, ledger, _spending("按功能分类" if economic else "项目"), right),
    ]
    if economic:
        lanes.append(economic_lane(printer, ledger, _spending("按部门预算经济分类"), right))
    return side_by_side(title, meta, lanes, printer.style)


def _spending(name: str) -> list[Path]:
    return [("支出", name), ("支出", "预算数")]


@dataclass(frozen=True, slots=True)
class AppropriationLabels:
    """What a 财政拨款收支总表 prints: the three funds, the amount column, the foot rows."""

    funds: tuple[str, str, str]
    spending_columns: tuple[str, str, str]
    amount: str
    openings: tuple[str, str, str]
    totals: tuple[str, str]


BUDGET_APPROPRIATION = AppropriationLabels(
    ("一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"),
    ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
    "金额",
    ("一、一般公共预算拨款", "二、政府性基金预算拨款", "三、国有资本经营预算拨款"),
    ("收入总计", "支出总计"),
)
_FINAL_FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
FINAL_APPROPRIATION = AppropriationLabels(_FINAL_FUNDS, _FINAL_FUNDS, "决算数", _FINAL_FUNDS, ("总计", "总计"))


def appropriation(
    printer: Printer, title: str, meta: list[str], ledger: Ledger, labels: AppropriationLabels = BUDGET_APPROPRIATION
) -> Table:
    """财政拨款收支总表: three appropriations and their opening balances against spending and closing by fund."""
    whole = [i for i in ledger.items if i.fund in FISCAL]
    income, opening = total(whole, lambda i: i.income), total(whole, lambda i: i.carried)
    left = {"本年收入合计": income, "年初财政拨款结转和结余": opening}
    funds = dict(zip(FUNDS, labels.funds, strict=True))
    lane = income_lane(printer, ledger, [("收入", "项目"), ("收入", labels.amount)], funds, left)
    for text, fund in zip(labels.openings, FUNDS, strict=True):
        lane.foot.append([Cell(text), printer.money(ledger.sum(lambda i: i.carried, fund), text, fund=fund)])
    lane.foot.append([Cell(labels.totals[0]), printer.money(income + opening, labels.totals[0])])
    paths: list[Path] = [("支出", "项目"), *(("支出", c) for c in ("合计", *labels.spending_columns))]
    feet: list[tuple[str, Measure | None]] = [
        ("本年支出合计", lambda i: i.total),
        ("年末财政拨款结转和结余", lambda i: i.kept),
        *[("", None)] * 3,
        (labels.totals[1], lambda i: i.total + i.kept),
    ]
    return side_by_side(title, meta, [lane, appropriation_spending_lane(printer, ledger, paths, feet)], printer.style)


def three_public_rows(printer: Printer, title: str, meta: list[str], ledger: Ledger) -> Table:
    """三公 with one row an item and one column a fund."""
    sums = three_public_sums(ledger.three_public)

    def row(label: str, item: str) -> Row:
        whole = printer.money(sums[item], label, item, fund="fiscal_appropriation")
        general = printer.money(sums[item], label, item, fund="general_public")
        return [Cell(label), whole, general, Cell(), Cell()]

    body = [row("合计", "total"), row("“三公”经费小计", "total"), *(row(label, item) for label, item in _ITEMS)]
    columns = ("合计", "一般公共预算财政拨款", "政府性基金预算拨款", "国有资本经营预算财政拨款")
    paths: list[Path] = [("项目",), *(("资金性质", c) for c in columns)]
    return finish(title, meta, paths, body, printer.style, [6.0, 3.0, 3.0, 3.0, 3.0])


def three_public_years(
    printer: Printer, title: str, meta: list[str], ledger: Ledger, before: dict[str, Decimal]
) -> Table:
    """三公 with one row an item, last year's and this year's budget and the change."""
    now, then = three_public_sums(ledger.three_public), three_public_sums(before)

    def row(label: str, item: str) -> Row:
        old = printer.money(then[item], label, item, fund="fiscal_appropriation", year=ledger.year - 1)
        new = printer.money(now[item], label, item, fund="fiscal_appropriation")
        return [Cell(label), old, new, Cell(printer.show(now[item] - then[item]))]

    body = [row("“三公”经费合计", "total"), *(row(label, item) for label, item in _ITEMS)]
    paths: list[Path] = [("项目",), (f"{ledger.year - 1}年预算数",), (f"{ledger.year}年预算数",), ("增减变动",)]
    return finish(title, meta, paths, body, printer.style, [6.0, 3.0, 3.0, 3.0])


def three_public_line(printer: Printer, title: str, meta: list[str], ledger: Ledger, running: Decimal) -> Table:
    """三公 on one line, one column an item, with 机关运行经费."""
    sums = three_public_sums(ledger.three_public)
    items = ("total", "abroad", "reception", "vehicles", "vehicle_purchase", "vehicle_operation")
    cells = [printer.money(sums[i], "", i, fund="fiscal_appropriation") for i in items]
    paths: list[Path] = [
        ("“三公”经费预算数", "合计"),
        ("“三公”经费预算数", "因公出国（境）费"),
        ("“三公”经费预算数", "公务接待费"),
        ("“三公”经费预算数", "公务用车购置及运行费", "小计"),
        ("“三公”经费预算数", "公务用车购置及运行费", "购置费"),
        ("“三公”经费预算数", "公务用车购置及运行费", "运行费"),
        ("机关运行经费预算数",),
    ]
    body: list[Row] = [[*cells, printer.money(running, "", "operating_expenses")]]
    return finish(title, meta, paths, body, Style(printer.style.unit), [3.0] * 7)
