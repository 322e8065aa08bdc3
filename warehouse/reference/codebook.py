"""Names of the classifications, former ones too, as recognition resolves rows printed without codes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipelines.recognise import CodeBook
from warehouse import reference
from warehouse.reference.lists import read_list

_SCHEMES = {"department": "economic", "government": "government"}


@cache
def code_book() -> CodeBook:
    """Names, former ones too, of the functional and the two economic classifications."""
    return CodeBook.of(_entries(), _ended())


def _ended() -> dict[tuple[str, str], int]:
    """The last year of functional codes that are no longer in use."""
    codes = reference.functional().select("functional_code", "valid_to").drop_nulls()
    return {("functional", code): year for code, year in codes.iter_rows()}


def _entries() -> Iterator[tuple[str, str, str]]:
    functional = reference.functional().select("functional_code", "name", "former_names")
    for code, name, former in functional.iter_rows():
        for one in (name, *(former or "").split("；")):
            if one:
                yield "functional", code, one
    for scheme, code, name in reference.economic().select("scheme", "economic_code", "name").iter_rows():
        if name:
            yield _SCHEMES[scheme], code, name
    for scheme, code, name in read_list("economic_names.csv").select("scheme", "code", "name").iter_rows():
        yield _SCHEMES[scheme], code, name
