"""What all statements of a set share: label columns, totals, amount cells, index and blank rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.kit.samples.table import Cell, Fact, Path, Row, Table, header
from tests.kit.variants import wording
from tests.kit.variants.shape import Shape

_NUMERALS = "一二三四五六七八九十"


def table(shape: Shape, statement: str, paths: list[Path], body: list[Row]) -> Table:
    """A table without its title lines, with index rows, blank rows and units in the header as the shape says."""
    merged = _merged_parts(shape, paths, body)
    if merged:
        paths = [(paths[0][0],), *paths[merged:]]
    labels = {"column": f"（{shape.unit}）"}.get(shape.unit_at, "")
    if labels:
        at = max(merged - 1, 0)
        paths = [
            (*p[:-1], p[-1] + labels) if (i or not merged) and _is_amount(body, i + at) else p
            for i, p in enumerate(paths)
        ]
    if shape.index == "column":
        paths = [("序号",), *paths]
        body = [[Cell(str(n)), *row] for n, row in enumerate(body, 1)]
    head = header(paths)
    if merged:
        head = [_spread(row, int(shape.index == "column"), merged) for row in head]
    if shape.unit_at == "header" and head[0][0] is not None:
        head[0][0] = Cell(f"{head[0][0].text}\n（单位：{shape.unit}）", head[0][0].rows, head[0][0].cols)
    width = len(head[0])
    if merged:
        pass  # 类 款 项 close the header
    elif shape.index in {"row", "column"}:
        head.append([Cell("栏次"), *(Cell(str(n)) for n in range(1, width))])
    elif shape.index == "stars":
        head.append([Cell("**"), *(Cell(str(n)) for n in range(1, width))])
    elif shape.index == "numbers":
        head.append([Cell(str(n)) for n in range(1, width + 1)])
    if shape.blank and not shape.groups:
        spaced: list[Row] = []
        for n, line in enumerate(body):
            spaced += [line] if n % 5 else [line, [Cell() for _ in line]]
        body = spaced
    return Table(statement, [], head, body, [3.0] * width, wide=width > 7)


def _merged_parts(shape: Shape, paths: Sequence[Path], body: Sequence[Row]) -> int:
    """How many code columns have one header, since the first row of the body prints 类 款 项 before its total."""
    first = [cell.text if cell is not None else "" for cell in body[0]]
    return sum(text in {"类", "款", "项"} for text in first) if shape.total == "parts" else 0


def _spread(row: Row, at: int, columns: int) -> Row:
    """A header row whose cell ``at`` stands over ``columns`` columns."""
    cell = row[at]
    wide = None if cell is None else Cell(cell.text, cell.rows, columns)
    return [*row[:at], wide, *[None] * (columns - 1), *row[at + 1 :]]


def _is_amount(body: Sequence[Row], index: int) -> bool:
    return any(cell is not None and cell.fact for row in body if (cell := row[index]))


class Cells:
    """Amount cells of one statement."""

    def __init__(self, shape: Shape, statement: str) -> None:
        self.shape, self.statement = shape, statement

    def money(
        self,
        name: str,
        amount: Decimal,
        measure: str = "total",
        *,
        functional: str = "",
        economic: str = "",
        fund: str = "",
        year: int | None = None,
        stage: str | None = None,
    ) -> Cell:
        """One cell."""
        name = "" if self.statement == "three_public" else name
        return self.shape.money(
            Fact(
                *(self.statement, name, functional, economic, measure, fund),
                *(year or self.shape.year, stage or self.shape.stage, amount),
            )
        )


def coded(shape: Shape, codes: Sequence[str], name_of: Callable[[str], str]) -> list[tuple[str, str, Row]]:
    """(code, printed name, label cells) of each row."""
    if shape.codes == "leaves":
        codes = [c for c in codes if len(c) == max(map(len, codes))]
    out: list[tuple[str, str, Row]] = []
    depth = (max(map(len, codes)) - 1) // 2
    for code in codes:
        name = name_of(code)
        level = (len(code) - 3) // 2
        parts = [code[:3], *(code[n : n + 2] for n in range(3, len(code), 2))]
        parts += [""] * (depth - len(parts))
        if shape.codes == "split_blank":
            parts = ["" if n < level else p for n, p in enumerate(parts)]
        labels: dict[str, Row] = {
            "split": [*map(Cell, parts), Cell(name)],
            "split_blank": [*map(Cell, parts), Cell(name)],
            "bracket": [Cell(f"[{code}]{name}")],
            "dash": [Cell(f"{code}-{name}")],
            "glued": [Cell(f"{code}{name}")],
            "indent": [Cell("　" * level + name)],
            "names": [Cell(name)],
            "spaced": [Cell("  " * level + code), Cell("  " * level + name)],
        }
        lead = labels.get(shape.codes, [Cell(code), Cell(name)])
        out.append((code, name, [*_group(shape, codes, code, name_of), *lead]))
    return out


def _group(shape: Shape, codes: Sequence[str], code: str, name_of: Callable[[str], str]) -> Row:
    """The cell before a row's code that names its class, once for all its rows."""
    if not _is_grouped(shape):
        return []
    of_class = [c for c in codes if c[:3] == code[:3]]
    return [Cell(name_of(code[:3]), rows=len(of_class)) if code == of_class[0] else None]


def _is_grouped(shape: Shape) -> bool:
    return shape.groups and shape.codes in {"plain", "spaced", "leaves"}


def label_paths(shape: Shape, codes: Sequence[str], economic: bool = False) -> list[Path]:
    """Header paths of the label columns."""
    depth = (max(map(len, codes)) - 1) // 2
    code, name = wording.CODE_HEADER[shape.wording], wording.NAME_HEADER[shape.wording]
    if economic:
        code, name = code.replace("功能", "经济"), name.replace("功能", "经济")
    if shape.codes in {"split", "split_blank"}:
        return [*((code, part) for part in ("类", "款", "项")[:depth]), (name,)]
    if shape.codes in {"bracket", "dash", "glued", "indent", "names"}:
        kind = "经济" if economic else "功能"
        return [(f"支出{kind}分类科目" if shape.wording in {"b", "c"} else "项目",)]
    group: list[Path] = [("类别",)] if _is_grouped(shape) else []
    return [*group, *([(code,), (name,)] if shape.wording in {"a", "b"} else [("项目", code), ("项目", name)])]


def with_total(shape: Shape, rows: list[Row], labels: int, amounts: Row) -> list[Row]:
    """``rows`` with the total row where the shape puts it."""
    if shape.total == "parts" and shape.codes in {"split", "split_blank"} and labels > 1:
        parts: Row = [Cell(text) for text in "类款项"[: labels - 1]]
        return [[*parts, Cell(shape.label), *amounts], *rows]
    if shape.total == "first_wide" and labels > 1:
        line: Row = [Cell(shape.label, cols=labels), *[None] * (labels - 1), *amounts]
    else:
        line = [*[Cell() for _ in range(labels - 1)], Cell(shape.label), *amounts]
    return [*rows, line] if shape.total == "last" else [line, *rows]


def numbered(shape: Shape, labels: Sequence[str]) -> list[str]:
    """Labels with the numbering of the shape."""
    signs = ["十" * (n >= 10) + _NUMERALS[n % 10] if n != 9 else "十" for n in range(len(labels))]
    forms = {"一、": "{s}、{t}", "（一）": "（{s}）{t}", "1.": "{n}.{t}", "none": "{t}"}
    form = forms[shape.numbering]
    return [form.format(s=s, n=n, t=t) for n, (s, t) in enumerate(zip(signs, labels, strict=True), 1)]
