"""Files that cannot be read, wholly or in part, say so."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import page_image, read_pdf
from pipelines.model.document import Box, ReadError, Unreadable
from tests.extract import pdf_samples as draw


def simple(path: Path, **settings: object) -> Path:
    canvas = Canvas(str(path), **settings)
    canvas.drawString(72, 700, "3,230.60")
    canvas.save()
    return path


def refused(path: Path) -> Unreadable:
    with pytest.raises(ReadError) as caught:
        read_pdf(path)
    assert caught.value.message
    return caught.value.reason


def test_encrypted(tmp_path: Path) -> None:
    path = simple(tmp_path / "a.pdf", encrypt=StandardEncryption("secret", "owner"))
    assert refused(path) is Unreadable.ENCRYPTED


def test_empty_user_password_opens(tmp_path: Path) -> None:
    path = simple(tmp_path / "a.pdf", encrypt=StandardEncryption("", "owner", canPrint=0))
    assert [p.text for p in read_pdf(path).paragraphs] == ["3,230.60"]


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.touch()
    assert refused(path) is Unreadable.EMPTY


def test_truncated(tmp_path: Path) -> None:
    whole = simple(tmp_path / "a.pdf").read_bytes()
    path = tmp_path / "b.pdf"
    path.write_bytes(whole[: len(whole) // 4])
    assert refused(path) is Unreadable.DAMAGED


def test_text_with_the_wrong_name(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("部门预算 2026", encoding="utf-8")
    assert refused(path) is Unreadable.DAMAGED


def test_no_pages(tmp_path: Path) -> None:
    pdf = pypdfium2.PdfDocument.new()
    pdf.save(tmp_path / "a.pdf")
    pdf.close()
    assert refused(tmp_path / "a.pdf") is Unreadable.DAMAGED


def test_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.pdf") is Unreadable.DAMAGED


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    canvas.showPage()


def test_images_only(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    scan(canvas)
    canvas.save()
    document = read_pdf(tmp_path / "a.pdf")
    assert document.warnings == ["no_text_layer"]
    assert [(p.chars, p.has_image) for p in document.pages] == [(0, True)]


def test_some_pages_images_only(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 700, "3,230.60")
    canvas.showPage()
    scan(canvas)
    canvas.save()
    assert read_pdf(tmp_path / "a.pdf").warnings == ["no_text_layer: pages 2"]


def test_many_pages(tmp_path: Path) -> None:
    """Thousands of pages: every one is read, and nothing of a page outlives it but its text."""
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for number in range(2_000):
        canvas.drawString(72, 700, f"line {number}")
        canvas.showPage()
    canvas.save()
    document = read_pdf(tmp_path / "a.pdf")
    assert len(document.pages) == 2_000
    assert document.paragraphs[-1].text == "line 1999"


def test_page_image_outlines_the_box(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        draw.texts(canvas)
    picture = Image.open(io.BytesIO(page_image(tmp_path / "a.pdf", 1, Box(100, 200, 300, 240), 2.0)))
    assert picture.size == (1190, 1684)
    assert picture.format == "PNG"
    red, green, blue = picture.convert("RGB").getpixel((400, 398))  # type: ignore[misc]
    assert red > 180 and green < 80 and blue < 80
    assert picture.convert("RGB").getpixel((400, 440)) == (255, 255, 255)


def test_page_image_of_a_missing_page(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        page_image(simple(tmp_path / "a.pdf"), 2)
    with pytest.raises(ReadError):
        page_image(tmp_path / "none.pdf", 1)
    with pytest.raises(ValueError):
        page_image(simple(tmp_path / "a.pdf"), 1, None, 0)
