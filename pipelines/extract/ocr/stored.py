"""Pictures of tables stored in a document of text: read as scans are, where they stand."""

from __future__ import annotations

import io
import tempfile
import warnings
from pathlib import Path

from pipelines.extract.builder import Builder
from pipelines.extract.ocr.available import MISSING, is_available
from pipelines.model.document import SCANNED, Box, Document, Grid, ReadError

MAX_PICTURES = 60  # of one document
_LEAST = 120  # pixels of the shorter side: smaller ones are signs and logos
_DPI = 150  # of a table cut from a page; the picture's own is what a program wrote without knowing
_LARGEST = 60_000_000  # pixels


class StoredPictures:
    """Reads the pictures of one document into ``builder``: those that show a ruled table; others are no text."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._left = MAX_PICTURES

    def add(self, data: bytes, page: int) -> None:
        """Add what the picture with these bytes shows; one that cannot be read is said."""
        if not _shows_table(data):
            return
        if not is_available():
            self._builder.warn(f"tool_missing: pictures of tables are not read; {MISSING}")
        elif not self._left:
            self._builder.warn(f"of more than {MAX_PICTURES} pictures of tables the rest is not read")
        else:
            self._left -= 1
            self._read(data, page)

    def _read(self, data: bytes, page: int) -> None:
        from pipelines.extract.ocr.images import read_image  # few documents need it

        with tempfile.TemporaryDirectory(prefix="gouji-picture-") as folder:
            path = Path(folder, "picture.png")
            _sheet(data, path)
            try:
                self._take(read_image(path), page)
            except ReadError as error:
                self._builder.warn(f"a picture of a table is not read: {error.message}")

    def _take(self, read: Document, page: int) -> None:
        for block in read.blocks():
            if isinstance(block, Grid):
                self._builder.grid(block.cells, method=SCANNED, page=page)
            else:
                self._builder.paragraph(block.text, page)
        for doubt in read.doubts:
            doubt.page = page
            self._builder.document.doubts.append(doubt)
        self._builder.warn(f"ocr: a picture of a table on page {page}")


def _sheet(data: bytes, path: Path) -> None:
    """Write a picture so that it is read as what it is, a part of a page, and not as a sheet of A4."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        picture.convert("RGB").save(path, dpi=(_DPI, _DPI))


def _shows_table(data: bytes) -> bool:
    import numpy as np
    from PIL import Image, UnidentifiedImageError

    from pipelines.extract.ocr.pictured import is_ruled

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is looked at here
        try:
            with Image.open(io.BytesIO(data)) as picture:
                if min(picture.size) < _LEAST or picture.width * picture.height > _LARGEST:
                    return False
                gray = np.asarray(picture.convert("L"), dtype=np.uint8)
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
            return False
    return is_ruled(gray, Box(0, 0, gray.shape[1], gray.shape[0]), 1.0)
