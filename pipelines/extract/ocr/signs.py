"""Signs that a page picture was not read as it was printed, with their places: for a person to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract.ocr.figures import plain_figure
from pipelines.extract.ocr.layout import Layout
from pipelines.extract.ocr.ruled import RuledTable
from pipelines.extract.ocr.snippets import Snippet
from pipelines.layouts.spelt import is_ideograph
from pipelines.model.document import DOUBT, Box
from pipelines.model.judgements import PRINT_DROPPED

LATTICE, EDGE, DROPPED = "lattice_doubtful", "ink_at_edge", PRINT_DROPPED
_BESIDE = 0.5  # em: print this near on both sides of a rule is one text that it cuts
_EDGE = 0.35  # pt: print that ends this near to the middle of a rule stands on it
_ROWS = 3  # of a table in which a rule down ought to go through more than one
_WORD = 3  # ideographs of a reading that may be a name
_ALIKE = 0.7  # of the height of one large mark is that of the next in its line

Rectangle = tuple[int, int, int, int]  # x0, top, x1, bottom in pixels


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its kind, where it stands on the page in points, and what was read there."""

    kind: str
    box: Box
    what: str = ""


def signs_of(layout: Layout, texts: Sequence[str], scale: float, unsure: Collection[int] = ()) -> list[Sign]:
    """The signs of a page whose lines say ``texts``, of which those numbered ``unsure`` were left out."""

    def sign(kind: str, place: Rectangle, what: str = "") -> Sign:
        return Sign(kind, layout.upright.box(*place, scale), what)

    out = [sign(LATTICE, place) for place in _cut_by_rules(layout)]
    out += [sign(EDGE, _of_line(line), text) for line, text in _at_edges(layout, texts, _EDGE * scale)]
    out += [sign(DROPPED, place) for place in _in_lines(layout.ink.large, layout.tables)]
    out += [sign(DROPPED, _of_line(layout.lines[n]), texts[n]) for n in unsure if _is_word(texts[n])]
    return out


def _cut_by_rules(layout: Layout) -> Iterator[Rectangle]:
    """Where a rule down that stands in one row of a table only has print all but touching it on both sides."""
    lines: dict[tuple[int, int], list[Snippet]] = defaultdict(list)
    for place, line in zip(layout.owner, layout.lines, strict=True):
        if place is not None:
            lines[place].append(line)
    near = _BESIDE * layout.ink.em
    for t, table in enumerate(layout.tables):
        if len(table.ys) - 1 < _ROWS:
            continue
        for left, right in _lone_rules(table):
            for a in lines[t, left]:
                for b in lines[t, right]:
                    if b.x0 - a.x1 < near and min(a.bottom, b.bottom) - max(a.top, b.top) > 0:
                        yield a.x0, min(a.top, b.top), b.x1, max(a.bottom, b.bottom)


def _lone_rules(table: RuledTable) -> Iterator[tuple[int, int]]:
    """The cells left and right of each rule down that stands in one row only."""
    ends = {(row, col + cols): number for number, (row, col, rows, cols) in enumerate(table.cells) if rows == 1}
    begun: dict[int, list[int]] = defaultdict(list)
    for number, (_, col, _, _) in enumerate(table.cells):
        begun[col].append(number)
    for col, cells in begun.items():
        if col > 0 and len(cells) == 1 and (table.cells[cells[0]][0], col) in ends:
            yield ends[table.cells[cells[0]][0], col], cells[0]


def _at_edges(layout: Layout, texts: Sequence[str], near: float) -> Iterator[tuple[Snippet, str]]:
    """The figures that end on a rule beside them: part of one may be lost."""
    for line, place, text in zip(layout.lines, layout.owner, texts, strict=True):
        if place is None or text.startswith(DOUBT) or plain_figure(text) is None:
            continue
        table = layout.tables[place[0]]
        x0, _, x1, _ = table.rectangle(table.cells[place[1]])
        if line.x0 - x0 <= near or x1 - line.x1 <= near:
            yield line, text


def _in_lines(marks: Sequence[Rectangle], tables: Sequence[RuledTable]) -> Iterator[Rectangle]:
    """Lines of two and more marks of like height outside tables, as print is; a picture stands alone."""
    outside = [mark for mark in marks if not any(_within(mark, table.frame) for table in tables)]
    rest = sorted(outside)
    while rest:
        line = [rest.pop(0)]
        for mark in list(rest):
            if _beside(line[-1], mark):
                line.append(mark)
                rest.remove(mark)
        if len(line) > 1:
            x0, top, x1, bottom = zip(*line, strict=True)
            yield min(x0), min(top), max(x1), max(bottom)


def _beside(one: Rectangle, next_: Rectangle) -> bool:
    low, high = sorted((one[3] - one[1], next_[3] - next_[1]))
    overlap = min(one[3], next_[3]) - max(one[1], next_[1])
    return low > _ALIKE * high and overlap > _ALIKE * low and next_[0] - one[2] < 2 * high


def _within(mark: Rectangle, frame: Rectangle) -> bool:
    return mark[0] < frame[2] and mark[2] > frame[0] and mark[1] < frame[3] and mark[3] > frame[1]


def _is_word(text: str) -> bool:
    """Whether a reading has words in it, however unsure it is; dirt and pieces of pictures have a sign or two."""
    return sum(map(is_ideograph, text)) >= _WORD


def _of_line(line: Snippet) -> Rectangle:
    return line.x0, line.top, line.x1, line.bottom
