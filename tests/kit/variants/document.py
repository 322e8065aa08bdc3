"""A whole set of statements in one shape: cover, tables, lines above and below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.kit.samples.table import Cell, Fact, Row, Table
from tests.kit.variants import tables, wording
from tests.kit.variants.final import final_table
from tests.kit.variants.shape import Shape


@dataclass(slots=True)
class Sheet:
    """One table with the lines around it; ``name`` is what a workbook calls the sheet."""

    name: str
    above: list[str]
    table: Table
    below: list[str] = field(default_factory=list)
    title_lines: int = 0  # how many rows of the grid are title rows


@dataclass(slots=True)
class Variant:
    """A document in one shape."""

    shape: Shape
    cover: list[str]
    sheets: list[Sheet]

    def facts(self) -> Iterator[Fact]:
        """Every printed fact."""
        for sheet in self.sheets:
            yield from sheet.table.facts()


def build(shape: Shape) -> Variant:
    """The set of ``shape``."""
    noun = "部门决算" if shape.stage == "final" else "部门预算"
    degree = "年度" if shape.stage == "final" else "年"
    cover = [shape.department, f"{shape.year}{degree}{noun}"]
    sheets = [_sheet(shape, n, s) for n, s in enumerate(wording.ORDER, 1) if s not in shape.drop]
    return Variant(shape, cover, sheets)


def _table(shape: Shape, statement: str) -> Table:
    if shape.stage == "final" and (special := final_table(shape, statement)):
        return special
    if statement in {"summary", "appropriation"}:
        return tables.two_sided(shape, statement)
    makers = {"revenue": tables.revenue, "basic_economic": tables.basic_economic, "three_public": tables.three_public}
    if statement in makers:
        return makers[statement](shape)
    funds = {
        "expenditure": ("general_public", "government_fund", "business"),
        "general_budget": ("general_public",),
        "government_fund": ("government_fund",),
    }
    if statement not in funds:
        return tables.empty(shape, statement)
    fund = statement if statement == "government_fund" else {"general_budget": "general_public"}.get(statement, "")
    return tables.spending(shape, statement, funds[statement], fund)


def _sheet(shape: Shape, number: int, statement: str) -> Sheet:
    table = _table(shape, statement)
    title = wording.TITLES[shape.stage][statement]["abcd".index(shape.wording)]
    lines = _titles(shape, number, title)
    unit = f"单位：{shape.unit}"
    if shape.unit_at == "foot_of_title" and shape.title_at != "sheet":
        lines[-1] += f"（{unit}）"
    whose = {
        "meta": f"部门：{shape.department}",
        "code": f"单位名称：117001 {shape.department}",
        "grid": f"部门名称：{shape.department}",
    }.get(shape.whose, "")
    meta = [whose] if whose and shape.whose != "grid" else []
    if shape.unit_at == "meta":
        meta = [f"{meta[0]}        {unit}"] if meta else [unit]
    elif shape.unit_at == "foot_of_title" and shape.title_at == "sheet":
        meta.append(f"（{unit}）")
    elif shape.unit_at == "own_line" or (shape.unit_at == "once" and number == 1):
        meta.append(f"金额单位：人民币{shape.unit}" if shape.unit_at == "own_line" else unit)
    inside: list[Row] = []
    width = len(table.rows[0])
    if shape.whose == "grid":
        inside.append([Cell(whose, cols=width), *[None] * (width - 1)])
    if shape.unit_at == "grid":
        if inside:
            inside[0] = [Cell(whose, cols=width - 1), *[None] * (width - 2), Cell(unit)]
        else:
            inside.append([Cell(unit, cols=width), *[None] * (width - 1)])
    above = [*lines, *meta]
    titles = 0
    if shape.title_at == "grid":
        rows: list[Row] = [[Cell(line, cols=width), *[None] * (width - 1)] for line in above]
        inside, above, titles = [*rows, *inside], [], len(rows)
    elif shape.title_at == "sheet":
        above = meta
    table.header[:0] = inside
    empty = not table.facts()
    below = ["注：本部门没有使用国有资本经营预算安排的支出，故本表无数据。"] if empty else []
    if shape.note and not empty:
        below = ["注：本表按收支平衡原则编制，数据因四舍五入可能存在尾差。"]
    return Sheet(title, above, table, below, titles)


def _titles(shape: Shape, number: int, title: str) -> list[str]:
    forms = {
        "year": [f"{shape.year}年{title}"],
        "whose": [f"{shape.department}{shape.year}年{title}"],
        "number": [f"公开{number:02d}表", title],
        "annex": [f"附表1-{number}", title],
        "table_no": [f"表{number}：{title}"],
        "dotted": [f"{'一二三四五六七八九'[number - 1]}、{title}"],
        "situation": [f"预算公开{number:02d}表", f"{shape.year}年度{title}"],
        "wrapped": [shape.department + str(shape.year) + "年", title],
        "two_lines": [f"{shape.department}{shape.year}年{title[:-5]}", title[-5:]],
    }
    return forms.get(shape.title, [title])
