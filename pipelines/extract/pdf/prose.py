"""Lines of a page without tables, from pdfium's own text and two characters a line.

Asking for the place of every character is most of the cost of a page; a page of prose does not need
it.  Where pdfium's lines do not look like lines, ``quick_lines`` says so and the page is read in full.
"""

from __future__ import annotations

import re

import pypdfium2.raw as pdfium

from pipelines.extract.pdf.chars import characters
from pipelines.extract.pdf.frame import Frame
from pipelines.extract.pdf.glyphs import normalise
from pipelines.extract.pdf.lines import SAME_LINE, Line, lines

_FRAGMENT = re.compile(r"[^\r\n]*\S[^\r\n]*")
_SPACES = re.compile(r"\s+")
# pdfium puts a space where letters are set wide; inside a figure or between ideographs only the gap decides.
_DOUBTFUL = re.compile(r"[\d.,，．] [\d.,，．%]|[⺀-鿿＀-｠] [⺀-鿿＀-｠]")
_DOUBLED = 6  # characters: a fragment this long whose characters all come in pairs is overprinted


def quick_lines(textpage: pdfium.FPDF_TEXTPAGE, text: str, frame: Frame) -> list[Line] | None:
    """Printed lines top to bottom, or ``None`` where the page must be read character by character."""
    fragments: list[Line] = []
    for match in _FRAGMENT.finditer(text):
        first = match.start() + len(match.group()) - len(match.group().lstrip())
        last = match.start() + len(match.group().rstrip()) - 1
        ends = characters(textpage, text, frame, (first, last) if last > first else (first,))
        if not ends:
            continue
        a, b = ends[0], ends[-1]
        size = max(a.size, b.size)
        if len(ends) != min(2, last - first + 1) or abs(a.y - b.y) > SAME_LINE * size or b.x1 < a.x0:
            return None
        shown = _SPACES.sub(" ", normalise(match.group())).strip()
        if _DOUBTFUL.search(shown):
            exact = lines(characters(textpage, text, frame, range(first, last + 1)))
            if len(exact) != 1:
                return None
            shown = exact[0].text
        if not shown or (len(shown) >= _DOUBLED and shown[::2] == shown[1::2]):
            return None
        fragments.append(Line(shown, a.x0, a.y - 0.88 * size, b.x1, a.y + 0.14 * size, a.y, size))
    return _merged(fragments)


def _merged(fragments: list[Line]) -> list[Line] | None:
    """Fragments on one baseline as one line; ``None`` if some overlap."""
    out: list[Line] = []
    for line in sorted(fragments, key=lambda p: p.baseline):
        if not out or line.baseline - out[-1].baseline > SAME_LINE * min(line.size, out[-1].size):
            out.append(line)
            continue
        before = out[-1]
        left, right = (before, line) if before.x0 <= line.x0 else (line, before)
        if right.x0 < left.x1 - 0.3 * right.size:
            return None
        between = " " if right.x0 - left.x1 > 0.25 * min(left.size, right.size) else ""
        out[-1] = Line(
            left.text + between + right.text,
            left.x0,
            min(left.top, right.top),
            right.x1,
            max(left.bottom, right.bottom),
            before.baseline,
            max(left.size, right.size),
        )
    return out
