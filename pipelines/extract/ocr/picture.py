"""Pages as grey pictures without stamps: rendered from a PDF, or decoded from an image file."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from pipelines.extract.ocr.stamps import Colour, Hidden

Gray: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8]]"

SCALE = 200 / 72  # px per point: 200 dpi, where small print is about as high as the recogniser wants it
_WITH_SPARE = 4  # channels of a picture whose last is not looked at
MAX_PIXELS = 30_000_000  # a page of poster size is drawn smaller


def scale_for(width: float, height: float) -> float:
    """Pixels per point for a page of that size in points."""
    return float(min(SCALE, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5))


def render(page: pdfium.FPDF_PAGE, width: float, height: float, scale: float) -> Gray:
    """A loaded page as displayed, ``scale`` pixels per point, 0 black to 255 white, without the ink of stamps.

    Raises ``MemoryError``.
    """
    return drawn(page, width, height, scale)[0]


def drawn(page: pdfium.FPDF_PAGE, width: float, height: float, scale: float) -> tuple[Gray, Hidden]:
    """As `render`, and the places that ink of a stamp covers.  The colours are there only until it returns."""

    wide, high = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * high)))
        pixels = np.frombuffer(buffer.contents, dtype=np.uint8).reshape(high, stride // 4, 4)[:, :wide]
        return grey(pixels, scale)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def grey(pixels: Colour, scale: float, *, red_first: bool = False) -> tuple[Gray, Hidden]:
    """A picture in colour (blue, green, red, or the other way) in grey, without the ink of stamps; what it covers."""
    import cv2  # optional, as all that reads pictures

    from pipelines.extract.ocr.stamps import without_stamps

    way = cv2.COLOR_RGB2GRAY if red_first else cv2.COLOR_BGR2GRAY
    if pixels.shape[2] == _WITH_SPARE:
        way = cv2.COLOR_RGBA2GRAY if red_first else cv2.COLOR_BGRA2GRAY
    gray = np.ascontiguousarray(cv2.cvtColor(pixels, way), dtype=np.uint8)
    return gray, without_stamps(pixels, gray, scale)
