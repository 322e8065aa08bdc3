"""The statements of a set in one shape, every amount cell with the fact behind it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.kit.samples.ledger import economic_name, functional_name
from tests.kit.samples.table import Cell, Path, Row, Table
from tests.kit.variants import figures as fig
from tests.kit.variants import wording
from tests.kit.variants.parts import Cells, coded, label_paths, numbered, table, with_total
from tests.kit.variants.shape import Shape

FISCAL = ("general_public", "government_fund")
Amounts = Callable[[str], Decimal]  # measure -> yuan


def spending(shape: Shape, statement: str, funds: tuple[str, ...], fund: str = "") -> Table:
    """A table by function: total, basic (with its parts in some wordings), project."""
    words = wording.SPENDING[shape.wording]
    nested = statement == "general_budget" and shape.wording in {"b", "d"}
    measures = ["total", "basic", "personnel", "public", "project"] if nested else ["total", "basic", "project"]
    if statement == "government_fund" and shape.wording == "a":
        measures = ["total", "basic", "project"]
    paths: list[Path] = []
    for m in measures:
        if nested and m == "basic":
            paths.append((words["basic"], "小计"))
        elif nested and m in {"personnel", "public"}:
            paths.append((words["basic"], words[m]))
        else:
            paths.append((words[m],))
    cells, codes = Cells(shape, statement), fig.tree(*funds)
    top = f"{shape.year}年{'决算' if shape.stage == 'final' else '预算'}数"
    with_years = shape.years != "none" and statement == "general_budget"
    if shape.carried and statement == "expenditure":
        return carried(shape, statement, funds)

    def amounts(name: str, code: str) -> Row:
        now: Row = [cells.money(name, fig.total(m, code, *funds), m, functional=code, fund=fund) for m in measures]
        if not with_years:
            return now
        new = fig.total("total", code, *funds)
        old = fig.before(new)
        past: Row = [cells.money(name, old, functional=code, fund=fund, year=shape.year - 1)]
        if shape.years == "prior_last":
            return [*now, *past]
        return [*past, *now, Cell(shape.show(new - old)), Cell("11.11%")]

    if with_years:
        past_path: Path = (f"{shape.year - 1}年{'决算' if shape.stage == 'final' else '预算'}数",)
        paths = [(top, *p) for p in paths]
        change: list[Path] = [
            (f"{shape.year}年比{shape.year - 1}年增减", "增减额"),
            (f"{shape.year}年比{shape.year - 1}年增减", "增减%"),
        ]
        paths = [*paths, past_path] if shape.years == "prior_last" else [past_path, *paths, *change]
    labels = label_paths(shape, codes)
    rows: list[Row] = [[*lead, *amounts(name, code)] for code, name, lead in coded(shape, codes, functional_name)]
    body = with_total(shape, rows, len(labels), amounts(shape.label, ""))
    return table(shape, statement, [*labels, *paths], body)


def carried(shape: Shape, statement: str, funds: tuple[str, ...]) -> Table:
    """支出总表 with a total, then this year's money and last year's, each with a sum and its parts."""
    words, cells, codes = wording.SPENDING[shape.wording], Cells(shape, statement), fig.tree(*funds)

    def amounts(name: str, code: str) -> Row:
        def cell(measure: str, amount: Decimal) -> Cell:
            return cells.money(name, amount, measure, functional=code)

        whole, old, basic = (fig.total(m, code, *funds) for m in ("total", "carried", "basic"))
        row: Row = [cell("total", whole), cell("current_year", whole - old), cell("basic", basic)]
        row.append(cell("project", whole - old - basic))  # what is carried over is of projects
        return [*row, cell("carryover", old), cell("carryover", Decimal(0)), cell("carryover", old)]

    labels = label_paths(shape, codes)
    tops = "当年预算", wording.CARRIED[shape.wording]
    parts: list[Path] = [(top, word) for top in tops for word in ("小计", words["basic"], words["project"])]
    rows: list[Row] = [[*lead, *amounts(name, code)] for code, name, lead in coded(shape, codes, functional_name)]
    body = with_total(shape, rows, len(labels), amounts(shape.label, ""))
    return table(shape, statement, [*labels, (words["total"],), *parts], body)


def revenue(shape: Shape) -> Table:
    """收入总表 by function or by unit: one column a fund, the opening balance last."""
    cells, codes = Cells(shape, "revenue"), fig.tree(*fig.FUNDS)
    sources = wording.INCOME[shape.wording]

    def amounts(name: str, code: str) -> Row:
        row: Row = [cells.money(name, fig.total("total", code), functional=code)]
        for fund, _, _ in sources:
            part = fig.total("income", code, fund)
            row.append(cells.money(name, part, fund, functional=code, fund=fund))
        row.append(cells.money(name, fig.total("carried", code), "carryover", functional=code))
        return row

    opening = wording.OPENING[shape.wording]
    group: tuple[str, ...] = ("本年收入",) if shape.wording == "b" else ()
    columns: list[Path] = [("合计",), *((*group, c) for _, _, c in sources), (opening,)]
    if shape.units != "none":
        return by_unit(shape, columns, [*(s[0] for s in sources)])
    labels = label_paths(shape, codes)
    paths: list[Path] = [*labels, *columns]
    rows: list[Row] = [[*lead, *amounts(name, code)] for code, name, lead in coded(shape, codes, functional_name)]
    return table(shape, "revenue", paths, with_total(shape, rows, len(labels), amounts(shape.label, "")))


def by_unit(shape: Shape, columns: list[Path], funds: list[str]) -> Table:
    """收入总表 by unit; where the shape has them, below the row of their department."""
    cells = Cells(shape, "revenue")

    def amounts(name: str, part: Callable[[Decimal], Decimal]) -> Row:
        row: Row = [cells.money(name, part(fig.total("total")))]
        row += [cells.money(name, part(fig.total("income", "", fund)), fund, fund=fund) for fund in funds]
        return [*row, cells.money(name, part(fig.total("carried")), "carryover")]

    named = shape.codes in {"bracket", "dash", "glued", "indent", "names"}
    labels: list[Path] = [("单位名称",)] if named else [("单位编码",), ("单位名称",)]
    office, centre = f"{shape.department}本级", "长沙市望城区不动产登记中心"
    units = [("117001", office, fig.first_part), ("117002", centre, fig.second_part)]
    if shape.units == "above":
        units.insert(0, ("117", shape.department, fig.whole))
    rows: list[Row] = []
    for code, name, part in units:
        lead: Row = [Cell(name)] if named else [Cell(code), Cell(name)]
        rows.append([*lead, *amounts(name, part)])
    return table(
        shape, "revenue", [*labels, *columns], with_total(shape, rows, len(labels), amounts(shape.label, fig.whole))
    )


def _amount_title(shape: Shape) -> str:
    if shape.stage == "final":
        return "决算数" if "年" not in shape.amount else "金额"
    return shape.amount.format(year=shape.year)


def _feet(shape: Shape, funds: tuple[str, ...]) -> tuple[list[tuple[str, Decimal]], list[tuple[str, Decimal]]]:
    income, opening = fig.total("income", "", *funds), fig.total("carried", "", *funds)
    w = shape.wording
    left = [(wording.INCOME_TOTAL[w], income), (wording.OPENING[w], opening), (wording.GRAND[w][0], income + opening)]
    right = [(wording.SPENDING_TOTAL[w], income + opening), (wording.CLOSING[w], Decimal(0))]
    return left, [*right, (wording.GRAND[w][1], income + opening)]


def two_sided(shape: Shape, statement: str) -> Table:
    """收支总表 or 财政拨款收支总表: income by source beside spending by class."""
    cells = Cells(shape, statement)
    funds = FISCAL if statement == "appropriation" else fig.FUNDS
    sources = [s for s in wording.INCOME[shape.wording] if statement == "summary" or s[0] != "business"]
    left: list[Row] = []
    for label, (fund, _, _) in zip(numbered(shape, [s[1] for s in sources]), sources, strict=True):
        left.append([Cell(label), cells.money(label, fig.total("income", "", fund), fund=fund)])
    names = [functional_name(c) for c in fig.CLASSES]
    split = FISCAL if statement == "appropriation" else ()

    def right(label: str, code: str = "", amount: Decimal | None = None) -> Row:
        whole = fig.total("total", code, *funds) if amount is None else amount
        row: Row = [Cell(label), cells.money(label, whole, functional=code)]
        for fund in split:
            part = fig.total("total", code, fund) if amount is None or amount else Decimal(0)
            row.append(cells.money(label, part, fund, functional=code, fund=fund))
        return row

    rights = [right(label, code) for label, code in zip(numbered(shape, names), fig.CLASSES, strict=True)]
    feet_left, feet_right = _feet(shape, funds)
    gap: list[Row] = [[Cell(), Cell()] for _ in range(len(rights) - len(left))]
    left += gap
    left += [[Cell(t), cells.money(t, a)] for t, a in feet_left]
    rights += [right(t, "", a) for t, a in feet_right]
    amount = _amount_title(shape)
    paths: list[Path] = [("收入", "项目"), ("收入", amount)]
    if split:
        columns = {s[0]: s[2] for s in wording.INCOME[shape.wording]}
        paths += [("支出", "项目"), ("支出", "合计"), *(("支出", columns[f].replace("收入", "")) for f in split)]
    else:
        paths += [("支出", "项目"), ("支出", amount)]
    if shape.stage == "final":  # 行次 beside every lane
        paths = [paths[0], ("收入", "行次"), paths[1], paths[2], ("支出", "行次"), *paths[3:]]
        count = len(left)
        left = [[row[0], Cell(str(n)), row[1]] for n, row in enumerate(left, 1)]
        rights = [[row[0], Cell(str(n + count)), *row[1:]] for n, row in enumerate(rights, 1)]
    return table(shape, statement, paths, [[*a, *b] for a, b in zip(left, rights, strict=True)])


def basic_economic(shape: Shape) -> Table:
    """基本支出 by economic class: total, personnel, public."""
    cells, codes = Cells(shape, "basic_economic"), fig.economic_tree()
    words = wording.SPENDING[shape.wording]

    def amounts(name: str, code: str) -> Row:
        row: Row = [cells.money(name, fig.economic(code), economic=code)]
        for measure in ("personnel", "public"):
            row.append(cells.money(name, _kind(code, measure), measure, economic=code))
        return row

    labels = label_paths(shape, codes, economic=True)
    top = () if shape.wording == "a" else (f"{shape.year}年基本支出",)
    paths: list[Path] = [*labels, *((*top, words[m]) for m in ("total", "personnel", "public"))]
    rows: list[Row] = [[*lead, *amounts(name, code)] for code, name, lead in coded(shape, codes, economic_name)]
    return table(shape, "basic_economic", paths, with_total(shape, rows, len(labels), amounts(shape.label, "")))


def _kind(code: str, measure: str) -> Decimal:
    public, personnel = fig.economic("302"), fig.economic("301") + fig.economic("303")
    if not code:
        return public if measure == "public" else personnel
    return fig.economic(code) if (code[:3] == "302") == (measure == "public") else Decimal(0)


def three_public(shape: Shape) -> Table:
    """三公: an item a row, or all on one line."""
    cells, sums = Cells(shape, "three_public"), fig.three_public()
    items = wording.THREE_PUBLIC[shape.wording]
    if shape.codes in {"split", "dash"}:
        row: Row = [cells.money("", sums[m], m) for m in ("total", "abroad", "vehicles", "vehicle_purchase")]
        row += [cells.money("", sums[m], m) for m in ("vehicle_operation", "reception")]
        vehicles = "公务用车购置及运行维护费"
        paths: list[Path] = [("合计",), ("因公出国（境）费",), (vehicles, "小计"), (vehicles, "公务用车购置费")]
        return table(shape, "three_public", [*paths, (vehicles, "公务用车运行维护费"), ("公务接待费",)], [row])
    if shape.years == "none":
        body: list[Row] = [[Cell(t), cells.money(t, sums[m], m)] for m, t in items]
        return table(shape, "three_public", [("项目",), (_amount_title(shape),)], body)
    word = "决算" if shape.stage == "final" else "预算"
    body = [
        [
            Cell(t),
            cells.money(t, fig.before(sums[m]), m, year=shape.year - 1),
            cells.money(t, sums[m], m),
            Cell(shape.show(sums[m] - fig.before(sums[m]))),
        ]
        for m, t in items
    ]
    years: list[Path] = [(f"{shape.year - 1}年{word}数",), (f"{shape.year}年{word}数",), ("增减变化",)]
    return table(shape, "three_public", [("项目",), *years], body)


def empty(shape: Shape, statement: str) -> Table:
    """A table without figures."""
    codes = fig.tree("government_fund")
    labels = label_paths(shape, codes)
    paths: list[Path] = [*labels, ("合计",), ("基本支出",), ("项目支出",)]
    blank: list[Row] = [[Cell() for _ in paths] for _ in range(3)]
    return table(shape, statement, paths, blank)
