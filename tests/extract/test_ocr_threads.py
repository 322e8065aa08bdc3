"""Pages of one file are read side by side: the result is that of one after the other, and memory stays bounded."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract import read_path
from pipelines.extract.ocr import available, scans
from pipelines.extract.pdf import read_pdf
from pipelines.model.document import Document, ReadError
from tests.extract.pdf_samples import HEIGHT, WIDTH
from tests.extract.scans import scanned, table_pdf, without_ink

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")
SHEET = 8_000_000  # pixels: A3 at 200 dots per inch


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Six pages: a scan, a page of text, a small scan of lower resolution, an empty picture, a scan, text."""
    drawn = table_pdf(tmp_path / "table.pdf")
    parts = [
        scanned(drawn, tmp_path / "first.pdf", [1], 150),
        drawn,
        scanned(drawn, tmp_path / "second.pdf", [1], 100),
        tmp_path / "empty.pdf",
        scanned(drawn, tmp_path / "third.pdf", [1], 150, lambda p: p.rotate(180)),
        drawn,
    ]
    parts[3].write_bytes(without_ink())
    out = pypdfium2.PdfDocument.new()
    for part in parts:
        out.import_pages(pypdfium2.PdfDocument(part))
    out.save(tmp_path / "bundle.pdf")
    return tmp_path / "bundle.pdf"


def told(document: Document) -> tuple[object, ...]:
    return document.pages, document.paragraphs, document.grids, document.warnings, document.doubts


def test_as_many_threads_as_one(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "threads", lambda: 1)
    alone = read_pdf(bundle)
    monkeypatch.setattr(scans, "threads", lambda: 4)
    together = read_pdf(bundle)
    assert told(together) == told(alone)
    assert [(g.page, g.method) for g in together.grids] == [
        (1, "ocr"),
        (2, "ruled"),
        (3, "ocr"),
        (5, "ocr"),
        (6, "ruled"),
    ]
    assert together.warnings == ["ocr: pages 1, 3, 5", "no_text_layer: pages 4"]


def test_the_first_pages_are_read_and_the_rest_is_named(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MAX_PAGES", 2)
    found = read_pdf(bundle)
    assert [g.page for g in found.grids if g.method == "ocr"] == [1, 3]
    assert [(d.kind, d.page) for d in found.doubts] == [("unread_scan", 4), ("unread_scan", 5)]


def test_a_failure_in_a_thread_is_that_of_the_document(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.extract.ocr import page

    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(page, "read_picture", fail)
    with pytest.raises(MemoryError):
        read_pdf(bundle)


def test_pictures_under_way_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "threads", lambda: 2)
    running: Future[Any] = Future()
    waited: list[int] = []

    def wait(under_way: dict[Future[Any], int], **_: object) -> None:
        waited.append(sum(under_way.values()))
        running.set_result(None)

    monkeypatch.setattr(scans, "wait", wait)
    reader = scans.Scans()
    reader.wait_for_room(30_000_000)  # alone, a poster is read too
    reader._under_way[running] = 4_000_000
    reader.wait_for_room(4_000_000)
    assert waited == []
    reader.wait_for_room(SHEET + 1)
    assert waited == [4_000_000]


def test_a_small_picture_is_not_turned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same upside-down picture as a whole page, and as an illustration on a page."""
    table = pypdfium2.PdfDocument(table_pdf(tmp_path / "table.pdf"))[0].render(scale=150 / 72).to_pil()
    upside_down = table.crop((0, 0, table.width, table.height // 2)).rotate(180)
    for name, height, size in (
        ("sheet", HEIGHT / 2, (WIDTH, HEIGHT / 2)),
        ("illustration", HEIGHT, (WIDTH * 0.6, HEIGHT * 0.3)),
    ):
        canvas = Canvas(str(tmp_path / name), pagesize=(WIDTH, height))
        canvas.drawImage(ImageReader(upside_down), 0, 0, *size)
        canvas.save()
    assert any(c.text == "3,230.60" for g in read_pdf(tmp_path / "sheet").grids for c in g.cells)
    assert not any(c.text == "3,230.60" for g in read_pdf(tmp_path / "illustration").grids for c in g.cells)


def test_frames_of_a_picture_file_keep_their_order(tmp_path: Path) -> None:
    page = pypdfium2.PdfDocument(table_pdf(tmp_path / "table.pdf"))[0].render(scale=150 / 72).to_pil().convert("L")
    blank = Image.new("L", page.size, 255)
    page.save(tmp_path / "a.tif", save_all=True, append_images=[blank, page, blank, page], dpi=(150, 150))
    found = read_path(tmp_path / "a.tif")
    assert [g.page for g in found.grids] == [1, 3, 5]
    assert [p.number for p in found.pages] == [1, 2, 3, 4, 5]


def test_only_blank_frames_are_no_document(tmp_path: Path) -> None:
    blank = Image.new("L", (400, 600), 255)
    blank.save(tmp_path / "a.tif", save_all=True, append_images=[blank])
    with pytest.raises(ReadError, match="without text"):
        read_path(tmp_path / "a.tif")
