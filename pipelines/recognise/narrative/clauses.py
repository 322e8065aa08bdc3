"""The clause a text ends with, the words a list of parts begins with, the numbering of an item."""

from __future__ import annotations

import re

from pipelines.layouts.tables import strip_numbering
from pipelines.recognise.narrative import layout

_CLAUSE_END = re.compile(r"[,;:。]")
_SENTENCE_END = re.compile(r"[;。]")
_ITEM_NUMBER = re.compile(r"^\(?[一二三四五六七八九十\d]+[)、.]+")
_EDGES = ",;:()"


def last_clause(text: str) -> str:
    """What stands behind the last comma, colon, semicolon or full stop.

    >>> last_clause("其中:基本支出,")
    ''
    """
    return _CLAUSE_END.split(text)[-1]


def first_sentence(text: str) -> str:
    """What stands before the first semicolon or full stop."""
    return _SENTENCE_END.split(text)[0]


def last_sentence(text: str) -> str:
    """What stands behind the last semicolon or full stop."""
    return _SENTENCE_END.split(text)[-1]


def clauses(text: str) -> list[str]:
    """The clauses of ``text``, between semicolons and full stops."""
    return _SENTENCE_END.split(text)


def without_list_words(text: str) -> str:
    """``text`` behind the last words that begin a list (其中, 包括)."""
    return layout.pattern("before_part").sub("", text)


def without_numbering(text: str) -> str:
    """``text`` without the number of a list's item in front (``一、``, ``(4)``)."""
    return _ITEM_NUMBER.sub("", strip_numbering(text)[1])


def without_edges(text: str) -> str:
    """``text`` without punctuation and brackets at its ends."""
    return text.strip(_EDGES)
