"""Rows of a table to labelled entries: codes, numbering, roles, units; one lane after the other."""

from __future__ import annotations

import re

from pipelines.layouts.tables import row_role, strip_numbering
from pipelines.model.amounts import parse_amount
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.codes import scheme_of, split_code
from pipelines.recognise.model import Column, Entry, Printed, Row, Table
from pipelines.recognise.tables.code_reader import CodeReader, cell_text, compact_text
from pipelines.recognise.tables.columns import lists_units

_YEAR = re.compile(r"^(20\d\d)年?(度)?(预算数?|决算数?|执行数?)?$")
_UNIT_CODE = re.compile(r"^[0-9A-Za-z][0-9A-Za-z-]*$")
_STAGE_ROW = re.compile(r"^(20\d\d)?年?度?(?:年初|调整|全年|本年)?(?:预算|决算|执行|完成)数?$")
_OF_WHICH = re.compile(r"^(其中|减)[:,]?")
_NAME_ROLES = ("name_functional", "name_economic", "name_government", "name", "project_name", "unit_name")


def entries(table: Table) -> list[Entry]:
    """The labelled rows of ``table``, lane by lane, blank rows left out."""
    rows = _undoubled(table)
    out: list[Entry] = []
    for lane in sorted({c.lane for c in table.columns}):
        columns = [c for c in table.columns if c.lane == lane]
        if not any(c.role == "amount" for c in columns):
            continue
        out += _lane(table, rows, columns, lane)
    return out


def _undoubled(table: Table) -> list[Row]:
    """Rows without the second of each pair, where every line of a numbered table is printed twice."""
    index = next((c.index for c in table.columns if c.role == "index"), None)
    rows = table.body
    if index is None or len(rows) < 4 or len(rows) % 2:
        return rows
    pairs = list(zip(rows[::2], rows[1::2], strict=True))
    return [first for first, _ in pairs] if all(_same(a, b, index) for a, b in pairs) else rows


def _same(row: Row, other: Row, index: int) -> bool:
    """Whether two rows print the same, their row numbers aside."""
    ours, theirs = ([c.text if c else "" for i, c in enumerate(r) if i != index] for r in (row, other))
    return ours == theirs


def _lane(table: Table, rows: list[Row], columns: list[Column], lane: int) -> list[Entry]:
    reader = CodeReader(columns)
    amounts = [c for c in columns if c.role == "amount"]
    names = sorted((c for c in columns if c.role in _NAME_ROLES), key=lambda c: _NAME_ROLES.index(c.role))
    unit_name = next((c for c in columns if c.role == "unit_name"), None)
    unit_code = next((c for c in columns if c.role == "unit_code"), None)
    year = next((c for c in columns if c.role == "year"), None)
    by_unit = lists_units(columns, lane)
    repeated = _on_every_row(rows, unit_name or unit_code)
    out: list[Entry] = []
    unit: tuple[str | None, str | None] = (None, None)
    for row in rows:
        figures = [(c, cell) for c in amounts if (cell := _anchored(row, c)) and parse_amount(cell.text) is not None]
        codes, origin = reader.read(row)
        budget_unit = codes.pop("unit", None)
        label, inline = _label(row, names, columns)
        for kind, code in inline.items():
            codes.setdefault(kind, code)
            origin = origin or "printed"
        key_numbering, key = strip_numbering(compact(label))
        stated = _STAGE_ROW.match(key)
        named = join_wrapped(cell_text(row, unit_name)) if unit_name else ""
        coded = compact_text(row, unit_code) if unit_code else ""
        coded = coded if _UNIT_CODE.match(coded) else ""
        if repeated and not named and not coded and row_role(key) == "total":
            unit = (None, None)  # units stand on every row but this one: it is the total of them all
        if (named or coded) and not by_unit and not row_role(strip_numbering(compact(named))[1]):
            unit = (coded or None, named or None)
        mixed = any(c.mixed for c in names)
        if budget_unit and not codes and not mixed:
            unit = (budget_unit, label or None)
        if not figures and not label and not codes:
            continue
        label = label or (_label_before(row, columns) if figures and not codes else "")
        key_numbering, key = (key_numbering, key) if key else strip_numbering(compact(label))
        entry = Entry(
            lane=lane,
            label=label,
            key=key,
            numbering=key_numbering,
            codes=codes,
            origin=origin if codes else None,
            role="total"
            if budget_unit and not codes and not mixed
            else _role(key, label, codes, by_unit, bool(names), named, len(rows)),
            amounts=figures,
            unit_code=(coded or budget_unit if mixed else unit[0] or coded) or None,
            unit_name=None if mixed else unit[1],
            indent=_indent(row, names),
            mixed=mixed,
            year=int(stated.group(1)) if stated and stated.group(1) else _year(row, year),
            stage=("budget" if "预算" in key else "final") if stated else None,
        )
        if year is not None and entry.year is None:
            continue
        out.append(entry)
    if by_unit:
        _unit_total(out)
    return out


def _on_every_row(rows: list[Row], column: Column | None) -> bool:
    """Whether a unit is printed (not merged downwards) on nearly every row."""
    printed = sum(1 for row in rows if compact_text(row, column))
    return column is not None and printed > 2 and printed >= len(rows) - 1


def _unit_total(rows: list[Entry]) -> None:
    """A table of budget units without a 合计 row: a lone unit is the total, and so is a first row that the
    others add up to (the department before its units)."""
    figures = [(e, e.amounts[0]) for e in rows if e.amounts]
    if not figures or any(e.role != "item" for e, _ in figures):
        return
    first, (column, cell) = figures[0]
    rest = [parse_amount(p.text) for e, _ in figures[1:] for c, p in e.amounts if c is column]
    head = parse_amount(cell.text)
    if not rest or (head and sum(a.value for a in rest if a) == head.value):
        first.role = "total"


def _role(key: str, label: str, codes: dict[str, str], by_unit: bool, has_names: bool, unit: str, count: int) -> str:
    if _STAGE_ROW.match(key):
        return "total"
    if _OF_WHICH.match(compact(label)) and not codes:
        return "of_which"
    role = row_role(key)
    if role and not codes:
        return role
    if not has_names and count == 1:
        return "total"
    if not codes and unit and not by_unit and compact(label) == compact(unit):
        return "total"
    return "item"


def _label(row: Row, names: list[Column], columns: list[Column]) -> tuple[str, dict[str, str]]:
    """The row's name and the codes printed inside it: the first name column that prints one, but 合计 wherever
    it stands; a 小计 beside the heading it belongs to carries that heading."""
    codes: dict[str, str] = {}
    label = ""
    for column in names:
        raw = cell_text(row, column)
        if not raw.strip():
            continue
        text = join_wrapped(raw)
        code, rest = split_code(compact(raw))
        kind = scheme_of(code) if code else None
        if code and kind:
            codes.setdefault(kind, code)
            text = _without_code(text, rest)
        role = row_role(compact(text))
        if not label or (not codes and role == "total"):
            label = text
        elif role == "subtotal":
            label = f"{label}/{text}"
        elif column.role == "name" and not codes:
            label = text
    return (label, codes) if label else _label_in_codes(row, columns)


def _label_in_codes(row: Row, columns: list[Column]) -> tuple[str, dict[str, str]]:
    """The label of a row whose name stands in the code columns (合计 merged over them, code and name in one cell)."""
    for column in columns:
        if not column.role.startswith("code") and column.role != "unit_code":
            continue
        text = compact_text(row, column)
        if not text or text.isdigit():
            continue
        code, rest = split_code(text)
        if code is None:
            return join_wrapped(cell_text(row, column)), {}
        return rest, {scheme_of(code) or "functional": code}
    return "", {}


def _label_before(row: Row, columns: list[Column]) -> str:
    """A total's label that an export left in the lane before (公用经费合计 merged over several columns)."""
    for cell in reversed(row[: min(c.index for c in columns)]):
        if cell is None or not cell.text.strip():
            continue
        text = join_wrapped(cell.text)
        return text if cell.anchor and row_role(strip_numbering(compact(text))[1]) else ""
    return ""


def _indent(row: Row, names: list[Column]) -> int:
    """Blanks printed before the row's name, a full-width one counting as two."""
    text = next((t for c in names if (t := cell_text(row, c)).strip()), "")
    lead = text[: len(text) - len(text.lstrip())].split("\n")[-1]
    return sum(2 if blank == "\u3000" else 1 for blank in lead)


def _without_code(text: str, rest: str) -> str:
    """The printed name without its code, keeping the printed characters where they can be told apart."""
    start = text.find(rest[:1]) if rest else -1
    return text[start:] if start > 0 else rest


def _year(row: Row, column: Column | None) -> int | None:
    found = _YEAR.match(compact_text(row, column)) if column else None
    return int(found.group(1)) if found else None


def _anchored(row: Row, column: Column) -> Printed | None:
    cell = row[column.index] if column.index < len(row) else None
    return cell if cell is not None and cell.anchor and cell.text.strip() else None
