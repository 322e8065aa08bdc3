"""What belongs together, directly or through others: cells that share a corner, equations that share a figure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)
_UNKNOWN = object()


def connected(pairs: Iterable[tuple[Member, Member]], members: Iterable[Member] = ()) -> list[list[Member]]:
    """Groups of what ``pairs`` join; ``members`` in no pair are groups of one.

    A group stands where its first member does: in ``members``, then in ``pairs``; its members in the same order.
    (Union-find with path splitting, Tarjan and van Leeuwen 1984.)

    >>> connected([(1, 3), (4, 3)], members=range(1, 6))
    [[1, 3, 4], [2], [5]]
    """
    parent = {member: member for member in members}

    def root(member: Member) -> Member:
        above = parent.setdefault(member, member)
        while above != member:
            parent[member] = parent[above]
            member = above
            above = parent[member]
        return member

    for one, other in pairs:
        above = parent.get(one, _UNKNOWN)
        if above is not _UNKNOWN and above == parent.get(other, _UNKNOWN):
            continue  # joined already: most pairs of cells are, by another corner
        root_of_one = root(one)  # before the other's, so that members stand in the order of the pairs
        parent[root_of_one] = root(other)
    groups: dict[Member, list[Member]] = {}
    for member in list(parent):
        groups.setdefault(root(member), []).append(member)
    return list(groups.values())
