"""Of what several documents of one disclosure print, what stands: a later document supersedes only what it repeats.

Later is, the strongest first: what was put back where the other had taken its place; what calls itself a correction or
an adjustment; the date of publication that both print; the time a run first found the file.  Never the id of a file,
nor when it was read.  Where nothing of this tells two documents apart and their figures differ, the fuller one stands,
and a finding says that it was not certain.

What is put back takes the rank of what it takes the place of: nothing but what comes after that is later.

Documents that stand nowhere any more count like others, or leave their place to the next, as the user wants it.

A text never supersedes a table, nor a table a text.  Texts add nothing up, so one that says less than half of what
another says (a notice) stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.model.corrections import Correction
from pipelines.model.printed import TEXTS
from pipelines.model.standings import STANDING, Later, Standing

THING = ("document_id", "part_no", "table_no", "item", "name")
STANDINGS: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "part_no": pl.Int64(),
    "table_no": pl.Int64(),
    "item": pl.String(),
    "name": pl.String(),
    "disclosure_id": pl.String(),
    "lines": pl.Int64(),
    "is_current": pl.Boolean(),
    "standing": pl.String(),
    "supersedes": pl.String(),
    "superseded_by": pl.String(),
    "later_by": pl.String(),
}
_Figures = list[tuple[str, Decimal, Decimal]]
_Part = tuple[str, int]
_Said = dict[tuple[Any, ...], _Figures]
_Returns = dict[str, dict[str, datetime]]  # document, the documents it was put back in the place of, and when
_TOPIC = ("item", "name")


@dataclass(frozen=True, slots=True)
class _Version:
    """One topic as one part of a file prints it."""

    part: _Part
    item: str
    lines: int
    is_loaded: bool
    is_whole: bool
    is_revised: bool
    published_on: date | None
    first_seen: datetime
    address: str
    figures: _Figures
    over: frozenset[str] = frozenset()  # documents in whose place it was put back

    @property
    def fullness(self) -> tuple[bool, bool, int, str]:
        """By which of two the fuller stands, where nothing says which is later."""
        return self.is_loaded, self.lines > 0, self.lines, self.address


@dataclass(frozen=True, slots=True)
class _Verdict:
    standing: Standing
    supersedes: str | None = None
    superseded_by: str | None = None
    later_by: Later | None = None


def standings(
    printed: pl.DataFrame,
    documents: pl.DataFrame,
    figures: pl.DataFrame,
    returned: pl.DataFrame | None = None,
    left_out: Collection[str] = (),
) -> pl.DataFrame:
    """What became of every printed thing: a frame of `STANDINGS`.

    Args:
        printed: `THING`, `lines`, `is_loaded`, `is_whole` (it prints a total), `side` (of a correction, where it says
            one).  Another document prints it again where item and name (of the project of a form) are the same.
        documents: document_id, part_no, disclosure_id, revision, published_on, first_seen (null: in this run), address.
        figures: `THING`, `key` (year, column), `amount` and `step` of those things that several documents print.
        returned: document_id, over, returned_at: documents that were put back at the address of others.
        left_out: documents that are withdrawn, where these do not count.
    """
    placed = printed.join(documents.drop_nulls("disclosure_id"), on=["document_id", "part_no"], how="inner")
    placed = placed.sort("disclosure_id", *_TOPIC, *THING)
    topic = ["disclosure_id", *_TOPIC]
    several = pl.struct("document_id", "part_no").n_unique().over(topic) > 1
    contested = several | pl.col("side").is_not_null().any().over(topic)
    told = _plain(placed.filter(~contested), left_out)
    said = _by_thing(figures)
    back = _put_back(returned)
    rows = [
        row
        for _, group in placed.filter(contested).group_by(topic, maintain_order=True)
        for row in _contested(group.to_dicts(), said, back, left_out)
    ]
    found = pl.DataFrame(rows, schema=STANDINGS, orient="row") if rows else pl.DataFrame(schema=STANDINGS)
    return pl.concat([told, found]).sort(THING)


def _plain(placed: pl.DataFrame, left_out: Collection[str]) -> pl.DataFrame:
    """Things that nothing else of the disclosure prints."""
    none, is_out = pl.lit(None, pl.String), pl.col("document_id").is_in(list(left_out))
    return placed.with_columns(
        is_current=~is_out,
        standing=pl.when(is_out).then(pl.lit(Standing.WITHDRAWN.value)).otherwise(pl.lit(Standing.CURRENT.value)),
        supersedes=none,
        superseded_by=none,
        later_by=none,
    ).select(pl.col(name).cast(kind) for name, kind in STANDINGS.items())


def _by_thing(figures: pl.DataFrame) -> _Said:
    found: _Said = {}
    for *thing, key, amount, step in figures.select(*THING, "key", "amount", "step").iter_rows():
        if amount:
            found.setdefault(tuple(thing), []).append((key, amount, step or Decimal(0)))
    return found


def _put_back(returned: pl.DataFrame | None) -> _Returns:
    found: _Returns = {}
    for document, over, at in (
        returned.select("document_id", "over", "returned_at").iter_rows() if returned is not None else ()
    ):
        found.setdefault(document, {})[over] = at
    return found


def _contested(
    rows: Sequence[dict[str, Any]], figures: _Said, back: _Returns, left_out: Collection[str]
) -> Iterator[dict[str, Any]]:
    before = [row for row in rows if row["side"] == Correction.BEFORE]
    versions = _versions([row for row in rows if row["side"] != Correction.BEFORE], figures)
    decided = _with_next([_in_place_of(version, versions, back) for version in versions], left_out)
    right = next((v.part for v in versions if decided[v.part].standing == Standing.CURRENT), None)
    for row in rows:
        part = row["document_id"], row["part_no"]
        if row["side"] == Correction.BEFORE:
            verdict = _Verdict(Standing.CORRECTED, superseded_by=right[0] if right else None)
        elif part == right and before:
            verdict = _corrects(decided[part], before)
        else:
            verdict = decided[part]
        yield {name: row[name] for name in (*THING, "disclosure_id", "lines")} | {
            "is_current": verdict.standing in STANDING,
            "standing": verdict.standing.value,
            "supersedes": verdict.supersedes,
            "superseded_by": verdict.superseded_by,
            "later_by": verdict.later_by and verdict.later_by.value,
        }


def _corrects(verdict: _Verdict, before: Sequence[dict[str, Any]]) -> _Verdict:
    """What stands after a correction supersedes another document's, or else the table before it in its own file."""
    if verdict.supersedes is not None:
        return verdict
    return _Verdict(verdict.standing, before[-1]["document_id"], None, Later.CORRECTION)


def _versions(rows: Sequence[dict[str, Any]], figures: _Said) -> list[_Version]:
    parts: dict[_Part, list[dict[str, Any]]] = {}
    for row in rows:
        parts.setdefault((row["document_id"], row["part_no"]), []).append(row)
    found = []
    for part, own in parts.items():
        said = [one for row in own for one in figures.get(tuple(row[name] for name in THING), ())]
        found.append(
            _Version(
                part=part,
                item=own[0]["item"],
                lines=sum(row["lines"] for row in own),
                is_loaded=any(row["is_loaded"] for row in own),
                is_whole=any(row["is_whole"] for row in own),
                is_revised=any(row["revision"] or row["side"] == Correction.AFTER for row in own),
                published_on=own[0]["published_on"],
                first_seen=own[0]["first_seen"] or datetime.max,  # noqa: DTZ901 (UTC without a zone, as the warehouse)
                address=own[0]["address"] or "",
                figures=sorted(said, key=lambda one: one[:2]),
            )
        )
    return found


def _in_place_of(version: _Version, versions: Sequence[_Version], back: _Returns) -> _Version:
    """With the rank of what it was put back in the place of."""
    put_back = back.get(version.part[0], {})
    over = [other for other in versions if other.part[0] in put_back]
    if not over:
        return version
    days = [one.published_on for one in (version, *over) if one.published_on is not None]
    return replace(
        version,
        is_revised=any(one.is_revised for one in (version, *over)),
        published_on=max(days, default=None),
        first_seen=max(put_back[other.part[0]] for other in over),
        over=frozenset(put_back),
    )


def _with_next(versions: Sequence[_Version], left_out: Collection[str]) -> dict[_Part, _Verdict]:
    """What is decided, where of what is left out nothing stands: what comes before it does."""
    decided = _decided(versions)
    out = [v.part for v in versions if v.part[0] in left_out and decided[v.part].standing in STANDING]
    if not out:
        return decided
    rest = _with_next([version for version in versions if version.part not in out], left_out)
    return decided | rest | dict.fromkeys(out, _Verdict(Standing.WITHDRAWN))


def _decided(versions: Sequence[_Version]) -> dict[_Part, _Verdict]:
    if not versions:
        return {}
    is_dated = all(version.published_on for version in versions)
    ordered = sorted(versions, key=lambda v: (v.is_revised, _day(v, is_dated), v.first_seen, v.fullness, v.part[1]))
    current, aside = ordered[0], dict[_Part, Standing]()
    for version in ordered[1:]:
        standing = _against(current, version, _later(current, version, is_dated=is_dated))
        if standing is None:
            current = version
        else:
            aside[version.part] = standing
    found: dict[_Part, _Verdict] = {}
    for version in ordered:
        if version is not current:
            why = _later(version, current, is_dated=is_dated)
            found[version.part] = _loser(version, current, aside.get(version.part), why)
    replaced = [part for part, one in found.items() if one.standing in (Standing.SUPERSEDED, Standing.UNDECIDED)]
    last = found[replaced[-1]] if replaced else None
    found[current.part] = _Verdict(
        Standing.CURRENT, replaced[-1][0] if replaced else None, None, last.later_by if last else None
    )
    return found


def _day(version: _Version, is_dated: bool) -> date:
    return (version.published_on or date.min) if is_dated else date.min


def _later(older: _Version, newer: _Version, *, is_dated: bool) -> Later | None:
    """What says that ``newer`` comes after ``older``, of two in their order; None where nothing does."""
    if older.part[0] in newer.over and newer.first_seen > older.first_seen:
        return Later.RETURNED
    if newer.is_revised != older.is_revised:
        return Later.REVISION
    if is_dated and newer.published_on != older.published_on:
        return Later.PUBLISHED
    return Later.FIRST_SEEN if newer.first_seen != older.first_seen else None


def _against(current: _Version, version: _Version, why: Later | None) -> Standing | None:
    """How ``version`` stands beside ``current``, which comes before it; None where it takes its place."""
    less = 2 * version.lines < current.lines
    if version.item in TEXTS:
        return Standing.BESIDE if why is None or less else None
    if version.lines > 0 and less and not version.is_whole:
        return Standing.FRAGMENT
    unsure = why in (None, Later.FIRST_SEEN)  # it may be the same, badly read
    if unsure and current.is_loaded and not version.is_loaded:
        return Standing.HELD_BACK
    return None


def _loser(version: _Version, current: _Version, aside: Standing | None, why: Later | None) -> _Verdict:
    by = current.part[0]
    if aside == Standing.BESIDE:
        return _Verdict(Standing.BESIDE)
    if _prints_the_same(version, current):
        return _Verdict(Standing.DUPLICATE, superseded_by=by)
    if aside is not None:
        return _Verdict(aside, superseded_by=by)
    if why is None:
        return _Verdict(Standing.UNDECIDED, superseded_by=by)
    return _Verdict(Standing.SUPERSEDED, superseded_by=by, later_by=why)


def _prints_the_same(one: _Version, other: _Version) -> bool:
    """Whether both print the same amounts in the same columns, as far as the digits of the coarser one go."""
    if len(one.figures) != len(other.figures):
        return False
    if not one.figures:
        return one.lines == other.lines
    pairs = zip(one.figures, other.figures, strict=True)
    return all(a[0] == b[0] and 2 * abs(a[1] - b[1]) <= a[2] + b[2] for a, b in pairs)
