"""Page pictures of a PDF, drawn once: the boxes are laid over them by the page, so one picture serves all findings."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

import pypdfium2

from pipelines.acquire import file_at

SCALE = 1.5  # pixels per point: small print stays legible, a picture stays near 100 kB
MAX_PIXELS = 8_000_000
QUALITY = 70
PDF = "application/pdf"


def source_file(uri: str | None, document_id: str) -> Path | None:
    """The file a document was read from, if it is still there and still the very bytes that were read."""
    at = file_at(uri) if uri else None
    if at is None or at[1]:  # a member of an archive is no file by itself
        return None
    path, _ = at
    try:
        with path.open("rb") as file:
            return path if hashlib.file_digest(file, "sha256").hexdigest() == document_id else None
    except OSError:
        return None


def draw_pages(source: Path, targets: dict[int, Path]) -> Collection[int]:
    """Write the pages (numbers from 1) of a PDF as JPEG files; returns those that could be drawn."""
    drawn: list[int] = []
    try:
        pdf = pypdfium2.PdfDocument(source)
    except (pypdfium2.PdfiumError, OSError):
        return drawn
    try:
        for page, target in sorted(targets.items()):
            if not 1 <= page <= len(pdf):
                continue
            try:
                _draw(pdf, page, target)
            except pypdfium2.PdfiumError:
                continue
            drawn.append(page)
    finally:
        pdf.close()
    return drawn


def _draw(pdf: pypdfium2.PdfDocument, page: int, target: Path) -> None:
    loaded = pdf[page - 1]
    width, height = loaded.get_size()
    scale = min(SCALE, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    picture = loaded.render(scale=scale).to_pil().convert("RGB")
    loaded.close()
    part = target.with_suffix(".part")
    picture.save(part, format="JPEG", quality=QUALITY)
    part.replace(target)  # a run that is stopped leaves no half picture that a later one would keep
