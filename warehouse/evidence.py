"""The way back from a figure to the paper: the source page with the cell boxed, and a description in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.connection import WarehouseError, asked, connect_readonly
from warehouse.location import Location
from warehouse.output.grid_image import DrawnCell, draw_grid
from warehouse.output.text import plain

if TYPE_CHECKING:  # only a picture needs it
    from pipelines.acquire import Objects

_SCALE = 2.0
_OF_DOCUMENT = 16  # digits of a document's id that begin those of its lines
_PDF = "application/pdf"
_NO_FONT = "No font with Chinese glyphs was found, so names in the picture are boxes: install Noto Sans CJK."


class LineNotFoundError(WarehouseError):
    """No loaded and no quarantined line has this id."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found: the row of mart.evidence, a description, the picture's path, and what a reader should know."""

    row: dict[str, Any]
    description: str
    picture: Path | None
    note: str = ""


def evidence(location: Location, line_id: str, out: Path | None = None, objects: Objects | None = None) -> Evidence:
    """Looks ``line_id`` up in the warehouse at ``location`` and, if ``out`` is given, writes the source as a PNG there.

    A PDF gives its page with the cell boxed, if its bytes still stand anywhere a run found them, or are kept in
    ``objects``; any other source, or a PDF that is gone, gives its grid redrawn from the warehouse.  Raises
    LineNotFoundError, or WarehouseError if there is no warehouse or the picture cannot be written.
    """
    connection = connect_readonly(location)
    try:
        with asked(location):
            row = _lookup(connection, line_id)
            if out is None:
                return Evidence(row, describe(row), None)
            picture, note = _picture(connection, row, objects)
    finally:
        connection.close()
    write_picture(out, picture)
    return Evidence(row, describe(row), out, note)


def write_picture(out: Path, picture: bytes) -> None:
    """Write it, whole or not at all.  Raises WarehouseError where it cannot be written."""
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(picture)
        part.replace(out)
    except OSError as error:
        raise WarehouseError(f"cannot write {out}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def describe(row: dict[str, Any]) -> str:
    """The row of mart.evidence in words: the figure, what it is, and where it stands."""
    amount = f"{plain(row['amount'])} 元" if row["amount"] is not None else ""
    printed = f"“{row['amount_published']}” {row['unit'] or ''}".strip() if row["amount_published"] else ""
    facts = {
        "line": f"{row['line_id']} ({row['status']}, {row['fact']})",
        "who": " ".join(plain(row[k]) for k in ("department_name", "fiscal_year", "stage") if row[k] is not None),
        "what": " / ".join(row[k] for k in ("statement", "line_name", "column_title") if row[k]),
        "amount": amount,
        "printed": printed,
        "cell": (row["cell_text"] or "").replace("\n", " "),
        "readings": ", ".join(json.loads(row["candidates"] or "[]")),
        "file": f"{row['file_name'] or ''} ({row['source_uri'] or ''})",
        "sha256": row["document_id"],
        "where": ", ".join(_place(row)),
    }
    return "\n".join(f"{name:8} {value}" for name, value in facts.items() if value)


def _place(row: dict[str, Any]) -> Iterator[str]:
    """Where a figure stands, as far as it is known: page, cell or paragraph, box."""
    if row["page"]:
        yield f"page {row['page']}"
    if row["grid_no"] is not None:
        yield f"table {row['grid_no']}, row {row['row_no'] + 1}, column {row['col_no'] + 1}"
    elif row["paragraph_no"] is not None:
        yield f"paragraph {row['paragraph_no']}"
    if row["x0"] is not None:
        yield f"box ({row['x0']:.1f}, {row['top']:.1f}, {row['x1']:.1f}, {row['bottom']:.1f}) points"


def _lookup(connection: duckdb.DuckDBPyConnection, line_id: str) -> dict[str, Any]:
    of = of_document(connection, line_id[:_OF_DOCUMENT])
    where = "AND document_id = ? AND shard = ?" if of else ""
    # A loaded line before a quarantined one, a money cell before what else was made of the same cell.
    result = connection.execute(
        f"SELECT * FROM mart.evidence WHERE line_id = ? {where} "
        "ORDER BY status = 'loaded' DESC, fact LIKE '%budget' DESC, fact LIMIT 1",
        [line_id, *(of or ())],
    )
    names = [column[0] for column in result.description or []]
    found = result.fetchone()
    if found is None:
        raise LineNotFoundError(
            f"no line {line_id!r} in this warehouse; line ids are in column line_id of the facts and marts"
        )
    return dict(zip(names, found, strict=True))


def of_document(connection: duckdb.DuckDBPyConnection, begins: str) -> tuple[str, str] | None:
    """Id and shard of the document whose id ``begins`` so: the id of a line or a finding begins with its document's.

    Among hundreds of millions a row is found where that document lies.
    """
    found: tuple[str, str] | None = connection.execute(
        "SELECT document_id, shard FROM raw.document WHERE starts_with(document_id, ?)", [begins]
    ).fetchone()
    return found


def _picture(connection: duckdb.DuckDBPyConnection, row: dict[str, Any], objects: Objects | None) -> tuple[bytes, str]:
    note = ""
    if row["media_type"] == _PDF or str(row["media_type"]).startswith("image/"):
        with source_of(connection, row, objects) as source:
            if source is not None:
                return _page(source, row), ""
        note = f"{why_not(row)}; the table is redrawn from the warehouse."
    if row["grid_no"] is None:
        raise WarehouseError(f"no picture for {row['line_id']}: it stands in running text. {note}".strip())
    cells = [
        DrawnCell(*cell)
        for cell in connection.execute(
            "SELECT row_no, col_no, row_span, col_span, text FROM raw.cell "
            "WHERE document_id = ? AND grid_no = ? ORDER BY ALL",
            [row["document_id"], row["grid_no"]],
        ).fetchall()
    ]
    picture, has_chinese = draw_grid(cells, row["row_no"], row["col_no"], f"{row['file_name']}  p.{row['page']}")
    if not has_chinese:
        note = f"{note} {_NO_FONT}".strip()
    return picture, note


def _page(source: Path, row: dict[str, Any]) -> bytes:
    box = (row["x0"], row["top"], row["x1"], row["bottom"]) if row["x0"] is not None else None
    return at_page(source, row["media_type"], row["page"], box)


def at_page(
    source: Path,
    media_type: str,
    page: int,
    box: tuple[float, float, float, float] | None = None,
    scale: float = _SCALE,
) -> bytes:
    """PNG of a page of a PDF or a picture file, ``box`` outlined; raises WarehouseError where it cannot be drawn."""
    # Only this needs a PDF engine; reading the warehouse does not.
    from pipelines.extract.ocr.images import image_page
    from pipelines.extract.pdf.image import page_image
    from pipelines.model.document import Box, ReadError

    draw = page_image if media_type == _PDF else image_page
    try:
        return draw(source, page, Box(*box) if box is not None else None, scale)
    except ReadError as error:
        raise WarehouseError(f"cannot draw page {page} of {source}: {error.message}") from error


@contextmanager
def source_of(
    connection: duckdb.DuckDBPyConnection, row: dict[str, Any], objects: Objects | None
) -> Iterator[Path | None]:
    """A file with the very bytes that were read of the document of ``row`` (document_id, source_uri) while the context
    lasts: at any address where they stand, where they were read, or in ``objects``; None where there is none."""
    from pipelines.acquire import NOTHING_KEPT, bytes_of

    try:
        standing = connection.execute(_STANDING, [row["document_id"]]).fetchall()
    except duckdb.CatalogException:  # a warehouse of a version before there was the table
        standing = []
    addresses = dict.fromkeys([row["source_uri"], *(address for (address,) in standing)])
    with bytes_of(row["document_id"], addresses, objects or NOTHING_KEPT) as path:
        yield path


def why_not(row: dict[str, Any]) -> str:
    """Why there is no picture of a source that `source_of` did not find."""
    return f"The bytes that were read are no longer at {row['source_uri']}, and no copy was kept"


_STANDING = """
SELECT address FROM raw.address WHERE sha256 = ? AND withdrawn_at IS NULL ORDER BY address
"""
