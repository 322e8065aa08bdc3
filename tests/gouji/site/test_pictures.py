"""Pictures of pages and the boxes laid over them: only of the very bytes that were read, in points of the page."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from gouji.site.document.boxes import finding_figure, picture_name
from gouji.site.document.load import DocumentRows
from gouji.site.pictures import draw_pages, source_file
from pipelines.acquire import Objects


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Three pages: A5, A5, and one of 100 by 100 metres."""
    path = tmp_path / "预 算.pdf"
    canvas = Canvas(str(path), pagesize=(420, 595))
    for size in ((420, 595), (420, 595), (14_400, 14_400)):
        canvas.setPageSize(size)
        canvas.drawString(20, 20, "12.00")
        canvas.showPage()
    canvas.save()
    return path


def test_the_file_must_be_the_one_that_was_read(pdf: Path) -> None:
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    for addresses, id_, expected in (
        ([pdf.as_uri()], digest, pdf),
        ([str(pdf)], digest, pdf),
        ([str(pdf.with_name("absent.pdf")), pdf.as_uri()], digest, pdf),
        ([pdf.as_uri()], "0" * 64, None),
        ([f"https://example.org{pdf}"], digest, None),
        ([str(pdf.with_name("absent.pdf"))], digest, None),
        ([], digest, None),
    ):
        with source_file(addresses, id_) as found:
            assert found == expected


def test_a_file_that_is_gone_is_drawn_from_what_is_kept(pdf: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    objects = Objects(tmp_path / "objects")
    objects.put(digest, pdf)
    address = pdf.as_uri()
    pdf.unlink()
    with source_file([address], digest, objects) as found:
        assert found is not None
        assert list(draw_pages(found, {2: tmp_path / "2.jpg"})) == [2]


def test_pages_are_drawn_at_a_scale_and_large_ones_kept_small(pdf: Path, tmp_path: Path) -> None:
    targets = {number: tmp_path / f"{number}.jpg" for number in (0, 1, 3, 4)}
    assert sorted(draw_pages(pdf, targets)) == [1, 3]
    with Image.open(targets[1]) as first:
        assert (first.format, first.size) == ("JPEG", (630, 893))
    with Image.open(targets[3]) as large:
        assert 7_000_000 < large.width * large.height <= 8_010_000
    assert not targets[0].exists() and not targets[4].exists()
    assert [p.name for p in tmp_path.glob("*.part")] == []


def test_what_is_no_pdf_gives_no_picture(tmp_path: Path) -> None:
    (tmp_path / "ruin.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert list(draw_pages(tmp_path / "ruin.pdf", {1: tmp_path / "1.jpg"})) == []
    assert list(draw_pages(tmp_path / "absent.pdf", {1: tmp_path / "1.jpg"})) == []


def line(number: int) -> dict[str, Any]:
    return {"grid_no": 7, "row_no": number, "col_no": 1}


FINDING = {"page": 3, "line_id": "L1", "finding_id": "F-R1"}
FOUND: dict[str, Any] = {
    "pages": {3: {"width": 600, "height": 800}},
    "lines": {"L1": line(1), "L2": line(2), "L3": line(3)},
    "places": {(3, "7-1-1"): (100.0, 400.0, 150.0, 412.0), (3, "7-2-1"): (100.0, 420.0, 150.0, 432.0)},
    "terms": {"R1": [("R1", "L1", 1, "lhs"), ("R1", "L2", 1, "rhs"), ("R1", "L3", 1, "rhs"), ("R1", "gone", 1, "rhs")]},
}


def figure(finding: dict[str, Any] | None = None, **given: Any) -> Any:
    found = DocumentRows.__new__(DocumentRows)
    for name, value in (FOUND | given).items():
        setattr(found, name, value)
    return finding_figure(FINDING | (finding or {}), found)


def test_the_cell_of_a_finding_is_boxed_and_those_of_its_equation_as_well() -> None:
    made = figure()
    assert (made.page, made.width, made.height) == (3, 600.0, 800.0)
    assert made.main == (98.5, 398.5, 53.0, 15.0)
    assert made.others == [(98.5, 418.5, 53.0, 15.0)]
    assert made.strip == pytest.approx(224)
    assert made.y == pytest.approx(406 - 112)


@pytest.mark.parametrize(("top", "y"), [(10.0, 0.0), (780.0, 576.0)])
def test_the_strip_stays_on_the_page(top: float, y: float) -> None:
    assert figure(places={(3, "7-1-1"): (100.0, top, 150.0, top + 12)}).y == pytest.approx(y)


def test_without_a_place_the_strip_is_the_head_of_the_page() -> None:
    made = figure({"line_id": None})
    assert (made.main, made.y) == (None, 0.0)
    assert len(made.others) == 2


@pytest.mark.parametrize(
    "given",
    [{"pages": {}}, {"pages": {3: {"width": None, "height": 800}}}, {"pages": {3: {"width": 600, "height": 0}}}],
)
def test_a_format_without_pages_has_no_figure(given: dict[str, Any]) -> None:
    assert figure(**given) is None
    assert figure({"page": None}) is None


def test_a_picture_is_named_by_document_and_page() -> None:
    assert picture_name("abc", 12) == "abc-p12.jpg"
