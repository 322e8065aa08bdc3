"""The way back from what a reader of scans doubts to the paper: crops of the page, each beside what was read there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.acquire import Objects
from pipelines.model.document import DOUBT, Box
from warehouse.connection import WarehouseError, asked, connect_readonly
from warehouse.evidence import Evidence, LineNotFoundError, at_page, of_document, source_of, why_not, write_picture
from warehouse.location import Location
from warehouse.output.crops import SCALE, Crop, draw_crops

BEGINS = "R-"  # ids of findings of a reader in quality.finding: R-<document_id, first 16>-<finding_no>
_MOST = 40  # crops of one picture
_OF_FIGURES = "doubtful_figure"


def finding_evidence(location: Location, finding_id: str, out: Path, objects: Objects | None = None) -> Evidence:
    """Looks a finding of reading up in the warehouse and writes what it speaks of to ``out``, as PNG.

    A finding of doubtful figures gives every figure in doubt on its page; one with a box the cells there.  Raises
    LineNotFoundError, or WarehouseError where the source is nowhere any more, nor kept in ``objects``, or the finding
    has no place.
    """
    connection = connect_readonly(location)
    try:
        with asked(location):
            row = _lookup(connection, finding_id)
            picture = _picture(connection, row, _readings(connection, row), objects)
    finally:
        connection.close()
    write_picture(out, picture)
    facts = {"finding": finding_id, "kind": row["kind"], "says": row["message_en"], "file": row["file_name"]}
    facts |= {"sha256": row["document_id"], "where": f"page {row['page']}"}
    return Evidence(row, "\n".join(f"{name:8} {value}" for name, value in facts.items()), out)


def _lookup(connection: duckdb.DuckDBPyConnection, finding_id: str) -> dict[str, Any]:
    document, _, number = finding_id.removeprefix(BEGINS).partition("-")
    whole = of_document(connection, document)
    if whole is None or not number.isdigit():
        raise LineNotFoundError(f"no finding {finding_id!r} in this warehouse; quality.finding has their ids")
    result = connection.execute(
        "SELECT f.*, d.file_name, d.source_uri, d.media_type FROM raw.finding f JOIN raw.document d "
        "USING (document_id, shard) WHERE document_id = ? AND shard = ? AND finding_no = ?",
        [*whole, int(number)],
    )
    names = [column[0] for column in result.description or []]
    found = result.fetchone()
    if found is None:
        raise LineNotFoundError(f"no finding {finding_id!r} in this warehouse; quality.finding has their ids")
    return dict(zip(names, found, strict=True))


def _readings(connection: duckdb.DuckDBPyConnection, row: dict[str, Any]) -> list[tuple[Box, str]]:
    """The boxes a finding speaks of, with what was read in them."""
    cells = "SELECT x0, top, x1, bottom, text FROM raw.cell WHERE document_id = ? AND shard = ? AND page = ? AND "
    here = [row["document_id"], row["shard"], row["page"]]
    order = f" ORDER BY grid_no, row_no, col_no LIMIT {_MOST}"
    if row["kind"] == _OF_FIGURES:
        found = connection.execute(f"{cells} x0 IS NOT NULL AND starts_with(text, ?){order}", [*here, DOUBT])
    elif row["x0"] is None:
        raise WarehouseError(f"finding {row['finding_no']} of {row['file_name']} speaks of no place on its page")
    else:
        box = Box(row["x0"], row["top"], row["x1"], row["bottom"])
        inside = [box.x1, box.x0, box.bottom, box.top]
        found = connection.execute(f"{cells} x0 < ? AND x1 > ? AND top < ? AND bottom > ?{order}", [*here, *inside])
        texts = " | ".join(cell[4] for cell in found.fetchall())
        return [(box, texts)]
    return [(Box(*cell[:4]), cell[4]) for cell in found.fetchall()]


def _picture(
    connection: duckdb.DuckDBPyConnection,
    row: dict[str, Any],
    readings: Sequence[tuple[Box, str]],
    objects: Objects | None,
) -> bytes:
    with source_of(connection, row, objects) as source:
        if source is None:
            raise WarehouseError(f"no picture: {why_not(row)}")
        page = at_page(source, row["media_type"], row["page"], scale=SCALE)
    return draw_crops(page, [Crop(box, text) for box, text in readings])
