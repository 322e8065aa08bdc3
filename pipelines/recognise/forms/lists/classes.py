"""Functional and economic codes of the rows of a list, in one cell or in several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.model.form_words import Role
from pipelines.model.text import compact
from pipelines.recognise.forms.lists.header import Header
from pipelines.recognise.forms.lists.listing import Item

_FUNCTIONAL_LENGTHS = frozenset({3, 5, 7})  # 类, 款, 项
_ECONOMIC_LENGTHS = frozenset({3, 5})  # 类, 款
_CODE = re.compile(r"^\d+")


def functional_codes(items: Sequence[Item], header: Header) -> list[str]:
    """The functional code of each row, empty where it has none; 类 款 项 left blank are those of the row above."""
    columns = header.by_role(Role.FUNCTIONAL)
    above: list[str] = []
    codes: list[str] = []
    for item in items:
        parts = _parts(item, columns, above)
        codes.append(_code(parts or []))
        above = above if parts is None else parts
    return codes


def _parts(item: Item, columns: Sequence[int], above: Sequence[str]) -> list[str] | None:
    """The parts of a row's code with those above it filled in, ``None`` where it prints none or something else."""
    printed = [printed_at(item, column) for column in columns]
    filled = list(filter(None, printed))
    if not filled or not all(map(str.isdigit, filled)):
        return None
    first = printed.index(filled[0]) if len(columns) > 1 else 0
    return [*above[:first], *filled]


def printed_at(item: Item, column: int) -> str:
    """What stands under a column of the header, compact."""
    cell = item.columns.get(column)
    return compact(cell.text) if cell is not None else ""


def _code(parts: Sequence[str]) -> str:
    code = "".join(parts)
    return code if len(code) in _FUNCTIONAL_LENGTHS else ""


def economic_code(header: Header, item: Item, role: Role = Role.ECONOMIC) -> str | None:
    """The economic code a row prints under ``role``, in one cell or in two."""
    code = "".join(_digits(printed_at(item, column)) for column in header.by_role(role))
    return code if len(code) in _ECONOMIC_LENGTHS else None


def _digits(text: str) -> str:
    """The code in front of a name, or alone."""
    found = _CODE.match(text)
    return found.group() if found else ""
