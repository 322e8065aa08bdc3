"""Files no reader can make a document of, each with the reason that has to be given for it."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.end_to_end.budget import write_budget


def write_bad_files(folder: Path) -> dict[str, set[str]]:
    """Write them; returns the reasons that may be given, by file name."""
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "encrypted.pdf").write_bytes(_pdf(password="secret"))
    (folder / "truncated.pdf").write_bytes(_pdf()[:300])
    whole = write_budget(folder / "truncated.docx").read_bytes()
    (folder / "truncated.docx").write_bytes(whole[: len(whole) // 2])
    _bomb(folder / "bomb.docx")
    (folder / "image_only.pdf").write_bytes(_scan())
    (folder / "noise.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(5000))
    (folder / os.fsdecode("部门预算.pdf".encode("gbk"))).write_bytes(_pdf(password="name in GBK"))
    (folder / os.fsdecode(b"\xff\x80 2026.pdf")).write_bytes(_pdf()[:301])
    return {
        "部门预算.pdf": {"encrypted"},
        "\\xff\\x80 2026.pdf": {"damaged"},
        "empty.pdf": {"empty_file"},
        "encrypted.pdf": {"encrypted"},
        "truncated.pdf": {"damaged"},
        "truncated.docx": {"damaged"},
        "bomb.docx": {"archive_bomb", "too_large"},
        "image_only.pdf": {"no_text_layer"},
        "noise.pdf": {"damaged"},
    }


def _pdf(password: str | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password, password) if password else None)
    for page in range(3):
        canvas.drawString(72, 720, f"page {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _scan() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("L", (600, 800), 200)), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _bomb(path: Path) -> None:
    """A Word file whose body unpacks to 2 GiB of spaces."""
    write_budget(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "word/document.xml"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open("word/document.xml", "w", force_zip64=True) as body:
            for _ in range(128):
                body.write(b" " * (16 << 20))
