"""The keys that documents of a shard give their bodies by themselves, with all they say of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import polars as pl

from pipelines.conform.dimensions import with_department

Part = tuple[str, int]  # document_id, part_no


@dataclass(slots=True)
class Said:
    """What one disclosure says of its body."""

    part: Part
    name: str
    canonical: str
    year: int | None
    stage: str | None
    first_seen: datetime | None  # when the document was first sighted; None: by this run


@dataclass
class Key:
    """One key with the disclosures that give it: of one shard, region, name without its region, and kind.

    ``id`` is ``body_key``, but for disclosures that a person has set apart.
    """

    id: str
    body_key: str
    shard: str
    region: str | None
    kind: str
    bare: str
    domain: str | None
    said: list[Said] = field(default_factory=list)

    @cached_property
    def years(self) -> frozenset[int]:
        """Fiscal years it discloses."""
        return frozenset(one.year for one in self.said if one.year is not None)

    @cached_property
    def sighted(self) -> tuple[bool, list[datetime], str]:
        """What orders keys by when they were first sighted, those of this run last."""
        seen = [one.first_seen for one in self.said if one.first_seen is not None]
        return (not seen, sorted(seen)[:1], self.id)

    @property
    def is_own(self) -> bool:
        """Whether it is whole: nobody has set some of its disclosures apart."""
        return self.id == self.body_key

    @property
    def latest(self) -> Said:
        """The disclosure of the latest year; of several the one whose name says most."""
        return max(self.said, key=lambda one: (one.year or 0, len(one.canonical), one.part))


def keys(parts: pl.DataFrame) -> list[Key]:
    """The keys of ``parts`` (raw.part with shard and first_seen), in the order of their ids."""
    named = with_department(parts).filter(pl.col("department_id").is_not_null())
    found: dict[tuple[str, str], Key] = {}
    for row in named.sort("department_id", "document_id", "part_no").iter_rows(named=True):
        at = (row["shard"], row["department_id"])
        if at not in found:
            found[at] = _key(row)
        found[at].said.append(_said(row))
    return list(found.values())


def _key(row: Mapping[str, Any]) -> Key:
    id_ = row["department_id"]
    return Key(id_, id_, row["shard"], row["region_code"], row["kind"], row["bare_name"], row["domain"])


def _said(row: Mapping[str, Any]) -> Said:
    return Said(
        (row["document_id"], row["part_no"]),
        row["department_name"],
        row["canonical_name"],
        row["fiscal_year"],
        row["stage"],
        row["first_seen"],
    )
