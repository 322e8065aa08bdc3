"""项目支出表: projects under their units, with a total, in many shapes; and the same projects in a list of goals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.kit.samples.ledger import functional_name
from tests.kit.samples.table import Cell, Row, Table, header
from tests.kit.variants.document import Sheet
from tests.kit.variants.forms.shape import FormShape

Want = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """One project of one unit; ``of_fund`` where it is paid from a government fund."""

    unit: int
    name: str
    amount: Decimal
    functional: str
    goal: str
    of_fund: bool = False


UNITS = (("117001", "望城区自然资源局本级"), ("117002", "望城区不动产登记中心"))
PROJECTS = (
    Project(0, "地籍调查与测绘", Decimal(1_200_000), "2200106", "完成全区地籍图更新"),
    Project(0, "耕地保护巡查", Decimal(1_200_000), "2200106", "守住耕地保护红线"),
    Project(0, "国土空间规划编制", Decimal(3_218_300), "2200106", "编成乡镇国土空间规划"),
    Project(0, "征地拆迁补偿", Decimal(3_000_000), "2120801", "按时足额兑付补偿款", of_fund=True),
    Project(1, "登记档案数字化", Decimal(2_400_000), "2200102", "历史档案全部数字化"),
)


def sheets(shape: FormShape) -> tuple[list[Sheet], list[Want]]:
    """The table or tables, and the rows they say: source, role, name, unit, functional code, amount."""
    table, wanted = _table(shape)
    title = f"{shape.year}年项目支出预算表"
    made = [Sheet("项目支出预算表", [f"表10：{title}", *shape.unit_lines()], table)]
    if shape.second_list:
        second, more = _second(shape)
        made.append(Sheet("项目支出绩效表", [f"表11：{shape.year}年项目支出绩效表", f"单位：{shape.unit}"], second))
        wanted += more
    return made, wanted


def _table(shape: FormShape) -> tuple[Table, list[Want]]:
    paths = _heads(shape)
    rows: list[Row] = []
    wanted: list[Want] = []
    for n, (code, unit) in enumerate(UNITS):
        theirs = [p for p in PROJECTS if p.unit == n]
        if shape.units in {"rows", "coded_rows"}:
            rows.append(_row(shape, theirs, unit, code if shape.units == "coded_rows" else ""))
            wanted.append(("project_table", "subtotal", unit, "", "", sum(p.amount for p in theirs)))
        if shape.category:
            rows.append(_row(shape, theirs, "其他专项业务费"))
            wanted.append(("project_table", "subtotal", "其他专项业务费", "", "", sum(p.amount for p in theirs)))
        for project in theirs:
            rows.append(_row(shape, [project], project.name, unit if shape.units == "column" else "", project))
            owner = unit if shape.units != "none" else ""
            wanted.append(_item("project_table", project, owner, project.functional if shape.codes else ""))
    whole = _row(shape, list(PROJECTS), "合计")
    if shape.total != "none":
        rows = [whole, *rows] if shape.total == "first" else [*rows, whole]
        wanted.append(("project_table", "total", "合计", "", "", sum(p.amount for p in PROJECTS)))
    return Table("project", [], header(paths), rows, [3.0] * len(paths)), wanted


def _heads(shape: FormShape) -> list[tuple[str, ...]]:
    lead = {"coded_rows": [("单位编码",)], "column": [("单位名称",)]}.get(shape.units, [])
    codes = [("功能分类科目编码",), ("功能分类科目名称",)] if shape.codes else []
    funds = [("资金来源", "一般公共预算"), ("资金来源", "政府性基金预算")] if shape.funds else []
    money = [("总计",)]
    return [*lead, (shape.head,), *codes, *money, *funds, *([("绩效目标",)] if shape.goals else [])]


def _row(shape: FormShape, of: list[Project], name: str, lead: str = "", project: Project | None = None) -> Row:
    cells: Row = [Cell(lead)] if shape.units in {"coded_rows", "column"} else []
    if shape.units == "coded_rows" and project is not None:
        cells = [Cell("")]
    cells.append(Cell(name))
    if shape.codes:
        code = project.functional if project is not None else ""
        cells += [Cell(code), Cell(functional_name(code) if code else "")]
    cells.append(Cell(shape.show(sum((p.amount for p in of), Decimal(0)))))
    if shape.funds:
        parts = [sum((p.amount for p in of if p.of_fund is fund), Decimal(0)) for fund in (False, True)]
        cells += [Cell(shape.show(part) if part else "") for part in parts]
    return [*cells, Cell(project.goal if project is not None else "")] if shape.goals else cells


def _second(shape: FormShape) -> tuple[Table, list[Want]]:
    """The list of goals after the table: the same projects, no total."""
    paths: list[tuple[str, ...]] = [("单位名称",), ("项目名称",), ("金额",), ("绩效目标",)]
    rows: list[Row] = [
        [Cell(UNITS[p.unit][1]), Cell(p.name), Cell(shape.show(p.amount)), Cell(p.goal)] for p in PROJECTS
    ]
    wanted = [_item("project_list", p, UNITS[p.unit][1], "") for p in PROJECTS]
    return Table("project", [], header(paths), rows, [3.0] * 4), wanted


def _item(source: str, project: Project, unit: str, code: str) -> Want:
    return (source, "item", project.name, unit, code, project.amount)
