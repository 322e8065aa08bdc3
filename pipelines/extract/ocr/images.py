"""Picture files (.png, .jpg, .tif with its pages) as documents."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipelines.extract.builder import Builder
from pipelines.extract.ocr.available import MISSING, OCR, is_available
from pipelines.extract.ocr.picture import MAX_PIXELS, SCALE, Gray, grey
from pipelines.extract.ocr.scans import READER, Scans, scanning
from pipelines.extract.outline import outlined
from pipelines.model.document import SCANNED, Box, Document, ReadError, Unreadable

if TYPE_CHECKING:
    from pipelines.extract.ocr.page import Scan
    from pipelines.extract.ocr.stamps import Colour

_LONG_SIDE = 842.0  # pt: a picture that does not tell its size is a sheet of A4
_TOLD = (72, 1200)  # dpi that may be true; 72 and 96 are what programs write without knowing
_UNKNOWING = (72, 96)
_GREY = ("1", "L", "LA", "I", "I;16", "F")  # modes of pictures without colour
_PLAIN = 2  # dimensions of a picture without colour
_LARGEST = 200_000_000  # pixels: more is a bomb


def read_image(path: Path) -> Document:
    """Read a picture as a scan, each frame a page.  Boxes are points on the picture as it is to be seen.

    Raises ``ReadError``: TOOL_MISSING without the packages, TOO_LARGE, DAMAGED, NO_TEXT where nothing can be read.
    """
    if not is_available():
        raise ReadError(Unreadable.TOOL_MISSING, f"{path.name} is a picture; {MISSING}", lacking=OCR)
    builder = Builder(READER)
    try:
        with scanning() as scans:
            pages = [_started(scans, number, *frame) for number, frame in enumerate(_frames(path), 1)]
            for number, (width, height, reading) in enumerate(pages, 1):
                _add(builder, number, width, height, scans.finish(number, reading) if reading else None)
    except Image.DecompressionBombError as error:
        raise ReadError(Unreadable.TOO_LARGE, f"{path.name} is too large a picture to be read") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ReadError(Unreadable.DAMAGED, f"{path.name} is a picture that is cut short or damaged") from error
    if not scans.read:
        raise ReadError(Unreadable.NO_TEXT, f"{path.name} is a picture without text that can be read")
    for warning in scans.warnings():
        builder.warn(warning)
    builder.document.doubts = scans.doubts()
    return builder.finish()


def _started(
    scans: Scans, number: int, pixels: Colour | Gray, width: float, height: float
) -> tuple[float, float, Future[Scan] | None]:
    if not scans.admits(number):
        return width, height, None
    scans.wait_for_room(pixels.shape[0] * pixels.shape[1])
    scale = pixels.shape[1] / width
    gray, hidden = (pixels, None) if pixels.ndim == _PLAIN else grey(pixels, scale, red_first=True)
    return width, height, scans.start(gray, scale, hidden=hidden)


def _add(builder: Builder, number: int, width: float, height: float, scan: Scan | None) -> None:
    page = builder.page(number, round(width, 2), round(height, 2))
    page.has_image = page.is_scan = True
    for region in scan.regions if scan else ():
        if region.cells is None:
            builder.paragraph(region.text, number, box=region.box)
        else:
            builder.grid(region.cells, method=SCANNED, page=number, box=region.box)


def image_page(path: Path, page: int, box: Box | None = None, scale: float = 2.0) -> bytes:
    """PNG of frame ``page`` (from 1) of a picture file at ``scale`` pixels per point, ``box`` outlined.

    Raises ``ReadError`` if the file does not open or has no such frame.
    """
    try:
        for number, (pixels, width, height) in enumerate(_frames(path), 1):
            if number == page:
                size = round(width * scale), round(height * scale)
                return outlined(Image.fromarray(pixels).convert("RGB").resize(size), box, scale)
    except (UnidentifiedImageError, OSError) as error:
        raise ReadError(Unreadable.DAMAGED, "the picture cannot be opened: it is cut short or damaged") from error
    raise ReadError(Unreadable.DAMAGED, f"the picture has no page {page}")


def _frames(path: Path) -> Iterator[tuple[Colour | Gray, float, float]]:
    """Pixels, grey or in colour (red first), and size in points, of every frame."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is looked at here
        with Image.open(path) as picture:
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > _LARGEST:
                    raise ReadError(Unreadable.TOO_LARGE, f"{path.name} has {frame.width} x {frame.height} pixels")
                dots = _dpi(frame)
                coloured = frame.mode not in _GREY
                upright = ImageOps.exif_transpose(frame).convert("RGB" if coloured else "L")
                width, height = (72 * side / dots for side in upright.size)
                shrink = min(SCALE * 72 / dots, (MAX_PIXELS / (upright.width * upright.height)) ** 0.5)
                if abs(shrink - 1) > 0.02:
                    size = (max(1, round(upright.width * shrink)), max(1, round(upright.height * shrink)))
                    upright = upright.resize(size, Image.Resampling.BOX if shrink < 0.6 else Image.Resampling.BICUBIC)
                yield np.ascontiguousarray(np.asarray(upright, dtype=np.uint8)), width, height


def _dpi(frame: Image.Image) -> float:
    """Dots per inch, as told where that is believable, else as if the sheet were A4."""
    told = frame.info.get("dpi")
    value = float(told[0]) if isinstance(told, tuple) and told else 0.0
    if _TOLD[0] <= value <= _TOLD[1] and round(value) not in _UNKNOWING:
        return value
    return max(frame.size) / _LONG_SIDE * 72
