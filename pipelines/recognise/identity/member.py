"""What a part of a bundle is told besides its own text: whose it is, and what only the file as a whole says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.model.bodies import BodyKind

from . import regions
from .bundle import Begun
from .evidence import cover_votes
from .flat import END, FlatText, Stretch
from .model import Field, Vote
from .named import Body, Extent, are_same
from .names import canonical_name
from .place import Place, locate
from .tally import Decision, completes, decide, decide_department

_SOURCE = "bundle"
_WEIGHT = 40.0  # more than anything inside a part speaks for
_DEPARTMENTS = ("局", "委", "委员会", "厅", "部", "办公室", "办公厅", "政府", "法院", "检察院", "政协", "人大")


@dataclass(frozen=True, slots=True)
class File:
    """A file as a whole: its text, what speaks for whom in it, and the body its cover names."""

    text: FlatText
    votes: list[Vote]
    base: str | None

    @classmethod
    def of(cls, text: FlatText, votes: list[Vote]) -> File:
        """The file that ``text`` is of, with the ``votes`` of all its lines."""
        named = decide_department(cover_votes(text)) or decide_department(votes)
        return cls(text, votes, None if named is None else canonical_name(named.value))


class Alone:
    """Whoever a file is of that is of one body, or that has a cover for each: nothing is told besides its own text."""

    def votes(self, _page: int) -> list[Vote]:
        """What its place in the file speaks for."""
        return []

    def name(self, decision: Decision | None) -> str | None:
        """Its name as decided."""
        return None if decision is None else decision.value

    def of_file(self, _field: Field) -> Decision | None:
        """What the file as a whole says of a field."""
        return None

    def place(self, _name: str | None, _year: int | None) -> Place | None:
        """Where it is by the file as a whole."""
        return None


ALONE = Alone()


@dataclass(frozen=True, slots=True)
class Member(Alone):
    """A body of a bundle, its kind as far as the others tell it, and its stretches of the file."""

    file: File
    body: Body | None
    kind: str
    stretches: list[Stretch]

    def votes(self, page: int) -> list[Vote]:
        """What its place in the bundle speaks for; ``page`` is its first."""
        said = ((Field.DEPARTMENT, self.body and self.body.shown), (Field.KIND, self.kind))
        return [Vote(field, value, _WEIGHT, page, value, _SOURCE) for field, value in said if value]

    def name(self, decision: Decision | None) -> str | None:
        """Its name in full: with the region that only the cover prints, 本级 behind it where it is its own office."""
        if decision is None or self.body is None:
            return None if decision is None else decision.value
        own = canonical_name(decision.value)
        base = self.file.base
        if base is not None and not regions.read_prefix(own)[0] and completes(base, own):
            own = base
        if self.body.extent is Extent.OWN:
            return f"{own}本级"
        return own if own == base else decision.value

    def of_file(self, field: Field) -> Decision | None:
        """What the file as a whole says of a field."""
        return decide(self.file.votes, field)

    def place(self, name: str | None, year: int | None) -> Place | None:
        """Where it is by the file as a whole: by its text, else where the body of its cover is."""
        title = self.of_file(Field.PLACE)
        asked = (locate(one, title, self.file.text, year) for one in (name, self.file.base) if one is not None)
        return next((place for place in asked if place.code is not None), None)


def members(begun: Sequence[Begun], file: File) -> list[Member]:
    """The bodies of a bundle in the order in which they begin."""
    ends = [*(one.begin for one in begun[1:]), END]
    own: list[tuple[Body | None, list[Stretch]]] = []
    for body, stretch in zip(_bodies(begun, file), zip((one.begin for one in begun), ends, strict=True), strict=True):
        known = next((stretches for other, stretches in own if are_same(other, body)), None)
        if known is None:
            known = []
            own.append((body, known))
        known.append(stretch)
    bodies = [body for body, _ in own if body is not None]
    return [Member(file, body, _kind(body, bodies), stretches) for body, stretches in own]


def _bodies(begun: Sequence[Begun], file: File) -> Iterator[Body | None]:
    """The bodies that begin; where a heading names none (局本级, 汇总), the one of the cover."""
    for one in begun:
        is_nameless = one.body is not None and not one.body.name
        yield replace(one.body, name=file.base or "") if one.body is not None and is_nameless else one.body


def _kind(body: Body | None, bodies: Sequence[Body]) -> str:
    """The kind of a body beside others: a department has its 本级 there, and what is none beside one is its unit."""
    owns = {other.canonical for other in bodies if other.extent is Extent.OWN}
    if body is None or body.canonical in owns:
        return BodyKind.OWN if body is not None and body.extent is Extent.OWN else BodyKind.DEPARTMENT if owns else ""
    if body.extent is Extent.WHOLE:
        return BodyKind.DEPARTMENT
    is_beside = bool(owns) or any(other.extent is Extent.WHOLE for other in bodies)
    return BodyKind.UNIT if is_beside and not body.canonical.endswith(_DEPARTMENTS) else ""
