"""One scanned page: its tables and lines, from the picture alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.extract.ocr.engine import Engine, Reading
from pipelines.extract.ocr.feed import fed_layout
from pipelines.extract.ocr.figures import plain_figure
from pipelines.extract.ocr.layout import Layout
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.settled import Line, Settled, doubted, is_much, settle
from pipelines.extract.ocr.signs import Sign, signs_of
from pipelines.extract.ocr.snippets import Snippet, crop
from pipelines.extract.ocr.stamps import Hidden
from pipelines.extract.ocr.torn import incomplete, torn
from pipelines.model.document import DOUBT, Box, Cell

METHOD = "ocr"
_CLEAR = 0.85  # mean probability of a single character that counts
_NOISE = 0.5  # a line outside tables read with less than this is a stamp, a picture or dirt
POOR = 0.9  # mean probability below which a page is of poor quality
SECOND_PAD = 0.34  # of the height, around a line that is read again: the first has 0.16
_AIR = 0.6  # pt: ink as near as this to the edge of its cell may go on beyond it
_SAME_LINE = 0.5  # em: pieces whose middles are nearer than this are on one line


@dataclass(slots=True)
class Region:
    """A line (``cells`` is None) or a table of the page, with its box in points."""

    top: float
    left: float
    box: Box
    text: str = ""
    rows: int = 0
    cols: int = 0
    cells: list[Cell] | None = None


@dataclass(slots=True)
class Scan:
    """What a scanned page holds.  ``figures`` in tables, of them ``doubtful``; ``chance`` averages all characters."""

    regions: list[Region] = field(default_factory=list)
    chars: int = 0
    figures: int = 0
    doubtful: int = 0
    chance: float = 1.0
    signs: list[Sign] = field(default_factory=list)

    @property
    def is_poor(self) -> bool:
        """Whether the picture is too poor to be relied on (a fax, a blurred photograph)."""
        return self.chars > 0 and (self.chance < POOR or is_much(self.doubtful, self.figures))


def read_picture(
    engine: Engine, gray: Gray, scale: float, *, is_sheet: bool = True, hidden: Hidden | None = None
) -> Scan:
    """The tables and lines of a page picture of ``scale`` pixels per point.

    ``is_sheet``: the picture may be a sheet of paper as it was fed, not an illustration on a page; ``hidden``: places
    of the picture that a stamp covers, where a figure may have lost a digit.
    """
    layout, known = fed_layout(engine, gray, scale, is_sheet=is_sheet)
    if not layout.lines:
        return Scan()
    readings = _readings(engine, layout, known)
    inside = [i for i, place in enumerate(layout.owner) if place is not None]
    chance = _average(readings)
    settled = _settled(engine, layout, readings, inside, scale, is_poor=chance < POOR)
    for i in incomplete(layout, inside, [one.text for one in settled], hidden):
        settled[i] = doubted(settled[i].text, readings[i])
    texts = [one.text for one in settled]
    scan = Scan([*_grids(layout, settled, scale), *_paragraphs(layout, texts, readings, scale)])
    scan.regions.sort(key=lambda r: (r.top, r.left))
    scan.chars = sum(len(t) for t in texts)
    scan.figures = sum(plain_figure(readings[i].text) is not None for i in inside)
    scan.doubtful = sum(t.startswith(DOUBT) for t in texts)
    scan.chance = chance
    unsure = [n for n, place in enumerate(layout.owner) if place is None and not _counts(texts[n], readings[n])]
    scan.signs = signs_of(layout, texts, scale, unsure)
    return scan


def _readings(engine: Engine, layout: Layout, known: dict[int, Reading]) -> list[Reading]:
    """Every line of the layout as read; those in ``known`` have been."""
    rest = [i for i in range(len(layout.lines)) if i not in known]
    read = engine.read([crop(layout.gray, layout.lines[i], layout.ink.em) for i in rest])
    known |= zip(rest, read, strict=True)
    return [known[i] for i in range(len(layout.lines))]


def _settled(
    engine: Engine, layout: Layout, readings: list[Reading], inside: list[int], scale: float, *, is_poor: bool
) -> list[Settled]:
    """Every line as it counts; those ``inside`` tables settled as figures, those torn from their cell doubtful."""
    out = [Settled(r.text.strip()) for r in readings]

    def again(chosen: Sequence[int]) -> list[Reading]:
        crops = [crop(layout.calm, layout.lines[inside[n]], layout.ink.em, SECOND_PAD) for n in chosen]
        return engine.read(crops, figures=True)

    lines = [_line(layout, i, readings[i], scale) for i in inside]
    for i, one in zip(inside, settle(lines, again, is_poor=is_poor), strict=True):
        out[i] = one
    for i in torn(layout.lines, layout.owner, [one.text for one in out], layout.ink.em):
        out[i] = doubted(out[i].text, readings[i])
    return out


def _line(layout: Layout, number: int, reading: Reading, scale: float) -> Line:
    """A line of a table as it is settled."""
    place, line = layout.owner[number], layout.lines[number]
    if place is None:
        return Line(reading, line.x1 - line.x0)
    table = layout.tables[place[0]]
    cell = table.cells[place[1]]
    left, _, right, _ = table.rectangle(cell)
    air = min(line.x0 - left, right - line.x1)
    return Line(reading, line.x1 - line.x0, is_at_edge=air <= _AIR * scale + 0.5, column=(place[0], cell[1]))


def _average(readings: list[Reading]) -> float:
    """Mean probability of the characters of lines that are more than a dot or a stroke; 1 where there are none."""
    chances = [c for r in readings if len(r.text) > 1 for c in r.chances]
    return sum(chances) / len(chances) if chances else 1.0


def _grids(layout: Layout, settled: list[Settled], scale: float) -> list[Region]:
    content: dict[tuple[int, int], list[Settled]] = {}
    for place, line in zip(layout.owner, settled, strict=True):
        if place is not None and line.text:
            content.setdefault(place, []).append(line)
    out = []
    for t, table in enumerate(layout.tables):
        cells = []
        for c, (row, col, rows, cols) in enumerate(table.cells):
            box = layout.upright.box(*table.rectangle(table.cells[c]), scale)
            lines = content.get((t, c), [])
            candidates = lines[0].candidates if len(lines) == 1 else ()
            cells.append(Cell(row, col, "\n".join(line.text for line in lines), rows, cols, box, candidates=candidates))
        if any(cell.text for cell in cells):
            frame = layout.upright.box(*table.frame, scale)
            out.append(
                Region(table.ys[0], table.xs[0], frame, rows=len(table.ys) - 1, cols=len(table.xs) - 1, cells=cells)
            )
    return out


def _paragraphs(layout: Layout, texts: list[str], readings: list[Reading], scale: float) -> list[Region]:
    """Lines outside tables; pieces on one line joined left to right with a blank."""
    pieces = [
        (line, text)
        for line, text, place, reading in zip(layout.lines, texts, layout.owner, readings, strict=True)
        if place is None and _counts(text, reading)
    ]
    rows: list[list[tuple[Snippet, str]]] = []
    for piece in sorted(pieces, key=lambda p: p[0].top + p[0].bottom):
        middle = (piece[0].top + piece[0].bottom) / 2
        last = rows[-1][-1][0] if rows else None
        if last is not None and middle - (last.top + last.bottom) / 2 < _SAME_LINE * layout.ink.em:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_paragraph(layout, sorted(row, key=lambda p: p[0].x0), scale) for row in rows]


def _counts(text: str, reading: Reading) -> bool:
    """Whether a line outside tables is text: not a stamp, a picture or dirt."""
    return any(c.isalnum() for c in text) and reading.mean >= (_NOISE if len(text) > 1 else _CLEAR)


def _paragraph(layout: Layout, row: list[tuple[Snippet, str]], scale: float) -> Region:
    x0, top = min(p.x0 for p, _ in row), min(p.top for p, _ in row)
    x1, bottom = max(p.x1 for p, _ in row), max(p.bottom for p, _ in row)
    return Region(top, x0, layout.upright.box(x0, top, x1, bottom, scale), " ".join(text for _, text in row))
