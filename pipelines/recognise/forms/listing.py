"""Tables with one row a thing: their header found by what its columns are called, their rows read by column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipelines.layouts.forms import list_heads, list_pattern, list_settings, vague_heads
from pipelines.model.amounts import parse_amount
from pipelines.model.document import Cell
from pipelines.model.text import compact
from pipelines.recognise.forms.model import Line

_MAX_HEADER = 5
_INDEX = re.compile(r"^(栏次|行次|档次|\*+|\d{1,2}|[A-Z]|\d+=.*)$")


@dataclass(frozen=True, slots=True)
class Header:
    """Roles by column; ``body`` is the row (position in the lines) after the header."""

    kind: str
    roles: dict[int, str]
    paths: dict[int, str]
    edges: tuple[tuple[float, float, int], ...]  # x0, x1 of each headed column, for grids that go on
    cols: int
    body: int

    def by_role(self, role: str) -> list[int]:
        """Columns of a role, from the left."""
        return [c for c, r in sorted(self.roles.items()) if r == role]


@dataclass(slots=True)
class Item:
    """One row of a list: the cell and text of each role, joined with the rest of a row cut by a page."""

    line: Line
    cells: dict[str, Cell] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    columns: dict[int, Cell] = field(default_factory=dict)

    def text(self, role: str) -> str:
        """Text of a role, empty where there is none."""
        return self.texts.get(role, "")


@lru_cache(maxsize=16384)
def _role(kind: str, path: str) -> str | None:
    leaf = path.rpartition("/")[2]
    for head in list_heads(kind):
        if head.words.takes(path) or (leaf != path and head.words.takes(leaf)):
            return head.role
    return None


def find_header(lines: list[Line], kind: str, *, titled: bool, recognised: bool) -> Header | None:
    """The header of a ``kind`` of list in the first rows of a grid, or ``None``.

    ``titled``: the title names the list; ``recognised``: it names some statement that may hold one.
    """
    spec = list_settings(kind)
    need = spec.get("need_titled", spec["need"]) if titled else spec["need"]
    for at in range(min(3, len(lines))):
        if sum(1 for c in lines[at].cells if c.text.strip()) < 2:
            continue
        depth = _depth(lines, at, kind)
        roles, paths = _roles(lines[at : at + depth], kind)
        found = set(roles.values())
        needed = all(found & set(group) for group in need) and not found & set(spec.get("not", ()))
        enough = recognised or not _says_too_little(kind, paths, roles)
        if needed and enough and _only(spec, paths, roles):
            body = at + depth
            while body < len(lines) and _is_index(lines[body]):
                body += 1
            edges = _edges(lines[at : at + depth], roles)
            return Header(kind, roles, paths, edges, lines[at].grid.cols, body)
    return None


def _only(spec: Mapping[str, Any], paths: dict[int, str], roles: dict[int, str]) -> bool:
    return "only" not in spec or all(roles.get(c) in spec["only"] for c in paths)


def _says_too_little(kind: str, paths: dict[int, str], roles: dict[int, str]) -> bool:
    """Whether nothing but a title could tell what the things are: 项目 heads the rows of many a table."""
    vague, named = vague_heads(kind), list_settings(kind)["need"][0]
    heads = [paths[c].rpartition("/")[2] for c, role in roles.items() if role in named]
    return vague is not None and all(vague.search(head) for head in heads)


def _depth(lines: list[Line], at: int, kind: str) -> int:
    depth = 1
    while depth < _MAX_HEADER and at + depth < len(lines):
        filled = [c for c in lines[at + depth].cells if c.text.strip()]
        heads = [compact(c.text) for c in filled]
        spanned = any(c is not None and c.row < lines[at + depth].row for c in lines[at + depth].over)
        if not filled or (list_pattern("total").match(heads[0]) and not spanned):
            break
        if not all((list_pattern("subhead").match(t) or _role(kind, t)) and parse_amount(t) is None for t in heads):
            break
        depth += 1
    return depth


def _roles(lines: list[Line], kind: str) -> tuple[dict[int, str], dict[int, str]]:
    roles: dict[int, str] = {}
    paths: dict[int, str] = {}
    last: int | None = None
    for column in range(lines[0].grid.cols):
        path: list[str] = []
        for line in lines:
            cell = line.over[column]
            text = compact(cell.text) if cell is not None else ""
            if text and text not in path:
                path.append(text)
        if path:
            paths[column] = "/".join(path)
            role = _role(kind, paths[column])
            if role is not None:
                roles[column] = role
            last = column
    if last is not None and last in roles:  # converters lose the span of a merged head at the right end
        roles.update(dict.fromkeys(range(last + 1, lines[0].grid.cols), roles[last]))
    return roles, paths


def _edges(lines: list[Line], roles: dict[int, str]) -> tuple[tuple[float, float, int], ...]:
    out: dict[int, tuple[float, float, int]] = {}
    for line in lines:
        for column, cell in enumerate(line.over):
            if cell is not None and cell.box is not None and column in roles and cell.col_span == 1:
                out[column] = (cell.box.x0, cell.box.x1, column)
    return tuple(out.values())


def _is_index(line: Line) -> bool:
    filled = [compact(c.text) for c in line.cells if c.text.strip()]
    return len(filled) >= 2 and all(_INDEX.match(t) for t in filled) and not any("." in t for t in filled)


def items(header: Header, lines: list[Line], opens_grid: bool) -> list[Item]:
    """Rows of the body; ``opens_grid``: the grid goes on from the page before, its first row may be the rest of one."""
    out = []
    for line in lines:
        item = Item(line)
        for column, cell in enumerate(line.over):
            if cell is None:
                continue
            at = _column(header, line, column, cell, opens_grid)
            if at is None or at not in header.roles:
                continue
            item.columns.setdefault(at, cell)
            role = header.roles[at]
            if role not in item.cells or (not item.texts[role].strip() and cell.text.strip()):
                item.cells[role], item.texts[role] = cell, cell.text
        if any(c.text.strip() and c.row == line.row for c in item.cells.values()):
            out.append(item)
    return out


def _column(header: Header, line: Line, column: int, cell: Cell, opens_grid: bool) -> int | None:
    if not opens_grid or line.grid.cols == header.cols:
        return column
    if header.edges and cell.box is not None:
        middle = (cell.box.x0 + cell.box.x1) / 2
        return next((c for x0, x1, c in header.edges if x0 - 2 <= middle <= x1 + 2), None)
    return None


def join_rest(previous: Item, rest: Item) -> None:
    """Put the rest of a row cut by a page back onto it."""
    for role, text in rest.texts.items():
        if text.strip() and rest.cells[role].row == rest.line.row:
            before = previous.texts.get(role, "").rstrip()
            previous.texts[role] = f"{before}\n{text}" if before else text


def is_total(text: str) -> bool:
    """Whether a label is 合计 or 总计."""
    return bool(list_pattern("total").match(compact(text)))
