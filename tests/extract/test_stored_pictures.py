"""Tables that stand as pictures in a Word file or a web page."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import docx
import numpy as np
import pypdfium2
import pytest
from docx.shared import Pt
from PIL import Image

from pipelines.extract.docx.read import read_docx
from pipelines.extract.html.images import in_page
from pipelines.extract.html.read import read_html
from pipelines.extract.ocr import available
from pipelines.model.document import Document
from tests.extract.scans import TABLE, table_pdf

NEEDS_OCR = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A table as a person cuts it from a page at 150 dots per inch; the file tells no size."""
    drawn = pypdfium2.PdfDocument(table_pdf(tmp_path_factory.mktemp("table") / "table.pdf"))
    cut = drawn[0].render(scale=150 / 72).to_pil().crop((75, 142, 1170, 495))
    drawn.close()
    return png(cut)


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def check(document: Document) -> None:
    """The text above it, then the table as it is drawn."""
    (grid,) = document.grids
    assert grid.method == "ocr"
    rows = [[cell.text if cell else "" for cell in row] for row in grid.matrix()]
    assert rows[:-1] == TABLE[:-1]
    assert [p.order < grid.order for p in document.paragraphs if p.text == "表如下"] == [True]
    assert "ocr: a picture of a table on page 1" in document.warnings


def word(path: Path, *pictures: bytes) -> Path:
    made = docx.Document()
    made.add_paragraph("表如下")
    for one in pictures:
        made.add_picture(io.BytesIO(one), width=Pt(430))
    made.save(str(path))
    return path


@NEEDS_OCR
def test_in_a_word_file(picture: bytes, tmp_path: Path) -> None:
    check(read_docx(word(tmp_path / "a.docx", picture)))


@NEEDS_OCR
def test_in_a_web_page(picture: bytes, tmp_path: Path) -> None:
    data = base64.b64encode(picture).decode()
    page = f'<html><body><p>表如下</p><img src="data:image/png;base64,{data}"><img src="other.png"></body></html>'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    check(read_html(tmp_path / "a.html"))


def test_a_photograph_and_a_damaged_picture_are_no_tables(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 400), dtype=np.uint8)
    found = read_docx(word(tmp_path / "a.docx", png(Image.fromarray(noise))))
    assert (found.grids, found.warnings) == ([], [])
    (tmp_path / "a.html").write_text('<p>表如下</p><img src="data:image/png;base64,AAAA">', encoding="utf-8")
    found = read_html(tmp_path / "a.html")
    assert (found.grids, found.warnings) == ([], [])


def test_without_the_packages_it_is_said(picture: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.extract.ocr.stored.is_available", lambda: False)
    found = read_docx(word(tmp_path / "a.docx", picture))
    assert found.grids == []
    assert found.warnings[0].startswith("tool_missing: pictures of tables are not read")


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("data:image/png;base64,QUI=", b"AB"),
        ("DATA:image/svg+xml;charset=utf-8;base64,QUI=", b"AB"),
        ("data:image/gif,A%42", b"AB"),
        ("data:text/plain,AB", None),
        ("images/a.png", None),
    ],
)
def test_pictures_that_lie_in_the_page(address: str, data: bytes | None) -> None:
    assert in_page(address) == data
