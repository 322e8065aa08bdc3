"""From a line to its page: pictures of a real page, of a moved file, and of sources without pages."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from pipelines.model.schema import tables
from tests.warehouse.conftest import Published
from tests.warehouse.facts import READ_AT, Books, frame
from warehouse.connection import WarehouseError
from warehouse.evidence import LineNotFoundError, evidence
from warehouse.writer import marts

Printed = Callable[[str, Path, str], tuple[Path, str]]
BOX = (100.0, 200.0, 180.0, 220.0)


def _pdf(path: Path) -> str:
    canvas = Canvas(str(path), pagesize=(400, 600), invariant=1)
    canvas.drawString(110, 600 - 215, "1234.50")
    canvas.save()
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def printed(published: Published, tmp_path: Path) -> Printed:
    """Publishes one line, printed in the box on page 1 of a source; the warehouse and the line."""

    def made(document_id: str, source: Path, media_type: str) -> tuple[Path, str]:
        books = Books()
        document = books.document("x")
        document.table("expenditure").line("行政运行", {"total": "1234.50"}, code="2010601")
        row = books.facts[0]
        for fact in (row, *books.documents.values()):
            fact["document_id"] = document_id
        x0, top, x1, bottom = BOX
        place = {"document_id": document_id, "grid_no": row["grid_no"], "row_span": 1, "col_span": 1, "page": 1}
        books.cells += [
            place | {"row_no": 0, "col_no": 0, "text": "项目"},
            place | {"row_no": row["row_no"], "col_no": row["col_no"], "text": "1234.50"}
            | {"x0": x0, "top": top, "x1": x1, "bottom": bottom},
        ]  # fmt: skip
        raw = {"document_id": document_id, "file_name": source.name, "source_uri": source.as_uri(), "bytes": 1,
               "media_type": media_type, "extracted_at": READ_AT}  # fmt: skip
        frames = books.frames() | {"raw.document": frame("raw.document", [raw])}
        return published(frames, tmp_path / "w.duckdb"), str(row["line_id"])

    return made


def _red(picture: Image.Image, box: tuple[float, float, float, float]) -> int:
    part = picture.convert("RGB").crop(tuple(round(v) for v in box))
    red, green, blue = part.split()
    return sum(1 for v in ImageChops.subtract(red, ImageChops.lighter(green, blue)).get_flattened_data() if v > 100)


def test_the_page_of_a_pdf_with_the_cell_boxed(printed: Printed, tmp_path: Path) -> None:
    source = tmp_path / "预算 1.pdf"
    path, line = printed(_pdf(source), source, "application/pdf")
    found = evidence(path, line, tmp_path / "out.png")
    assert found.note == ""
    picture = Image.open(tmp_path / "out.png")
    assert picture.size == (800, 1200)
    x0, top, x1, bottom = (2 * v for v in BOX)
    assert _red(picture, (x0 - 10, top - 10, x1 + 10, bottom + 10)) > 100
    assert _red(picture, (0, 0, 800, top - 10)) == 0
    for part in ("1234.50", "预算 1.pdf", "行政运行", "财政局 2024 budget", "page 1", "100.0, 200.0, 180.0, 220.0"):
        assert part in found.description


def test_a_changed_file_is_no_evidence(printed: Printed, tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    path, line = printed(_pdf(source), source, "application/pdf")
    source.write_bytes(source.read_bytes() + b"%")
    found = evidence(path, line, tmp_path / "out.png")
    assert "no longer at" in found.note
    assert _red(Image.open(tmp_path / "out.png"), (0, 0, 2000, 2000)) > 100


@pytest.mark.parametrize("media_type", ["application/pdf", "text/html"])
def test_a_source_without_page_is_drawn_from_its_cells(printed: Printed, tmp_path: Path, media_type: str) -> None:
    path, line = printed("0" * 64, tmp_path / "gone", media_type)
    found = evidence(path, line, tmp_path / "out.png")
    assert ("no longer at" in found.note) == (media_type == "application/pdf")
    with Image.open(io.BytesIO((tmp_path / "out.png").read_bytes())) as picture:
        assert picture.format == "PNG"
        assert _red(picture, (0, 0, *picture.size)) > 100


def test_without_out_only_words(printed: Printed, tmp_path: Path) -> None:
    path, line = printed("0" * 64, tmp_path / "gone", "text/html")
    assert evidence(path, line).picture is None


def test_unknown_lines_and_unwritable_pictures_are_said_plainly(printed: Printed, tmp_path: Path) -> None:
    path, line = printed("0" * 64, tmp_path / "gone", "text/html")
    with pytest.raises(LineNotFoundError, match="no line 'x'"):
        evidence(path, "x")
    with pytest.raises(WarehouseError, match="cannot write"):
        evidence(path, line, tmp_path / "no" / "folder.png")


def test_every_fact_has_its_evidence() -> None:
    sql = (Path(marts.__file__).parents[1] / "marts" / "evidence.sql").read_text(encoding="utf-8")
    facts = [t for t in tables().values() if t.schema in {"core", "quarantine"} and "line_id" in t.key]
    # Their lines are lines of fact_budget and of fact_claim.
    of_others = {"core.fact_three_public", "quarantine.fact_three_public", "core.claim_match"}
    assert [t.full_name for t in facts if f"FROM {t.full_name}\n" not in sql and t.full_name not in of_others] == []


def test_a_figure_of_a_scan_in_doubt_with_what_it_may_be(published: Published, tmp_path: Path) -> None:
    """One that nothing settled is in no table of facts; one that the equations settled is a loaded line like others."""
    books = Books()
    books.document("x").table("expenditure").line("行政运行", {"total": "1234.50"}, code="2010601")
    row = books.facts[0]
    place = {"document_id": row["document_id"], "grid_no": row["grid_no"], "page": 1}
    lines, readings = [], '["1,284.50", "1,234.50"]'
    for line_id, row_no in ((row["line_id"], row["row_no"]), ("x-open", 9)):
        here = place | {"row_no": row_no, "col_no": row["col_no"], "candidates": readings}
        books.cells.append(here | {"row_span": 1, "col_span": 1, "text": "〓1,284.50"})
        lines.append(
            here
            | {"line_id": line_id, "part_no": 1, "table_no": 1, "line_no": row_no, "block_no": 1}
            | {"statement": "expenditure", "amount_published": "〓1,284.50"}
        )
    path = published(books.frames() | {"raw.line": frame("raw.line", lines)}, tmp_path / "w.duckdb")
    settled, left = evidence(path, str(row["line_id"])), evidence(path, "x-open")
    assert (settled.row["status"], left.row["status"]) == ("loaded", "in_doubt")
    assert (settled.row["fact"], left.row["amount"]) == ("core.fact_budget", None)
    for found in (settled, left):
        assert "1,284.50, 1,234.50" in found.description
