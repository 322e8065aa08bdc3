"""The name of a row and the codes printed inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipelines.layouts.tables import row_role, strip_numbering
from pipelines.model.column_roles import ColumnRole
from pipelines.model.row_roles import RowRole
from pipelines.model.schemes import Scheme
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.codes import scheme_of, split_code
from pipelines.recognise.model import Column, Columns, Row
from pipelines.recognise.tables.row_texts import cell_at, role_of
from pipelines.recognise.tables.rows.cells import cell_text, compact_text
from pipelines.recognise.tables.rows.lane import Lane


class Label(NamedTuple):
    """A row's name as printed, wraps joined, and the codes printed inside it by scheme."""

    text: str
    codes: Mapping[str, str]

    def split(self) -> tuple[str, str]:
        """The compact name as (numbering, rest)."""
        return strip_numbering(compact(self.text))


class _Name(NamedTuple):
    """What one name column prints."""

    text: str
    codes: Mapping[str, str]
    role: str | None
    is_general: bool


_NOTHING = Label("", {})
_TWO = 2  # name columns


def label_of(row: Row, lane: Lane) -> Label:
    """The name of ``row``: the first name column that prints one, but 合计 wherever it stands; a 小计 beside the
    heading it belongs to carries that heading."""
    label = ""
    codes: dict[str, str] = {}
    names = lane.names[1:] if names_group_first(row, lane) else lane.names
    for name in _names(row, names, lane.groups):
        codes = {**name.codes, **codes}
        label = _taken(label, name, has_codes=bool(codes))
    return Label(label, codes) if label else _label_in_codes(row, lane.columns)


def names_group_first(row: Row, lane: Lane) -> bool:
    """Whether the first of two name columns below one header holds a group's name, merged from rows above, and the
    second the row's own."""
    if len(lane.names) < _TWO or lane.names[0].path != lane.names[1].path:
        return False
    group, own = (cell_at(row, column.index) for column in lane.names[:2])
    if group is None or own is None or group.anchor or not own.anchor:
        return False
    return bool(group.text.strip() and own.text.strip())


def _names(row: Row, columns: Columns, groups: frozenset[int]) -> Iterator[_Name]:
    for column in columns:
        printed = cell_text(row, column)
        if not printed.strip():
            continue
        text, codes = _without_code(printed)
        yield _Name(text, codes, row_role(compact(text)), _is_general(column, groups))


def _is_general(column: Column, groups: frozenset[int]) -> bool:
    return column.role == ColumnRole.NAME and column.index not in groups


def _without_code(printed: str) -> tuple[str, dict[str, str]]:
    """A printed name and the code before it, keeping the printed characters where they can be told apart."""
    text = join_wrapped(printed)
    code, name = split_code(compact(printed))
    scheme = scheme_of(code) if code is not None else None
    if code is None or scheme is None:
        return text, {}
    start = text.find(name[:1])
    return text[start:] if start > 0 else name, {scheme: code}


def _taken(label: str, name: _Name, has_codes: bool) -> str:
    """The label of a row so far with the next name column."""
    if not label:
        return name.text
    if name.role == RowRole.SUBTOTAL:
        return f"{label}/{name.text}"
    takes_over = name.is_general or name.role == RowRole.TOTAL
    return name.text if takes_over and not has_codes else label


def _label_in_codes(row: Row, columns: Columns) -> Label:
    """The label of a row whose name stands in the code columns (合计 merged over them, code and name in one cell)."""
    for column in columns:
        text = compact_text(row, column) if _holds_codes(column) else ""
        if not text or text.isdigit():
            continue
        code, name = split_code(text)
        if code is None:
            return Label(join_wrapped(cell_text(row, column)), {})
        return Label(name, {scheme_of(code) or Scheme.FUNCTIONAL: code})
    return _NOTHING


def _holds_codes(column: Column) -> bool:
    return column.role == ColumnRole.UNIT_CODE or column.role.startswith("code")


def label_before(row: Row, lane: Lane) -> str:
    """A total's label that an export left in the lane before (公用经费合计 merged over several columns)."""
    before = row[: min(column.index for column in lane.columns)]
    nearest = next((cell for cell in reversed(before) if cell is not None and cell.text.strip()), None)
    if nearest is None or not nearest.anchor:
        return ""
    text = join_wrapped(nearest.text)
    return text if role_of(compact(text)) else ""


def indent_of(row: Row, lane: Lane) -> int:
    """Blanks printed before the row's name, a full-width one counting as two; one more inside a merged group."""
    printed = (cell_text(row, column) for column in lane.names)
    text = next((text for text in printed if text.strip()), "")
    blanks = text[: len(text) - len(text.lstrip())].split("\n")[-1]
    return len(blanks) + blanks.count("\u3000") + names_group_first(row, lane)
