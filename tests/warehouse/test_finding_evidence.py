"""From a finding about a scan to its print: each figure in doubt beside its reading, a place beside its cells."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipelines.model.document import DOUBT, Box
from tests.warehouse.conftest import Published
from tests.warehouse.facts import READ_AT, Books, frame
from warehouse import finding_evidence as module
from warehouse.connection import WarehouseError
from warehouse.evidence import LineNotFoundError
from warehouse.finding_evidence import finding_evidence
from warehouse.output.crops import Crop, draw_crops

CELLS = ((200.0, 220.0, f"{DOUBT}1234.50"), (240.0, 260.0, "99.00"), (280.0, 300.0, f"{DOUBT}7.00"))


class Scanned(NamedTuple):
    """A warehouse with three findings about a page; how their ids begin; the source."""

    warehouse: Path
    begins: str
    source: Path


@pytest.fixture
def scanned(published: Published, tmp_path: Path) -> Scanned:
    """Doubtful figures, ink at an edge in the box of the second cell, and a poor scan without a place."""
    source = tmp_path / "a.pdf"
    canvas = Canvas(str(source), pagesize=(400, 600), invariant=1)
    canvas.drawString(110, 600 - 215, "1234.50")
    canvas.save()
    id_ = hashlib.sha256(source.read_bytes()).hexdigest()
    books = Books()
    books.document("x")
    for document in books.documents.values():
        document["document_id"] = id_
    place = {"document_id": id_, "grid_no": 1, "col_no": 0, "row_span": 1, "col_span": 1, "page": 1}
    books.cells += [
        place | {"row_no": row, "text": text, "x0": 100.0, "top": top, "x1": 180.0, "bottom": bottom}
        for row, (top, bottom, text) in enumerate(CELLS)
    ]
    kinds = ("doubtful_figure", "ink_at_edge", "poor_scan")
    findings = [
        {"document_id": id_, "finding_no": number, "kind": kind, "page": 1, "message_zh": "有误", "message_en": "wrong"}
        for number, kind in enumerate(kinds, 1)
    ]
    findings[1] |= {"x0": 150.0, "top": 242.0, "x1": 180.0, "bottom": 258.0}
    raw = {"document_id": id_, "file_name": source.name, "source_uri": source.as_uri(), "bytes": 1,
           "media_type": "application/pdf", "extracted_at": READ_AT}  # fmt: skip
    frames = books.frames() | {
        "raw.document": frame("raw.document", [raw]),
        "raw.finding": frame("raw.finding", findings),
    }
    return Scanned(published(frames, tmp_path / "w.duckdb"), f"R-{id_[:16]}-", source)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Crop]:
    """The crops that are drawn."""
    found: list[Crop] = []

    def draw(page: bytes, crops: list[Crop]) -> bytes:
        found.extend(crops)
        return draw_crops(page, crops)

    monkeypatch.setattr(module, "draw_crops", draw)
    return found


def test_every_figure_in_doubt_stands_beside_its_reading(scanned: Scanned, drawn: list[Crop], tmp_path: Path) -> None:
    found = finding_evidence(scanned.warehouse, f"{scanned.begins}1", tmp_path / "out.png")
    assert [crop.text for crop in drawn] == [f"{DOUBT}1234.50", f"{DOUBT}7.00"]
    assert drawn[0].box == Box(100, 200, 180, 220)
    with Image.open(tmp_path / "out.png") as picture:
        assert picture.width > 3 * 80
        assert picture.height > 2 * 3 * 20
    for part in ("doubtful_figure", "a.pdf", "page 1", "wrong"):
        assert part in found.description


def test_a_place_stands_beside_the_cells_there(scanned: Scanned, drawn: list[Crop], tmp_path: Path) -> None:
    finding_evidence(scanned.warehouse, f"{scanned.begins}2", tmp_path / "out.png")
    assert drawn == [Crop(Box(150, 242, 180, 258), "99.00")]


def test_what_cannot_be_shown_is_said(scanned: Scanned, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    with pytest.raises(WarehouseError, match="no place"):
        finding_evidence(scanned.warehouse, f"{scanned.begins}3", out)
    for unknown in (f"{scanned.begins}9", "R-0000000000000000-1", "R-x"):
        with pytest.raises(LineNotFoundError, match="no finding"):
            finding_evidence(scanned.warehouse, unknown, out)
    scanned.source.write_bytes(scanned.source.read_bytes() + b"%")
    with pytest.raises(WarehouseError, match="no longer at"):
        finding_evidence(scanned.warehouse, f"{scanned.begins}1", out)
    assert not out.exists()


def test_the_print_is_at_the_left_of_the_picture() -> None:
    page = Image.new("RGB", (300, 300), "white")
    page.paste((0, 0, 255), (90, 90, 180, 120))  # points 30 to 60, 30 to 40
    buffer = io.BytesIO()
    page.save(buffer, "PNG")
    with Image.open(io.BytesIO(draw_crops(buffer.getvalue(), [Crop(Box(30, 30, 60, 40), "7.00")]))) as picture:
        blue = [x for x in range(picture.width) if picture.getpixel((x, 16 + 18 + 5)) == (0, 0, 255)]
        assert len(blue) == 90
        dark = [x for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y)) == (0, 0, 0)]
        assert dark
        assert min(dark) > max(blue)
