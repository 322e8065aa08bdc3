"""One scanned page: its tables and lines, from the picture alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.extract.ocr import figures
from pipelines.extract.ocr.engine import Engine, Reading
from pipelines.extract.ocr.feed import fed_layout
from pipelines.extract.ocr.layout import Layout
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.signs import Sign, signs_of
from pipelines.extract.ocr.snippets import Snippet, crop
from pipelines.extract.ocr.stamps import Hidden
from pipelines.extract.ocr.torn import incomplete, torn
from pipelines.model.document import DOUBT, Box, Cell

METHOD = "ocr"
_CLEAR = 0.85  # mean probability of a single character that counts
_NOISE = 0.5  # a line outside tables read with less than this is a stamp, a picture or dirt
POOR = 0.9  # mean probability below which a page is of poor quality
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
        return self.chars > 0 and (self.chance < POOR or self.doubtful > max(2.0, figures.POOR_SHARE * self.figures))


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
    texts = _texts(engine, layout, readings, inside, is_poor=chance < POOR)
    for i in incomplete(layout, inside, texts, hidden):
        texts[i] = DOUBT + texts[i]
    scan = Scan([*_grids(layout, texts, scale), *_paragraphs(layout, texts, readings, scale)])
    scan.regions.sort(key=lambda r: (r.top, r.left))
    scan.chars = sum(len(t) for t in texts)
    scan.figures = sum(figures.plain_figure(readings[i].text) is not None for i in inside)
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


def _texts(engine: Engine, layout: Layout, readings: list[Reading], inside: list[int], *, is_poor: bool) -> list[str]:
    """The text of every line; those ``inside`` tables settled as figures, those torn from their cell doubtful."""
    texts = [r.text.strip() for r in readings]
    settled = figures.settle(
        engine,
        layout.calm,
        layout.ink.em,
        [layout.lines[i] for i in inside],
        [readings[i] for i in inside],
        is_poor=is_poor,
    )
    for i, text in zip(inside, settled, strict=True):
        texts[i] = text
    for i in torn(layout.lines, layout.owner, texts, layout.ink.em):
        texts[i] = DOUBT + texts[i]
    return texts


def _average(readings: list[Reading]) -> float:
    """Mean probability of the characters of lines that are more than a dot or a stroke; 1 where there are none."""
    chances = [c for r in readings if len(r.text) > 1 for c in r.chances]
    return sum(chances) / len(chances) if chances else 1.0


def _grids(layout: Layout, texts: list[str], scale: float) -> list[Region]:
    content: dict[tuple[int, int], list[str]] = {}
    for place, text in zip(layout.owner, texts, strict=True):
        if place is not None and text:
            content.setdefault(place, []).append(text)
    out = []
    for t, table in enumerate(layout.tables):
        cells = []
        for c, (row, col, rows, cols) in enumerate(table.cells):
            box = layout.upright.box(*table.rectangle(table.cells[c]), scale)
            cells.append(Cell(row, col, "\n".join(content.get((t, c), [])), rows, cols, box))
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
