"""What persons decided of the bodies of a shard (bodies.csv)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pipelines.across.bodies.evidence import Evidence, Link
from pipelines.across.bodies.keys import Key
from pipelines.model.bodies import PARTS, BodyKind
from pipelines.model.decisions import BodyDecision, Named, Relation
from pipelines.recognise.identity import own_name


class Status(StrEnum):
    """What became of a row of a list."""

    APPLIED = "applied"
    NOT_FOUND = "not_found"
    WAITING = "waiting"  # for the document to be read again


@dataclass
class Decided:
    """The keys, some with disclosures set apart from them, and what was decided of them by their places in the list.

    ``apart``: pairs that are two bodies.  ``parents``: (unit, department or its id).  ``status``: by id of the row.
    """

    keys: list[Key]
    links: list[Link] = field(default_factory=list)
    apart: set[frozenset[int]] = field(default_factory=set)
    parents: list[tuple[int, int | str]] = field(default_factory=list)
    status: dict[tuple[str, str], Status] = field(default_factory=dict)  # by shard and row


def decided(keys: Sequence[Key], rows: Iterable[BodyDecision]) -> Decided:
    """Apply ``rows`` to the keys of some shards.

    In ``rows`` that are of some years alone, the second body's disclosures of these years are set apart first.
    """
    found = Decided(list(keys))
    shards = sorted({key.shard for key in keys})
    for row in rows:
        for shard in shards:
            if shard in row.shards:
                found.status[shard, row.id] = _apply(found, row, shard)
    return found


def _apply(found: Decided, row: BodyDecision, shard: str) -> Status:
    one, other = _named(found.keys, row.a, shard), _named(found.keys, row.b, shard)
    if row.relation is Relation.PARENT:
        return _parent(found, row, one, other)
    if not one or not other:
        return Status.NOT_FOUND
    if row.has_years:
        other = [place for place in (_set_apart(found, place, row) for place in other) if place is not None]
    pairs = _pairs(found.keys, one, other)
    if row.relation is Relation.SAME:
        found.links += [Link(a, b, Evidence.PERSON) for a, b in pairs]
    else:
        found.apart |= {frozenset(pair) for pair in pairs}
    return Status.APPLIED if pairs else Status.NOT_FOUND


def _parent(found: Decided, row: BodyDecision, one: Sequence[int], other: Sequence[int]) -> Status:
    keys = found.keys
    heads = [place for place in one if keys[place].kind == BodyKind.DEPARTMENT] or list(one)
    units = [place for place in other if keys[place].kind in PARTS] or list(other)
    head = heads[0] if heads else row.a.text if row.a.is_id else None
    if head is None or not units:
        return Status.NOT_FOUND
    found.parents += [(unit, head) for unit in units if unit != head]
    return Status.APPLIED


def _named(keys: Sequence[Key], named: Named, shard: str) -> list[int]:
    """The places of whole keys that a person names."""
    whole = [(at, key) for at, key in enumerate(keys) if key.is_own and key.shard == shard]
    if named.is_id:
        return [at for at, key in whole if key.body_key == named.text]
    bare = own_name(named.text, named.region).bare
    return [at for at, key in whole if (key.region, key.bare) == (named.region, bare)]


def _set_apart(found: Decided, place: int, row: BodyDecision) -> int | None:
    """A key of its own of the disclosures of the years; None where there is none of these years."""
    key = found.keys[place]
    inside = [one for one in key.said if row.is_of(one.year)]
    if not inside:
        return None
    found.keys[place] = replace(key, said=[one for one in key.said if not row.is_of(one.year)])
    hashed = hashlib.sha256(f"{key.body_key}|{row.from_year}|{row.to_year}".encode()).hexdigest()[:8]
    found.keys.append(replace(key, id=f"{key.body_key[:7]}{hashed}", said=inside))
    found.apart.add(frozenset((place, len(found.keys) - 1)))
    return len(found.keys) - 1


def _pairs(keys: Sequence[Key], one: Iterable[int], other: Sequence[int]) -> list[tuple[int, int]]:
    """Those of one kind with one another; where none are, every one with every other."""
    every = [(a, b) for a in one for b in other if a != b]
    return [(a, b) for a, b in every if keys[a].kind == keys[b].kind] or every
