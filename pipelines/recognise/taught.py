"""What a document says of codes itself: names beside printed codes, for tables and text that print names alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipelines.model.row_roles import RowRole
from pipelines.model.schemes import Scheme
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.model import Line

_PRINTED = frozenset({"printed", "filled"})
_CODES = (
    (Scheme.FUNCTIONAL, "functional_code"),
    (Scheme.ECONOMIC, "economic_code"),
    (Scheme.GOVERNMENT, "government_economic_code"),
)


def taught(book: CodeBook, rows: Iterable[Mapping[str, Any]]) -> CodeBook:
    """``book`` with the names that ``rows`` (of raw.line) print beside one code."""
    return book.taught(_names(rows))


def _names(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        if row["code_origin"] not in _PRINTED or not row["line_name"]:
            continue
        codes = [(scheme.value, row[column]) for scheme, column in _CODES if row[column]]
        known = (*codes, row["line_name"])
        if len(codes) == 1 and known not in seen:
            seen.add(known)
            yield (*codes[0], row["line_name"])


def may_learn(lines: Sequence[Line], book: CodeBook) -> bool:
    """Whether a row of figures without a code has a name that only the document itself knows."""
    return any(
        line.role == RowRole.ITEM and not line.codes and bool(line.figures) and book.is_own(line.key) for line in lines
    )
