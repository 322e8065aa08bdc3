"""Keys that are one body's, and which of them gives it its id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.across.bodies.evidence import CONFIDENCE, Evidence, Link
from pipelines.across.bodies.keys import Key


@dataclass(frozen=True, slots=True)
class Member:
    """A key of a body, and what it is taken for its key by."""

    key: Key
    evidence: Evidence

    @property
    def confidence(self) -> str:
        """A: names are one, or a person says so; B: figures say it."""
        return CONFIDENCE[self.evidence]


@dataclass(frozen=True, slots=True)
class Body:
    """One body: its id, and the keys that documents give it, the one its id is from first."""

    id: str
    members: tuple[Member, ...]

    @property
    def latest(self) -> Key:
        """The key of its latest disclosure, which says what it is called today."""
        return max((one.key for one in self.members), key=lambda key: (key.latest.year or 0, key.latest.part))


def grouped(
    keys: Sequence[Key], links: Iterable[Link], apart: Collection[frozenset[int]]
) -> tuple[list[Body], list[Link]]:
    """The bodies of ``keys`` (those without a disclosure left are none's), and the links that held.

    A link that would make one body of two that a person keeps ``apart`` is dropped, but for a person's own.  A body
    has the id of the key that was sighted first; ties go by the id.
    """
    of: dict[int, set[int]] = {at: {at} for at in range(len(keys))}
    held = []
    for link in links:
        one, other = of[link.one], of[link.other]
        if one is other:
            continue
        if link.evidence is not Evidence.PERSON and any(frozenset((a, b)) in apart for a in one for b in other):
            continue
        one |= other
        held.append(link)
        of |= dict.fromkeys(one, one)
    places = {min(group): group for group in of.values()}
    bodies = [_body(keys, sorted(group), held) for _, group in sorted(places.items())]
    return [body for body in bodies if body is not None], held


def _body(keys: Sequence[Key], group: Sequence[int], links: Sequence[Link]) -> Body | None:
    said = [at for at in group if keys[at].said]
    if not said:
        return None
    head = min(said, key=lambda at: (not keys[at].is_own, keys[at].sighted))
    reached = dict(_reached(head, links))
    members = sorted(said, key=lambda at: (at != head, keys[at].id))
    return Body(keys[head].id, tuple(Member(keys[at], reached[at]) for at in members))


def _reached(head: int, links: Sequence[Link]) -> Iterator[tuple[int, Evidence]]:
    """Every key linked with ``head``, and the weakest of what links it."""
    yield head, Evidence.SAME_NAME
    seen, open_ = {head}, [(head, Evidence.SAME_NAME)]
    while open_:
        at, so_far = open_.pop()
        for link in links:
            if at not in (link.one, link.other):
                continue
            next_ = link.other if link.one == at else link.one
            if next_ not in seen:
                weakest = max(so_far, link.evidence, key=lambda one: (CONFIDENCE[one], one is not Evidence.SAME_NAME))
                seen.add(next_)
                open_.append((next_, weakest))
                yield next_, weakest
