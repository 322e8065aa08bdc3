"""What a column of a money statement holds."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class ColumnRole(Term):
    """The role of a column, from its header or, where that is silent, its cells."""

    AMOUNT = "amount", "金额", "Amounts"
    NAME = "name", "名称", "Names of the rows"
    NAME_FUNCTIONAL = "name_functional", "功能分类名称", "Names of functions"
    NAME_ECONOMIC = "name_economic", "部门经济分类名称", "Names of economic items"
    NAME_GOVERNMENT = "name_government", "政府经济分类名称", "Names of government economic items"
    CODE = "code", "科目编码", "Codes"
    CODE_PART = "code_part", "类、款、项", "One part of a code in a column of its own"
    CODE_FUNCTIONAL = "code_functional", "功能分类编码", "Codes of functions"
    CODE_ECONOMIC = "code_economic", "部门经济分类编码", "Codes of economic items"
    CODE_GOVERNMENT = "code_government", "政府经济分类编码", "Codes of government economic items"
    UNIT_CODE = "unit_code", "单位编码", "Codes of budget units"
    UNIT_NAME = "unit_name", "单位名称", "Names of budget units"
    UNIT_OR_NAME = "unit_or_name", "单位（科目）名称", "Names of units and, below them, of functions"
    PROJECT_NAME = "project_name", "项目名称", "Names of projects"
    YEAR = "year", "年度", "Years"
    INDEX = "index", "序号", "Numbers of the rows"
    COMPARISON = "comparison", "增减、比率", "Comparisons"
    NOTE = "note", "备注", "Notes, counts and whatever is no money"


# columns that say what a row is about
LABELS = frozenset(ColumnRole) - {ColumnRole.AMOUNT, ColumnRole.INDEX, ColumnRole.COMPARISON, ColumnRole.NOTE}
