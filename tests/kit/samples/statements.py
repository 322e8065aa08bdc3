"""The money statements by function and by economic code, built from a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .codes import label_cells, label_paths, label_widths, total_cells
from .ledger import FISCAL, ZERO, Item, Ledger, Measure, economic_name, functional_name, total, tree, within
from .table import Cell, Path, Printer, Row, Table, finish


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount column: its header, what it measures, how it is summed."""

    path: Path
    measure: str
    of: Measure
    fund: str = ""
    stage: str = ""


def income_from(*funds: str) -> Measure:
    """This year's income from ``funds``."""
    return lambda item: item.income if item.fund in funds else ZERO


BASIC = Amount(("基本支出",), "basic", lambda i: i.basic)
PROJECT = Amount(("项目支出",), "project", lambda i: i.project)
TOTAL = Amount(("合计",), "total", lambda i: i.total)
NOTHING: tuple[Amount, ...] = (
    Amount(("经营支出",), "operating", lambda _: ZERO),
    Amount(("上解上级支出",), "remitted_to_superior", lambda _: ZERO),
    Amount(("对附属单位补助支出",), "subsidy_to_affiliates", lambda _: ZERO),
)
REVENUE: tuple[Amount, ...] = (
    TOTAL,
    Amount(("本年收入", "小计"), "current_year", lambda i: i.income),
    Amount(("本年收入", "财政拨款收入"), "fiscal_appropriation", income_from(*FISCAL), "fiscal_appropriation"),
    Amount(("本年收入", "财政专户收入"), "fiscal_account", income_from("fiscal_account"), "fiscal_account"),
    Amount(("本年收入", "事业收入"), "business", income_from("business"), "business"),
    Amount(("本年收入", "经营收入"), "operating", lambda _: ZERO, "operating"),
    Amount(("本年收入", "上级补助收入"), "superior_subsidy", lambda _: ZERO, "superior_subsidy"),
    Amount(("本年收入", "附属单位上缴收入"), "affiliate_remittance", lambda _: ZERO, "affiliate_remittance"),
    Amount(("本年收入", "其他收入"), "other", income_from("other"), "other"),
    Amount(("上年结转",), "carryover", lambda i: i.carried),
)


def functional_table(
    printer: Printer,
    title: str,
    meta: list[str],
    items: Sequence[Item],
    columns: Sequence[Amount],
    *,
    merged_total: bool = False,
) -> Table:
    """Rows by functional code with all parents and a 合计 row; an empty ``items`` gives an empty table."""
    style = printer.style

    def row(label: Row, name: str, code: str, part: Sequence[Item]) -> Row:
        cells = [
            printer.money(total(part, c.of), name, c.measure, functional=code, fund=c.fund, stage=c.stage or None)
            for c in columns
        ]
        return [*label, *cells]

    body = [
        row(label_cells(style, "functional", c, functional_name(c)), functional_name(c), c, within(items, c))
        for c in tree(i.code for i in items)
    ]
    if items:
        totals = row(total_cells(style, "functional", merged_total), "合计", "", items)
        body = [*body, totals] if style.total_last else [totals, *body]
    paths = [*label_paths(style, "functional"), *(c.path for c in columns)]
    widths = [*label_widths(style, "functional"), *[3.0] * len(columns)]
    return finish(title, meta, paths, body or [_blank(len(paths))], style, widths)


def _blank(columns: int) -> Row:
    return [Cell() for _ in range(columns)]


def personnel(code: str) -> bool:
    """Whether an economic code counts as 人员经费 in the samples (301 and 303)."""
    return code[:3] in {"301", "303"}


def basic_economic_table(printer: Printer, title: str, meta: list[str], ledger: Ledger, top: str = "") -> Table:
    """基本支出 by economic code: 合计, 人员经费, 公用经费."""
    style, items = printer.style, ledger.basic_economic

    def row(label: Row, name: str, code: str) -> Row:
        here = {c: a for c, a in items.items() if c.startswith(code)}
        staff = sum((a for c, a in here.items() if personnel(c)), ZERO)
        public = sum((a for c, a in here.items() if not personnel(c)), ZERO)
        amounts = (("total", staff + public), ("personnel", staff), ("public", public))
        return [*label, *(printer.money(a, name, m, economic=code) for m, a in amounts)]

    rows = [row(label_cells(style, "economic", c, economic_name(c)), economic_name(c), c) for c in tree(items, (3, 5))]
    totals = row(total_cells(style, "economic", merged=False), "合计", "")
    body = [*rows, totals] if style.total_last else [totals, *rows]
    names = ("合计", "人员经费", "公用经费")
    tops: list[Path] = [(top, n) if top else (n,) for n in names]
    paths = [*label_paths(style, "economic"), *tops]
    return finish(title, meta, paths, body, style, [*label_widths(style, "economic"), 3.0, 3.0, 3.0])


def general_economic_table(printer: Printer, title: str, meta: list[str], ledger: Ledger) -> Table:
    """All general-budget spending by economic code: 合计, 基本支出, 项目支出."""
    style = printer.style
    codes = tree([*ledger.basic_economic, *ledger.project_economic], (3, 5))

    def amount(items: dict[str, Decimal], code: str) -> Decimal:
        return sum((a for c, a in items.items() if c.startswith(code)), ZERO)

    def row(label: Row, name: str, code: str) -> Row:
        basic, project = amount(ledger.basic_economic, code), amount(ledger.project_economic, code)
        amounts = (("total", basic + project), ("basic", basic), ("project", project))
        return [*label, *(printer.money(a, name, m, economic=code) for m, a in amounts)]

    rows = [row(label_cells(style, "economic", c, economic_name(c)), economic_name(c), c) for c in codes]
    totals = row(total_cells(style, "economic", merged=False), "合计", "")
    body = [*rows, totals] if style.total_last else [totals, *rows]
    paths = [*label_paths(style, "economic"), ("合计",), ("基本支出",), ("项目支出",)]
    return finish(title, meta, paths, body, style, [*label_widths(style, "economic"), 3.0, 3.0, 3.0])
