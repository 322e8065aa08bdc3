"""Scans of known truth: pages of real documents drawn as pictures, spoilt in the ways scanners and faxes spoil them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

Degrade = Callable[[Image.Image], Image.Image]
_PAPER = 255


def noise(picture: Image.Image) -> Image.Image:
    """Grey noise (sigma 20) and one pixel in 500 black or white."""
    dice = np.random.default_rng(1)
    pixels = np.asarray(picture, dtype=np.float32) + dice.normal(0, 20, (picture.height, picture.width))
    specks = dice.random(pixels.shape)
    pixels[specks < 0.001] = 0
    pixels[specks > 0.999] = 255
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def jpeg(picture: Image.Image) -> Image.Image:
    """JPEG of quality 50, there and back."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=50)
    return Image.open(buffer).convert("L")


def rotated(picture: Image.Image) -> Image.Image:
    """One degree counter-clockwise."""
    return picture.rotate(1.0, Image.Resampling.BICUBIC, fillcolor=_PAPER)


def keystone(picture: Image.Image) -> Image.Image:
    """As photographed a little from the side: the right edge two in a hundred shorter, the top one."""
    wide, high = picture.size
    x, y = 0.01 * wide, 0.02 * high
    quad = (-x / 2, -y, -x, high + y, wide, high, wide, 0.0)
    return picture.transform(picture.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=_PAPER)


def blurred(picture: Image.Image) -> Image.Image:
    """Out of focus by a pixel and a half."""
    return picture.filter(ImageFilter.GaussianBlur(1.5))


def fax(picture: Image.Image) -> Image.Image:
    """Black and white at half the resolution down the page, with noise: a fax of standard quality."""
    low = noise(picture.resize((picture.width, picture.height // 2), Image.Resampling.BOX))
    bits = low.point(lambda value: 255 * (value > 140)).convert("1")
    return bits.resize(picture.size, Image.Resampling.NEAREST).convert("L")


def turned(degrees: int) -> Degrade:
    """The page fed sideways or upside down."""
    return lambda picture: picture.rotate(degrees, expand=True)


CONDITIONS: dict[str, tuple[int, Degrade | None]] = {
    "100": (100, None),
    "150": (150, None),
    "200": (200, None),
    "300": (300, None),
    "150 noise": (150, noise),
    "150 jpeg 50": (150, jpeg),
    "150 rotated 1": (150, rotated),
    "150 keystone": (150, keystone),
    "150 turned 90": (150, turned(90)),
    "150 turned 180": (150, turned(180)),
    "150 blurred": (150, blurred),
    "200 fax": (200, fax),
}


def scan(source: Path, pages: Iterable[int], condition: str, target: Path) -> None:
    """Write ``target``: the PDF ``source``, its ``pages`` (from 1) replaced by pictures of them."""
    dpi, degrade = CONDITIONS[condition]
    wanted = set(pages)
    document, out = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    try:
        for number, page in enumerate(document, 1):
            if number not in wanted:
                out.import_pages(document, [number - 1])
                continue
            drawn = page.render(scale=dpi / 72).to_pil().convert("L")
            buffer = io.BytesIO()
            (degrade(drawn) if degrade else drawn).save(buffer, "PDF", resolution=dpi, quality=90)
            picture = pypdfium2.PdfDocument(buffer)
            out.import_pages(picture)
            picture.close()
        out.save(target)
    finally:
        out.close()
        document.close()
