"""What spending is for: to keep a body running, or a project."""

from __future__ import annotations

from enum import unique

from pipelines.model.terms import Term


@unique
class ExpenditureType(Term):
    """部门预算支出 is either basic or of projects."""

    BASIC = "basic", "基本支出", "Basic spending"
    PROJECT = "project", "项目支出", "Project spending"
