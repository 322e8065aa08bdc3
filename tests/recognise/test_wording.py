"""Wordings that departments outside the corpus print for titles, rows, columns and empty tables."""

from __future__ import annotations

import pytest

from pipelines.layouts.tables import income_source, measures, row_role, strip_numbering
from pipelines.model.text import compact
from pipelines.recognise.tables.titles import is_note, title_of

TITLES = [
    ("预算01-1表 部门财务收支预算总表", "any", "summary"),
    ("部门预算收支总体情况表", "any", "summary"),
    ("单位收支决算总表", "any", "summary"),
    ("国有资本经营预算收支总表", "any", None),
    ("收入预算总表（按资金来源）", "any", "revenue"),
    ("部门支出总表（按经济分类）", "economic", "expenditure_economic"),
    ("财政拨款预算收支总表", "any", "appropriation"),
    ("一般公共预算、政府性基金预算、国有资本经营预算财政拨款收支总表", "any", "appropriation"),
    ("一般公共预算财政拨款收入支出决算表", "functional", "general_budget"),
    ("公共财政预算支出表", "functional", "general_budget"),
    ("表3 一般公共预算支出表", "functional", "general_budget"),
    ("表三 一般公共预算支出表", "functional", "general_budget"),
    ("表十一 一般公共预算支出表", "functional", "general_budget"),
    ("一般公共预算支出预算明细表（按政府预算经济分类）", "economic", "general_budget_economic"),
    ("一般公共预算基本支出经济分类预算表", "economic", "basic_economic"),
    ("政府基金预算支出表", "functional", "government_fund"),
    ("国有资本预算支出表", "functional", "state_capital"),
    ("行政事业单位三公经费统计表", "any", "three_public"),
    ("部门项目支出明细表", "any", "project"),
    ("部门预算公开表", "any", None),
    ("债务支出表", "any", None),
]
ROLES = [
    ("本年财政拨款收入合计", "current_total"),
    ("当年财政拨款收入", "current_total"),
    ("本单位合计", "total"),
    ("使用非财政拨款结余和专用结余", "surplus_used"),
    ("动用历年结余", "opening"),
    ("年终结余", "closing"),
    ("非同级财政拨款收入", None),
]
MEASURES = [
    ("纳入专户管理的非税收入", "fiscal_account"),
    ("非同级财政拨款收入", "other"),
    ("其他运转类", "public"),
    ("特定目标类项目", "project"),
]
EMPTY = [
    "此表为空",
    "没有政府性基金收入，也没有使用政府性基金安排的支出，本表无数据。",
    "备注：本部门2024年无政府性基金预算支出，故此表为空。",
    "县审计局2025年未安排政府性基金预算支出，以空表列示",
]


@pytest.mark.parametrize(("title", "scheme", "statement"), TITLES)
def test_titles(title: str, scheme: str, statement: str | None) -> None:
    found = title_of([title], scheme)
    assert (found[1].id if found else None) == statement


@pytest.mark.parametrize(("label", "role"), ROLES)
def test_rows(label: str, role: str | None) -> None:
    assert row_role(strip_numbering(compact(label))[1]) == role


@pytest.mark.parametrize(("header", "measure"), MEASURES)
def test_columns(header: str, measure: str) -> None:
    assert next(rule.measure for rule in measures() if rule.match.search(header)) == measure


def test_money_of_another_government_is_no_appropriation() -> None:
    assert income_source("非同级财政拨款收入") == "other"


@pytest.mark.parametrize("line", EMPTY)
def test_notes_of_empty_tables(line: str) -> None:
    assert is_note(compact(line))
