"""Columns of codes: which classification they follow, and columns that hold codes without saying so."""

from __future__ import annotations

from collections import Counter

from pipelines.model.amounts import parse_amount
from pipelines.model.text import compact
from pipelines.recognise.codes import plain_code, scheme_of
from pipelines.recognise.model import Column, Table


def settle_codes(table: Table, found: list[Column]) -> None:
    """Give code columns their classification: by header, else by the digits printed in them."""
    for column in found:
        if column.role in {"code_functional", "code_economic", "code_government"}:
            column.scheme = column.role.removeprefix("code_")
        elif column.role in {"name_functional", "name_economic", "name_government"}:
            column.scheme = column.role.removeprefix("name_")
        elif column.role == "code":
            column.scheme = _digits(table, column.index)
    group: list[Column] = []
    ahead: list[Column | None] = [*found, None]
    for part in ahead:
        if part is not None and part.role == "code_part":
            if group and part.path[-1] == "类":
                _settle_group(table, group)
                group = []
            group.append(part)
        elif group:
            _settle_group(table, group)
            group = []


def _settle_group(table: Table, group: list[Column]) -> None:
    path = "/".join(group[0].path)
    by_header = (
        "government" if "政府" in path else "economic" if "经济" in path else "functional" if "功能" in path else None
    )
    kind = _digits(table, group[0].index) or by_header or "functional"
    for column in group:
        column.scheme = kind


def _digits(table: Table, index: int) -> str | None:
    counts: Counter[str] = Counter()
    for row in table.body:
        cell = row[index] if index < len(row) else None
        code = plain_code(compact(cell.text)) if cell is not None else None
        kind = scheme_of(code) if code else None
        if kind:
            counts[kind] += 1
    return counts.most_common(1)[0][0] if counts else None


def label_like(table: Table, index: int) -> bool:
    """Whether most rows of a column print a code."""
    codes = sum(
        1
        for r in table.body
        if index < len(r) and (c := r[index]) and plain_code(compact(c.text)) and scheme_of(compact(c.text))
    )
    return codes * 2 > len(table.body)


def prints_codes(table: Table, index: int) -> bool:
    """Whether a column without a header holds codes: whole numbers of code length, one the beginning of another."""
    texts = [compact(c.text) for r in table.body if index < len(r) and (c := r[index]) and c.anchor and c.text.strip()]
    codes = {t for t in texts if t.isdigit() and scheme_of(t)}
    nested = any(len(a) < len(b) and b.startswith(a) for a in codes for b in codes)
    return nested and all(t.isdigit() or parse_amount(t) is None for t in texts)
