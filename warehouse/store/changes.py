"""Which shards a run touches, and what it takes out of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from warehouse.store.assemble import Bundle
from warehouse.store.known import Known
from warehouse.store.plan import Outline
from warehouse.store.store import Change

BUNDLE_DOCUMENTS = 120  # made together: what a bundle costs by itself is small against them


def changes(outline: Outline, known: Known, placed: Mapping[str, str], folder: Path) -> list[Change]:
    """The change of every shard with news, the largest first.

    Args:
        outline: what leaves, and what is judged again.
        known: what is published.
        placed: the shard of every document that was read.
        folder: where each shard gets a folder of its own.
    """
    stored = known.shards
    read: dict[str, list[str]] = defaultdict(list)
    judged: dict[str, list[str]] = defaultdict(list)
    for document in outline.gone:
        read[stored[document]].append(document)
    for document in outline.again:
        judged[stored[document]].append(document)
    along: dict[str, set[str]] = defaultdict(set)
    for document in outline.gone:
        before, now = stored[document], placed.get(document, stored[document])
        if before != now:
            along[before].add(now)
            along[now].add(before)
    held = Counter(stored.values()) + Counter(placed.values())
    touched = {*placed.values(), *read, *judged, *outline.remade}
    order = sorted(touched, key=lambda shard: (-held[shard], shard))
    return [
        Change(s, tuple(read[s]), tuple(judged[s]), folder / s, held[s], known.made_at.get(s), tuple(sorted(along[s])))
        for s in order
    ]


def every_shard(known: Known, folder: Path) -> list[Change]:
    """Nothing taken out of any shard."""
    counted = sorted(Counter(known.shards.values()).items())
    return [Change(shard, (), (), folder / shard, held, known.made_at.get(shard)) for shard, held in counted]


def bundles(wanted: Sequence[Change], folder: Path) -> Iterator[Bundle]:
    """The shards in bundles of at most `BUNDLE_DOCUMENTS` documents; a larger one goes alone."""
    some: list[Change] = []
    for change in wanted:
        if some and sum(one.documents for one in some) + change.documents > BUNDLE_DOCUMENTS:
            yield _bundle(some, folder)
            some = []
        some.append(change)
    if some:
        yield _bundle(some, folder)


def _bundle(some: Sequence[Change], folder: Path) -> Bundle:
    return Bundle(tuple(some), folder / "+".join([some[0].shard, str(len(some))]))
