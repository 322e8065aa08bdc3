"""Codes of rows that print only a name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pipelines.model.row_roles import RowRole
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.model import Line
from pipelines.recognise.tables.arrange.numbering import UNNUMBERED, style_of

_CLASS, _DETAIL = 3, 5  # digits of 类 and of 款


def codes_of_names(members: Sequence[Line], scheme: str, book: CodeBook) -> list[Line]:
    """Rows of a block that prints no code of ``scheme``, with the codes their names stand for.

    A name is looked up inside the class and 款 of the rows above; rows numbered like the first class row are
    classes too.
    """
    if any(scheme in line.codes for line in members):
        return list(members)
    return list(_resolved(members, scheme, book))


def _resolved(members: Sequence[Line], scheme: str, book: CodeBook) -> Iterator[Line]:
    path: list[str] = []
    used: set[str] = set()
    class_style: str | None = None
    for line in members:
        code = _code(line, scheme, book, path, used, class_style)
        if code is None:
            yield line
            continue
        yield line._replace(codes={**line.codes, scheme: code}, origin="from_name")
        used.add(code)
        if len(code) == _CLASS:
            path = [code]
            class_style = class_style or style_of(line)
        elif len(code) == _DETAIL:
            path = [code[:_CLASS], code]


def _code(
    line: Line, scheme: str, book: CodeBook, path: list[str], used: Collection[str], class_style: str | None
) -> str | None:
    if line.role != RowRole.ITEM or not line.key:
        return None
    is_class = class_style != UNNUMBERED and style_of(line) == class_style
    return book.resolve_class(scheme, line.key) if is_class else book.resolve(scheme, line.key, path, used)
