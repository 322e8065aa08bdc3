"""From what documents say of their bodies to core.dim_department, core.bridge_department and each disclosure's id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.across.bodies.decided import Status, decided
from pipelines.across.bodies.doubts import body_findings
from pipelines.across.bodies.evidence import Evidence
from pipelines.across.bodies.figures import asked_for, neighbours, of_figures
from pipelines.across.bodies.groups import Body, grouped
from pipelines.across.bodies.keys import keys
from pipelines.across.bodies.parents import Lists, Parent, parents
from pipelines.across.bodies.renamed import of_former_names
from pipelines.across.bodies.spelling import of_one_spelling
from pipelines.model.decisions import BodyDecision
from pipelines.model.schema import frame_schema

Figures = Callable[[Sequence[str]], pl.DataFrame]  # documents to what they print (`figures.of_figures`)
_BETWEEN = "；"


@dataclass(frozen=True, slots=True)
class Bodies:
    """What is known of the bodies of some shards.

    ``of_part``: document_id, part_no, body_key (what the document gives by itself), department_id.  ``departments``:
    core.dim_department.  ``bridge``: core.bridge_department.  ``findings``: quality.finding.  ``status``: of each row
    of bodies.csv, by shard and id of the row.
    """

    of_part: pl.DataFrame
    departments: pl.DataFrame
    bridge: pl.DataFrame
    findings: pl.DataFrame
    status: Mapping[tuple[str, str], Status]


def bodies(parts: pl.DataFrame, lists: Lists, figures: Figures, rows: Iterable[BodyDecision] = ()) -> Bodies:
    """The bodies of the disclosures ``parts`` (raw.part with shard, and first_seen of the document).

    Nothing goes from one shard to another.  ``lists`` are the units that documents list, ``rows`` what persons decided.
    """
    own = decided(keys(parts), rows)
    spelt = [*own.links, *of_one_spelling(own.keys)]
    near = neighbours(own.keys)
    by_figures = list(of_figures(own.keys, near, figures(asked_for(own.keys, near)))) if near else []
    renamed = list(of_former_names(own.keys, lists.former))
    found, held = grouped(own.keys, [*spelt, *renamed, *by_figures], own.apart)
    id_of = {id(member.key): body.id for body in found for member in body.members}
    ids = [id_of.get(id(key), key.id) for key in own.keys]
    apart = {frozenset(ids[at] for at in pair) for pair in own.apart}
    said = [(ids[unit], ids[head] if isinstance(head, int) else head) for unit, head in own.parents]
    return Bodies(
        _of_part(found),
        _departments(found, parents(found, lists, said)),
        _bridge(found),
        body_findings(own.keys, found, held, apart),
        own.status,
    )


def _of_part(found: Sequence[Body]) -> pl.DataFrame:
    rows = [
        (*one.part, member.key.body_key, body.id)
        for body in found
        for member in body.members
        for one in member.key.said
    ]
    schema = {"document_id": pl.String, "part_no": pl.Int64, "body_key": pl.String, "department_id": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("document_id", "part_no")


def _departments(found: Sequence[Body], parents_: Mapping[str, Parent]) -> pl.DataFrame:
    rows = []
    for body in found:
        key, parent = body.latest, parents_.get(body.id)
        years = [year for member in body.members for year in member.key.years]
        rows.append(
            {
                "department_id": body.id,
                "region_code": key.region,
                "name": key.latest.name,
                "canonical_name": key.latest.canonical,
                "kind": key.kind,
                "domain": key.domain,
                "first_year": min(years, default=None),
                "last_year": max(years, default=None),
                "parent_department_id": parent.department_id if parent else None,
                "parent_evidence": parent.evidence if parent else None,
                "parent_confidence": parent.confidence if parent else None,
            }
        )
    # a file of several regions lies in the shard of the first: its bodies may be known to another shard too
    return pl.DataFrame(rows, schema=frame_schema("core.dim_department")).unique(
        "department_id", keep="first", maintain_order=True
    )


def _bridge(found: Sequence[Body]) -> pl.DataFrame:
    rows = []
    for body in found:
        for member in body.members:
            key = member.key
            rows.append(
                {
                    "body_key": key.body_key,
                    "department_id": body.id,
                    "region_code": key.region,
                    "kind": key.kind,
                    "canonical_name": key.latest.canonical,
                    "spellings": _BETWEEN.join(sorted({one.name for one in key.said})),
                    "first_year": min(key.years, default=None),
                    "last_year": max(key.years, default=None),
                    "disclosures": len(key.said),
                    "evidence": Evidence.PERSON if not key.is_own else member.evidence,
                    "confidence": member.confidence,
                }
            )
    frame = pl.DataFrame(rows, schema=frame_schema("core.bridge_department"))
    return frame.unique(["body_key", "department_id"], keep="first", maintain_order=True)
