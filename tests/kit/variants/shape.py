"""What can differ between two departments' ways of printing the same figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.model.units import YUAN
from tests.kit.samples.table import Cell, Fact
from tests.kit.variants.manner import Manner

UNRULED = ("none", "horizontal", "outer")  # rules of a PDF that part no columns

CHOICES: dict[str, tuple[object, ...]] = {
    "stage": ("budget", "final"),
    "codes": ("plain", "split", "split_blank", "bracket", "dash", "glued", "indent", "names", "leaves", "spaced"),
    "total": ("first", "last", "first_wide", "parts"),
    "unit": ("万元", "元", "亿元"),
    "unit_at": ("meta", "own_line", "grid", "column", "header", "once", "foot_of_title"),
    "index": ("none", "row", "stars", "numbers", "column"),
    "zero": ("", "0.00", "-", "—"),
    "comma": (False, True),
    "years": ("none", "change", "prior_last"),
    "amount": ("预算数", "金额", "本年预算", "{year}年预算数", "{year}年预算", "年初预算数"),
    "title_at": ("above", "grid", "sheet"),
    "title": ("plain", "year", "whose", "number", "annex", "table_no", "dotted", "situation", "wrapped", "two_lines"),
    "wording": ("a", "b", "c", "d"),
    "label": ("合计", "合  计", "总计", "支出合计"),
    "repeat": (True, False),
    "ruling": ("grid", "none", "horizontal", "outer", "boxes"),
    "blank": (False, True),
    "note": (False, True),
    "whose": ("meta", "none", "code", "grid"),
    "numbering": ("一、", "（一）", "1.", "none"),
    "units": ("none", "flat", "above"),
    "carried": (False, True),
    "groups": (False, True),
    "labels": ("wrapped", "clipped"),
    "pages": ("full", "figureless"),
}


@dataclass(frozen=True, slots=True)
class Shape(Manner):
    """One way of printing; every field is one of ``CHOICES``."""

    stage: str = "budget"
    codes: str = "plain"
    total: str = "first"
    unit: str = "万元"
    unit_at: str = "meta"
    index: str = "none"
    zero: str = ""
    comma: bool = False
    years: str = "none"
    amount: str = "预算数"
    title_at: str = "above"
    title: str = "plain"
    wording: str = "a"
    label: str = "合计"
    repeat: bool = True
    ruling: str = "grid"
    blank: bool = False
    note: bool = False
    whose: str = "meta"
    numbering: str = "一、"
    units: str = "none"  # whose rows 收入总表 has: functions, or units, or units below their department
    carried: bool = False  # 支出总表 parts every column into this year's money and last year's
    groups: bool = False  # the class of a row in a merged first column
    labels: str = "wrapped"  # names too long for a ruled PDF's cell: on several lines, or cut by its border
    pages: str = "full"  # a PDF's table goes on where the page is full, or with a row without figures
    department: str = "长沙市望城区自然资源局"
    year: int = 2025
    drop: tuple[str, ...] = field(default=())

    def show(self, amount: Decimal) -> str:
        """``amount`` (yuan) in the unit."""
        places = {"元": 2, "万元": 2, "亿元": 6}[self.unit]
        value = (amount / YUAN[self.unit]).quantize(Decimal(1).scaleb(-places))
        return f"{value:,}" if self.comma else str(value)

    def money(self, fact: Fact) -> Cell:
        """An amount cell; a zero that is not printed as a figure is no fact."""
        if not fact.amount and not any(c.isdigit() for c in self.zero):
            return Cell(self.zero)
        return Cell(self.show(fact.amount), fact=fact)
