"""A department's tables, its text, its own office and a unit, each a file of its own: mixes, from files to marts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import docx
import pytest

from tests.end_to_end.budget import write_budget
from tests.end_to_end.conftest import Place

D = Decimal
BASE = D("320.50")  # 万元, see budget.py: the station has it once, the office twice, the department three times
OPERATING = D("36.00")
UNITS = ("二、机构设置情况", "纳入青溪县林业局2024年部门预算编制范围的单位包括：青溪县林业局本级、青溪县林业工作站。")


def _department(folder: Path) -> None:
    write_budget(folder / "department.docx", times=3, prose=UNITS)


def _own(folder: Path) -> None:
    write_budget(folder / "own.docx", title="青溪县林业局（本级）2024年单位预算", times=2)


def _unit(folder: Path) -> None:
    prose = ("青溪县林业工作站是青溪县林业局下属事业单位。",)
    write_budget(folder / "unit.docx", title="青溪县林业工作站2024年单位预算", times=1, prose=prose)


def _text(folder: Path) -> None:
    document = docx.Document()
    document.add_heading("青溪县林业局2024年部门预算情况说明", 0)
    for paragraph in (
        "一、收支预算总体情况",
        f"青溪县林业局2024年收入预算{BASE * 3}万元，支出预算{BASE * 3}万元。",
        "二、机关运行经费安排情况",
        f"青溪县林业局2024年机关运行经费财政拨款预算{OPERATING}万元。",
        "附件：部门预算报表",
    ):
        document.add_paragraph(paragraph)
    document.save(str(folder / "text.docx"))


FILES = {"department": _department, "own": _own, "unit": _unit, "text": _text}


Night = tuple[
    list[str], int, Decimal | None
]  # what is new, and how many times BASE and which running costs there are then


@pytest.mark.parametrize(
    "nights",
    [
        [(["unit"], 1, None), (["own"], 3, None), (["department"], 3, None)],
        [(["text"], 0, OPERATING), (["department", "unit"], 3, OPERATING)],
        [(["department", "text", "own"], 3, OPERATING)],
    ],
    ids=("the parts first", "the text first", "at once"),
)
def test_a_mix_counts_once(place: Place, nights: list[Night]) -> None:
    for names, times, operating in nights:
        for name in names:
            FILES[name](place.documents)
        place.ingest()
        yuan = BASE * times * 10000 or None
        for mart in ("expenditure", "expenditure_by_function", "revenue_by_source", "county_comparison"):
            assert place.rows(f"SELECT sum(amount) FROM mart.{mart}") == [(yuan,)], mart
        said = place.rows("SELECT operating_expenses, operating_expenses_source FROM mart.running_costs")
        assert said == ([(operating * 10000, "text")] if operating else [])


def test_a_text_and_the_tables_it_was_published_beside_are_one_disclosure(place: Place) -> None:
    for name in ("text", "department"):
        FILES[name](place.documents)
    place.ingest()
    assert place.rows("SELECT count(*), count(*) FILTER (is_current) FROM core.dim_document") == [(2, 2)]
    served = place.rows(
        "SELECT DISTINCT file_name, reason FROM mart.coverage"
        " WHERE lines > 0 AND subject IN ('claim', 'spending', 'operating_expenses') ORDER BY ALL"
    )
    assert served == [("department.docx", "counted"), ("text.docx", "counted")]
    checked = place.rows(
        "SELECT subject, table_amount IS NOT NULL, verdict FROM mart.claim_check"
        " WHERE subject IN ('income_total', 'spending_total') ORDER BY 1"
    )
    assert checked == [("income_total", True, "agrees"), ("spending_total", True, "agrees")]
