"""Words of what publishers count: ``pipelines/layouts/narrative_counts.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.layouts.counts import FILE
from pipelines.layouts.load import Entry, joined, load
from pipelines.layouts.words import Words


@dataclass(frozen=True, slots=True)
class Counted:
    """What an item with a figure counts.

    ``bought``: its subject where something is bought; ``after``: its subject by that of the figure right before;
    ``topics``: its subject by what the clause speaks of.  ``under``: the subjects it may be a part of, needed unless
    ``alone``; ``follows``: the subjects one of which the figure right before must have.  ``held``: it is a stock.
    ``explained``: it counts in a reason too.  ``names_unit``: a body named in front of it is a unit of its own.
    ``is_asset``: core.fact_state_asset holds it.
    """

    words: Words
    subject: str
    bought: str | None
    whole: bool
    under: tuple[str, ...]
    alone: bool
    held: bool
    follows: tuple[str, ...]
    after: Mapping[str, str]
    topics: Mapping[str, str]
    explained: bool
    names_unit: bool
    is_asset: bool


@cache
def counted() -> tuple[Counted, ...]:
    """What is counted, in the file's order."""
    return tuple(_counted(entry) for entry in load(FILE)["count"])


def _counted(entry: Entry) -> Counted:
    data = entry.data
    return Counted(
        words=entry.words,
        subject=entry.value,
        bought=data.get("bought"),
        whole=data.get("total", False),
        under=tuple(data.get("under", ())),
        alone=data.get("alone", False),
        held=data.get("held", False),
        follows=tuple(data.get("follows", ())),
        after=data.get("after", {}),
        topics=data.get("topics", {}),
        explained=data.get("explained", False),
        names_unit=data.get("whose", False),
        is_asset="asset" in data,
    )


@cache
def shares() -> tuple[tuple[Words, frozenset[str]], ...]:
    """Words of a share, each with the subjects it may be of."""
    return tuple((entry.words, frozenset(entry.data["subject"])) for entry in load(FILE)["share"])


@cache
def topics() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a clause on projects may speak of, the first that fits; group 1 is its name."""
    return tuple((entry.value, entry.words.pattern) for entry in load(FILE)["topic"])


@cache
def nothings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Statements that there is nothing of a subject."""
    return tuple((entry.value, entry.words.pattern) for entry in load(FILE)["nothing"])


@cache
def days() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Ways to say the day a figure is of, by what they name."""
    return tuple((entry.value, entry.words.pattern) for entry in load(FILE)["day"])


@cache
def pattern(key: str) -> re.Pattern[str]:
    """All entries of a kind as one pattern."""
    return joined(FILE, key)
