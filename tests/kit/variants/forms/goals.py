"""绩效目标表: a form for each project, or a list of projects with their indicators."""

from __future__ import annotations

from decimal import Decimal

from tests.kit.samples.table import Cell, Row, Table, header
from tests.kit.variants.document import Sheet
from tests.kit.variants.forms.projects import PROJECTS, Project, Want
from tests.kit.variants.forms.shape import FormShape

# first level, second level, indicator, operator, value, unit
INDICATORS = (
    ("产出指标", "数量指标", "完成图斑核查数量", "≥", "300", "个"),
    ("产出指标", "数量指标", "合计巡查里程", "≥", "1200", "公里"),
    ("产出指标", "质量指标", "成果验收合格率", "=", "100", "%"),
    ("产出指标", "时效指标", "按期完成率", "≥", "95", "%"),
    ("成本指标", "经济成本指标", "超支比例", "≤", "5", "%"),
    ("效益指标", "社会效益指标", "减少违法用地宗数", "≥", "20", "宗"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%"),
)
_SAID = {"≥": ">=", "≤": "<=", "=": "="}


def sheets(shape: FormShape) -> tuple[list[Sheet], list[Want]]:
    """The forms, and the indicators they say: project, three levels, operator, value, unit."""
    chosen = PROJECTS[:3]
    wanted: list[Want] = [
        (p.name, first, second, third, _SAID[sign], Decimal(value), unit)
        for p in chosen
        for first, second, third, sign, value, unit in INDICATORS
    ]
    if shape.kind == "list":
        title = f"{shape.year}年项目支出绩效目标表"
        return [Sheet("项目绩效目标", [title, *shape.unit_lines()], _list(shape, chosen))], wanted
    return [_form(shape, p) for p in chosen], wanted


def _form(shape: FormShape, project: Project) -> Sheet:
    tail = _tail_heads(shape)
    width = 3 + len(tail)
    named = f"{_code(project)}-{project.name}" if shape.project_code else project.name
    rows: list[Row] = [
        _pair("项目名称", named, width),
        _pair("主管部门", shape.department, width),
        _pair(f"资金总额（{shape.unit}）", shape.show(project.amount), width),
        _pair("绩效目标", project.goal, width),
        [Cell(t) for t in ("一级指标", "二级指标", "三级指标", *tail)],
    ]
    body = _indicator_rows(shape)
    title = [f"{shape.year}年项目支出绩效目标表"]
    if shape.title == "two_lines":
        title = [f"{shape.department}{shape.year}年项目支出绩", "效目标表"]
    return Sheet(f"{project.name}", title, Table("performance_project", [], [], [*rows, *body], [3.0] * width))


def _list(shape: FormShape, projects: tuple[Project, ...]) -> Table:
    tail = [("绩效指标", name) for name in _tail_heads(shape)]
    paths: list[tuple[str, ...]] = [
        *(("项目名称",), (f"项目总额（{shape.unit}）",), ("绩效目标",)),
        *(("绩效指标", level) for level in ("一级指标", "二级指标", "三级指标")),
        *tail,
    ]
    rows: list[Row] = []
    for project in projects:
        named = f"{_code(project)}-{project.name}" if shape.project_code else project.name
        count = len(INDICATORS)
        lead: Row = [Cell(text, rows=count) for text in (named, shape.show(project.amount), project.goal)]
        for n, row in enumerate(_indicator_rows(shape)):
            rows.append([*(lead if not n else [None] * 3), *row])
    return Table("performance_project", [], header(paths), rows, [3.0] * len(paths))


def _code(project: Project) -> str:
    return f"43011225T00000000{PROJECTS.index(project):04d}"


def _pair(label: str, text: str, width: int) -> Row:
    return [Cell(label), Cell(text, cols=width - 1), *[None] * (width - 2)]


def _tail_heads(shape: FormShape) -> list[str]:
    sign = [] if shape.operator == "in_target" else [shape.operator]
    unit = [] if shape.measure == "glued" else [shape.measure]
    return [*sign, "指标值", *unit]


def _indicator_rows(shape: FormShape) -> list[Row]:
    out: list[Row] = []
    for n, (first, second, third, sign, value, unit) in enumerate(INDICATORS):
        before = INDICATORS[n - 1] if n else ("", "", "", "", "", "")
        cells: Row = []
        for level, word in enumerate((first, second)):
            same = before[: level + 1] == INDICATORS[n][: level + 1]
            span = sum(row[: level + 1] == INDICATORS[n][: level + 1] for row in INDICATORS)
            if shape.levels == "every_row":
                cells.append(Cell(word))
            else:
                cells.append(None if same else Cell(word, rows=span))
        cells.append(Cell(third))
        target = (sign if shape.operator == "in_target" else "") + value + (unit if shape.measure == "glued" else "")
        cells += [] if shape.operator == "in_target" else [Cell(sign)]
        cells.append(Cell(target))
        out.append([*cells, *([] if shape.measure == "glued" else [Cell(unit)])])
    return out
