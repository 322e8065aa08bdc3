"""政府采购预算表: what is bought for which project, grouped in several ways."""

from __future__ import annotations

from decimal import Decimal

from tests.kit.samples.table import Cell, Row, Table, header
from tests.kit.variants.document import Sheet
from tests.kit.variants.forms.projects import UNITS, Want
from tests.kit.variants.forms.shape import FormShape

# project, catalogue code, catalogue name, quantity, amount
BOUGHT = (
    ("地籍调查与测绘", "C19990000", "其他专业技术服务", 1, Decimal(900_000)),
    ("登记档案数字化", "A02010105", "台式计算机", 20, Decimal(100_000)),
    ("登记档案数字化", "A02021003", "A4黑白打印机", 10, Decimal(20_000)),
    ("登记档案数字化", "C16050000", "数据加工处理服务", 1, Decimal(380_000)),
)


def sheets(shape: FormShape) -> tuple[list[Sheet], list[Want]]:
    """The table, and the rows it says: role, name of the thing, code, project, quantity, amount."""
    paths = _heads(shape)
    rows: list[Row] = []
    wanted: list[Want] = []
    for project in dict.fromkeys(row[0] for row in BOUGHT):
        theirs = [row for row in BOUGHT if row[0] == project]
        if shape.lead == "project":
            rows.append(_row(shape, project, "", "", 0, sum((r[4] for r in theirs), Decimal(0))))
        for n, (_, code, name, quantity, amount) in enumerate(theirs):
            said = project if shape.lead == "catalogue" and (shape.names == "every_row" or not n) else ""
            rows.append(_row(shape, said, code, name, quantity, amount))
            of = project if shape.lead != "unit" else ""
            wanted.append(("item", name, code, of, quantity if shape.quantity else 0, amount))
    whole = sum((row[4] for row in BOUGHT), Decimal(0))
    if shape.lead == "unit":
        rows.insert(0, _row(shape, UNITS[0][1], "", "", 0, whole))
    last = _row(shape, "合计", "", "", 0, whole)
    rows = [last, *rows] if shape.total == "first" else [*rows, last]
    title = f"{shape.year}年政府采购预算表"
    table = Table("procurement", [], header(paths), rows, [3.0] * len(paths))
    return [Sheet("政府采购预算表", [title, *shape.unit_lines()], table)], wanted


def _heads(shape: FormShape) -> list[tuple[str, ...]]:
    lead = {"catalogue": "项目名称", "project": "项目名称", "unit": "单位名称"}[shape.lead]
    quantity = [("采购数量",)] if shape.quantity else []
    return [(lead,), ("采购品目编码",), ("采购品目名称",), *quantity, ("采购金额",)]


def _row(shape: FormShape, lead: str, code: str, name: str, quantity: int, amount: Decimal) -> Row:
    count = [Cell(str(quantity) if quantity else "")] if shape.quantity else []
    return [Cell(lead), Cell(code), Cell(name), *count, Cell(shape.show(amount))]
