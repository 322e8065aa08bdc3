"""One scanned page: its tables and lines, from the picture alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.document import Box, Cell
from pipelines.extract.ocr import figures
from pipelines.extract.ocr.engine import Engine, Reading
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.ruled import RuledTable, rule_pixels, ruled_tables, without
from pipelines.extract.ocr.rules import calmed, find_rules, ink_of, without_specks
from pipelines.extract.ocr.snippets import Ink, Snippet, crop, lines_within, pieces_outside, text_ink
from pipelines.extract.ocr.torn import torn
from pipelines.extract.ocr.upright import Upright, straighten

METHOD = "ocr"
_INSET = 1.0  # pt: the edge of a cell that is not looked at
_SAMPLE = 10  # lines read to see whether the page stands upright
_LEGIBLE = 0.6  # share of them that can be read on a page that stands upright
_CLEAR = 0.85  # mean probability of the characters of a line that can be read
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

    @property
    def is_poor(self) -> bool:
        """Whether the picture is too poor to be relied on (a fax, a blurred photograph)."""
        return self.chars > 0 and (self.chance < POOR or self.doubtful > max(2.0, figures.POOR_SHARE * self.figures))


@dataclass(slots=True)
class _Layout:
    """Where text stands on an upright picture."""

    upright: Upright
    gray: Gray  # without rules
    calm: Gray  # the same without the grain of the paper
    ink: Ink
    tables: list[RuledTable]
    lines: list[Snippet]
    owner: list[tuple[int, int] | None]  # per line: table and cell it stands in


def read_picture(engine: Engine, gray: Gray, scale: float) -> Scan:
    """The tables and lines of a page picture of ``scale`` pixels per point."""
    layout = _layout(straighten(gray, scale), scale)
    layout = _turned(engine, gray, scale, layout)
    if not layout.lines:
        return Scan()
    readings = engine.read([crop(layout.gray, line, layout.ink.em) for line in layout.lines])
    texts = [r.text.strip() for r in readings]
    inside = [i for i, place in enumerate(layout.owner) if place is not None]
    chance = _average(readings)
    settled = figures.settle(
        engine,
        layout.calm,
        layout.ink.em,
        [layout.lines[i] for i in inside],
        [readings[i] for i in inside],
        is_poor=chance < POOR,
    )
    for i, text in zip(inside, settled, strict=True):
        texts[i] = text
    for i in torn(layout.lines, layout.owner, texts, layout.ink.em):
        texts[i] = figures.DOUBT + texts[i]
    scan = Scan([*_grids(layout, texts, scale), *_paragraphs(layout, texts, readings, scale)])
    scan.regions.sort(key=lambda r: (r.top, r.left))
    scan.chars = sum(len(t) for t in texts)
    scan.figures = sum(figures.plain_figure(readings[i].text) is not None for i in inside)
    scan.doubtful = sum(t.startswith(figures.DOUBT) for t in texts)
    scan.chance = chance
    return scan


def _average(readings: list[Reading]) -> float:
    """Mean probability of the characters of lines that are more than a dot or a stroke; 1 where there are none."""
    chances = [c for r in readings if len(r.text) > 1 for c in r.chances]
    return sum(chances) / len(chances) if chances else 1.0


def _layout(upright: Upright, scale: float) -> _Layout:
    calm = calmed(upright.gray)
    ink = ink_of(calm, scale)
    rules = find_rules(calm, scale)
    tables = ruled_tables(rules, scale)
    pixels = rule_pixels(tables, rules, scale)
    text = text_ink(ink, pixels, scale)
    lines, owner = [], []
    inset = round(_INSET * scale)
    for t, table in enumerate(tables):
        for c, cell in enumerate(table.cells):
            x0, top, x1, bottom = table.rectangle(cell)
            for line in lines_within(text, x0 + inset, top + inset, x1 - inset, bottom - inset):
                lines.append(line)
                owner.append((t, c))
    outside = pieces_outside(text, [t.frame for t in tables])
    bare = without(without_specks(upright.gray), pixels)
    return _Layout(
        upright, bare, without(calm, pixels), text, tables, lines + outside, [*owner, *([None] * len(outside))]
    )


def _turned(engine: Engine, gray: Gray, scale: float, layout: _Layout) -> _Layout:
    """The layout of the quarter turn in which the page can be read, judged by a few of its longer lines."""
    best, found = _legibility(engine, layout), layout
    if best >= _LEGIBLE or len(layout.lines) < 3:
        return found
    for turns in (1, 3, 2):
        other = _layout(straighten(gray, scale, turns), scale)
        share = _legibility(engine, other)
        if share > best:
            best, found = share, other
    return found


def _legibility(engine: Engine, layout: _Layout) -> float:
    """Share of a sample of lines that read as words or figures; a line fed sideways or upside down does not."""
    longest = sorted(layout.lines, key=lambda s: s.x0 - s.x1)
    step = max(1, len(longest) // (2 * _SAMPLE))
    sample = longest[: _SAMPLE * step : step]
    readings = engine.read([crop(layout.gray, line, layout.ink.em) for line in sample])
    return sum(len(r.chances) > 1 and r.mean >= _CLEAR for r in readings) / max(1, len(readings))


def _grids(layout: _Layout, texts: list[str], scale: float) -> list[Region]:
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


def _paragraphs(layout: _Layout, texts: list[str], readings: list[Reading], scale: float) -> list[Region]:
    """Lines outside tables; pieces on one line joined left to right with a blank."""
    pieces = [
        (line, text)
        for line, text, place, reading in zip(layout.lines, texts, layout.owner, readings, strict=True)
        if place is None and any(c.isalnum() for c in text) and reading.mean >= (_NOISE if len(text) > 1 else _CLEAR)
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


def _paragraph(layout: _Layout, row: list[tuple[Snippet, str]], scale: float) -> Region:
    x0, top = min(p.x0 for p, _ in row), min(p.top for p, _ in row)
    x1, bottom = max(p.x1 for p, _ in row), max(p.bottom for p, _ in row)
    return Region(top, x0, layout.upright.box(x0, top, x1, bottom, scale), " ".join(text for _, text in row))
