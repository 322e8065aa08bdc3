"""Sentences for whole columns: the catalogue's entries as polars expressions."""

from __future__ import annotations

from string import Formatter

import polars as pl

from pipelines.model.sentences.catalogue import entry
from pipelines.model.sentences.sentence import Sentence


def said(id_: str, /, **parameters: pl.Expr | str | int | Sentence) -> tuple[pl.Expr, pl.Expr]:
    """The sentence ``id_`` in Chinese and in English, as expressions of text.

    A parameter is an expression, or one value for all rows; a row in which one is null has no sentence.  Raises
    SentenceError for an unknown id, a missing or surplus parameter.
    """
    one = entry(id_)
    one.check(parameters)
    return _said(one.text.zh, parameters, 0), _said(one.text.en, parameters, 1)


def _said(text: str, parameters: dict[str, pl.Expr | str | int | Sentence], language: int) -> pl.Expr:
    template, filled = "", []
    for words, name, _, _ in Formatter().parse(text):
        template += words
        if name is not None:
            template += "{}"
            filled.append(_one(parameters[name], language))
    return pl.format(template, *filled) if filled else pl.lit(template)


def _one(value: pl.Expr | str | int | Sentence, language: int) -> pl.Expr:
    if isinstance(value, Sentence):
        value = value[language]
    return value if isinstance(value, pl.Expr) else pl.lit(value)
