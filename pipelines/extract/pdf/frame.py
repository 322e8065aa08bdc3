"""Coordinates of a page: from PDF user space to the page as a person sees and reads it.

User space has its origin at the bottom left and ignores ``/Rotate``; a document box has its origin
at the top left of the page as displayed.  A page whose text runs sideways on the displayed page (a
landscape table drawn on a portrait page) is read in a frame turned once more, so rows are rows; its
boxes are turned back to the displayed page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.model.document import Box

# (a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f, as PDF writes matrices.
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first, then ``outer``."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def invert(matrix: Matrix) -> Matrix:
    """The inverse of a regular matrix."""
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


def turned(left: float, bottom: float, right: float, top: float, quarter_turns: int) -> Matrix:
    """User space to a top-left frame, the page turned clockwise by ``quarter_turns``."""
    return (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )[quarter_turns % 4]


@dataclass(frozen=True, slots=True)
class Frame:
    """The reading frame of one page.

    ``matrix`` maps user space into it, ``width`` and ``height`` are its size; ``back`` maps it to the
    displayed page (``None`` when both are the same).
    """

    matrix: Matrix
    width: float
    height: float
    back: Matrix | None = None

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A rectangle of the reading frame as a box on the displayed page, rounded to 1/100 pt."""
        if self.back is not None:
            a, b, c, d, e, f = self.back
            x0, top, x1, bottom = (
                a * x0 + c * top + e,
                b * x0 + d * top + f,
                a * x1 + c * bottom + e,
                b * x1 + d * bottom + f,
            )
        return Box(round(min(x0, x1), 2), round(min(top, bottom), 2), round(max(x0, x1), 2), round(max(top, bottom), 2))

    def boxes(self, xs: Sequence[float], ys: Sequence[float]) -> Callable[[int, int, int, int], Box]:
        """What `box` gives between two of ``xs`` and two of ``ys``, both ascending, by their indexes."""
        if self.back is not None:
            return lambda left, top, right, bottom: self.box(xs[left], ys[top], xs[right], ys[bottom])
        across, down = [round(x, 2) for x in xs], [round(y, 2) for y in ys]
        return lambda left, top, right, bottom: Box(across[left], down[top], across[right], down[bottom])


def frame_of(bounds: tuple[float, float, float, float], rotation: int, extra: int = 0) -> Frame:
    """The reading frame of a page.

    ``bounds`` is the visible box in user space (left, bottom, right, top), ``rotation`` the page's own
    quarter turns clockwise, ``extra`` the further quarter turns that set its text upright.
    """
    left, bottom, right, top = bounds
    turns = (rotation + extra) % 4
    wide, high = right - left, top - bottom
    width, height = (wide, high) if turns % 2 == 0 else (high, wide)
    matrix = turned(left, bottom, right, top, turns)
    back = None if extra % 4 == 0 else multiply(invert(matrix), turned(left, bottom, right, top, rotation))
    return Frame(matrix, width, height, back)
