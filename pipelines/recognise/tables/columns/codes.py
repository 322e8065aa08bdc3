"""Which classification the code columns of a table follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.model.column_roles import ColumnRole
from pipelines.model.schemes import Scheme
from pipelines.recognise.model import Column, Columns, Row
from pipelines.recognise.tables.columns.content import scheme_of_digits

_NAMED = {
    f"{what}_{scheme}": scheme
    for what in ("code", "name")
    for scheme in (Scheme.FUNCTIONAL, Scheme.ECONOMIC, Scheme.GOVERNMENT)
}
_WORDS = (("政府", Scheme.GOVERNMENT), ("经济", Scheme.ECONOMIC), ("功能", Scheme.FUNCTIONAL))


def classifications_of_codes(columns: Columns, body: Sequence[Row]) -> Columns:
    """``columns`` with the classification of their codes: by header, else by the digits printed in them.

    类 款 项 follow one classification.
    """
    of_part = {part.index: _group_scheme(group, body) for group in code_groups(columns) for part in group}
    schemes = [of_part.get(column.index) or _own_scheme(column, body) for column in columns]
    return tuple(
        replace(column, scheme=scheme) if scheme != column.scheme else column
        for column, scheme in zip(columns, schemes, strict=True)
    )


def _own_scheme(column: Column, body: Sequence[Row]) -> str | None:
    if column.role == ColumnRole.CODE:
        return scheme_of_digits(body, column.index)
    return _NAMED.get(column.role)


def code_groups(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns 类 款 项 that make one code, side by side and each beginning with 类."""
    groups: list[list[Column]] = []
    for column in columns:
        if column.role != ColumnRole.CODE_PART:
            continue
        if not groups or column.path[-1] == "类" or column.index != groups[-1][-1].index + 1:
            groups.append([])
        groups[-1].append(column)
    return groups


def _group_scheme(group: Sequence[Column], body: Sequence[Row]) -> str:
    by_digits = scheme_of_digits(body, group[0].index)
    if by_digits is not None:
        return by_digits
    header = "/".join(group[0].path)
    return next((scheme for word, scheme in _WORDS if word in header), Scheme.FUNCTIONAL)
