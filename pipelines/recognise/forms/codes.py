"""Codes of projects: in front of a name, and what one says of region and year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.layouts.forms import pattern
from pipelines.model.form_words import Field
from pipelines.recognise.forms.model import Fields

_UNIT_CODE = re.compile(r"^\d{3,12}[-_]?(?=[\u4e00-\u9fff])(?!年)")


@dataclass(frozen=True, slots=True)
class CodedName:
    """A code and the name that follows it."""

    code: str
    name: str


def coded_name(text: str) -> CodedName | None:
    """``text`` (without blanks) taken apart where it begins with a code."""
    found = pattern("code", "in_name").match(text)
    return CodedName(found["code"], found["name"]) if found else None


def code_fields(code: str | None) -> Fields:
    """Region and year where ``code`` carries them: 13032223P00D028105575 is of 130322 and 2023."""
    found = pattern("code", "shape").match(code or "")
    if found is None:
        return {}
    return {Field.PROJECT_REGION_CODE: found["region"], Field.PROJECT_YEAR: f"20{found['year']}"}


def without_unit_code(text: str) -> str:
    """The name of a unit without the budget code in front of it.

    >>> without_unit_code("302001某某档案局")
    '某某档案局'
    """
    return _UNIT_CODE.sub("", text)
