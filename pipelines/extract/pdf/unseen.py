"""Text that is in the file but is not part of what the page prints: invisible, covered, or stamped over it.

Publishers correct a figure by hiding the old one: rendered without ink, in white, or under a white box.  Watermarks and
seals are text as well; they lie over the tables and belong to none of their cells.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from pipelines.extract.pdf import calls
from pipelines.extract.pdf.drawn import CLIPPING, INVISIBLE, NEAR_WHITE, Drawn, Ink, Painted, Rect

BLANK = "\u200b"  # stands for a character under a white area, so that the others keep their indexes
PALE = 160  # of 255: text this bright is a watermark where it lies over other text
VIVID = 60  # of 255 between the channels: a colour, as seals have
OVER = 0.2  # of the smaller box: two texts that share more are printed one over the other
MOST = 0.5
WHOLE = 0.9  # of a text: so much under a white area is all of it

_FILLS = (0, 4)  # ways to render text that fill it and draw no outline


def take_out(page: pdfium.FPDF_PAGE, shown: Drawn) -> bool:
    """Take text nobody sees out of a loaded page that draws ``shown``, in memory; says whether there was any.

    A new text page must be made of it: of two characters in one place pdfium gives the first only, even a hidden one.
    """
    unseen = _unseen(shown)
    for ink in unseen:
        if ink.form is None:
            calls.remove_object(calls.address(page), ink.object)
        else:
            calls.form_remove_object(ink.form, ink.object)
    return bool(unseen)


def uncovered(shown: Drawn, textpage: pdfium.FPDF_TEXTPAGE, text: str) -> str:
    """``text`` of a page that draws ``shown`` (a character an index) with `BLANK` for what a white area covers."""
    if not shown.blanks:
        return text
    covered = _Covered(shown, textpage)
    return "".join(BLANK if covered.hides(index) else char for index, char in enumerate(text))


def visible_length(text: str) -> int:
    """How many characters of ``text`` show anything."""
    return len("".join(text.split())) - text.count(BLANK)


def _unseen(shown: Drawn) -> list[Ink]:
    """The text objects that leave no ink or are covered, and those of watermarks and seals."""
    blanks, areas = Painted(shown.blanks), Painted(shown.areas)
    found = {ink.place: ink for ink in (*_off(shown), *_without_ink(shown), *_under(shown, blanks))}
    left = [ink for ink in shown.inks if ink.place not in found]
    on_paper = [ink for ink in left if areas.last(ink.box, ink.place) <= blanks.last(ink.box, ink.place)]
    white = [ink for ink in on_paper if ink.mode in _FILLS and min(ink.colour) >= NEAR_WHITE]
    found |= {ink.place: ink for ink in white}
    coloured = [ink for ink in on_paper if ink.place not in found and not ink.tilted]
    return [*found.values(), *_over_the_page([ink for ink in left if ink.place not in found], coloured)]


def _off(shown: Drawn) -> list[Ink]:
    return [ink for ink in shown.inks if ink.is_off]


def _without_ink(shown: Drawn) -> list[Ink]:
    """Text that is rendered without ink, among other text.

    Most of a page's text without ink is what stands behind a scan or behind outlines, and is the page's text: of two in
    one place the one written last counts.
    """
    without = [ink for ink in shown.inks if ink.mode in (INVISIBLE, CLIPPING)]
    if len(without) <= MOST * len(shown.inks):
        return without
    return [ink for n, ink in enumerate(without) if any(_overprints(ink, later) for later in without[n + 1 :])]


def _under(shown: Drawn, blanks: Painted) -> list[Ink]:
    """Text that a white area is painted over."""
    return [ink for ink in shown.inks if any(_covers(box, ink) for box in blanks.at(ink.box, after=ink.place))]


def _covers(box: Rect, ink: Ink) -> bool:
    left, bottom, right, top = ink.box
    inside = min(box[2], right) - max(box[0], left)
    return right > left and inside >= WHOLE * (right - left) and box[1] <= (bottom + top) / 2 <= box[3]


def _over_the_page(inks: Sequence[Ink], on_paper: Sequence[Ink]) -> list[Ink]:
    """Watermarks and seals among text objects, of which some are upright and lie on nothing but paper."""
    tilted = [ink for ink in inks if ink.tilted]
    upright = [ink for ink in inks if not ink.tilted]
    if len(tilted) >= len(upright):
        return []
    usual = Counter(ink.colour for ink in upright).most_common(1)[0][0]
    foreign = [ink for ink in on_paper if ink.colour != usual and _is_faint(ink)]
    marks = _looks_over([ink for ink in upright if ink.colour == usual], foreign)
    return [*tilted, *(ink for ink in foreign if _look(ink) in marks or _is_of_seal(ink, tilted))]


def _looks_over(body: Sequence[Ink], foreign: Sequence[Ink]) -> set[tuple[tuple[int, int, int], float]]:
    """How texts look of which one at least is printed over the page's own."""
    return {_look(ink) for ink in foreign if any(_overprints(ink, other) for other in body)}


def _look(ink: Ink) -> tuple[tuple[int, int, int], float]:
    return ink.colour, round(ink.size, 1)


def _is_faint(ink: Ink) -> bool:
    """Whether a text is pale or in colour, as watermarks and seals are."""
    return ink.light >= PALE or max(ink.colour) - min(ink.colour) >= VIVID


def _is_of_seal(ink: Ink, tilted: Sequence[Ink]) -> bool:
    """Whether a text is of the colour of tilted ones and lies amid them, as the number below the star of a seal."""
    ring = [other.box for other in tilted if other.colour == ink.colour]
    if not ring:
        return False
    x, y = (ink.box[0] + ink.box[2]) / 2, (ink.box[1] + ink.box[3]) / 2
    room = ink.size
    return (
        min(b[0] for b in ring) - room <= x <= max(b[2] for b in ring) + room
        and min(b[1] for b in ring) - room <= y <= max(b[3] for b in ring) + room
    )


def _overprints(ink: Ink, other: Ink) -> bool:
    a, b = ink.box, other.box
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return False
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return wide * high > OVER * smaller


class _Covered:
    """Whether a white area is painted over a character."""

    def __init__(self, shown: Drawn, textpage: pdfium.FPDF_TEXTPAGE) -> None:
        self._places = {ink.object.value: ink.place for ink in shown.inks}
        self._blanks = Painted(shown.blanks)
        self._textpage = calls.address(textpage)
        self._box = array("f", (0.0,) * 4)  # FS_RECTF: left, top, right, bottom
        self._to_box = calls.places(self._box)[0]

    def hides(self, index: int) -> bool:
        """Whether the character ``index`` lies under an area that is painted after it."""
        place = self._places.get(calls.text_object(self._textpage, index).value)
        if place is None or not calls.text_loose_box(self._textpage, index, self._to_box):
            return False
        left, top, right, bottom = self._box
        return bool(self._blanks.at((left, bottom, right, top), after=place))
