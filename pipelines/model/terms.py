"""A closed vocabulary: an enumeration whose words carry their Chinese and English names.

A word equals its plain string (``Measure.TOTAL == "total"``), so it can be compared, joined and written anywhere a
string can.  polars makes an `Enum` column of a *list* of words, though: give such a frame its schema.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self, TypeVar


class VocabularyError(ValueError):
    """A word outside its vocabulary, or an entry of a vocabulary that is incomplete; names file and line."""

    def __init__(self, where: str, line: int, message: str) -> None:
        super().__init__(f"{where}:{line}: {message}")
        self.where = where
        self.line = line


class Term(StrEnum):
    """One word of a vocabulary: its id, and what it is called in Chinese and English."""

    _value_: str
    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """``value`` is the id that stands in tables, ``zh`` and ``en`` are what people read."""
        if not zh or not en:
            raise TypeError(f"{cls.__name__} {value!r} needs a Chinese and an English name")
        term = str.__new__(cls, value)
        term._value_ = value
        term.zh = zh
        term.en = en
        return term


def names(vocabulary: type[Term]) -> dict[str, tuple[str, str]]:
    """What each word is called: (Chinese, English) by id, in the order of the vocabulary."""
    return {term.value: (term.zh, term.en) for term in vocabulary}


Word = TypeVar("Word", bound=StrEnum)


def known(vocabulary: type[Word], value: str, where: str, line: int) -> Word:
    """``value`` as a word of ``vocabulary``.

    Raises:
        VocabularyError: there is no such word; ``where`` and ``line`` say in which file it was written.
    """
    try:
        return vocabulary(value)
    except ValueError:
        words = ", ".join(sorted(vocabulary))
        raise VocabularyError(where, line, f"no {vocabulary.__name__} {value!r}; known: {words}") from None
