"""Page pictures of a PDF, drawn once: the boxes are laid over them by the page, so one picture serves all findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2

from pipelines.acquire import NOTHING_KEPT, Objects, bytes_of, file_at

SCALE = 1.5  # pixels per point: small print stays legible, a picture stays near 100 kB
MAX_PIXELS = 8_000_000
QUALITY = 70
PDF = "application/pdf"


@contextmanager
def source_file(addresses: Sequence[str], document_id: str, objects: Objects = NOTHING_KEPT) -> Iterator[Path | None]:
    """A file with the very bytes that were read while the context lasts: at an address, else in ``objects``."""
    plain = [one for one in addresses if (at := file_at(one)) is not None and not at[1]]  # no archive is opened for it
    with bytes_of(document_id, plain, objects) as path:
        yield path


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
