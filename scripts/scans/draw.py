"""A digital document as a scan: its pages drawn as pictures of one `Level`, and where each point of a page went."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from pipelines.extract.ocr.picture import Gray, render, scale_for
from scripts.scans.levels import Level
from scripts.scans.spoil import Matrix


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of one or more pages; ``pages`` (from 1) to the matrix from points of the page to pixels."""

    picture: Image.Image
    pages: dict[int, Matrix]


Places = Mapping[int, tuple[int, Matrix]]  # of a page its sheet (from 1), and where its points go there


def extract(source: Path, pages: Sequence[int], target: Path) -> Path:
    """``pages`` (from 1) of a PDF as a PDF of their own, as digital as they were."""
    document, out = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    try:
        out.import_pages(document, [number - 1 for number in pages])
        out.save(target)
    finally:
        out.close()
        document.close()
    return target


def _sheets(source: Path, level: Level) -> Iterator[Sheet]:
    """The sheets that the pages of a PDF are at a level, in their order; a page that stays digital is none."""
    with pypdfium2.PdfDocument(source) as document:
        drawn = [number for number in range(len(document)) if number % level.each == 0]
        for first in range(0, len(drawn), level.together):
            group = [(number, document[number]) for number in drawn[first : first + level.together]]
            yield _sheet([(n, page.render(scale=level.dpi / 72).to_pil().convert("RGB")) for n, page in group], level)


def _sheet(pictures: Sequence[tuple[int, Image.Image]], level: Level) -> Sheet:
    """Pages side by side, from the left."""
    wide, high = sum(picture.width for _, picture in pictures), max(picture.height for _, picture in pictures)
    out, left, pages = Image.new("RGB", (wide, high), "white"), 0, {}
    for number, picture in pictures:
        spoilt, moved = level.spoil(picture, number)
        out.paste(spoilt, (left, 0))
        aside = np.array([[1.0, 0, left], [0, 1, 0], [0, 0, 1]])
        pages[number + 1] = aside @ moved @ np.diag([level.dpi / 72, level.dpi / 72, 1.0])
        left += picture.width
    return Sheet(out, pages)


def scan(source: Path, level: Level, target: Path) -> Places:
    """Write ``source`` as a scan to ``target``; of each page its sheet (from 1) and the matrix from its points there.

    Points of a sheet are 72 to the inch, as those of a page.
    """
    document, out = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    places: dict[int, tuple[int, Matrix]] = {}
    to_points = np.diag([72 / level.dpi, 72 / level.dpi, 1.0])
    try:
        drawn = _sheets(source, level)
        number = 0
        while number < len(document):
            if number % level.each:
                out.import_pages(document, [number])
                places[number + 1] = len(out), np.eye(3)
                number += 1
                continue
            sheet = next(drawn)
            with pypdfium2.PdfDocument(_stored(sheet.picture, level)) as picture:
                out.import_pages(picture)
            places |= {page: (len(out), to_points @ moved) for page, moved in sheet.pages.items()}
            number += len(sheet.pages)
        out.save(target)
    finally:
        out.close()
        document.close()
    return places


def pictures(scanned: Path) -> Iterator[tuple[int, Gray, float]]:
    """The number (from 1) of each sheet that is a picture, as the reader of scans is given it, and its scale."""
    with pypdfium2.PdfDocument(scanned) as document:
        for number, page in enumerate(document, 1):
            if page.get_textpage().count_chars() == 0:
                wide, high = page.get_size()
                scale = scale_for(wide, high)
                yield number, render(page.raw, wide, high, scale), scale


def _stored(picture: Image.Image, level: Level) -> io.BytesIO:
    """The picture as a page of a PDF, compressed as the level says."""
    buffer = io.BytesIO()
    if level.quality:
        grey = np.ptp(np.asarray(picture, dtype=np.int16), axis=2).max() == 0
        (picture.convert("L") if grey else picture).save(buffer, "PDF", resolution=level.dpi, quality=level.quality)
    else:
        picture.convert("1", dither=Image.Dither.NONE).save(buffer, "PDF", resolution=level.dpi)
    return buffer
