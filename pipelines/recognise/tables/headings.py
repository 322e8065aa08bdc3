"""Rows without codes that stand over coded rows: budget units, functions, economic classes, by indent or by name."""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile

from pipelines.model.amounts import Amount, parse_amount
from pipelines.model.row_roles import TOTALS
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.model import Entry


def settle_headings(rows: list[Entry], book: CodeBook) -> None:
    """In a lane whose names are units and functions in one column, say what each row without a code heads.

    A name that stands for a beginning of the code below it is that function or class; any other name is a unit:
    its figure is the unit's total, and the rows down to the next unit are the unit's.  A unit right above another
    one is the department that holds it.
    """
    unit: Entry | None = None
    for number, row in enumerate(rows):
        if row.mixed and _may_head(row):
            below = next((r for r in rows[number + 1 :] if r.codes), None)
            found = _named_by(row, below, book) if below is not None else None
            if found:
                row.codes[found[0]], row.origin = found[1], "from_name"
            else:
                row.role = "total"
                below_unit = below.unit_code if below is not None and row.unit_code is None else row.unit_code
                holds = number + 1 < len(rows) and _is_unit(rows, number + 1, book)
                unit = None if holds else row
                row.unit_code, row.unit_name = (row.unit_code if holds else below_unit), row.label
                continue
        if unit is not None and row.role in {"item", "of_which"}:
            row.unit_code, row.unit_name = row.unit_code or unit.unit_code, unit.label


def _may_head(row: Entry) -> bool:
    return row.role == "item" and bool(row.label) and not row.codes and not row.numbering and bool(row.amounts)


def _is_unit(rows: list[Entry], number: int, book: CodeBook) -> bool:
    row = rows[number]
    if not row.mixed or not _may_head(row):
        return False
    below = next((r for r in rows[number + 1 :] if r.codes), None)
    return below is not None and _named_by(row, below, book) is None


def _named_by(row: Entry, below: Entry, book: CodeBook) -> tuple[str, str] | None:
    """(scheme, code) where the row's name stands for a beginning of a code of the coded row below it."""
    for scheme, code in below.codes.items():
        fitting = [c for c in book.candidates(scheme, row.key) if code.startswith(c)]
        if fitting:
            return scheme, max(fitting, key=len)
    return None


def settle_repeated_codes(members: list[Entry]) -> None:
    """Rows below a heading that print the heading's own code are its parts (projects of one function)."""
    heading: Entry | None = None
    for row in members:
        if row.mixed and row.origin == "from_name":
            heading = row
        elif heading is not None and row.role == "item":
            if row.codes and row.codes.items() >= heading.codes.items():
                row.parent = heading.line_no
            else:
                heading = None


def settle_indented_sums(members: list[Entry]) -> None:
    """Without codes and numbers, rows indented below a row are part of it where their figures add up to its own."""
    if any(e.codes or e.numbering for e in members):
        return
    for position, head in enumerate(members):
        if head.role not in {"item", "opening"} or not head.amounts:
            continue
        inside = _inside(head, members[position + 1 :])
        if inside and _sum(inside, head) == parse_amount(head.amounts[0][1].text):
            nearest = min(e.indent for e in inside)
            for row in inside:
                row.parent = head.line_no if row.indent == nearest else row.parent


def _inside(head: Entry, below: list[Entry]) -> list[Entry]:
    return list(takewhile(lambda e: e.indent > head.indent and e.role == "item", below))


def _sum(rows: list[Entry], head: Entry) -> Amount | None:
    """The figures of the outermost ``rows`` in the first column ``head`` prints."""
    column = head.amounts[0][0]
    nearest = min(e.indent for e in rows)
    cells = [c.text for e in rows if e.indent == nearest for own, c in e.amounts if own is column]
    figures = [a for text in cells if (a := parse_amount(text))]
    return Amount(sum((a.value for a in figures), Decimal(0)), figures[0].decimals) if figures else None


def settle_indents(members: list[Entry]) -> None:
    """Hang rows whose name is in no list below the nearest row above that is indented less, where indent is level."""
    named = [e for e in members if e.role == "item" and e.codes]
    levels = {(len(code), e.indent) for e in named for code in e.codes.values()}
    if len({n for n, _ in levels}) < 2 or len({n for n, _ in levels}) != len(levels):
        return
    ordered = [indent for _, indent in sorted(levels)]
    if ordered != sorted(set(ordered)):
        return
    for position, entry in enumerate(members):
        if entry.role != "item" or entry.codes or entry.numbering or entry.parent is not None:
            continue
        above = (e for e in reversed(members[:position]) if e.role == "item")
        parent = next((e for e in above if e.indent < entry.indent), None)
        entry.parent = parent.line_no if parent is not None else None


def settle_named_units(entries: list[Entry]) -> None:
    """In a list of names, a row that names no code and stands right above a class is the budget unit the rows
    below belong to: its figure is the unit's total, and its rows add up among themselves."""
    named = [e for e in entries if e.origin == "from_name"]
    if not named or any(e.origin in {"printed", "filled"} for e in entries):
        return
    unit: Entry | None = None
    for entry, below in zip(entries, [*entries[1:], None], strict=True):
        heading = (
            entry.role == "item"
            and not entry.codes
            and not entry.numbering
            and below is not None
            and any(len(code) == 3 for code in below.codes.values())
            and below.amounts
            and entry.amounts
        )
        if heading:
            unit = entry
            entry.role = "total"
        if unit is not None and entry.role in {"item", "total", "of_which"}:
            entry.unit_name = unit.label
            entry.block = 1000 + unit.line_no


def settle_unit_subtotal(members: list[Entry]) -> None:
    """小计 of one unit's rows is that unit's total where it has no other."""
    whole = [e for e in members if e.role == "subtotal" and e.key == "小计" and not e.codes]
    if len(whole) == 1 and whole[0].unit_name and not any(e.role in TOTALS for e in members):
        whole[0].role = "total"
