"""docs/queries.md: every statement runs, gives what the document shows, and on real documents what they print."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scripts.queries import DOCUMENT, Answer, Question, ask, questions

QUESTIONS = questions(DOCUMENT.read_text(encoding="utf-8"))
_NAMES = [f"{q.number}" for q in QUESTIONS]


def _rows(warehouse: Path, number: int) -> list[dict[str, Any]]:
    # a fact may stand below the few rows a reader is shown
    sql = QUESTIONS[number - 1].sql.rstrip().rstrip(";")
    head, _, tail = sql.rpartition("LIMIT ")
    answer = ask(warehouse, head if tail.strip().isdigit() else sql)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _one(rows: list[dict[str, Any]], **wanted: object) -> dict[str, Any]:
    (found,) = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    return found


def test_every_question_is_asked_in_two_languages_and_answered() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert len(QUESTIONS) == text.count("```sql") >= 40
    assert [q.number for q in QUESTIONS] == list(range(1, len(QUESTIONS) + 1))
    for question in QUESTIONS:
        assert any("\u4e00" <= c <= "\u9fff" for c in question.chinese), question.number
        assert question.english.endswith("?")
        assert question.result, question.number


@pytest.mark.parametrize("question", QUESTIONS, ids=_NAMES)
def test_the_samples_give_what_the_document_shows(question: Question, samples_warehouse: Path) -> None:
    answer: Answer = ask(samples_warehouse, question.sql)
    assert answer.table() == question.result


@pytest.mark.parametrize("question", QUESTIONS, ids=_NAMES)
def test_real_documents_answer_too(question: Question, corpus: Path) -> None:
    answer = ask(corpus, question.sql)
    # no two adjacent years of one body are among them, no government's budget, no two bodies in one file
    assert answer.rows or question.number in {4, 46, 47, 50}


def test_execution_by_class(corpus: Path) -> None:
    # 西南大学 2023: 教育支出 434,334.99 万元 in the budget (page 9), 425,287.27 in the final accounts (page 12)
    row = _one(_rows(corpus, 1), department_name="西南大学", **{"class": "205"})
    assert (row["budget"], row["final"], row["percent"]) == (
        Decimal("4343349900.00"),
        Decimal("4252872700.00"),
        Decimal("97.92"),
    )


def test_three_public_per_head(corpus: Path) -> None:
    # 福州市仓山生态环境局 2026: 17.00 万元 (page 20) for 5 + 19 + 12 people (page 5)
    row = _one(_rows(corpus, 3), department_name="福州市仓山生态环境局")
    assert (row["three_public"], row["staff"], row["per_head"]) == (Decimal("170000.00"), 36, Decimal("4722.22"))


def test_three_public_and_the_year_before(corpus: Path) -> None:
    # 深圳市建筑工务署 2026: 117.42 万元 in 2025, 100.22 in 2026, above the rows of its four units
    row = _one(_rows(corpus, 5), department_name="深圳市建筑工务署")
    assert (row["year_before"], row["this_year"]) == (Decimal("1174200.00"), Decimal("1002200.00"))


def test_medical_insurance_bureaus(corpus: Path) -> None:
    # 支出总计 of 预算01表, 北京 (110,896.619602 万元); 收支总表 of 昌黎 (6,518.64 万元) and 石家庄 (6,022.63 万元)
    rows = _rows(corpus, 6)
    assert _one(rows, region_name="北京市")["amount"] == Decimal("1108966196.02")
    assert _one(rows, region_name="河北省秦皇岛市昌黎县", fiscal_year=2024)["amount"] == Decimal("65186500.00")
    assert _one(rows, region_name="河北省石家庄市")["amount"] == Decimal("60226300.00")
    # 西安 prints 支出总表 by unit; its functions stand in the general budget, which is all it spends
    assert _one(rows, region_name="陕西省西安市")["health"] > 0


def test_projects_above_a_million(corpus: Path) -> None:
    # 西安市人力资源和社会保障局 2020, page 43: 68700 万元; seed 001, 城乡居民…: 5,360.00 万元
    rows = _rows(corpus, 8)
    assert _one(rows, project_name="基本养老保险基金支出缺口补助")["amount"] == Decimal("687000000.00")
    assert Decimal("53600000.00") in [row["amount"] for row in rows if row["department_name"] == "昌黎县医疗保障局"]


def test_procurement_by_kind(corpus: Path) -> None:
    # 北京市医疗保障局 2026, 预算10表: 5,554.971775 万元 altogether
    bought = [row["amount"] for row in _rows(corpus, 11) if row["department_name"] == "北京市医疗保障局"]
    assert sum(bought) == Decimal("55549717.75")


def test_procurement_reserved_for_small_enterprises(corpus: Path) -> None:
    # seed 002: 政府采购预算 1155.00 万元, all of it for small and medium enterprises
    row = _one(_rows(corpus, 12), department_name="石家庄市医疗保障局")
    assert (row["procurement"], row["percent"]) == (Decimal("11550000.00"), Decimal("100.0"))


def test_what_failed(corpus: Path) -> None:
    # page 11 of unit_budget.pdf: 2040601 prints 项目支出 of the row above it, beside the rows that come to it
    failed = _rows(corpus, 13)
    row = _one(failed, statement="expenditure", rule_id="GEN-CHILDREN", lhs=Decimal("64840547.00"))
    assert (row["node"], row["residual"]) == ("20406/project", Decimal("-64840547.00"))


def test_statements_in_quarantine(corpus: Path) -> None:
    # pages 11 and 14 of unit_budget.pdf: 2040601 prints 项目支出 of the row above it, beside its own total
    held = {row["statement"]: row["rules"] for row in _rows(corpus, 14) if row["file_name"] == "unit_budget.pdf"}
    assert held.keys() == {"expenditure", "general_budget"}
    assert "GEN-CHILDREN" in held["expenditure"]


def test_evidence_of_a_number(corpus: Path) -> None:
    # seed 001: 财政对城乡居民基本医疗保险基金的补助 5360.00 万元, the largest of its region
    (row,) = _rows(corpus, 15)
    assert (row["page"], row["cell_text"], row["amount"]) == (1, "5360.00", Decimal("53600000.00"))


def test_basic_and_project(corpus: Path) -> None:
    # seed 001: 基本支出 379.13, 项目支出 6139.52 万元 in 支出总表
    row = _one(_rows(corpus, 18), department_name="昌黎县医疗保障局")
    assert (row["basic"], row["project"]) == (Decimal("3791300.00"), Decimal("61395200.00"))


def test_carried_over(corpus: Path) -> None:
    # 福州市公安局交通管理支队 2026: 上年结转结余 8,000 of 61,764.88 万元
    row = _one(_rows(corpus, 19), department_name="福州市公安局交通管理支队")
    assert (row["earlier_years"], row["income"]) == (Decimal("80000000.00"), Decimal("617648800.00"))


def test_what_bodies_own(corpus: Path) -> None:
    # seed 002: 资产总额 2669.56 万元, 5 vehicles; seed 001: 47.74 万元, 2 vehicles
    owned = {row["department_name"]: (row["amount"], row["vehicles"]) for row in _rows(corpus, 27)}
    assert owned["石家庄市医疗保障局"] == (Decimal("26695600.00"), 5)
    assert owned["昌黎县医疗保障局"] == (Decimal("477400.00"), 2)
