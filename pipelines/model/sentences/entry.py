"""One entry of the catalogue, read from the text of its file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from pipelines.model.sentences.sentence import Sentence

Value = str | int | Sentence
_LANGUAGES = ("zh", "en")


class SentenceError(ValueError):
    """An entry that is not whole, an id that is none, or parameters that are not those of the sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Words with ``{parameters}`` in both languages, and the names of these."""

    id: str
    text: Sentence
    parameters: frozenset[str]

    def __call__(self, **parameters: Value) -> Sentence:
        """The sentence with its parameters put in; raises SentenceError unless they are the entry's own."""
        self.check(parameters)
        if not parameters:
            return self.text
        return Sentence(_filled(self.text.zh, parameters, 0), _filled(self.text.en, parameters, 1))

    def check(self, parameters: Mapping[str, object]) -> None:
        """Raise SentenceError unless ``parameters`` are those the entry names."""
        if parameters.keys() != self.parameters:
            wrong = sorted(self.parameters.symmetric_difference(parameters))
            raise SentenceError(f"{self.id} takes {sorted(self.parameters)}; missing or not its own: {wrong}")


def _filled(text: str, parameters: Mapping[str, Value], language: int) -> str:
    return text.format(
        **{name: value[language] if isinstance(value, Sentence) else value for name, value in parameters.items()}
    )


def parse(area: str, text: str) -> dict[str, Entry]:
    """The entries of a file by id: ``[no_statements]`` of documents.toml is ``documents.no_statements``.

    Raises SentenceError for an entry that lacks a language, is empty in one, has other keys, names other parameters in
    one language than in the other, or formats one (``{amount:,.2f}``: what a figure looks like is the caller's).
    """
    return {id_: _entry(id_, spec) for id_, spec in _flat(area, tomllib.loads(text))}


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, value in table.items():
        if not isinstance(value, dict):
            raise SentenceError(f"{prefix}.{key} is neither an entry nor a group of them")
        if any(isinstance(one, str) for one in value.values()):
            yield f"{prefix}.{key}", value
        else:
            yield from _flat(f"{prefix}.{key}", value)


def _entry(id_: str, spec: Mapping[str, Any]) -> Entry:
    if spec.keys() != set(_LANGUAGES) or not all(isinstance(spec[one], str) and spec[one] for one in _LANGUAGES):
        raise SentenceError(f"{id_} needs words in zh and en, and nothing else: {dict(spec)}")
    zh, en = (_parameters(id_, spec[one]) for one in _LANGUAGES)
    if zh != en:
        raise SentenceError(f"{id_} names {sorted(zh)} in Chinese and {sorted(en)} in English")
    return Entry(id_, Sentence(spec["zh"], spec["en"]), zh)


def _parameters(id_: str, text: str) -> frozenset[str]:
    found = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise SentenceError(f"{id_}: {{{name}}} must be a plain name without a format")
        found.add(name)
    return frozenset(found)
