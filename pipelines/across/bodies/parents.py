"""Which department a disclosing unit belongs to, where a document shows it or names tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import polars as pl

from pipelines.across.bodies.groups import Body
from pipelines.across.bodies.spelling import spelt_alike, without_level
from pipelines.model.bodies import PARTS, BodyKind
from pipelines.recognise.identity import own_name

# 西安市经济研究所（全额）: what a list says of a unit behind its name
_REMARK = re.compile(r"[（(][^（()）]*[)）]$")
_SHORTEST = 3  # characters of a department's name that a unit's may begin with
_Place = tuple[str, str | None]  # shard and region
_Pair = tuple[str, str]  # ids of a unit and of a department


class ParentEvidence(StrEnum):
    """Why a unit is a department's, the surest first."""

    PERSON = "bodies.csv"
    SAME_FILE = "same_file"
    SAME_BODY = "same_body"
    IN_TABLES = "listed_in_tables"
    IN_STAFF_TABLE = "listed_in_staff_table"
    IN_PROSE = "listed_in_prose"
    SUPERIOR = "superior"
    NAME = "name"


_CONFIDENCE = {ParentEvidence.IN_PROSE: "B", ParentEvidence.SUPERIOR: "B", ParentEvidence.NAME: "C"}  # else A


@dataclass(frozen=True, slots=True)
class Parent:
    """The department of a unit, why, and how far that is to be trusted: A shown by figures or files, B said in words,
    C told from names alone."""

    department_id: str
    evidence: ParentEvidence

    @property
    def confidence(self) -> str:
        """A, B or C."""
        return _CONFIDENCE.get(self.evidence, "A")


@dataclass(frozen=True, slots=True)
class Lists:
    """What documents print of units, each a frame of document_id, part_no, name: rows of money tables, of staff tables,
    units their text lists, the body their text says is above theirs, and the name it says theirs had before."""

    tables: pl.DataFrame
    staff: pl.DataFrame
    prose: pl.DataFrame
    superiors: pl.DataFrame
    former: pl.DataFrame

    @staticmethod
    def of(lines: pl.DataFrame, forms: pl.DataFrame | None = None) -> Lists:
        """From raw.line (document_id, part_no, unit_name) and raw.form (document_id, part_no, kind, fields)."""
        none = pl.DataFrame(schema={"document_id": pl.String, "part_no": pl.Int64, "name": pl.String})
        tables = _names(lines.select("document_id", "part_no", name="unit_name"))
        if forms is None:
            return Lists(tables, none, none, none, none)
        fields = pl.col("fields").cast(pl.String)
        item, name = fields.str.json_path_match("$.item"), fields.str.json_path_match("$.name")
        profile, place = forms.filter(pl.col("kind") == "profile"), ("document_id", "part_no")
        return Lists(
            tables,
            _names(
                forms.filter(pl.col("kind") == "staffing").select(
                    *place, name=fields.str.json_path_match("$.unit_name")
                )
            ),
            _names(profile.filter(item == "unit").select(*place, name=name)),
            _names(profile.filter(item == "superior").select(*place, name=name)),
            _names(profile.filter(item == "former").select(*place, name=name)),
        )


def _names(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.cast({"name": pl.String}).drop_nulls("name").unique().sort("document_id", "part_no", "name")


def parents(bodies: Sequence[Body], lists: Lists, decided: Iterable[_Pair] = ()) -> dict[str, Parent]:
    """By id of a unit its department.

    That is the one department that, the surest evidence first, a person says (``decided``), stands in the same file,
    is the same body (本级, or 单位预算 beside 部门预算), lists the unit in its tables, its staff table or its text, is
    named by the unit as the body above it, or bears the name that the unit's begins with; in the same region.  Where
    two departments would fit, none is taken.
    """
    known = _Known(bodies)
    found: dict[str, Parent] = {unit: Parent(head, ParentEvidence.PERSON) for unit, head in decided}
    settled = set(found)
    for evidence, pairs in (
        (ParentEvidence.SAME_FILE, known.in_one_file()),
        (ParentEvidence.SAME_BODY, known.of_one_name()),
        (ParentEvidence.IN_TABLES, known.listed(lists.tables)),
        (ParentEvidence.IN_STAFF_TABLE, known.listed(lists.staff)),
        (ParentEvidence.IN_PROSE, known.listed(lists.prose)),
        (ParentEvidence.SUPERIOR, known.under(lists.superiors)),
        (ParentEvidence.NAME, known.named_after()),
    ):
        fresh: dict[str, set[str]] = {}
        for unit, head in pairs:
            if unit not in settled and unit != head:
                fresh.setdefault(unit, set()).add(head)
        settled |= fresh.keys()
        found |= {unit: Parent(min(heads), evidence) for unit, heads in fresh.items() if len(heads) == 1}
    return found


class _Known:
    """The bodies of some shards, and where to find them."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._units = [body for body in bodies if body.latest.kind in PARTS]
        self._heads = [body for body in bodies if body.latest.kind == BodyKind.DEPARTMENT]
        self._of_part = {one.part: body for body in bodies for member in body.members for one in member.key.said}
        self._heads_by_name = _by_name(self._heads)
        self._units_by_name = _by_name(self._units)

    def in_one_file(self) -> Iterator[_Pair]:
        """Units bound in one file with a department."""
        heads = {id(body) for body in self._heads}
        units = {id(body) for body in self._units}
        files: dict[str, dict[int, Body]] = {}
        for (document, _), body in self._of_part.items():
            files.setdefault(document, {})[id(body)] = body
        for bound in files.values():
            own = [bound[one] for one in bound.keys() & units]
            yield from ((unit.id, bound[head].id) for unit in own for head in bound.keys() & heads)

    def of_one_name(self) -> Iterator[_Pair]:
        """Units with the name of a department."""
        for unit in self._units:
            for name in _bare_names(unit):
                yield from ((unit.id, head.id) for head in self._heads_by_name.get((*_place(unit), name), ()))

    def listed(self, names: pl.DataFrame) -> Iterator[_Pair]:
        """Units that a department lists."""
        for head, name in self._said(names, self._is_head):
            yield from ((unit.id, head.id) for unit in self._meant(self._units_by_name, head, name))

    def under(self, names: pl.DataFrame) -> Iterator[_Pair]:
        """Units that name the department above them."""
        for unit, name in self._said(names, self._is_unit):
            yield from ((unit.id, head.id) for head in self._meant(self._heads_by_name, unit, name))

    def named_after(self) -> Iterator[_Pair]:
        """Units whose name begins with that of a department, the longest one."""
        for unit in self._units:
            for bare in {member.key.bare for member in unit.members}:
                begun = (bare[:end] for end in range(len(bare) - 1, _SHORTEST - 1, -1))
                heads = (self._heads_by_name.get((*_place(unit), spelt_alike(one))) for one in begun)
                yield from ((unit.id, head.id) for head in next(filter(None, heads), ()))

    def _is_head(self, body: Body) -> bool:
        return body.latest.kind == BodyKind.DEPARTMENT

    def _is_unit(self, body: Body) -> bool:
        return body.latest.kind in PARTS

    def _said(self, names: pl.DataFrame, whose: Callable[[Body], bool]) -> Iterator[tuple[Body, str]]:
        for document, part, name in names.select("document_id", "part_no", "name").iter_rows():
            body = self._of_part.get((document, part))
            if body is not None and whose(body):
                yield body, name

    def _meant(self, by_name: Mapping[tuple[str, str | None, str], list[Body]], body: Body, name: str) -> list[Body]:
        shard, region = _place(body)
        return [one for spelling in _spellings(name, region) for one in by_name.get((shard, region, spelling), ())]


@lru_cache(maxsize=8192)
def _spellings(name: str, region: str | None) -> frozenset[str]:
    """A printed name as bodies' names are compared: with what stands in brackets behind it and without, with the level
    of the region before it (县教育局) and without."""
    bare = {own_name(one, region).bare for one in (name, _REMARK.sub("", name))}
    return frozenset(spelt_alike(one) for one in (*bare, *(without_level(one, region) for one in bare)))


def _place(body: Body) -> _Place:
    return body.latest.shard, body.latest.region


def _bare_names(body: Body) -> set[str]:
    return {spelt_alike(member.key.bare) for member in body.members}


def _by_name(bodies: Iterable[Body]) -> dict[tuple[str, str | None, str], list[Body]]:
    found: dict[tuple[str, str | None, str], list[Body]] = {}
    for body in bodies:
        for name in _bare_names(body):
            found.setdefault((*_place(body), name), []).append(body)
    return found
