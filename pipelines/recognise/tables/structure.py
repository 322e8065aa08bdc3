"""How the rows of a statement hang together: sides, blocks, codes from names, parents, leaves."""

from __future__ import annotations

import re

from pipelines.layouts.tables import income_source
from pipelines.model.flows import Flow
from pipelines.model.row_roles import BALANCES, SUMS, TOTALS
from pipelines.model.schemes import Scheme
from pipelines.model.statements import TWO_SIDED, Statement
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.model import Entry, Table
from pipelines.recognise.tables.columns import lists_units
from pipelines.recognise.tables.headings import (
    settle_headings,
    settle_indented_sums,
    settle_indents,
    settle_named_units,
    settle_repeated_codes,
    settle_unit_subtotal,
)

_STYLES = (
    (re.compile(r"^(其中[:,]?)?[一二三四五六七八九十]+[、.,]"), "c1"),
    (re.compile(r"^(其中[:,]?)?\([一二三四五六七八九十]+\)"), "c2"),
    (re.compile(r"^(其中[:,]?)?\d+[、.]"), "d1"),
    (re.compile(r"^(其中[:,]?)?\(\d+\)"), "d2"),
    (re.compile(r"^(其中[:,]?)?[①-⑳]"), "d3"),
)
_SCHEMES = ("functional", "economic", "government")


def arrange(table: Table, entries: list[Entry], book: CodeBook) -> None:
    """Fill flow, block, codes from names, parent, leaf and income source of ``entries`` in place."""
    sides = {lane: _side(table, lane) for lane in {e.lane for e in entries}}
    for lane in sides:
        settle_headings([e for e in entries if e.lane == lane], book)
    schemes = {lane: _lane_scheme(table, lane) for lane in sides}
    _blocks(table, entries, sides, schemes)
    for number, entry in enumerate(entries, 1):
        entry.line_no = number
        entry.flow = Flow.BALANCE if entry.role in BALANCES else sides[entry.lane]
        if sides[entry.lane] == "revenue" and not entry.codes:
            entry.fund_source = income_source(entry.key)
    for lane, scheme in schemes.items():
        if scheme and (sides[lane] == "expenditure" or (table.layout and table.layout.id == "revenue")):
            for block in sorted({e.block for e in entries if e.lane == lane}):
                _codes_from_names([e for e in entries if e.block == block], scheme, book)
            settle_named_units([e for e in entries if e.lane == lane])
    for block in sorted({e.block for e in entries}):
        members = [e for e in entries if e.block == block]
        settle_unit_subtotal(members)
        _settle_totals(members)
        _parents(members, lists_units(table.columns, members[0].lane))
        settle_repeated_codes(members)
        settle_indents(members)
        settle_indented_sums(members)
    with_children = {e.parent for e in entries if e.parent is not None and e.role != "of_which"}
    for entry in entries:
        entry.is_leaf = entry.line_no not in with_children and entry.role not in SUMS


def _side(table: Table, lane: int) -> str:
    statement = table.layout.id if table.layout else ""
    header = "/".join("/".join(c.path) for c in table.columns if c.lane == lane)
    if statement == "revenue":
        return "revenue"
    lanes = {c.lane for c in table.columns if c.role == "amount"}
    names_both = "收支" in table.title or "收入支出" in table.title
    if statement not in TWO_SIDED and (not names_both or len(lanes) == 1):
        return "expenditure"
    roots = {c.path[0] for c in table.columns if c.lane == lane and c.path}
    if any("收入" in r for r in roots) or (not any("支出" in header for _ in roots) and lane == 0):
        return "revenue"
    return "expenditure"


def _lane_scheme(table: Table, lane: int) -> str | None:
    """What the labels of a lane are classified by, to resolve names to codes."""
    columns = [c for c in table.columns if c.lane == lane and c.role != "amount"]
    for column in columns:
        if column.scheme:
            return column.scheme
    header = "/".join("/".join(c.path) for c in columns)
    kind = Statement(table.layout.id).kind if table.layout else None
    if "用途" in header:
        return None
    if (kind is not None and kind.two_sided) or "功能" in header:
        return Scheme.FUNCTIONAL
    return kind.scheme if kind is not None else None


def _blocks(table: Table, entries: list[Entry], sides: dict[int, str], schemes: dict[int, str | None]) -> None:
    two_sided = len({*sides.values()}) > 1
    by_unit = {lane: lists_units(table.columns, lane) for lane in sides}
    numbers: dict[tuple[object, ...], int] = {}
    for entry in entries:
        lane: object = (
            entry.lane if two_sided or _lane_totals(entries, entry.lane) else (sides[entry.lane], schemes[entry.lane])
        )
        unit = None if by_unit[entry.lane] else (entry.unit_code, entry.unit_name)
        entry.block = numbers.setdefault((lane, unit), len(numbers) + 1)


def _lane_totals(entries: list[Entry], lane: int) -> bool:
    """Whether a lane closes with a total of its own, so that it adds up by itself."""
    return any(e.lane == lane and e.role in TOTALS for e in entries) and any(
        e.lane != lane and e.role in TOTALS for e in entries
    )


def _settle_totals(members: list[Entry]) -> None:
    """收入合计 is the year's total unless a total or a balance stands above it: then it closes the side."""
    seen = False
    if not any(e.role == "current_total" for e in members) and any(e.role == "grand_total" for e in members):
        for entry in members:  # 小计 above 总计 is the year's own total
            if entry.role == "subtotal" and entry.key == "小计" and not entry.codes:
                entry.role = "current_total"
    for entry in members:
        if entry.role == "current_total" and not entry.key.startswith(("本年", "当年")) and seen:
            entry.role = "grand_total"
        seen = seen or entry.role in BALANCES | {"current_total"}


def _codes_from_names(members: list[Entry], scheme: str, book: CodeBook) -> None:
    """Resolve rows without codes by their names, inside the class and 款 of the rows above.

    Rows numbered like the first class row are classes too.
    """
    if any(scheme in e.codes for e in members):
        return
    path: list[str] = []
    class_style: str | None = None
    for entry in members:
        if entry.role != "item" or not entry.key:
            continue
        style = _style(entry)
        numbered_class = class_style is not None and class_style != "none" and style == class_style
        code = book.resolve_class(scheme, entry.key) if numbered_class else book.resolve(scheme, entry.key, path)
        if code is None:
            continue
        entry.codes[scheme] = code
        entry.origin = "from_name"
        if len(code) == 3:
            path = [code]
            class_style = class_style or style
        elif len(code) == 5:
            path = [code[:3], code]


def _parents(members: list[Entry], by_unit: bool) -> None:
    lead = "unit" if by_unit else _leading_scheme(members)
    printed = by_unit or any(e.origin in {"printed", "filled"} for e in members)
    stack: list[tuple[str, Entry]] = []
    previous: Entry | None = None
    for position, entry in enumerate(members):
        code = _code(entry, lead)
        if code and entry.role == "item":
            parent = _prefix_parent(members, position, lead, code)
            entry.parent = parent.line_no if parent is not None else None
        if entry.parent is None and not printed:
            _by_numbering(entry, stack, previous)
        elif not printed:
            _push(stack, entry)
        if entry.role == "of_which" and entry.parent is None and previous is not None:
            entry.parent = previous.line_no
        if entry.role != "of_which":
            previous = entry


def _code(entry: Entry, scheme: str | None) -> str | None:
    if scheme is None:
        return None
    return entry.unit_code if scheme == "unit" else entry.codes.get(scheme)


def _leading_scheme(members: list[Entry]) -> str | None:
    """The scheme whose codes carry the hierarchy: the one most rows print, functional before economic."""
    counts = {s: sum(1 for e in members if s in e.codes) for s in _SCHEMES}
    best = max(counts.values())
    return next((s for s in _SCHEMES if counts[s] == best), None) if best else None


def _prefix_parent(members: list[Entry], position: int, scheme: str | None, code: str) -> Entry | None:
    """The row whose code is the longest proper beginning of ``code``: the nearest above, else the first below.

    A class can be printed twice (301 with 501 and again with 505): its items follow each.
    """
    best: Entry | None = None
    length = 0
    for entry in [*reversed(members[:position]), *members[position + 1 :]]:
        other = _code(entry, scheme)
        if other and entry.role == "item" and length < len(other) < len(code) and code.startswith(other):
            best, length = entry, len(other)
            if length >= len(code) - 2:
                break
    return best


def _style(entry: Entry) -> str:
    return next((name for pattern, name in _STYLES if pattern.match(entry.numbering)), "none")


def _push(stack: list[tuple[str, Entry]], entry: Entry) -> None:
    style = _style(entry)
    for depth, (other, _) in enumerate(stack):
        if other == style:
            del stack[depth:]
            break
    stack.append((style, entry))


def _by_numbering(entry: Entry, stack: list[tuple[str, Entry]], previous: Entry | None) -> None:
    """Parent by numbering: a style seen before closes what stands under it, a new one goes a level down."""
    style = _style(entry)
    if entry.role == "of_which":
        entry.parent = previous.line_no if previous is not None else None
        return
    if entry.role != "item" and style == "none":
        stack.clear()
        if entry.role in BALANCES:
            stack.append(("role", entry))
        return
    if entry.role in {"total", "grand_total"}:
        return
    for depth, (other, _) in enumerate(stack):
        if other == style:
            del stack[depth:]
            break
    if stack:
        above = stack[-1][1]
        entry.parent = above.line_no
        if above.role in BALANCES and entry.role == "item":
            entry.role = above.role
            entry.flow = Flow.BALANCE
    stack.append((style, entry))
