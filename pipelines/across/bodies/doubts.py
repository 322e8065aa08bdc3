"""Bodies that may be one and are not merged, and those merged by more than their names: what a person should read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

import polars as pl

from pipelines.across.bodies.evidence import Evidence, Link
from pipelines.across.bodies.groups import Body
from pipelines.across.bodies.keys import Key
from pipelines.model.bodies import BodyKind
from pipelines.model.judgements import OF_BODIES
from pipelines.model.sentences import Sentence, say
from pipelines.recognise.identity import short_region
from pipelines.reconcile.findings import FINDING_SCHEMA

POSSIBLY_SAME, MERGED, NO_REGION = "possibly_same_body", "merged_by_figures", "region_unknown"
BY_TEXT = "merged_by_text"
BY_SHORT_REGION = "merged_by_short_region"

_NUMBER = re.compile(r"[0-9〇一二三四五六七八九十百东南西北中上下前后左右甲乙丙丁]")
_ALIKE = 0.2  # share of pairs of characters that two names of one field of work have in common
_SHORTEST = 5  # characters of a name of which one may be misprinted
_NEAR = 3  # years between the last disclosure of the one and the first of the other


def body_findings(
    keys: Sequence[Key], bodies: Sequence[Body], held: Iterable[Link], apart: Collection[frozenset[str]]
) -> pl.DataFrame:
    """quality.finding of the bodies of some shards.

    ``held``: links between ``keys`` by which bodies were merged.  ``apart``: ids of pairs that a person keeps apart.
    """
    rows = [*_merged(keys, held), *_placeless(bodies)]
    by_region: dict[tuple[str, str], list[Body]] = {}
    for body in bodies:
        latest = body.latest
        if latest.region is not None and latest.kind != BodyKind.GOVERNMENT:
            by_region.setdefault((latest.shard, latest.region), []).append(body)
    for near in by_region.values():
        rows += [row for pair in _pairs(near) if (row := _doubt(*pair, apart)) is not None]
    return pl.DataFrame(rows, schema=FINDING_SCHEMA)


def _merged(keys: Sequence[Key], held: Iterable[Link]) -> Iterator[dict[str, object]]:
    for link in held:
        one, other = keys[link.one], keys[link.other]
        if link.evidence is Evidence.SHORT_REGION:
            said = say("bodies.merged_by_short_region", other=other.latest.name, one=one.latest.name)
            yield _row(BY_SHORT_REGION, other, f"{one.id}-{other.id}", said)
        if link.evidence is Evidence.RENAMED:
            said = say("bodies.merged_by_text", later=other.latest.name, earlier=one.latest.name)
            yield _row(BY_TEXT, other, f"{one.id}-{other.id}", said)
        if link.evidence is Evidence.FIGURES:
            said = say(
                "bodies.merged_by_figures",
                later=other.latest.name,
                earlier=one.latest.name,
                year=min(other.years),
                before=max(one.years),
            )
            yield _row(MERGED, other, f"{one.id}-{other.id}", said)


def _placeless(bodies: Iterable[Body]) -> Iterator[dict[str, object]]:
    for body in bodies:
        key = body.latest
        if key.region is None:
            yield _row(NO_REGION, key, body.id, say("bodies.region_unknown", name=key.latest.name))


def _pairs(bodies: Sequence[Body]) -> Iterator[tuple[Body, Body]]:
    """Those of the bodies of a region that `_why` may say something of: of one kind, and either alike but for a short
    name of the region, or the one beginning soon after the other ends."""
    alike: dict[tuple[str, str], list[int]] = {}
    begins: dict[tuple[str, int], list[int]] = {}
    ends: dict[int, int] = {}
    for at, body in enumerate(bodies):
        alike.setdefault((body.latest.kind, _without_short(body.latest)), []).append(at)
        if years := _years(body):
            begins.setdefault((body.latest.kind, min(years)), []).append(at)
            ends[at] = max(years)
    found = {pair for some in alike.values() for pair in combinations(some, 2)}
    for at, end in ends.items():
        for year in range(end + 1, end + _NEAR + 1):
            found |= {(min(at, other), max(at, other)) for other in begins.get((bodies[at].latest.kind, year), ())}
    yield from ((bodies[one], bodies[other]) for one, other in sorted(found))


def _doubt(a: Body, b: Body, apart: Collection[frozenset[str]]) -> dict[str, object] | None:
    one, other = sorted((a, b), key=lambda body: (min(_years(body), default=0), body.id))
    why = _why(one, other)
    if why is None or frozenset((a.id, b.id)) in apart:
        return None
    said = say(
        "bodies.possibly_same",
        one=one.latest.latest.name,
        other=other.latest.latest.name,
        one_years=_span(one),
        other_years=_span(other),
        why=why,
    )
    return _row(POSSIBLY_SAME, other.latest, f"{one.id}-{other.id}", said)


def _why(one: Body, other: Body) -> Sentence | None:
    """Why two bodies of a region may be one; None where nothing says so."""
    a, b = one.latest, other.latest
    if a.kind != b.kind or a.bare == b.bare:  # of one name and another kind: a department and its own office
        return None
    if _without_short(a) == _without_short(b):
        return say("bodies.short_region")
    earlier, later = _years(one), _years(other)
    if not earlier or not later or not 0 < min(later) - max(earlier) <= _NEAR:
        return None
    if _NUMBER.sub("", a.bare) == _NUMBER.sub("", b.bare):  # 第一中学, 第二中学
        return None
    if _one_character_apart(a.bare, b.bare):
        return say("bodies.one_character")
    if a.kind != BodyKind.DEPARTMENT or a.domain is None or a.domain != b.domain:
        return None
    return say("bodies.one_field", domain=a.domain) if _alike(a.bare, b.bare) >= _ALIKE else None


def _without_short(key: Key) -> str:
    return key.bare.removeprefix(short_region(key.region or "", key.bare))


def _one_character_apart(one: str, other: str) -> bool:
    if len(one) != len(other) or len(one) < _SHORTEST:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _alike(one: str, other: str) -> float:
    """Dice's coefficient of pairs of characters, the last two of each aside (局, 委员会: what it is)."""
    a, b = ({name[at : at + 2] for at in range(max(len(name) - 2, 1))} for name in (one, other))
    return 2 * len(a & b) / (len(a) + len(b))


def _years(body: Body) -> frozenset[int]:
    return frozenset(year for member in body.members for year in member.key.years)


def _span(body: Body) -> str:
    years = sorted({*_years(body)} & {min(_years(body), default=0), max(_years(body), default=0)})
    return "–".join(map(str, years)) or "?"


def _row(kind: str, key: Key, about: str, said: Sentence) -> dict[str, object]:
    document_id, part_no = key.latest.part
    return dict.fromkeys(FINDING_SCHEMA) | {
        "finding_id": f"F-{kind}-{about}",
        "document_id": document_id,
        "part_no": part_no,
        "rule_id": OF_BODIES,
        "severity": "info",
        "kind": kind,
        "message_zh": said.zh,
        "message_en": said.en,
    }
