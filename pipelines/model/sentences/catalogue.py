"""The catalogue: ``pipelines/model/sentences/*.toml``, a file an area, each read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pipelines.model.sentences.entry import Entry, SentenceError, Value, parse
from pipelines.model.sentences.sentence import Sentence


def say(id_: str, /, **parameters: Value) -> Sentence:
    """The sentence ``id_``; a parameter that differs by language is given as a Sentence.

    Raises SentenceError for an unknown id, a missing or a surplus parameter.
    """
    return entry(id_)(**parameters)


@cache
def words(group: str) -> Mapping[str, Sentence]:
    """A group of entries without parameters by the rest of their id: ``words("documents.unreadable")["damaged"]``.

    Raises SentenceError where there is no such group, or one of it takes parameters.
    """
    own = [one for id_, one in entries(group.partition(".")[0]).items() if id_.startswith(f"{group}.")]
    wrong = [one.id for one in own if one.parameters]
    if not own or wrong:
        raise SentenceError(f"{group!r} is no group of plain words" + (f": {wrong} take parameters" if wrong else ""))
    return {one.id.removeprefix(f"{group}."): one.text for one in own}


def entry(id_: str) -> Entry:
    """The entry ``id_``; raises SentenceError where there is none."""
    found = entries(id_.partition(".")[0]).get(id_)
    if found is None:
        raise SentenceError(f"no sentence {id_!r}")
    return found


@cache
def areas() -> tuple[str, ...]:
    """The areas of the catalogue, by name."""
    return tuple(sorted(one.name.removesuffix(".toml") for one in _folder().iterdir() if one.name.endswith(".toml")))


@cache
def entries(area: str) -> Mapping[str, Entry]:
    """The entries of one area by id; raises SentenceError for an unknown area or an entry that is not whole."""
    if area not in areas():
        raise SentenceError(f"no sentences of {area!r}; there are {', '.join(areas())}")
    return parse(area, _folder().joinpath(f"{area}.toml").read_text(encoding="utf-8"))


def _folder() -> Traversable:
    return files("pipelines.model.sentences")
