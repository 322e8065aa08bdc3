"""What the lines of a statement are classified by (财政部《政府收支分类科目》)."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class Scheme(Term):
    """Classifications whose codes a line can carry; ``ANY`` where a grid does not tell."""

    FUNCTIONAL = "functional", "功能分类", "Function"
    ECONOMIC = "economic", "部门预算支出经济分类", "Economic classification of department budgets"
    GOVERNMENT = "government", "政府预算支出经济分类", "Economic classification of government budgets"
    ANY = "any", "未知", "Cannot tell"
