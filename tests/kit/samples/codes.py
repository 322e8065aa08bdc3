"""How a table prints its codes and names."""

from __future__ import annotations

from .table import Cell, Path, Row, Style

_STEPS = {"functional": (3, 5, 7), "economic": (3, 5)}
_PARTS = {"functional": ("类", "款", "项"), "economic": ("类", "款")}
_TITLES = {"functional": "功能分类科目", "economic": "支出部门经济分类科目"}


def label_paths(style: Style, scheme: str, title: str = "") -> list[Path]:
    """Header paths of the code and name columns."""
    top = title or _TITLES[scheme]
    if style.codes == "split":
        return [*((top, "科目编码", part) for part in _PARTS[scheme]), (top, "科目名称")]
    if style.codes == "plain":
        return [(top, "科目编码"), (top, "科目名称")]
    return [(top,)]


def label_widths(style: Style, scheme: str) -> list[float]:
    """Relative widths of those columns."""
    return {"split": [1.2] * len(_PARTS[scheme]) + [6.0], "plain": [2.4, 6.0]}.get(style.codes, [7.5])


def label_cells(style: Style, scheme: str, code: str, name: str) -> Row:
    """The code and name cells of one row; parents are repeated in split codes, a dash form is indented."""
    if style.codes == "plain":
        return [Cell(code), Cell(name)]
    if style.codes == "bracket":
        return [Cell(f"[{code}]{name}")]
    if style.codes == "dash":
        return [Cell(f"{'　' * ((len(code) - 3) // 2)}{code}-{name}")]
    steps = _STEPS[scheme]
    starts = (0, *steps[:-1])
    parts = [Cell(code[a:b]) for a, b in zip(starts, steps, strict=True)]
    return [*parts, Cell(name)]


def total_cells(style: Style, scheme: str, merged: bool) -> Row:
    """The label cells of the 合计 row; ``merged`` makes them one cell."""
    count = len(label_paths(style, scheme))
    if merged:
        return [Cell("合计", cols=count), *[None] * (count - 1)]
    return [*[Cell() for _ in range(count - 1)], Cell("合计")]
