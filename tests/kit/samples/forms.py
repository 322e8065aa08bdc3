"""Forms beside the money statements: projects, procurement, performance targets, institutions, state assets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .ledger import ZERO
from .table import Cell, Printer, Row, Style, Table, finish, header

# Level 1, level 2, level 3, target, basis: our own indicators.
Indicator = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its money (yuan), its fund, purpose and indicators."""

    name: str
    amount: Decimal
    purpose: str
    indicators: tuple[Indicator, ...] = ()
    fund: str = "general_public"


def project_table(printer: Printer, title: str, meta: list[str], projects: Sequence[Project], unit: str) -> Table:
    """项目支出表: one row a project, total and fund columns."""
    names = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
    funds = tuple(zip(names, ("general_public", "government_fund", "state_capital"), strict=True))

    def row(label: Row, name: str, part: Sequence[Project]) -> Row:
        cells = [printer.money(sum((p.amount for p in part), ZERO), name)]
        for _, fund in funds:
            amount = sum((p.amount for p in part if p.fund == fund), ZERO)
            cells.append(printer.money(amount, name, fund, fund=fund))
        return [*label, *cells]

    body = [row([Cell("合计", cols=2), None], "合计", projects)]
    body += [row([Cell(p.name), Cell(unit)], p.name, [p]) for p in projects]
    paths = [("项目名称",), ("项目单位",), ("合计",), *(("财政拨款", n) for n, _ in funds)]
    return finish(title, meta, list(paths), body, printer.style, [8.0, 6.0, 3.0, 3.0, 3.0, 3.0])


@dataclass(frozen=True, slots=True)
class Purchase:
    """Goods or services to be bought (yuan)."""

    project: str
    name: str
    catalogue: str
    measure: str
    count: int
    price: Decimal


def procurement_table(printer: Printer, title: str, meta: list[str], purchases: Sequence[Purchase]) -> Table:
    """政府采购预算表: quantity, price and amount of every purchase."""

    def row(p: Purchase) -> Row:
        amount = printer.money(p.price * p.count, p.name, "general_public", fund="general_public")
        whole = printer.money(p.price * p.count, p.name)
        head = [Cell(p.project), Cell(p.name), Cell(p.catalogue), Cell(p.measure), Cell(str(p.count))]
        return [*head, Cell(printer.show(p.price)), whole, amount]

    total = sum((p.price * p.count for p in purchases), ZERO)
    sums = [printer.money(total, "合计"), printer.money(total, "合计", "general_public", fund="general_public")]
    body: list[Row] = [[Cell("合计"), *[Cell() for _ in range(5)], *sums], *(row(p) for p in purchases)]
    paths = [
        *[(n,) for n in ("项目名称", "采购物品名称", "采购目录", "计量单位", "数量", "单价")],
        ("政府采购金额", "合计"),
        ("政府采购金额", "一般公共预算拨款"),
    ]
    style = Style(printer.style.unit)
    return finish(title, meta, list(paths), body, style, [6.0, 5.0, 3.0, 2.0, 2.0, 3.0, 3.0, 3.0])


def performance_form(printer: Printer, project: Project, number: int, code: str) -> Table:
    """项目绩效目标表: what the money is for, the plan by quarter, the indicators."""
    amount = printer.show(project.amount)
    head: list[Row] = [
        [Cell("项目编码"), Cell(code, cols=2), None, Cell("项目名称"), Cell(project.name, cols=2), None],
        [
            *(Cell("预算规模及资金用途", rows=2), Cell("预算数"), Cell(amount)),
            *(Cell("其中：财政资金"), Cell(amount), Cell("其他资金：0.00")),
        ],
        [None, Cell(project.purpose, cols=5), None, None, None, None],
        [Cell("资金支出计划（%）", rows=2), Cell("3月底"), Cell("6月底"), Cell("10月底"), Cell("12月底", cols=2), None],
        [None, Cell("25%"), Cell("50%"), Cell("80%"), Cell("100%", cols=2), None],
        [Cell("一级指标"), Cell("二级指标"), Cell("三级指标", cols=2), None, Cell("指标值"), Cell("指标值确定依据")],
    ]
    rows: list[Row] = [
        [Cell(a), Cell(b), Cell(c, cols=2), None, Cell(target), Cell(basis)]
        for a, b, c, target, basis in project.indicators
    ]
    title = f"{number}、{project.name}绩效目标表"
    return Table(title, [f"单位：{printer.style.unit}"], head, rows, [4.0, 4.0, 4.0, 4.0, 4.0, 4.0])


def institution_table(units: Sequence[tuple[str, str, str]]) -> Table:
    """部门机构设置情况: unit, nature, how it is financed."""
    body: list[Row] = [[Cell(text) for text in unit] for unit in units]
    head = header([("单位名称",), ("单位性质",), ("经费保障形式",)])
    return Table("部门机构设置情况", [], head, body, [6.0, 3.0, 4.0])


def asset_table(meta: list[str], rows: Sequence[tuple[str, str, str]]) -> Table:
    """部门固定资产占用情况表: item, quantity, value as printed."""
    body: list[Row] = [[Cell(text) for text in row] for row in rows]
    paths = [("项目",), ("数量",), ("价值（金额单位：万元）",)]
    return Table("部门固定资产占用情况表", meta, header(list(paths)), body, [6.0, 3.0, 4.0])
