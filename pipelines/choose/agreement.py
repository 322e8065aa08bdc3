"""How far the columns of a table say what other statements of the document say.

A sum does not tell its parts apart: 合计 = 基本支出 + 项目支出 holds with the two exchanged.  That another
statement prints the same figure for the same code and column does.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipelines.choose.model import Line
from pipelines.model.measures import Measure
from pipelines.model.units import YUAN

_CODES = ("functional_code", "economic_code", "government_economic_code")


def agreement(lines: Iterable[Line], others: Iterable[Line]) -> int:
    """Figures of ``lines``, totals of rows aside, that ``others`` print for the same code and column."""
    known = {_key(line) for line in others if _tells(line)}
    return sum(1 for line in lines if _tells(line) and _key(line) in known)


def _tells(line: Line) -> bool:
    return line["measure"] != Measure.TOTAL and line["unit"] is not None and Decimal(line["value"]) != 0


def _key(line: Line) -> tuple[Any, ...]:
    code = next((line[name] for name in _CODES if line[name]), line["line_role"])
    when = line["fiscal_year"], line["year_offset"]
    return code, line["measure"], when, Decimal(line["value"]) * YUAN[line["unit"]]
