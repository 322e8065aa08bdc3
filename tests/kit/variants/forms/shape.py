"""What can differ between two departments' forms."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipelines.model.units import YUAN
from tests.kit.variants.manner import Manner, drawn

CHOICES: dict[str, dict[str, tuple[object, ...]]] = {
    "projects": {
        "units": ("rows", "coded_rows", "column", "none"),
        "total": ("first", "last", "none"),
        "category": (False, True),
        "goals": (False, True),
        "funds": (False, True),
        "codes": (False, True),
        "head": ("项目名称", "支出项目类别（资金使用单位）", "单位（项目）名称"),
        "unit_line": ("plain", "two_lines", "misprint", "bare"),
        "second_list": (False, True),
    },
    "goals": {
        "kind": ("form", "list"),
        "operator": ("in_target", "指标值类型", "绩效指标性质", "指标符号"),
        "measure": ("glued", "度量单位", "计量单位"),
        "levels": ("merged", "every_row"),
        "title": ("one_line", "two_lines"),
        "project_code": (False, True),
        "unit_line": ("plain", "bare"),
    },
    "purchases": {
        "lead": ("catalogue", "project", "unit"),
        "total": ("first", "last"),
        "quantity": (False, True),
        "names": ("every_row", "once"),
        "unit_line": ("plain", "two_lines", "misprint", "bare"),
    },
}


@dataclass(frozen=True, slots=True)
class FormShape(Manner):
    """One way of printing a form; ``form`` is a key of ``CHOICES``, the fields among its choices are its own."""

    form: str = "projects"
    unit: str = "万元"
    units: str = "rows"  # whose projects: rows of units above theirs, with codes or not, a column, or nothing
    total: str = "first"
    category: bool = False  # a row for a class of projects below its unit
    goals: bool = False
    funds: bool = False
    codes: bool = False  # functional code and name beside each project
    head: str = "项目名称"
    unit_line: str = "plain"
    second_list: bool = False  # the same projects once more, with their goals
    kind: str = "form"
    operator: str = "in_target"
    measure: str = "glued"
    levels: str = "merged"
    title: str = "one_line"
    project_code: bool = False
    lead: str = "catalogue"
    quantity: bool = False
    names: str = "every_row"
    year: int = 2025
    department: str = "长沙市望城区自然资源局"

    def show(self, amount: Decimal) -> str:
        """``amount`` (yuan) as printed."""
        return str((amount / YUAN[self.unit]).quantize(Decimal("0.01")))

    def unit_lines(self) -> list[str]:
        """The line or lines between title and table that say the unit."""
        forms = {
            "plain": [f"单位：{self.unit}"],
            "two_lines": [f"单位：{self.unit[:1]}", self.unit[1:]],
            "misprint": [f"单住：{self.unit}"],
            "bare": [self.unit],
        }
        return forms[self.unit_line if len(self.unit) > 1 or self.unit_line != "two_lines" else "plain"]


def single() -> Iterator[FormShape]:
    """Every choice of every form once."""
    for form, choices in CHOICES.items():
        plain = FormShape(form=form)
        yield plain
        for name, values in choices.items():
            yield from (plain.but(**{name: value}) for value in values if getattr(plain, name) != value)


def mixed(count: int, seed: int) -> Iterator[FormShape]:
    """Shapes of each form in turn with every choice at random."""
    draw = random.Random(seed)
    forms = list(CHOICES)
    for n in range(count):
        form = forms[n % len(forms)]
        yield FormShape(form=form, **drawn(draw, CHOICES[form]))
