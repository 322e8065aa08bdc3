"""Columns named like economic classes (工资福利支出) beside the total of the row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipelines.layouts.tables import neutral
from pipelines.model.measures import Measure
from pipelines.model.schemes import Scheme
from pipelines.recognise.codes import CodeBook, scheme_of, split_code
from pipelines.recognise.model import Column, Columns, Headed

_SCHEMES: tuple[str, ...] = (Scheme.ECONOMIC, Scheme.GOVERNMENT)
_LIKE_CLASSES = frozenset({Measure.OTHER, Measure.OPERATING, Measure.SUBSIDY_TO_AFFILIATES})
_CLASS = re.compile(r"^[35]\d\d(\d\d)?$")
_FEWEST = 2  # columns that are classes: one alone is a name that sounds like a class


def economic_classes_of_columns(headed: Headed, book: CodeBook) -> Columns:
    """The columns of ``headed``; those named like classes carry the code, as parts of the row's total."""
    named = [column for column in headed.amounts if _may_name_class(column)]
    found = {scheme: dict(_codes(named, scheme, book)) for scheme in _SCHEMES}
    scheme = _fitting(found, headed.table.title)
    codes = found[scheme]
    if len(codes) < _FEWEST:
        return headed.columns
    may_be_class = {column.index for column in named}
    return tuple(_as_class(c, scheme, codes.get(c.index)) if c.index in may_be_class else c for c in headed.columns)


def _may_name_class(column: Column) -> bool:
    return bool(column.path) and column.item is None and not neutral().fullmatch(column.path[-1])


def _fitting(found: Mapping[str, Mapping[int, str]], title: str) -> str:
    """The scheme most columns name; where both do alike, what the title says, else the departments' own."""
    department, government = len(found[Scheme.ECONOMIC]), len(found[Scheme.GOVERNMENT])
    if government == department:
        return Scheme.GOVERNMENT if "政府" in title else Scheme.ECONOMIC
    return Scheme.GOVERNMENT if government > department else Scheme.ECONOMIC


def _as_class(column: Column, scheme: str, code: str | None) -> Column:
    """A class that splits the total, by a name with or without a code."""
    splits_total = column.measure == Measure.UNCLASSIFIED or (code is not None and column.measure in _LIKE_CLASSES)
    return replace(
        column,
        codes={scheme: code} if code is not None else {},
        measure=Measure.OF_WHICH if splits_total else column.measure,
    )


def _codes(columns: Sequence[Column], scheme: str, book: CodeBook) -> Iterator[tuple[int, str]]:
    for column in columns:
        code = _code(book, scheme, column.path)
        if code is not None:
            yield column.index, code


def _code(book: CodeBook, scheme: str, path: Sequence[str]) -> str | None:
    """The class or 款 the lowest header cell names, inside the class a cell above it names."""
    printed = [cell for cell in path if _CLASS.match(cell) and scheme_of(cell) == scheme]
    if printed:
        return printed[0]
    names = [split_code(cell)[1] for cell in path if not cell.isdigit()]
    if not names:
        return None
    codes = book.candidates(scheme, names[-1])
    classes, details = _of_length(codes, 3), _of_length(codes, 5)
    outer = tuple(code for name in names[:-1] for code in _of_length(book.candidates(scheme, name), 3))
    inside = [code for code in details if code.startswith(outer)]
    return next((choice[0] for choice in (inside, classes, details) if len(choice) == 1), None)


def _of_length(codes: Sequence[str], length: int) -> list[str]:
    return [code for code in codes if len(code) == length]
