"""The kinds of scan that are drawn: how fine, how spoilt, how stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image

from scripts.scans import spoil
from scripts.scans.spoil import Matrix

Picture = Image.Image
_MOST_TURNED = 0.7  # degrees
_STAMPED = 3  # each third page has a stamp


@dataclass(frozen=True, slots=True)
class Level:
    """One kind of scan.

    ``spoil`` takes the picture of a page and its number (from 0) and gives the spoilt one and where its pixels went;
    ``quality`` is that of the JPEG it is stored as, 0 for one bit a pixel; ``each`` says which pages become pictures;
    ``turns``: quarter turns clockwise that set a sheet upright; ``together``: pages side by side on one sheet.
    """

    dpi: int
    quality: int
    spoil: Callable[[Picture, int], tuple[Picture, Matrix]]
    each: int = 1
    turns: int = 0
    together: int = 1


def _still(*ways: spoil.Spoil) -> Callable[[Picture, int], tuple[Picture, Matrix]]:
    """Spoilt without moving anything."""

    def spoilt(picture: Picture, number: int) -> tuple[Picture, Matrix]:
        for way in ways:
            picture = way(picture)
        return picture, np.eye(3)

    return spoilt


def _gray(picture: Picture) -> Picture:
    return picture.convert("L")


def _stamped(picture: Picture, number: int) -> tuple[Picture, Matrix]:
    """Turned, noisy, with a stamp on every third page."""
    dice = np.random.default_rng(number)
    if number % _STAMPED == 0:
        picture = spoil.stamped(picture, dice.uniform(0.3, 0.8), dice.uniform(0.25, 0.8), dice.uniform(0.0, 0.4))
    degrees = float(dice.uniform(-_MOST_TURNED, _MOST_TURNED))
    moved = spoil.rotation(picture, degrees)
    return spoil.noise(spoil.rotated(picture, degrees), sigma=9.0, specks=0.0, seed=number), moved


def _photographed(picture: Picture, number: int) -> tuple[Picture, Matrix]:
    return spoil.shaded(spoil.keystone(picture)), spoil.keystone_matrix(picture)


def _upside_down(picture: Picture, number: int) -> tuple[Picture, Matrix]:
    high, wide = picture.height, picture.width
    half = np.array([[-1.0, 0, wide - 1], [0, -1.0, high - 1], [0, 0, 1]])
    return picture.convert("L").transpose(Image.Transpose.ROTATE_180), half


def _over_figures(picture: Picture, number: int) -> tuple[Picture, Matrix]:
    dice = np.random.default_rng(number)
    return spoil.stamped(picture, dice.uniform(0.5, 0.85), dice.uniform(0.25, 0.7), 0.35 * (number % 2)), np.eye(3)


LEVELS: Mapping[str, Level] = {
    "clean": Level(200, 75, _still(_gray)),
    "bit": Level(200, 0, _still(spoil.bits)),
    "stamped": Level(150, 50, _stamped),
    "over": Level(200, 75, _over_figures),
    "photo": Level(200, 70, _photographed),
    "copy": Level(200, 75, _still(spoil.copied)),
    "punched": Level(200, 75, _still(_gray, spoil.punched)),
    "upside": Level(200, 75, _upside_down, turns=2),
    "two": Level(200, 75, _still(_gray), together=2),
    "mixed": Level(200, 75, _still(_gray), each=2),
    "low": Level(100, 75, _still(_gray)),
    "fax": Level(200, 0, _still(_gray, spoil.fax)),
}
THREE = ("clean", "bit", "stamped")  # those with a bar
