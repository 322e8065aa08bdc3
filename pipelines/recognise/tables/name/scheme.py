"""What the rows of a table are classified by, as far as it helps to tell which statement the table is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipelines.layouts.tables import column_role
from pipelines.model.column_roles import LABELS
from pipelines.model.schemes import Scheme
from pipelines.model.text import compact
from pipelines.recognise.codes import plain_code, scheme_of, split_code
from pipelines.recognise.model import Joined
from pipelines.recognise.tables.row_texts import all_texts, column_cells, width_of

_ROWS = 60  # enough to tell
_STRAY = 4  # so many economic codes for one functional may stand in a table of functions


def scheme(table: Joined) -> str:
    """functional, economic, or any (cannot tell).

    Codes of one kind speak first, then the title where it says so, then mixed codes, then the header.
    """
    counts = Counter(_printed_schemes(table))
    by_title = _named_in(table.title)
    if by_title is not None and len(counts) != 1:
        return by_title
    if counts:
        functional, economic = counts[Scheme.FUNCTIONAL], counts[Scheme.ECONOMIC]
        return Scheme.FUNCTIONAL if functional and functional * _STRAY >= economic else Scheme.ECONOMIC
    header = "".join(all_texts(table.header))
    if "功能" in header:
        return Scheme.FUNCTIONAL
    return Scheme.ECONOMIC if "经济" in header + table.title else Scheme.ANY


def _named_in(title: str) -> str | None:
    """The scheme a title names, ``None`` where it names both or neither."""
    economic, functional = "经济" in title, "功能" in title
    if economic == functional:
        return None
    return Scheme.ECONOMIC if economic else Scheme.FUNCTIONAL


def _printed_schemes(table: Joined) -> Iterator[str]:
    """The scheme of each code in the columns that name rows."""
    for index in _label_columns(table):
        for cell in column_cells(table.body[:_ROWS], index):
            kind = _scheme_in(compact(cell.text)) if cell.anchor else None
            if kind is not None:
                yield Scheme.ECONOMIC if kind == Scheme.GOVERNMENT else kind


def _scheme_in(text: str) -> str | None:
    code = split_code(text)[0] or plain_code(text)
    return scheme_of(code) if code is not None else None


def _label_columns(table: Joined) -> list[int]:
    """Columns that name rows by their header, or the first where no header does: figures can look like codes."""
    width = width_of([*table.header, *table.body])
    paths = [tuple(compact(cell.text) for cell in column_cells(table.header, i)) for i in range(width)]
    return [i for i, path in enumerate(paths) if column_role(path) in LABELS] or [0]
