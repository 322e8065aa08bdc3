"""Pages of one file for another reading: by the first engine, which takes milliseconds, and by pdfplumber."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import pypdfium2.raw as pdfium

from pipelines.extract.geometry.alignment import runs
from pipelines.extract.geometry.lattice import Rulings, axis, corners_of, tables
from pipelines.extract.pdf import open as opened
from pipelines.extract.pdf.again.pages import TOLERANCE, Sight
from pipelines.extract.pdf.again.second import SecondReader
from pipelines.extract.pdf.chars import Char, characters, page_text, quarter_turns
from pipelines.extract.pdf.clips import ClipReader
from pipelines.extract.pdf.drawn import drawn
from pipelines.extract.pdf.fallback import visible_origin
from pipelines.extract.pdf.frame import frame_of
from pipelines.extract.pdf.layers import Layered, data_of, names_of, without_hidden_layers
from pipelines.extract.pdf.paths import PathReader
from pipelines.extract.pdf.substituted import substituted_on
from pipelines.extract.pdf.unseen import take_out
from pipelines.extract.pdf.words import BASELINE, GAP, words_of
from pipelines.extract.unruled.words import Word
from pipelines.model.document import Box

_SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": TOLERANCE,
    "join_tolerance": TOLERANCE,
    "intersection_tolerance": TOLERANCE,
}


class OtherSight:
    """A pdfplumber page."""

    def __init__(self, page: Any) -> None:
        self._page = page

    @cached_property
    def words(self) -> list[Word]:
        """Its words, characters printed twice counted once."""
        return words_of(self._page)

    @cached_property
    def tables(self) -> list[tuple[Box, list[Box]]]:
        """Its ruled tables."""
        left, top = visible_origin(self._page)
        return [
            (_moved(table.bbox, left, top), [_moved(cell, left, top) for cell in table.cells])
            for table in self._page.find_tables(_SETTINGS)
        ]


def _moved(box: tuple[float, float, float, float], left: float, top: float) -> Box:
    return Box(box[0] - left, box[1] - top, box[2] - left, box[3] - top)


@dataclass(frozen=True)
class OwnSight:
    """A page by its characters and rulings, in pdfplumber's ways."""

    chars: Sequence[Char]
    rulings: Rulings

    @cached_property
    def words(self) -> list[Word]:
        """Characters that touch."""
        lines = runs(sorted(self.chars), BASELINE, at=lambda char: char.y)
        return [word for line in lines for word in _words(sorted(line, key=lambda char: char.x0))]

    @cached_property
    def tables(self) -> list[tuple[Box, list[Box]]]:
        """Its ruled tables."""
        xs, ys = axis(self.rulings.vertical, TOLERANCE), axis(self.rulings.horizontal, TOLERANCE)
        return [
            (
                Box(t.xs[0], t.ys[0], t.xs[-1], t.ys[-1]),
                [Box(t.xs[col], t.ys[row], t.xs[col + cols], t.ys[row + rows]) for row, col, rows, cols in t.cells],
            )
            for t in tables(xs, ys, corners_of(xs, ys, TOLERANCE))
        ]


def _words(line: Sequence[Char]) -> Iterator[Word]:
    word: list[Char] = []
    for char in line:
        if word and (char.spaced or char.x0 - word[-1].x1 > GAP * word[-1].size):
            yield _word(word)
            word = []
        if not word or (char.text, char.x0) != (word[-1].text, word[-1].x0):
            word.append(char)
    if word:
        yield _word(word)


def _word(chars: Sequence[Char]) -> Word:
    size = max(char.size for char in chars)
    base = chars[0].y
    text = "".join(char.text for char in chars)
    return Word(text, chars[0].x0, base - 0.88 * size, chars[-1].x1, base + 0.14 * size)


class Sights:
    """The pages of a PDF, opened at the first that is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open = ExitStack()
        self._second: SecondReader | None = None
        self._handle: pdfium.FPDF_DOCUMENT | None = None

    @cached_property
    def _layered(self) -> Layered | None:
        return without_hidden_layers(self._path)  # looks through the whole file

    def __enter__(self) -> Sights:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def own(self, number: int) -> Sight | None:
        """The page by its characters and rulings; ``None`` where pdfium drops text, or the text runs sideways."""
        with opened.page(self._document(), number) as page:
            if page is None:
                return None
            take_out(page, drawn(page, names_of(self._layered)))
            frame = frame_of(opened.bounds(page), pdfium.FPDFPage_GetRotation(page))
            with opened.textpage(page) as textpage:
                text = page_text(textpage, pdfium.FPDFText_CountChars(textpage)) if textpage else ""
                paths = PathReader(frame.matrix, frame.width, frame.height)
                paths.read(page)
                if not text.strip() or paths.dropped or quarter_turns(textpage, text, frame):
                    return None
                clips = None if paths.placed_forms else ClipReader(frame.matrix, textpage)
                substituted = substituted_on(textpage, text, frame, paths.fonts)
                return OwnSight(characters(textpage, text, frame, clips=clips, substituted=substituted), paths.rulings)

    def _document(self) -> pdfium.FPDF_DOCUMENT:
        if self._handle is None:
            self._handle = self._open.enter_context(opened.document(self._path, data_of(self._layered)))
        return self._handle

    def _is_altered(self, number: int) -> bool:
        with opened.page(self._document(), number) as page:
            return page is not None and take_out(page, drawn(page, names_of(self._layered)))

    def other(self, number: int) -> Sight | None:
        """The page by pdfplumber, which gives text that is not printed too: ``None`` where there is any."""
        if self._is_altered(number):
            return None
        if self._second is None:
            self._second = self._open.enter_context(SecondReader(self._path, data_of(self._layered)))
        page = self._second.page(number)
        return None if page is None else OtherSight(page)
