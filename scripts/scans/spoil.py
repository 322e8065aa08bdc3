"""What scanners, copiers, telephones and people do to a page picture.

Each takes a picture and gives one of the same kind; those that move things give the way pixels go, too.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Spoil: TypeAlias = Callable[[Image.Image], Image.Image]
Matrix: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"

_PAPER = 255
_STAMP = (205, 45, 50)


def noise(picture: Image.Image, sigma: float = 20.0, specks: float = 0.002, seed: int = 1) -> Image.Image:
    """Grain of ``sigma`` grey levels, and a share ``specks`` of the pixels black or white."""
    dice = np.random.default_rng(seed)
    pixels = np.asarray(picture, dtype=np.float32)
    grain = dice.normal(0, sigma, pixels.shape[:2]).astype(np.float32)
    pixels = pixels + (grain if pixels.ndim == 2 else grain[:, :, None])
    if specks:
        where = dice.random(pixels.shape[:2])
        pixels[where < specks / 2] = 0
        pixels[where > 1 - specks / 2] = _PAPER
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def jpeg(picture: Image.Image, quality: int = 50) -> Image.Image:
    """JPEG, there and back."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert(picture.mode)


def bits(picture: Image.Image, bar: int = 140) -> Image.Image:
    """Black where darker than ``bar``, else white."""
    return picture.convert("L").point(lambda value: 255 * (value > bar))


def blurred(picture: Image.Image) -> Image.Image:
    """Out of focus by a pixel and a half."""
    return picture.filter(ImageFilter.GaussianBlur(1.5))


def fax(picture: Image.Image) -> Image.Image:
    """Black and white at half the resolution down the page, with noise: a fax of standard quality."""
    low = noise(picture.resize((picture.width, picture.height // 2), Image.Resampling.BOX))
    return bits(low).convert("1").resize(picture.size, Image.Resampling.NEAREST).convert("L")


def copied(picture: Image.Image) -> Image.Image:
    """A photocopy: grey paper that is darker towards one edge, pale print, specks, a black edge."""
    pixels = np.asarray(picture.convert("L"), dtype=np.float32)
    paper = np.linspace(232, 205, pixels.shape[1], dtype=np.float32)[None, :]
    pale = 70 + pixels / 255 * (paper - 70)
    pale[:, : pixels.shape[1] // 90] = 25
    return noise(Image.fromarray(pale.astype(np.uint8)), sigma=4.0, specks=0.0004)


def punched(picture: Image.Image) -> Image.Image:
    """Two holes at the left edge, black as the scanner's lid."""
    out = picture.copy()
    pen = ImageDraw.Draw(out)
    radius, x = picture.width * 0.0143, picture.width * 0.045
    for y in (picture.height * 0.365, picture.height * 0.635):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=40 if out.mode == "L" else (40, 40, 40))
    return out


def stamped(picture: Image.Image, x: float, y: float, washed: float = 0.0) -> Image.Image:
    """A round red stamp with its middle at ``x``, ``y`` (shares of the page), 42 mm wide on A4; print shows through.

    ``washed``: how pale its ink is, 0 solid.
    """
    radius = max(picture.size) * 42 / 297 / 2
    over = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(over)
    middle, wide = (x * picture.width, y * picture.height), max(2, round(radius / 14))
    pen.ellipse(_around(middle, radius), outline=_STAMP, width=wide)
    pen.polygon([_star(middle, radius, n) for n in range(10)], fill=_STAMP)
    for n in range(-6, 7):  # what stands around it, as strokes: what it says does not matter
        turn = n * np.pi / 8.5
        at = middle[0] + 0.76 * radius * np.sin(turn), middle[1] - 0.76 * radius * np.cos(turn)
        for across, along in ((0.09, 0.01), (0.02, 0.1), (0.08, 0.09)):
            around = at[0] - across * radius, at[1] - along * radius, at[0] + across * radius, at[1] + along * radius
            pen.rectangle(around, outline=_STAMP, width=max(1, wide // 2))
    ink = np.asarray(over, dtype=np.float32) / 255
    ink = ink + (1 - ink) * washed
    return Image.fromarray((np.asarray(picture.convert("RGB"), dtype=np.float32) * ink).astype(np.uint8))


def shaded(picture: Image.Image) -> Image.Image:
    """Lit from one corner, as a photograph is."""
    pixels = np.asarray(picture, dtype=np.float32)
    down, across = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]]
    light = 1.0 - 0.35 * (down / pixels.shape[0]) * (0.4 + 0.6 * across / pixels.shape[1])
    return Image.fromarray((pixels * (light if pixels.ndim == 2 else light[:, :, None])).astype(np.uint8))


def rotated(picture: Image.Image, degrees: float = 1.0) -> Image.Image:
    """Turned counter-clockwise about its middle, the size kept."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=_paper(picture))


def rotation(picture: Image.Image, degrees: float) -> Matrix:
    """Where pixels go that `rotated` moves."""
    turn, (x, y) = np.radians(degrees), (picture.width / 2, picture.height / 2)
    cos, sin = float(np.cos(turn)), float(np.sin(turn))
    return np.array([[cos, sin, x - cos * x - sin * y], [-sin, cos, y + sin * x - cos * y], [0, 0, 1]])


def keystone(picture: Image.Image) -> Image.Image:
    """As photographed a little from the side: the right edge two in a hundred shorter, the top one."""
    back = np.linalg.inv(keystone_matrix(picture))
    lens = tuple(float(v) for v in (back / back[2, 2]).ravel()[:8])
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, lens, Image.Resampling.BICUBIC, fillcolor=_paper(picture)
    )


def keystone_matrix(picture: Image.Image) -> Matrix:
    """Where pixels go that `keystone` moves."""
    import cv2

    wide, high = picture.size
    square = np.array([(0, 0), (0, high), (wide, high), (wide, 0)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(np.array(_corners(picture), np.float32), square), np.float64)


def _corners(picture: Image.Image) -> list[tuple[float, float]]:
    """What the corners of the picture show of the page: top left, bottom left, bottom right, top right."""
    wide, high = picture.size
    x, y = 0.01 * wide, 0.02 * high
    return [(-x / 2, -y), (-x, high + y), (wide, high), (wide, 0.0)]


def _star(middle: tuple[float, float], radius: float, n: int) -> tuple[float, float]:
    """The ``n``-th of the ten corners of a star."""
    size, turn = radius * (0.34 if n % 2 == 0 else 0.14), np.pi * n / 5
    return middle[0] + size * float(np.sin(turn)), middle[1] - size * float(np.cos(turn))


def _around(middle: tuple[float, float], radius: float) -> tuple[float, float, float, float]:
    return middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius


def _paper(picture: Image.Image) -> int | tuple[int, int, int]:
    return _PAPER if picture.mode == "L" else (_PAPER, _PAPER, _PAPER)
