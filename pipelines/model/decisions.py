"""What a person has decided of bodies and of documents: it goes before what the pipeline would make of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from pipelines.model.shards import UNPLACED, shard_of

_ID = re.compile(r"(\d{6})-[0-9a-f]{8}")
_DOCUMENT = re.compile(r"[0-9a-f]{64}")
_CENTRAL = "000000"
_AND = "+"  # between what a version makes of all documents, and what was decided of one
LEFT_OUT = f"{_AND}withdrawn_left_out"  # of a shard in which documents that are withdrawn do not count


class Relation(StrEnum):
    """What two bodies are to one another."""

    SAME = "same"
    DIFFERENT = "different"
    PARENT = "parent"  # the first is the department of the second


@dataclass(frozen=True, slots=True)
class Named:
    """A body as a person names it: by its id, or by name and region."""

    text: str
    region: str | None = None

    @property
    def is_id(self) -> bool:
        """Whether it is an id (of core.dim_department, or the key of a document)."""
        return _ID.fullmatch(self.text) is not None

    @property
    def shards(self) -> frozenset[str]:
        """Where its disclosures are: an id of 000000 is a central body's, or one's of no known region."""
        found = _ID.fullmatch(self.text)
        region = found[1] if found else self.region
        if region == _CENTRAL:
            return frozenset({shard_of([region]), UNPLACED})
        return frozenset({shard_of([region])})


@dataclass(frozen=True, slots=True)
class BodyDecision:
    """A row of bodies.csv: what ``a`` is to ``b``, in the disclosures of ``b`` of some years or in all."""

    id: str
    relation: Relation
    a: Named
    b: Named
    from_year: int | None
    to_year: int | None
    reason: str
    owner: str

    @property
    def shards(self) -> frozenset[str]:
        """The shards it bears on."""
        own = self.b.shards
        return own if self.relation is Relation.PARENT else own | self.a.shards

    @property
    def has_years(self) -> bool:
        """Whether it is of some years alone."""
        return self.from_year is not None or self.to_year is not None

    def is_of(self, year: int | None) -> bool:
        """Whether it is of a disclosure of ``year``."""
        if not self.has_years:
            return True
        return year is not None and (self.from_year or 0) <= year <= (self.to_year or year)


@dataclass(frozen=True, slots=True)
class DocumentDecision:
    """A row of documents.csv: whose a document is, of which year, stage and unit; None leaves what was recognised.

    ``document`` is the sha256 of its bytes or a pattern of its file name; ``part_no`` one of several disclosures in it.
    """

    id: str
    document: str
    part_no: int | None
    department_name: str | None
    region_code: str | None
    fiscal_year: int | None
    stage: str | None
    kind: str | None
    unit: str | None
    reason: str
    owner: str

    @property
    def is_id(self) -> bool:
        """Whether it names one document by its bytes."""
        return _DOCUMENT.fullmatch(self.document) is not None

    def is_of(self, document_id: str, file_name: str) -> bool:
        """Whether it is of this document."""
        return self.document == document_id if self.is_id else fnmatchcase(file_name, self.document)


def of_document(rows: tuple[DocumentDecision, ...], document_id: str, file_name: str) -> tuple[DocumentDecision, ...]:
    """Those of one document."""
    return tuple(row for row in rows if row.is_of(document_id, file_name))


def digest(rows: tuple[BodyDecision, ...] | tuple[DocumentDecision, ...]) -> str:
    """A short hash of rows, wherever in their list they stand; empty where there are none."""
    if not rows:
        return ""
    return hashlib.sha256(repr(sorted(row.id for row in rows)).encode()).hexdigest()[:8]


def row_id(kind: str, row: Mapping[str, str]) -> str:
    """The id of a row of a list by what it says, so that it keeps it wherever in the list it stands."""
    return f"{kind}-{hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()[:8]}"


def marked(version: str | None, rows: tuple[BodyDecision, ...] | tuple[DocumentDecision, ...]) -> str | None:
    """The fingerprint of a version (`warehouse.store.fingerprint`) with what persons decided besides."""
    decided = digest(rows)
    return f"{version}{_AND}{decided}" if version and decided else version


def of_version(fingerprint: str | None) -> str | None:
    """The part of a fingerprint that is the version's."""
    return fingerprint.partition(_AND)[0] if fingerprint else fingerprint
