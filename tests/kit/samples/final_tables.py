"""Tables only final accounts print: opening and closing balances, economic lanes, budget beside outturn."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .codes import label_cells, label_paths, label_widths, total_cells
from .lanes import Lane, class_lane, income_lane, side_by_side, three_public_sums
from .ledger import ZERO, Item, Ledger, economic_name, functional_name, total, tree, within
from .statements import personnel
from .table import Cell, Path, Printer, Row, Table, finish, header

INCOME = {
    "general_public": "一般公共预算财政拨款收入",
    "government_fund": "政府性基金预算财政拨款收入",
    "state_capital": "国有资本经营预算财政拨款收入",
    "business": "事业收入",
    "other": "其他收入",
}


def final_feet(ledger: Ledger) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Foot rows of 收入支出决算总表; ValueError where it does not balance."""
    income, opening = ledger.sum(lambda i: i.income), ledger.sum(lambda i: i.carried)
    spending, closing = ledger.sum(lambda i: i.total), ledger.sum(lambda i: i.kept)
    if income + opening != spending + closing:
        raise ValueError(f"{ledger.department} {ledger.year} does not balance")
    return (
        {"本年收入合计": income, "使用非财政拨款结余": ZERO, "年初结转和结余": opening, "总计": income + opening},
        {"本年支出合计": spending, "结余分配": ZERO, "年末结转和结余": closing, "总计": spending + closing},
    )


def final_summary(
    printers: tuple[Printer, Printer], title: str, meta: list[str], ledgers: tuple[Ledger, Ledger]
) -> Table:
    """收入支出决算总表 with 预算数 and 决算数 on both sides; first of each pair is the budget."""
    sides = []
    for printer, ledger, name in zip(printers, ledgers, ("预算数", "决算数"), strict=True):
        left, right = final_feet(ledger)
        sides.append(
            (
                income_lane(printer, ledger, [("收入", "项目"), ("收入", name)], INCOME, left),
                class_lane(printer, ledger, [("支出", "项目"), ("支出", name)], right),
            )
        )
    lanes = [_beside(before, after) for before, after in zip(*sides, strict=True)]
    return side_by_side(title, meta, lanes, printers[1].style)


def _beside(before: Lane, after: Lane) -> Lane:
    """Two lanes of the same rows as one with two amount columns."""

    def join(a: list[Row], b: list[Row]) -> list[Row]:
        return [[*x, y[-1]] for x, y in zip(a, b, strict=True)]

    paths = [*before.paths, after.paths[-1]]
    return Lane(paths, join(before.rows, after.rows), join(before.foot, after.foot), [*before.widths, after.widths[-1]])


def fund_balance_table(printer: Printer, title: str, meta: list[str], items: Sequence[Item]) -> Table:
    """政府性基金…收入支出决算表: opening, income, spending by kind, closing."""
    style = printer.style
    measures = (
        (("年初结转和结余",), "carryover", lambda i: i.carried),
        (("本年收入",), "current_year", lambda i: i.income),
        (("本年支出", "小计"), "total", lambda i: i.total),
        (("本年支出", "基本支出"), "basic", lambda i: i.basic),
        (("本年支出", "项目支出"), "project", lambda i: i.project),
        (("年末结转和结余",), "closing", lambda i: i.kept),
    )

    def row(label: Row, name: str, code: str) -> Row:
        part = within(items, code)
        return [*label, *(printer.money(total(part, of), name, m, functional=code) for _, m, of in measures)]

    body: list[Row] = []
    if items:
        body.append(row(total_cells(style, "functional", merged=True), "合计", ""))
    for code in tree(i.code for i in items):
        name = functional_name(code)
        body.append(row(label_cells(style, "functional", code, name), name, code))
    paths = [*label_paths(style, "functional", "项目"), *(path for path, _, _ in measures)]
    widths = [*label_widths(style, "functional"), *[3.0] * len(measures)]
    return finish(title, meta, paths, body or [[Cell() for _ in paths]], style, widths)


LANES = (
    "301 30101 30102 30103 30106 30107 30108 30109 30110 30112 30113 303 30302 30305 30309",
    "302 30201 30202 30205 30206 30207 30211 30213 30215 30216 30217 30228 30231 30239 30299",
    "307 30701 310 31002 31003 399 39999",
)


def economic_lanes_table(printer: Printer, title: str, meta: list[str], ledger: Ledger) -> Table:
    """一般公共预算财政拨款基本支出决算表: 人员经费 and 公用经费 in three code | name | amount lanes."""

    def amount(code: str) -> Decimal:
        return sum((a for c, a in ledger.basic_economic.items() if c.startswith(code)), ZERO)

    left_out = set(ledger.basic_economic) - {c for codes in LANES for c in codes.split()}
    if left_out:
        raise ValueError(f"no line for {sorted(left_out)}")
    lanes = []
    for codes in LANES:
        rows: list[Row] = []
        for code in codes.split():
            name, measure = economic_name(code), "personnel" if personnel(code) else "public"
            rows.append([Cell(code), Cell(name), printer.money(amount(code), name, measure, economic=code)])
        lanes.append(rows)
    height = max(map(len, lanes))
    padded = [[*lane, *([[Cell(), Cell(), Cell()]] * (height - len(lane)))] for lane in lanes]
    body: list[Row] = [[*a, *b, *c] for a, b, c in zip(*padded, strict=True)]
    staff = sum((a for c, a in ledger.basic_economic.items() if personnel(c)), ZERO)
    public = sum((a for c, a in ledger.basic_economic.items() if not personnel(c)), ZERO)
    foot: Row = [Cell("人员经费合计", cols=2), None, printer.money(staff, "人员经费合计", "personnel")]
    foot += [Cell("公用经费合计", cols=5), None, None, None, None, printer.money(public, "公用经费合计", "public")]
    tops = ("人员经费", "公用经费", "公用经费")
    paths: list[Path] = []
    for n, top in enumerate(tops):
        paths += [(top, name + " " * n) for name in ("科目编码", "科目名称", "决算数")]
    head = [[Cell(c.text.strip(), c.rows, c.cols) if c else None for c in row] for row in header(paths)]
    return Table(title, meta, head, [*body, foot], [2.0, 6.0, 2.6] * 3)


def three_public_budget_final(
    printers: tuple[Printer, Printer], title: str, meta: list[str], parts: tuple[dict[str, Decimal], dict[str, Decimal]]
) -> Table:
    """三公 on one line: six columns of 预算数, then six of 决算数."""
    items = ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")
    cells: Row = []
    paths: list[Path] = []
    for printer, part, top in zip(printers, parts, ("预算数", "决算数"), strict=True):
        sums = three_public_sums(part)
        cells += [printer.money(sums[i], "", i, fund="fiscal_appropriation") for i in items]
        kinds = ("小计", "公务用车购置费", "公务用车运行维护费")
        paths += [(top, "合计"), (top, "因公出国（境）费"), *((top, "公务用车购置及运行维护费", n) for n in kinds)]
        paths.append((top, "公务接待费"))
    return Table(title, meta, header(paths), [cells], [3.0] * 12)
