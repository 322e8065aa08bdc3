"""Scanned pages: what is printed comes out, in its cell and in its place, however the page was fed."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pipelines.acquire import source_of
from pipelines.extract import read_path
from pipelines.extract.ocr import available, scans
from pipelines.extract.ocr.figures import plain_figure
from pipelines.extract.ocr.images import image_page
from pipelines.extract.outline import OUTLINE
from pipelines.extract.pdf import read_pdf, reader
from pipelines.model.document import Document, ReadError, Unreadable
from pipelines.process import Processor
from pipelines.recognise import CodeBook
from scripts.scans.spoil import fax, jpeg, keystone, noise, rotated
from tests.extract.scans import TABLE, XS, YS, scanned, table_pdf, without_ink

needs_ocr = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")


def texts(document: Document) -> list[list[str]]:
    (grid,) = document.grids
    out = [[""] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        out[cell.row][cell.col] = cell.text.replace("-", "—") if len(cell.text) == 1 else cell.text
    return out


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return table_pdf(tmp_path_factory.mktemp("ocr") / "table.pdf")


@needs_ocr
@pytest.mark.parametrize(
    ("dpi", "spoil"),
    [(100, None), (200, noise), (150, jpeg), (150, rotated), (150, keystone)],
    ids=["100", "noise", "jpeg", "rotated", "keystone"],
)
def test_every_cell(drawn: Path, tmp_path: Path, dpi: int, spoil: Callable[[Image.Image], Image.Image] | None) -> None:
    found = read_pdf(scanned(drawn, tmp_path / "scan.pdf", [1], dpi, spoil))
    assert [row[2:] for row in texts(found)[1:4]] == [row[2:] for row in TABLE[1:4]]
    assert [row[0] for row in texts(found)] == [row[0] for row in TABLE]
    assert found.grids[0].method == "ocr"
    assert found.reader.endswith(scans.READER)
    assert found.warnings == ["ocr: pages 1"]


@needs_ocr
@pytest.mark.parametrize("degrees", [90, 180])
def test_page_fed_the_wrong_way(drawn: Path, tmp_path: Path, degrees: int) -> None:
    found = read_pdf(scanned(drawn, tmp_path / "scan.pdf", [1], 150, lambda p: p.rotate(degrees, expand=True)))
    assert texts(found)[1] == TABLE[1]
    box = next(c.box for c in found.grids[0].cells if c.text == "3,230.60")
    assert box is not None
    if degrees == 90:  # the right edge of the page as drawn is now its top
        assert box.top == pytest.approx(595 - XS[3], abs=2)
        assert box.x0 == pytest.approx(YS[4], abs=2)


@needs_ocr
def test_boxes_are_on_the_page(drawn: Path, tmp_path: Path) -> None:
    found = read_pdf(scanned(drawn, tmp_path / "scan.pdf", [1], 150))
    cell = next(c for c in found.grids[0].cells if c.text == "916.05")
    assert cell.box is not None
    assert (cell.box.x0, cell.box.top, cell.box.x1, cell.box.bottom) == pytest.approx(
        (XS[2], YS[2], XS[3], YS[3]), abs=1
    )
    assert [p.text for p in found.paragraphs] == ["部门支出预算总表", "单位：万元"]


@needs_ocr
def test_nothing_is_fetched(drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert read_pdf(scanned(drawn, tmp_path / "scan.pdf", [1], 150)).grids


@needs_ocr
def test_fax_says_so_and_guesses_nothing(drawn: Path, tmp_path: Path) -> None:
    found = read_pdf(scanned(drawn, tmp_path / "scan.pdf", [1], 100, fax))
    assert any(w.startswith("poor_scan: pages 1") for w in found.warnings)
    printed = {text for row in TABLE for text in row}
    read = {c.text for g in found.grids for c in g.cells if plain_figure(c.text)}
    assert read <= printed


def test_without_the_packages(drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (scans, reader):
        monkeypatch.setattr(module, "is_available", lambda: False)
    with pytest.raises(ReadError, match="extra 'ocr'") as caught:
        read_pdf(scanned(drawn, tmp_path / "scan.pdf", [1], 100))
    assert caught.value.reason is Unreadable.TOOL_MISSING
    assert read_pdf(drawn).grids


@needs_ocr
def test_picture_without_text(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(without_ink())
    assert read_pdf(tmp_path / "a.pdf").warnings == ["no_text_layer"]


@needs_ocr
def test_only_pages_without_text_are_recognised(drawn: Path, tmp_path: Path) -> None:
    scan = scanned(drawn, tmp_path / "scan.pdf", [1], 150)
    mixed = pypdfium2.PdfDocument.new()
    for part in (drawn, scan):
        mixed.import_pages(pypdfium2.PdfDocument(part))
    mixed.save(tmp_path / "mixed.pdf")
    found = read_pdf(tmp_path / "mixed.pdf")
    assert [(g.page, g.method) for g in found.grids] == [(1, "ruled"), (2, "ocr")]
    assert [p.is_scan for p in found.pages] == [False, True]
    assert found.warnings == ["ocr: pages 2"]


@needs_ocr
def test_pictures_as_documents(drawn: Path, tmp_path: Path) -> None:
    """A .png that does not tell its resolution, and a .tif of two pages that does."""
    page = pypdfium2.PdfDocument(drawn)[0].render(scale=150 / 72).to_pil().convert("L")
    page.save(tmp_path / "a.png")
    page.convert("1").save(tmp_path / "b.tif", save_all=True, append_images=[page.convert("1")], dpi=(150, 150))
    found = read_path(tmp_path / "a.png")
    assert texts(found)[1] == TABLE[1]
    assert found.reader == scans.READER
    assert [g.page for g in read_path(tmp_path / "b.tif").grids] == [1, 2]
    cell = next(c for c in found.grids[0].cells if c.text == "3,230.60")
    picture = Image.open(io.BytesIO(image_page(tmp_path / "a.png", 1, cell.box))).convert("RGB")
    middle = round(YS[4] + YS[5])  # half way down the cell, two pixels a point
    assert OUTLINE in {picture.getpixel((round(2 * XS[2]) + off, middle)) for off in range(-6, 7)}


@needs_ocr
def test_figures_say_that_they_were_recognised(drawn: Path, tmp_path: Path) -> None:
    path = scanned(drawn, tmp_path / "2026年部门预算.pdf", [1], 150)
    rows = Processor(CodeBook())(source_of(path))["raw.line"]
    assert rows["reader"].unique().to_list() == ["ocr"]
    assert "3230.60" in rows["value"].to_list()
