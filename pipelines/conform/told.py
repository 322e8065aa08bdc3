"""Staff and assets that sentences state, as rows of core.fact_staffing and core.fact_state_asset.

What is said twice is one fact: of several statements of the same thing the one with the latest day counts, then the
first.  Kinds that add up to their whole are the rows to add; kinds that do not are 其中.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.layouts.counts import assets as asset_names
from pipelines.model.form_words import Printed
from pipelines.model.judgements import Assurance
from pipelines.model.row_roles import RowRole
from pipelines.model.schema import frame_schema

Row = Mapping[str, Any]
_PART = ["document_id", "part_no"]
_STAFF = ("posts", "staff", "retired")
_TOTAL, _FIXED, _ASSET_KIND = "total_assets", "fixed_assets", "asset_kind"
_VEHICLES, _VEHICLE_KIND = "vehicle_count", "vehicle_kind"
_EQUIPMENT = "equipment_count"
_TEXT_TABLE = 0
_OF_CLAIM = ("document_id", "part_no", "department_id", "region_code", "fiscal_year", "stage", "page", "paragraph_no")


def told(claims: pl.DataFrame, names: pl.DataFrame, documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The rows of both tables that sentences give.

    ``claims``: core.fact_claim.  ``names``: document_id, part_no, department_name.  ``documents``: core.dim_document
    with region_code.
    """
    own = documents.select(*_PART, "region_code", own_year=pl.col("fiscal_year").cast(pl.Int64))
    said = (
        claims.filter(pl.col("subject").is_in([*_STAFF, *asset_names()]) & pl.col("kind").is_in(["count", "amount"]))
        .join(own, on=_PART, how="inner", maintain_order="left")
        .filter(pl.col("fiscal_year") == pl.col("own_year"))
        .join(names, on=_PART, how="left", maintain_order="left")
    )
    parts: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in said.iter_rows(named=True):
        parts[row["document_id"], row["part_no"]].append(row)
    staff = [row for rows in parts.values() for row in _staffing(rows)]
    held = [row for rows in parts.values() for row in _assets(rows)]
    return {
        "core.fact_staffing": pl.DataFrame(staff, schema=frame_schema("core.fact_staffing")),
        "core.fact_state_asset": pl.DataFrame(held, schema=frame_schema("core.fact_state_asset")),
    }


def _row(claim: Row, suffix: str, **more: Any) -> dict[str, Any]:
    own = {name: claim[name] for name in _OF_CLAIM}
    line_id = f"{claim['line_id']}-{suffix}"
    return own | {"line_id": line_id, "table_no": _TEXT_TABLE, "source": Printed.TEXT} | more


# --- staff ------------------------------------------------------------------------------------------------------------


def _staffing(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """One row for the whole body; where no sentence is about it, one for each unit named."""
    units: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        if row["subject"] in _STAFF:
            units[row["subject_name"]].append(row)
    for unit in [None] if None in units else units:
        said = units[unit]
        if said:
            counts = {subject: _number(said, subject) for subject in _STAFF}
            name = unit or said[0]["department_name"]
            yield _row(said[0], "staffing", unit_name=name, **counts, is_total=False)


def _number(rows: Sequence[Row], subject: str) -> int | None:
    """The number all statements of ``subject`` give; none where they give several."""
    said = {row["number"] for row in rows if row["subject"] == subject}
    return int(said.pop()) if len(said) == 1 else None


# --- assets -----------------------------------------------------------------------------------------------------------


def _assets(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """One row for each asset; a whole whose kinds are all stated is their total."""
    held = _chosen(row for row in rows if row["subject"] in asset_names() and row["subject"] != _VEHICLE_KIND)
    vehicles, total = _one(held, _VEHICLES), _one(held, _TOTAL)
    kinds = [row for row in rows if vehicles is not None and row["of_line_id"] == vehicles["line_id"]]
    roles = _roles(vehicles, kinds) | _roles(total, [row for row in held if _is_kind_of_total(row)])
    for row in [*held, *kinds]:
        role = roles.get(row["line_id"]) or (RowRole.OF_WHICH if _is_part(row, held) else RowRole.ITEM)
        yield _asset(row, role, is_leaf=role == RowRole.ITEM)


def _one(rows: Iterable[Row], subject: str) -> Row | None:
    return next((row for row in rows if row["subject"] == subject), None)


def _chosen(rows: Iterable[Row]) -> list[Row]:
    """One statement of each asset: the one with the latest day, then the first."""
    same: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        same[row["subject"], row["subject_name"]].append(row)
    return [max(said, key=lambda row: row["as_of"] or date.min) for said in same.values()]


def _roles(whole: Row | None, parts: Sequence[Row]) -> dict[str, RowRole]:
    """The roles of a whole and its parts by their ids: parts are items and the whole their total, or the other way."""
    if whole is None or not parts:
        return {}
    gap = _value(whole) - sum((_value(part) for part in parts), Decimal(0))
    complete = abs(gap) * 2 <= sum((row["rounding_step"] or Decimal(0)) for row in parts if row["amount"] is not None)
    ids = {part["line_id"]: RowRole.ITEM if complete else RowRole.OF_WHICH for part in parts}
    return ids | {whole["line_id"]: RowRole.TOTAL if complete else RowRole.ITEM}


def _value(row: Row) -> Decimal:
    return Decimal(row["amount"] if row["amount"] is not None else row["number"] or 0)


def _is_kind_of_total(row: Row) -> bool:
    return row["subject"] == _FIXED or (row["subject"] == _ASSET_KIND and not _is_fixed(row))


def _is_fixed(row: Row) -> bool:
    return (row["subject_name"] or "").endswith(asset_names()[_FIXED])


def _is_part(row: Row, held: Sequence[Row]) -> bool:
    """Whether another row sums it up: other fixed assets, equipment above a threshold beside all of its kind."""
    if row["subject"] == _ASSET_KIND:
        return _is_fixed(row) and any(one["subject"] == _FIXED for one in held)
    name = row["subject_name"] or ""
    others = [one["subject_name"] or "" for one in held if one["subject"] == row["subject"] == _EQUIPMENT]
    return any(other != name and name.endswith(other) for other in others)


def _asset(claim: Row, role: RowRole, *, is_leaf: bool) -> dict[str, Any]:
    is_money = claim["amount"] is not None
    return _row(
        claim,
        "asset",
        line_name=claim["subject_name"] or asset_names()[claim["subject"]],
        quantity=None if is_money else claim["number"],
        quantity_unit=None if is_money else claim["unit"],
        amount=claim["amount"],
        line_role=role,
        rounding_step=claim["rounding_step"] if is_money else None,
        as_of=claim["as_of"],
        amount_published=claim["amount_published"],
        unit=claim["unit"] if is_money else None,
        is_leaf=is_leaf,
        is_total=role == RowRole.TOTAL,
        assurance=Assurance.UNCHECKED,
    )
