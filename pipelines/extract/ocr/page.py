"""One scanned page: its tables and lines, from the picture alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract.ocr.columns import Piece, columns_of, in_rows, is_legible
from pipelines.extract.ocr.engine import Engine, Reading
from pipelines.extract.ocr.feed import fed_layout
from pipelines.extract.ocr.figures import plain_figure
from pipelines.extract.ocr.layout import Layout
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.settled import Again, Line, Settled, doubted, is_much, settle
from pipelines.extract.ocr.signs import Sign, signs_of
from pipelines.extract.ocr.snippets import Snippet, crop
from pipelines.extract.ocr.stamps import Hidden
from pipelines.extract.ocr.torn import covered, incomplete, torn
from pipelines.extract.unruled.aligned import Aligned
from pipelines.model.document import DOUBT, Box, Cell

POOR = 0.9  # mean probability below which a page is of poor quality
SECOND_PAD = 0.34  # of the height, around a line that is read again: the first has 0.16
_SPECK, _FEW = 0.6, 2  # mean probability of so few characters below which they are what a stamp or a rule left behind
_AIR = 0.6  # pt: ink as near as this to the edge of its cell may go on beyond it


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
    inside, outside = _sides(layout)
    chance = _average(readings)
    for i in specks(layout.owner, readings):
        readings[i] = Reading("", ())
    settled = _settled(engine, layout, readings, inside, scale, is_poor=chance < POOR)
    for i in incomplete(layout, inside, _texts(settled), hidden):
        settled[i] = doubted(settled[i].text, readings[i])
    around = [Piece(layout.lines[i], readings[i]) for i in outside]
    columns = columns_of(engine, layout, around, scale)
    apart = _apart(engine, layout, columns.inside(), hidden, is_poor=chance < POOR)
    aligned = columns.tables(_texts(apart))
    unruled = _unruled(layout, aligned, _candidates(apart), scale)
    rest = [piece for piece in around if not _is_beside(piece.line, aligned, scale)]
    scan = Scan([*_grids(layout, settled, scale), *unruled, *_paragraphs(layout, rest, scale)], chance=chance)
    scan.regions.sort(key=lambda r: (r.top, r.left))
    scan.chars = sum(map(len, _texts(settled)))
    scan.figures = _figures([readings[i] for i in inside]) + _figures([piece.reading for piece in columns.inside()])
    scan.doubtful = sum(text.startswith(DOUBT) for text in _texts([*settled, *apart]))
    unsure = [i for i in outside if not is_legible(readings[i])]
    scan.signs = signs_of(layout, _texts(settled), scale, unsure)
    return scan


def specks(owner: Sequence[tuple[int, int] | None], readings: Sequence[Reading]) -> list[int]:
    """Lines of a cell that holds others, of too few and too unsure characters to be print.

    ``owner``: of each line the table and the cell it stands in.
    """
    beside = Counter(owner)
    return [
        i
        for i, (place, reading) in enumerate(zip(owner, readings, strict=True))
        if place is not None and beside[place] > 1 and len(reading.text) <= _FEW and reading.mean < _SPECK
    ]


def _sides(layout: Layout) -> tuple[list[int], list[int]]:
    """The lines inside of ruled tables, and those outside."""
    inside = [i for i, place in enumerate(layout.owner) if place is not None]
    return inside, [i for i, place in enumerate(layout.owner) if place is None]


def _texts(settled: Sequence[Settled]) -> list[str]:
    return [one.text for one in settled]


def _figures(readings: Sequence[Reading]) -> int:
    return sum(plain_figure(reading.text) is not None for reading in readings)


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
    again = _again(engine, layout, [layout.lines[i] for i in inside])
    lines = [_line(layout, i, readings[i], scale) for i in inside]
    for i, one in zip(inside, settle(lines, again, is_poor=is_poor), strict=True):
        out[i] = one
    for i in torn(layout.lines, layout.owner, [one.text for one in out], layout.ink.em):
        out[i] = doubted(out[i].text, readings[i])
    return out


def _apart(
    engine: Engine, layout: Layout, pieces: Sequence[Piece], hidden: Hidden | None, *, is_poor: bool
) -> list[Settled]:
    """What stands in the columns of tables without rules, settled as figures; those below a stamp are doubtful."""
    again = _again(engine, layout, [piece.line for piece in pieces])
    out = list(settle([Line(p.reading, p.line.x1 - p.line.x0) for p in pieces], again, is_poor=is_poor))
    for n in covered(layout, [piece.line for piece in pieces], hidden):
        if plain_figure(out[n].text) is not None:
            out[n] = doubted(out[n].text, pieces[n].reading)
    return out


def _again(engine: Engine, layout: Layout, lines: Sequence[Snippet]) -> Again:
    """The second reading of some of ``lines``: with another margin, by who knows figures only."""

    def again(chosen: Sequence[int]) -> list[Reading]:
        crops = [crop(layout.calm, lines[n], layout.ink.em, SECOND_PAD) for n in chosen]
        return engine.read(crops, figures=True)

    return again


def _candidates(settled: Sequence[Settled]) -> dict[str, tuple[str, ...]]:
    """What a figure in doubt may be, by its text; nothing where two of the same text differ in that."""
    out: dict[str, tuple[str, ...]] = {}
    for one in settled:
        if one.text.startswith(DOUBT):
            out[one.text] = one.candidates if out.get(one.text, one.candidates) == one.candidates else ()
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


def _unruled(
    layout: Layout, tables: Sequence[Aligned], candidates: dict[str, tuple[str, ...]], scale: float
) -> Iterator[Region]:
    """Tables without rules, their places turned back to the page."""
    for table in tables:
        cells = [
            replace(c, box=_on_page(layout, c.box, scale) if c.box else None, candidates=candidates.get(c.text, ()))
            for c in table.cells
        ]
        box = _on_page(layout, table.box, scale)
        yield Region(table.box.top * scale, table.box.x0 * scale, box, rows=table.rows, cols=table.cols, cells=cells)


def _on_page(layout: Layout, box: Box, scale: float) -> Box:
    return layout.upright.box(box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale, scale)


def _is_beside(line: Snippet, tables: Sequence[Aligned], scale: float) -> bool:
    """Whether a line stands at the height of a table without rules, which then holds it."""
    middle = (line.top + line.bottom) / 2 / scale
    return any(table.box.top <= middle <= table.box.bottom for table in tables)


def _paragraphs(layout: Layout, pieces: Sequence[Piece], scale: float) -> list[Region]:
    """Lines outside tables; pieces on one line joined left to right with a blank."""
    words = [p for p in pieces if is_legible(p.reading) and any(c.isalnum() for c in p.reading.text)]
    rows = in_rows([piece.line for piece in words], layout.ink.em)
    return [_paragraph(layout, [(words[n].line, words[n].reading.text.strip()) for n in row], scale) for row in rows]


def _paragraph(layout: Layout, row: list[tuple[Snippet, str]], scale: float) -> Region:
    x0, top = min(p.x0 for p, _ in row), min(p.top for p, _ in row)
    x1, bottom = max(p.x1 for p, _ in row), max(p.bottom for p, _ in row)
    return Region(top, x0, layout.upright.box(x0, top, x1, bottom, scale), " ".join(text for _, text in row))
