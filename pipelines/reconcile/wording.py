"""Words for findings: statements, columns and amounts as a reader knows them."""

from __future__ import annotations

from decimal import Decimal

from pipelines.model.sentences import NOTHING, Sentence, joined, say
from pipelines.reconcile.rule import Rule

STATEMENTS = {
    "summary": ("收支总表", "summary of income and spending"),
    "revenue": ("收入总表", "revenue"),
    "expenditure": ("支出总表", "expenditure"),
    "expenditure_economic": ("支出表（经济分类）", "expenditure by economic code"),
    "appropriation": ("财政拨款收支总表", "appropriations"),
    "appropriation_expenditure": ("财政拨款支出表", "spending of appropriations"),
    "appropriation_economic": ("财政拨款支出表（经济分类）", "spending of appropriations by economic code"),
    "appropriation_basic_functional": ("财政拨款基本支出表（功能分类）", "basic appropriations by function"),
    "appropriation_basic_economic": ("财政拨款基本支出表（经济分类）", "basic appropriations by economic code"),
    "general_budget": ("一般公共预算支出表", "general budget"),
    "general_budget_economic": ("一般公共预算支出表（经济分类）", "general budget by economic code"),
    "general_budget_basic_functional": ("一般公共预算基本支出表（功能分类）", "basic spending by function"),
    "general_budget_project_economic": ("一般公共预算项目支出表（经济分类）", "project spending by economic code"),
    "basic_economic": ("一般公共预算基本支出表", "basic spending by economic code"),
    "basic_expenditure": ("基本支出表", "basic spending"),
    "government_fund": ("政府性基金预算支出表", "government funds"),
    "state_capital": ("国有资本经营预算支出表", "state capital"),
    "three_public": ("“三公”经费表", "三公 costs"),
    "operating_expenses": ("机关运行经费表", "running costs of the organs"),
    "project": ("项目支出表", "projects"),
}
COLUMNS = {
    "total": ("合计", "total"),
    "current": ("本年", "this year"),
    "carryover": ("上年结转", "brought forward"),
    "closing": ("年末结转", "carried forward"),
    "opening": ("年初结转", "brought forward"),
    "basic": ("基本支出", "basic"),
    "project": ("项目支出", "project"),
    "personnel": ("人员经费", "personnel"),
    "public": ("公用经费", "public"),
    "general_public": ("一般公共预算", "general budget"),
    "government_fund": ("政府性基金", "government funds"),
    "state_capital": ("国有资本经营", "state capital"),
    "fiscal_appropriation": ("财政拨款", "appropriation"),
    "vehicles": ("公务用车", "vehicles"),
}


def statement_words(statement: str) -> Sentence:
    """The usual title of a statement, or its id."""
    return Sentence(*STATEMENTS.get(statement, (statement, statement)))


def column_words(node: str) -> Sentence:
    """The column of a node such as ``208/current·basic``, ready to follow the name of the line."""
    _, slash, column = node.rpartition("/")
    if not slash or column == "total":
        return NOTHING
    columns = [Sentence(*COLUMNS.get(one, (one, one))) for one in column.split("·") if one]
    return say("places.column", columns=joined(columns))


def rule_words(rule: Rule) -> Sentence:
    """What a rule says must hold."""
    return Sentence(rule.text_zh, rule.text_en)


def yuan_text(amount: Decimal | None) -> str:
    """An amount in yuan with thousands separators; a blank reads as 0.00."""
    return f"{amount or Decimal(0):,.2f}"
