"""Which entry takes a wording, through which of its alternatives, and which entries stand behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.layouts.files import FILES
from pipelines.layouts.load import Entry, Layout
from pipelines.layouts.roles import LIST_ROLES
from pipelines.model.schemes import Scheme

ANY = Scheme.ANY.value


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a wording.

    ``alternative``: the expression of ``taken`` that was found.  ``ruled_out``: entries that would take it but for
    their `not`.  ``later``: entries that would take it if the one that does were not there.
    """

    taken: Entry | None
    alternative: int | None
    ruled_out: tuple[Entry, ...]
    later: tuple[Entry, ...]


def _leaf_or_path(entry: Entry, path: str) -> tuple[str, ...]:
    return (path.rpartition("/")[2],) if entry.data["where"] == "leaf" else (path,)


def _path_and_leaf(entry: Entry, path: str) -> tuple[str, ...]:
    return path, path.rpartition("/")[2]


Views = Callable[[Entry, str], tuple[str, ...]]
# What of a wording the entries of a kind are tried on, where it is not the wording as it is.
VIEWS: Mapping[tuple[str, str], Views] = {
    ("columns.toml", "role"): _leaf_or_path,
    **{("forms_lists.toml", f"{kind}.column"): _path_and_leaf for kind in LIST_ROLES},
}


def views(file: str, entry: Entry, text: str) -> tuple[str, ...]:
    """The texts ``entry`` is tried on for the wording ``text``."""
    view = VIEWS.get((file, entry.kind))
    return view(entry, text) if view else (text,)


def ask(layout: Layout, kind: str, text: str, scheme: str = ANY) -> Answer:
    """What the entries of ``kind`` make of the compact ``text``.

    ``scheme``: what the rows are classified by, where entries of one title are told apart by it.
    """
    found, ruled_out = [], []
    for entry in layout[kind]:
        if not {ANY, scheme} & set(entry.data.get("scheme", [ANY])):
            continue
        seen = views(layout.file, entry, text)
        if any(entry.words.takes(one) for one in seen):
            found.append(entry)
        elif any(entry.words.pattern.search(one) for one in seen):
            ruled_out.append(entry)
    wins = FILES[layout.file][kind].wins
    if wins != "first":
        found.sort(key=lambda entry: entry.words.rank(text, wins))
    if not found:
        return Answer(None, None, tuple(ruled_out), ())
    taken = found[0]
    alternatives = (taken.words.alternative(one, wins) for one in views(layout.file, taken, text))
    through = next((number for number in alternatives if number is not None), None)
    return Answer(taken, through, tuple(ruled_out), tuple(found[1:]))
