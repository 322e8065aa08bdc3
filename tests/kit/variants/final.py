"""Tables that final accounts print in a shape of their own."""

from __future__ import annotations

from decimal import Decimal

from tests.kit.samples.ledger import economic_name, functional_name
from tests.kit.samples.table import Cell, Path, Row, Table
from tests.kit.variants import figures as fig
from tests.kit.variants.parts import Cells, coded, label_paths, table, with_total
from tests.kit.variants.shape import Shape


def final_table(shape: Shape, statement: str) -> Table | None:
    """The table of a final account where it differs from a budget's, else ``None``."""
    makers = {
        "revenue": _revenue,
        "expenditure": _expenditure,
        "basic_economic": _lanes,
        "three_public": _three_public,
        "government_fund": _fund,
    }
    if statement not in makers or (statement == "basic_economic" and shape.wording == "d"):
        return None
    return makers[statement](shape)


def _revenue(shape: Shape) -> Table:
    """收入决算表: income of the year by source; balances are no part of it."""
    cells, codes = Cells(shape, "revenue"), fig.tree(*fig.FUNDS)

    def amounts(name: str, code: str) -> Row:
        row: Row = [cells.money(name, fig.total("income", code), functional=code)]
        fiscal = fig.total("income", code, "general_public", "government_fund")
        row.append(cells.money(name, fiscal, "fiscal_appropriation", functional=code, fund="fiscal_appropriation"))
        row.append(Cell(shape.zero))
        row.append(
            cells.money(name, fig.total("income", code, "business"), "business", functional=code, fund="business")
        )
        return [*row, Cell(shape.zero), Cell(shape.zero), Cell(shape.zero)]

    if any(c.isdigit() for c in shape.zero):
        zeros = {2: "superior_subsidy", 4: "operating", 5: "affiliate_remittance", 6: "other"}
    else:
        zeros = {}

    def filled(name: str, code: str) -> Row:
        row = amounts(name, code)
        for index, fund in zeros.items():
            row[index] = cells.money(name, Decimal(0), fund, functional=code, fund=fund)
        return row

    labels = label_paths(shape, codes)
    columns = ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    paths: list[Path] = [*labels, ("本年收入合计",), *((c,) for c in columns)]
    rows: list[Row] = [[*lead, *filled(name, code)] for code, name, lead in coded(shape, codes, functional_name)]
    return table(shape, "revenue", paths, with_total(shape, rows, len(labels), filled(shape.label, "")))


def _expenditure(shape: Shape) -> Table:
    cells, codes = Cells(shape, "expenditure"), fig.tree(*fig.FUNDS)
    others = ("remitted_to_superior", "operating", "subsidy_to_affiliates")

    def amounts(name: str, code: str) -> Row:
        row: Row = [cells.money(name, fig.total(m, code), m, functional=code) for m in ("total", "basic", "project")]
        return [*row, *(cells.money(name, Decimal(0), m, functional=code) for m in others)]

    labels = label_paths(shape, codes)
    columns = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    paths: list[Path] = [*labels, *((c,) for c in columns)]
    rows: list[Row] = [[*lead, *amounts(name, code)] for code, name, lead in coded(shape, codes, functional_name)]
    return table(shape, "expenditure", paths, with_total(shape, rows, len(labels), amounts(shape.label, "")))


def _lanes(shape: Shape) -> Table:
    """公开06表: three lanes of code, name and amount; personnel, then public."""
    cells = Cells(shape, "basic_economic")
    codes = fig.economic_tree()
    people = [c for c in codes if c[:3] != "302"]
    goods = [c for c in codes if c[:3] == "302"]
    half = (len(goods) + 1) // 2

    def lane(part: list[str], measure: str) -> list[Row]:
        return [
            [Cell(c), Cell(economic_name(c)), cells.money(economic_name(c), fig.economic(c), measure, economic=c)]
            for c in part
        ]

    columns = [lane(people, "personnel"), lane(goods[:half], "public"), lane(goods[half:], "public")]
    height = max(map(len, columns))
    rows: list[Row] = []
    for n in range(height):
        rows.append([cell for part in columns for cell in (part[n] if n < len(part) else [Cell(), Cell(), Cell()])])
    public = fig.economic("302")
    people_sum = fig.economic("301") + fig.economic("303")
    foot: Row = [Cell("人员经费合计", cols=2), None, cells.money("人员经费合计", people_sum, "personnel")]
    foot += [Cell("公用经费合计", cols=5), *[None] * 4, cells.money("公用经费合计", public, "public")]
    rows.append(foot)
    tops = ("人员经费", "公用经费", "公用经费")
    leafs = ("科目编码", "科目名称", "决算数")
    paths: list[Path] = [(top, leaf) for top in tops for leaf in leafs]
    return table(shape.but(index="none", blank=False), "basic_economic", paths, rows)


def _three_public(shape: Shape) -> Table:
    """公开07表: budget and final figures on one line."""
    cells, sums = Cells(shape, "three_public"), fig.three_public()
    vehicles = "公务用车购置及运行维护费"
    items: list[tuple[str, Path]] = [
        ("total", ("合计",)),
        ("abroad", ("因公出国（境）费",)),
        ("vehicles", (vehicles, "小计")),
        ("vehicle_purchase", (vehicles, "公务用车购置费")),
        ("vehicle_operation", (vehicles, "公务用车运行维护费")),
        ("reception", ("公务接待费",)),
    ]
    paths: list[Path] = [(top, *path) for top in ("预算数", "决算数") for _, path in items]
    row: Row = [cells.money("", sums[m] * 2, m, stage="budget") for m, _ in items]
    row += [cells.money("", sums[m], m) for m, _ in items]
    return table(shape.but(index="numbers" if shape.index != "none" else "none"), "three_public", paths, [row])


def _fund(shape: Shape) -> Table:
    """公开08表: opening, income, spending and closing abreast."""
    cells, codes = Cells(shape, "government_fund"), fig.tree("government_fund")

    def amounts(name: str, code: str) -> Row:
        def cell(measure: str, amount: Decimal) -> Cell:
            return cells.money(name, amount, measure, functional=code, fund="government_fund")

        spent = fig.total("total", code, "government_fund")
        row: Row = [cell("carryover", Decimal(0)), cell("current_year", spent), cell("total", spent)]
        return [*row, cell("basic", Decimal(0)), cell("project", spent), cell("closing", Decimal(0))]

    labels = label_paths(shape, codes)
    spent = [("本年支出", c) for c in ("小计", "基本支出", "项目支出")]
    paths: list[Path] = [*labels, ("年初结转和结余",), ("本年收入",), *spent, ("年末结转和结余",)]
    rows: list[Row] = [[*lead, *amounts(name, code)] for code, name, lead in coded(shape, codes, functional_name)]
    return table(shape, "government_fund", paths, with_total(shape, rows, len(labels), amounts(shape.label, "")))
