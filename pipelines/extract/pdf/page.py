"""One page: its rulings, its characters, and what they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import pypdfium2.raw as pdfium

from pipelines.extract.pdf import calls
from pipelines.extract.pdf import open as opened
from pipelines.extract.pdf.beside import with_columns_beside
from pipelines.extract.pdf.chars import Char, characters, page_text, quarter_turns
from pipelines.extract.pdf.clips import ClipReader
from pipelines.extract.pdf.closing import find_tables
from pipelines.extract.pdf.drawn import drawn
from pipelines.extract.pdf.dropped import widen
from pipelines.extract.pdf.frame import Frame, frame_of
from pipelines.extract.pdf.furniture import kind_of
from pipelines.extract.pdf.grids import Filled, cells, fill
from pipelines.extract.pdf.lines import Line, lines
from pipelines.extract.pdf.paths import PathReader
from pipelines.extract.pdf.prose import quick_lines
from pipelines.extract.pdf.substituted import substituted_on
from pipelines.extract.pdf.unseen import take_out, uncovered, visible_length
from pipelines.extract.unruled.aligned import looks_aligned
from pipelines.model.document import Box, Cell

IMAGE_SHARE = 0.05  # of the page: less is a seal or a logo


@dataclass(slots=True)
class Block:
    """A line or a table of one page; ``top`` orders them."""

    top: float
    left: float
    box: Box
    text: str = ""
    kind: str = "body"
    rows: int = 0
    cols: int = 0
    cells: list[Cell] | None = None
    method: str = "ruled"


@dataclass(slots=True)
class PageContent:
    """What one page holds: displayed size, number of characters, blocks in reading order."""

    width: float = 0.0
    height: float = 0.0
    chars: int = 0
    image_share: float = 0.0  # of the page that pictures cover, overlaps counted twice
    damaged: bool = False
    is_scan: bool = False  # the blocks were recognised from the picture
    is_turned: bool = False  # its text runs sideways
    aligned: bool = False  # figures stand in columns outside of ruled tables: worth a second reading
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)  # those larger than a seal that no text is printed over
    borders: list[float] = field(default_factory=list)  # of the columns that the next page may go on with
    seen: list[Char] | None = None  # what is printed, on a page whose file holds text that is not

    @property
    def has_image(self) -> bool:
        """Whether a picture larger than a seal is on the page."""
        return self.image_share > IMAGE_SHARE


@dataclass(slots=True)
class _Changed:
    """What was done to a loaded page, in memory, so that its text is what it shows."""

    taken_out: bool = False  # text nobody sees is out of it
    widened: bool = False  # text pdfium would drop has a width


def read_page(
    handle: pdfium.FPDF_DOCUMENT, number: int, hidden: frozenset[str] = frozenset(), before: Sequence[float] = ()
) -> PageContent:
    """Read page ``number`` (from 1) of an open document; a page that does not load comes back damaged.

    ``hidden`` are the names of layers that are switched off, ``before`` the borders of the columns that the page before
    ends with.
    """
    with opened.page(handle, number) as page:
        if page is None:
            return PageContent(damaged=True)
        changed = _Changed(bool(hidden) and take_out(page, drawn(page, hidden)))
        while (content := _content(page, changed, before)) is None:
            pass
        return content


def _content(page: pdfium.FPDF_PAGE, changed: _Changed, before: Sequence[float]) -> PageContent | None:
    """What a loaded page holds; ``None`` where the page was changed, each way once, and must be read anew."""
    bounds, rotation = opened.bounds(page), pdfium.FPDFPage_GetRotation(page)
    shown = frame_of(bounds, rotation)
    content = PageContent(round(shown.width, 2), round(shown.height, 2))
    with opened.textpage(page) as textpage:
        text = _text(textpage)
        turns = quarter_turns(textpage, text, shown) if text.strip() else 0
        frame = shown if turns == 0 else frame_of(bounds, rotation, turns)
        paths = PathReader(frame.matrix, frame.width, frame.height)
        paths.read(page)
        if paths.dropped and not changed.widened and _gives_more(page, paths.dropped, text):
            changed.widened = True
            return None
        if paths.odd_text and text:
            on_page = drawn(page)
            if not changed.taken_out and take_out(page, on_page):
                changed.taken_out = True
                return None
            text = uncovered(on_page, textpage, text)
        content.image_share = paths.image_area / max(frame.width * frame.height, 1.0)
        content.chars = visible_length(text)
        if content.chars:
            around, filled, content.borders = _read(textpage, text, frame, paths, changed.widened, before)
            content.is_turned = turns != 0
            content.aligned = turns == 0 and looks_aligned(around)
            content.blocks = _blocks(around, filled, frame)
            content.pictures = _pictures(paths, frame, content.blocks)
            substituted = substituted_on(textpage, text, frame, paths.fonts)
            content.seen = characters(textpage, text, frame, substituted=substituted) if changed.taken_out else None
    return content


def _text(textpage: pdfium.FPDF_TEXTPAGE | None) -> str:
    count = pdfium.FPDFText_CountChars(textpage) if textpage else 0
    return page_text(textpage, count) if count > 0 else ""


def _gives_more(page: pdfium.FPDF_PAGE, dropped: list[calls.Address], text: str) -> bool:
    """Whether text objects that were dropped show anything, once they have a width; most are blanks."""
    widen(dropped)
    with opened.textpage(page) as textpage:
        return "".join(_text(textpage).split()) != "".join(text.split())


def _pictures(paths: PathReader, frame: Frame, blocks: list[Block]) -> list[Box]:
    least = IMAGE_SHARE * frame.width * frame.height
    large = [frame.box(*image) for image in paths.images if (image[2] - image[0]) * (image[3] - image[1]) >= least]
    return [box for box in large if not any(_inside(block.box, box) for block in blocks)]


def _inside(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def _read(
    textpage: pdfium.FPDF_TEXTPAGE,
    text: str,
    frame: Frame,
    paths: PathReader,
    widened: bool,
    before: Sequence[float],
) -> tuple[list[Line], list[Filled], list[float]]:
    """Lines outside tables, the tables with what stands in their cells, and the borders of the last one's columns; on a
    page whose text was ``widened`` each character is looked at."""

    substituted = substituted_on(textpage, text, frame, paths.fonts)

    @cache
    def chars() -> list[Char]:
        clips = None if paths.placed_forms else ClipReader(frame.matrix, textpage)
        return characters(textpage, text, frame, clips=clips, substituted=substituted)

    found = find_tables(paths.rulings, chars)
    if found:
        filled, outside, borders = with_columns_beside(*fill(found, chars()), before)
        return lines(outside), filled, borders
    # Whether text is dropped depends on the machine where fonts are not in the file: such a page is read in one way.
    quick = quick_lines(textpage, text, frame) if not widened and substituted is None else None
    return (quick if quick is not None else lines(chars())), [], []


def _blocks(around: list[Line], filled: list[Filled], frame: Frame) -> list[Block]:
    blocks = [_paragraph(line, frame) for line in around]
    blocks += [_grid(f, frame) for f in filled if any(f.content)]
    return sorted(blocks, key=lambda b: (b.top, b.left))


def _paragraph(line: Line, frame: Frame) -> Block:
    kind = kind_of(line, frame.height)
    return Block(line.top, line.x0, frame.box(line.x0, line.top, line.x1, line.bottom), line.text, kind)


def _grid(filled: Filled, frame: Frame) -> Block:
    xs, ys = filled.table.xs, filled.table.ys
    box = frame.box(xs[0], ys[0], xs[-1], ys[-1])
    return Block(ys[0], xs[0], box, rows=len(ys) - 1, cols=len(xs) - 1, cells=cells(filled, frame), method="ruled")
