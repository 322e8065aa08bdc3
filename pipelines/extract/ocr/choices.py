"""What else a figure in doubt may be: the likeliest texts behind what the recogniser said at each step of its crops.

A figure is never made of what no reading saw: every character of a choice had a chance at its step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.extract.ocr.engine import FIGURE_CHARS, Reading, Steps
from pipelines.extract.ocr.figures import plain_figure, structured

MOST = 6  # choices of a figure
_BEAMS = 10  # beginnings kept from one step to the next
_LEAST = 1e-3  # chance of a character at a step below which it is not looked at
_UNSEEN = 1e-6  # chance of a text in the reading that does not offer it


def choices(readings: Sequence[Reading], read: str) -> tuple[str, ...]:
    """The figures that ``readings`` of one crop offer, likeliest first, as they would be printed; at most `MOST`.

    ``read`` is the best reading, which stands first.
    """
    offered = [_offered(reading.steps) for reading in readings if reading.steps is not None]
    texts = {text for one in offered for text in one}
    chance = {text: float(np.prod([one.get(text, _UNSEEN) for one in offered])) for text in texts}
    likeliest = sorted(chance, key=lambda text: (-chance[text], text))
    return tuple(dict.fromkeys([read, *likeliest]))[:MOST]


def _offered(steps: Steps) -> dict[str, float]:
    """The figures among the likeliest texts of one reading, with their chances."""
    out: dict[str, float] = {}
    for text, chance in _likeliest(steps):
        figure = plain_figure(text)
        if figure is not None:
            figure = structured(figure)
            out[figure] = out.get(figure, 0.0) + chance
    return out


def _likeliest(steps: Steps) -> Iterator[tuple[str, float]]:
    """Texts and their chances: of all the ways to one text the sum (CTC, class 0 is the blank between characters)."""
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}  # chance to end in a blank, in its character
    for row in steps:
        found: dict[tuple[int, ...], tuple[float, float]] = {}
        likely = [(int(k), float(row[k])) for k in np.flatnonzero(row >= _LEAST)]
        for text, (blank, character) in beams.items():
            for k, chance in likely:
                if k == 0:
                    _add(found, text, (blank + character) * chance, 0.0)
                elif text and text[-1] == k:
                    _add(found, text, 0.0, character * chance)
                    _add(found, (*text, k), 0.0, blank * chance)
                else:
                    _add(found, (*text, k), 0.0, (blank + character) * chance)
        best = sorted(found, key=lambda text: (-sum(found[text]), text))[:_BEAMS]
        beams = {text: found[text] for text in best} or beams
    for text, ways in beams.items():
        yield "".join(FIGURE_CHARS[k - 1] for k in text), sum(ways)


def _add(found: dict[tuple[int, ...], tuple[float, float]], text: tuple[int, ...], blank: float, last: float) -> None:
    if not blank + last:
        return
    known = found.get(text, (0.0, 0.0))
    found[text] = known[0] + blank, known[1] + last
