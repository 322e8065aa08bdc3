"""The body that a heading, a caption or a title over tables names, and when two of them are the same.

A department appears in a bundle under one name more than once: with all its units (汇总), and its own office alone
(本级).  What a name says of that is its ``extent``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from . import regions
from .labels import captioned_name
from .names import canonical_name, display_name, is_organisation, is_own, is_whole, longest_organisation
from .tally import completes
from .titles import LEAD, heading_name
from .years import YEAR_PATTERN

_LONGEST = 45
_SENTENCE = re.compile("[。,;:]")
_TABLE_ENDS = ("表", "表)")
_EXTENT_BEHIND = re.compile(r"\(?(?:本级|汇总)\)?")
_WHOLE_BEHIND = re.compile(r"\(?(?:部门)?(?:汇总|合并)表?\)?$")
_OWN_ALONE = re.compile(
    r"(?:[局委厅部院会办署]|机关|单位|部门)?本级(?:部门|单位)?(?:20\d\d年度?)?(?:部门|单位)?(?:预算|决算)?(?:公开)?(?:报?表|情况|信息)?"
)
_WHOLE_ALONE = re.compile(
    r"(?:[局委厅部院会办署]|单位|部门)?(?:20\d\d年度?)?(?:部门)?(?:预算|决算)?\(?(?:汇总|合并)\)?(?:部门)?(?:预算|决算)?(?:公开)?(?:报?表|情况|信息)?"
)


class Extent(StrEnum):
    """What of a body a name is of."""

    OWN = "own"  # 本级: without its units
    WHOLE = "whole"  # 汇总: with them
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as some line names it; without a name it is the one the document is of (局本级, 部门汇总)."""

    name: str
    extent: Extent

    @property
    def canonical(self) -> str:
        """Its name in one spelling, whatever its extent."""
        return canonical_name(self.name)

    @property
    def shown(self) -> str:
        """Its name as tables show it, 本级 behind it where it is a department's own office."""
        return f"{self.canonical}本级" if self.extent is Extent.OWN else display_name(self.name)

    def is_same(self, other: Body) -> bool:
        """Whether both lines name one body with one extent; one name may leave out the region."""
        if self.extent is not other.extent:
            return False
        one, two = self.canonical, other.canonical
        return one == two or completes(one, two) or completes(two, one)


def are_same(one: Body | None, other: Body | None) -> bool:
    """Whether both are one body; no body is the same as none only."""
    return one is other if one is None or other is None else one.is_same(other)


def body_of(name: str) -> Body:
    """The body of a squeezed name."""
    extent = Extent.OWN if is_own(name) else Extent.WHOLE if is_whole(name) else Extent.UNSAID
    return Body(name, extent)


def of_heading(line: str) -> Body | None:
    """The body that a squeezed line names and says nothing else of; ``None`` where it is no such heading."""
    if len(line) > _LONGEST or _SENTENCE.search(line):
        return None
    bare = LEAD.sub("", line)
    if _OWN_ALONE.fullmatch(bare):
        return Body("", Extent.OWN)
    if _WHOLE_ALONE.fullmatch(bare):
        return Body("", Extent.WHOLE)
    without = _WHOLE_BEHIND.sub("", bare)
    name = heading_name(without)
    if name is None:
        return None
    return body_of(name) if without == bare else Body(name, Extent.WHOLE)


def of_table(lines: Sequence[str]) -> Body | None:
    """The body that the squeezed lines above a table name, the nearest last: in a caption, else in the title."""
    name = captioned_name(lines)
    if name is not None:
        return body_of(name)
    titled = (_of_title(line) for line in reversed(lines))
    return next(filter(None, titled), None)


def _of_title(line: str) -> Body | None:
    """The body in a table's title: 甲县乙局2025年收支总表, 2025年甲县乙局本级收支总表."""
    if not line.endswith(_TABLE_ENDS) or _SENTENCE.search(line):
        return None
    bodies = (_in_front(piece) for piece in YEAR_PATTERN.split(LEAD.sub("", line))[::2])
    return next(filter(None, bodies), None)


def _in_front(piece: str) -> Body | None:
    """The body with its region that a piece of a title begins with."""
    name = piece if is_organisation(piece) else longest_organisation(piece)
    if name is None or not regions.read_prefix(name)[0]:
        return None
    extent = _EXTENT_BEHIND.match(piece, len(name))
    return body_of(name + extent[0]) if extent else body_of(name)
