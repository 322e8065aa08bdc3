"""Which department a disclosing unit belongs to, where a document shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from pipelines.model.bodies import PARTS, BodyKind
from pipelines.recognise.identity import canonical_name

_Key = tuple[str | None, str]
# 西安市经济研究所（全额）: what a list says of a unit behind its name
_REMARK = re.compile(r"[（(][^（()）]*[)）]$")


def with_parents(departments: pl.DataFrame, documents: pl.DataFrame, raw: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """``departments`` (core.dim_department) with ``parent_department_id``.

    A unit's department is the one disclosure of a department that (1) stands in the same file, (2) is of the same body
    (本级, or 单位预算 beside 部门预算), or (3) lists the unit in its tables, its staff table or its list of subordinate
    units, in the same region.  Where two departments would fit, none is taken.  ``documents``: core.dim_document; of
    ``raw``: raw.line, and raw.form where there are forms.
    """
    heads = {row["department_id"] for row in departments.iter_rows(named=True) if row["kind"] == BodyKind.DEPARTMENT}
    found: dict[str, set[str]] = {}
    units = [row for row in departments.iter_rows(named=True) if row["kind"] in PARTS]
    for evidence in (
        _same_file(documents, heads, {unit["department_id"] for unit in units}),
        _same_body(departments, units),
        _listed(documents, departments, raw, units),
    ):
        fresh: dict[str, set[str]] = {}
        for unit, head in evidence:
            if unit not in found:
                fresh.setdefault(unit, set()).add(head)
        found |= fresh
    rows = [(unit, *head) for unit, head in found.items() if len(head) == 1]
    parents = pl.DataFrame(rows, schema={"department_id": pl.String, "parent_department_id": pl.String}, orient="row")
    return departments.join(parents, on="department_id", how="left", maintain_order="left")


def _same_file(documents: pl.DataFrame, heads: set[str], units: set[str]) -> Iterator[tuple[str, str]]:
    for (_,), parts in documents.group_by("document_id"):
        bodies = set(parts["department_id"].to_list())
        for unit in bodies & units:
            yield from ((unit, head) for head in bodies & heads)


def _same_body(departments: pl.DataFrame, units: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    heads = departments.filter(pl.col("kind") == BodyKind.DEPARTMENT)
    known = {(r, n): i for r, n, i in heads.select("region_code", "canonical_name", "department_id").iter_rows()}
    for unit in units:
        head = known.get((unit["region_code"], unit["canonical_name"]))
        if head is not None:
            yield unit["department_id"], head


def _listed(
    documents: pl.DataFrame, departments: pl.DataFrame, raw: Mapping[str, pl.DataFrame], units: list[dict[str, str]]
) -> Iterator[tuple[str, str]]:
    heads = departments.filter(pl.col("kind") == BodyKind.DEPARTMENT).select("department_id", "region_code")
    disclosed = documents.select("document_id", "part_no", "department_id").join(heads, on="department_id")
    whose = {(document, part): (head, region) for document, part, head, region in disclosed.iter_rows()}
    named: dict[_Key, set[str]] = {}
    for document, part, name in _names(raw):
        if (document, part) in whose:
            head, region = whose[document, part]
            for spelling in {canonical_name(name), canonical_name(_REMARK.sub("", name))}:
                named.setdefault((region, spelling), set()).add(head)
    for unit in units:
        yield from (
            (unit["department_id"], head) for head in named.get((unit["region_code"], unit["canonical_name"]), ())
        )


def _names(raw: Mapping[str, pl.DataFrame]) -> Iterable[tuple[str, int, str]]:
    """(document, part, unit) of every list of units: money tables by unit, staff tables, subordinate units."""
    found = [raw["raw.line"].select("document_id", "part_no", name="unit_name")]
    if "raw.form" in raw:
        fields = pl.col("fields").cast(pl.String)
        staff = raw["raw.form"].filter(pl.col("kind") == "staffing")
        profile = raw["raw.form"].filter(
            (pl.col("kind") == "profile") & (fields.str.json_path_match("$.item") == "unit")
        )
        found += [
            forms.select("document_id", "part_no", name=fields.str.json_path_match(path))
            for forms, path in ((staff, "$.unit_name"), (profile, "$.name"))
        ]
    names = pl.concat([frame.cast({"name": pl.String}) for frame in found])
    return names.filter(pl.col("name").is_not_null()).unique().sort("document_id", "part_no", "name").iter_rows()
