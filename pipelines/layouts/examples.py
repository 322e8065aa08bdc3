"""Whether every entry takes what it shows: each example is taken by its own entry, each alternative shown by one.

An alternative without an example of its own is either unreachable (an earlier one takes all it takes) or untaught.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.layouts.asking import ANY, ask
from pipelines.layouts.errors import LayoutError
from pipelines.layouts.files import FILES
from pipelines.layouts.load import Entry, Layout, load
from pipelines.layouts.schema import FRAGMENT

_PLAIN = re.compile(r"[^\\^$.|?*+()\[\]{}]+")


def wrong_examples() -> Iterator[LayoutError]:
    """What is wrong with the examples of all layout files, file by file."""
    for file in FILES:
        yield from wrong_in(load(file))


def wrong_in(layout: Layout) -> Iterator[LayoutError]:
    """What is wrong with the examples of one file."""
    for entries in layout.kinds.values():
        for entry in entries:
            if entry.takes is not None:
                yield from (_error(entry, problem) for problem in _problems(layout, entry))


def _problems(layout: Layout, entry: Entry) -> Iterator[str]:
    shown: set[int | None] = set()
    rivals = _rivals(layout, entry)
    for example in entry.words.example:
        for scheme in entry.data.get("scheme", [ANY]):
            answer = ask(rivals, entry.kind, example, scheme)
            if answer.taken is entry:
                shown.add(answer.alternative)
            elif answer.taken is not None:
                yield f"its example {example!r} is taken by the entry in line {answer.taken.place.line}"
            elif entry in answer.ruled_out:
                yield f"its example {example!r} is ruled out by its own not"
            else:
                yield f"does not take its example {example!r}"
    for number, alternative in enumerate(entry.words.alternatives):
        if number not in shown and not _shows_itself(rivals, entry, number):
            yield f"no example shows the alternative {alternative!r}; an earlier one may take all it takes"


def _rivals(layout: Layout, entry: Entry) -> Layout:
    """The entries that could take an example instead of ``entry``: those of its kind, of fragments none."""
    return Layout(layout.file, {FRAGMENT: (entry,)}) if entry.kind == FRAGMENT else layout


def _shows_itself(layout: Layout, entry: Entry, number: int) -> bool:
    """Whether the alternative is plain words that are taken through it."""
    text = entry.data["words"][number] if "words" in entry.data else entry.words.alternatives[number]
    if "words" not in entry.data and not _PLAIN.fullmatch(text):
        return False
    answer = ask(layout, entry.kind, text, entry.data.get("scheme", [ANY])[0])
    return answer.taken is entry and answer.alternative == number


def _error(entry: Entry, problem: str) -> LayoutError:
    return LayoutError(entry.place, f"{entry.kind} {entry.words.name}".strip(), problem)
