"""Layouts of other cities: what stands on the rendered pages."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from tests.recognise.forms.conftest import FormRows

CELLS = Path(__file__).parents[2] / "golden" / "cells"
BEIJING = "corpus/北京/政府办公厅_附件2：北京市信访办公室2026年度部门预算报表.pdf"
XIAN = "corpus/陕西_西安/人力资源和社会保障局_2026年部门预算.pdf"
HEALTH = "corpus/陕西_西安/卫生健康委员会_2026年部门预算.pdf"


def _golden_projects() -> list[Path]:
    return [p for p in sorted(CELLS.glob("*.csv")) if any(r["statement"] == "project" for r in _rows(p))]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("golden", _golden_projects(), ids=lambda p: p.stem)
def test_project_tables_to_the_cell(form_rows: FormRows, golden: Path) -> None:
    recipe = tomllib.loads((CELLS / "recipes" / f"{golden.stem}.toml").read_text(encoding="utf-8"))
    printed = [r for r in _rows(golden) if r["statement"] == "project"]
    totals = sorted(Decimal(r["amount_yuan"]) for r in printed if r["measure"] == "total")
    read = [r for r in form_rows(recipe["document"]) if r["kind"] == "project" and r["source"] == "project_table"]
    assert sorted(Decimal(r["amount"]) for r in read) == totals


def test_name_and_target_text_over_a_page(form_rows: FormRows) -> None:
    rows = form_rows(BEIJING)
    (project,) = [r for r in rows if r.get("project_code") == "11000021Y000000390849" and r["kind"] == "project"]
    assert project["project_name"] == "办公设备购置类项目"
    assert project["goal"].endswith("保障机构自身正常运转。")
    assert project["amount"] == "293595.00"


def test_level_printed_on_the_next_page(form_rows: FormRows) -> None:
    rows = [r for r in form_rows(XIAN) if r.get("project_name") == "网络建设维护" and r["kind"] == "indicator"]
    levels = [r["level_2"] for r in rows]
    assert len(rows) == 27
    assert levels[:8] == ["数量指标"] * 8
    assert levels[11:24] == ["成本指标"] * 13


def test_self_evaluation_keeps_budget_and_execution(form_rows: FormRows) -> None:
    (project,) = [r for r in form_rows(HEALTH) if r["kind"] == "project" and r["project_name"] == "2022年病媒生物防制"]
    assert (project["amount"], project["executed_amount"]) == ("2291900.00", "2291900.00")
    rows = [r for r in form_rows(HEALTH) if r["kind"] == "indicator" and r.get("project_name") == "2022年病媒生物防制"]
    assert len(rows) == 7
    assert [r["weight"] for r in rows] == ["12.5", "12.5", "12.5", "12.5", "15", "15", "10"]
    assert rows[3]["actual_text"] == "229.19万元"


def test_nested_project_table_has_its_leaves(form_rows: FormRows) -> None:
    rows = form_rows("corpus/陕西_西安/2026年西安市财政局部门预算.pdf")
    leaves = [r for r in rows if r["kind"] == "project" and r.get("is_leaf") == "true"]
    assert len(leaves) == 17
    assert sum(Decimal(r["amount"]) for r in leaves) == Decimal("224204336.00")


@pytest.mark.parametrize(
    ("document", "total"),
    [
        ("corpus/江苏_省级/2017年省检察院部门预算.pdf", "28898000.00"),
        ("corpus/江苏_无锡/商务局_2026年部门预算.pdf", "269400.00"),
        ("corpus/陕西_西安/2026年西安市信访局部门预算.pdf", "3786500.00"),
        ("corpus/重庆/2026年重庆市商务委员会部门预算.pdf", "65468200.00"),
        ("corpus/北京/医疗保障局_2026年部门预算.pdf", "55549717.75"),
        ("corpus/山东_烟台/2026年烟台市医疗保障局部门预算.pdf", "3140000.00"),
    ],
)
def test_purchases_sum_to_the_printed_total(form_rows: FormRows, document: str, total: str) -> None:
    rows = [r for r in form_rows(document) if r["kind"] == "procurement"]
    assert {r["amount"] for r in rows if r["line_role"] == "total"} == {total}
    leaves = sum(Decimal(r["amount"]) for r in rows if r["is_leaf"] == "true")
    assert abs(leaves - Decimal(total)) <= Decimal("0.02")


def test_name_in_the_cell_of_its_label_and_a_form_without_a_header(form_rows: FormRows) -> None:
    projects = {r["project_name"]: r for r in form_rows(XIAN) if r["kind"] == "project" and r["page"] >= 50}
    assert projects["伯乐奖"]["amount"] == "1000000.00"
    rows = [
        r for r in form_rows(XIAN) if r["kind"] == "indicator" and r.get("project_name") == "技工学校国家助学金和免学费"
    ]
    assert [r["level_2"] for r in rows] == [
        "数量指标",
        "质量指标",
        "时效指标",
        "成本指标",
        "社会效益指标",
        "可持续影响指标",
        "服务对象满意度指标",
    ]
