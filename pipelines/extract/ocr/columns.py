"""Tables without rules on a scanned page: what stands outside of ruled ones, as words for the reader of columns."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from pipelines.extract.ocr.engine import Engine, Reading
from pipelines.extract.ocr.figures import plain_figure, structured
from pipelines.extract.ocr.layout import Layout
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.snippets import Ink, Snippet, crop, pieces_outside
from pipelines.extract.unruled.aligned import Aligned, aligned_parts, is_prose, looks_aligned, table_of
from pipelines.extract.unruled.parts import Parts
from pipelines.extract.unruled.words import Word
from pipelines.model.amounts import is_dash

_CLEAR = 0.85  # mean probability of a single character that counts
_NOISE = 0.5  # a line outside tables read with less than this is a stamp, a picture or dirt
_SAME_LINE = 0.5  # em: pieces whose middles are nearer than this are on one line
_APART = 0.45  # em: white this wide beside a figure may part it from its neighbour; that around a comma is narrower
_BETWEEN = 0.3  # em: white this wide in the white between two columns parts what stands in them
_WITHIN = 0.12  # em: white between a figure and a word that all but touch it
_HALF = 0.5  # em: a digit is this wide, and other characters twice as wide
_FAINT = 0.1  # mean probability of a lone nought, which looks like many things
_NOUGHT = frozenset("0OoD〇")
_FULL = 2  # ideographs: one may be low (一) or narrow
_FONT = 1.1  # of the ink of ideographs: the height of their font
_RUN = re.compile(r"\d[\d,，.．]{2,}")
_FIGURE_FIRST = re.compile(r"(-?\d{1,3}(?:[,.]\d{3})*\.\d+|-?\d{1,3}(?:,\d{3})+|-?\d{4,})\s*([^\d\s.,%)（(-].*)")
_ONE_FIGURE = re.compile(r"[-(]{0,2}(?:\d{1,3}(?:,\d{3})*|\d+)(?:\.\d+)?[)%]{0,2}")

Gap = tuple[int, int]  # pixels across that hold no ink, from and to


@dataclass(frozen=True, slots=True)
class Piece:
    """Ink of one line and what it reads as."""

    line: Snippet
    reading: Reading


@dataclass(slots=True)
class Columns:
    """The tables without rules of a page; ``pieces`` are those behind their words, by the identity of the word."""

    parts: list[Parts]
    pieces: dict[int, Piece]

    def inside(self) -> list[Piece]:
        """The pieces that stand in the rows of the tables, each where it is a cell's own line."""
        return [self.pieces[id(word)] for word in self._words()]

    def tables(self, texts: Iterable[str]) -> list[Aligned]:
        """The tables with the texts of `inside` as settled, in points of the straightened picture."""
        settled = {id(word): text for word, text in zip(self._words(), texts, strict=True)}
        return [table_of(replace(parts, rows=[_settled(row, settled) for row in parts.rows])) for parts in self.parts]

    def _words(self) -> list[Word]:
        return [w for parts in self.parts for row in parts.rows for w in row if id(w) in self.pieces]


def _settled(row: Sequence[Word], texts: dict[int, str]) -> list[Word]:
    return [replace(word, text=texts.get(id(word), word.text)) for word in row]


def is_legible(reading: Reading) -> bool:
    """Whether a line outside of ruled tables is text, not a stamp or dirt."""
    text = reading.text.strip()
    if is_dash(text):
        return True
    return any(c.isalnum() for c in text) and reading.mean >= (_NOISE if len(text) > 1 else _CLEAR)


def columns_of(engine: Engine, layout: Layout, pieces: Sequence[Piece], scale: float) -> Columns:
    """The tables without rules that ``pieces`` of a page make; what stands in two columns of them is parted."""
    em = layout.ink.em
    legible = [piece for piece in pieces if is_legible(piece.reading)]
    words = words_of(legible, em, scale)
    around = [
        _Printed(" ".join(words[n].text for n in row), max(words[n].x1 for n in row))
        for row in in_rows([piece.line for piece in legible], em)
    ]
    if not looks_aligned(around):
        return Columns([], {})
    pieces = _noughts(engine, layout, pieces)
    pieces = _from_words(engine, layout, parted(engine, layout, pieces, beside_figures(em)))
    found = _found(pieces, em, scale)
    if not found.parts:
        return found
    pieces = parted(engine, layout, pieces, between_columns(found.parts, em, scale))
    return _found(_heads_anew(engine, layout, pieces, found.parts, scale), em, scale)


def _noughts(engine: Engine, layout: Layout, pieces: Sequence[Piece]) -> list[Piece]:
    """The legible of ``pieces``, and the noughts that stand alone: those take a reading that knows figures only."""
    alone = {n for n, piece in enumerate(pieces) if piece.reading.text.strip() in _NOUGHT}
    lone = [pieces[n].line for n in sorted(alone)]
    read = engine.read([crop(layout.gray, line, layout.ink.em) for line in lone], figures=True)
    others = [piece for n, piece in enumerate(pieces) if n not in alone and is_legible(piece.reading)]
    return others + [Piece(line, r) for line, r in zip(lone, read, strict=True) if r.text == "0" and r.mean >= _FAINT]


def _from_words(engine: Engine, layout: Layout, pieces: Sequence[Piece]) -> list[Piece]:
    """``pieces``, a figure parted from the word that all but touches it, where both read as before."""
    at: dict[int, list[Snippet]] = {}
    for n, piece in enumerate(pieces):
        both = _FIGURE_FIRST.fullmatch(piece.reading.text.strip())
        if both is not None and (gap := _boundary(layout, piece.line, both)) is not None:
            at[n] = _at(piece.line, [gap])
    read = engine.read([crop(layout.gray, line, layout.ink.em) for lines in at.values() for line in lines])
    out = [piece for n, piece in enumerate(pieces) if n not in at]
    for (n, (left, right)), figure, word in zip(at.items(), read[::2], read[1::2], strict=True):
        plain = plain_figure(figure.text)
        if plain is not None and _ONE_FIGURE.fullmatch(structured(plain)):
            out += [Piece(left, figure), Piece(right, word)]
        else:
            out.append(pieces[n])
    return out


def _boundary(layout: Layout, line: Snippet, both: re.Match[str]) -> Gap | None:
    """The white between a figure and the word after it, where the widths of their characters say it is."""
    em = layout.ink.em
    figure, word = _HALF * len(both[1]), float(len(both[2].replace(" ", "")))
    expected = line.x0 + (line.x1 - line.x0) * figure / (figure + word)
    wide = [gap for gap in gaps_in(layout.ink, line) if gap[1] - gap[0] >= _WITHIN * em]
    near = [gap for gap in wide if abs((gap[0] + gap[1]) / 2 - expected) <= em]
    return max(near, key=lambda g: g[1] - g[0], default=None)


def _heads_anew(
    engine: Engine, layout: Layout, pieces: Sequence[Piece], found: Sequence[Parts], scale: float
) -> list[Piece]:
    """``pieces``, those in the heads of tables cut again: there the columns stand nearer than words of a text do."""
    zones = _head_zones(layout, found, scale)
    inside = [_is_in(zones, piece.line) for piece in pieces]
    for piece, here in zip(pieces, inside, strict=True):  # only what stands there whole
        zones[piece.line.top : piece.line.bottom, piece.line.x0 : piece.line.x1] = 255 if here else 0
    head = Ink(np.asarray(np.bitwise_and(layout.ink.mask, zones), dtype=np.uint8), layout.ink.em)
    lines = pieces_outside(head, [table.frame for table in layout.tables], _APART)
    read = engine.read([crop(layout.gray, line, layout.ink.em) for line in lines])
    kept = [piece for piece, here in zip(pieces, inside, strict=True) if not here]
    return kept + [Piece(line, reading) for line, reading in zip(lines, read, strict=True) if is_legible(reading)]


def _head_zones(layout: Layout, found: Sequence[Parts], scale: float) -> Gray:
    """The pixels (255) at the height of the heads of tables."""
    out = np.zeros_like(layout.ink.mask)
    for parts in found:
        if parts.head and parts.rows:
            top, low = min(b.top for b in parts.head) - 1, min(w.top for w in parts.rows[0])
            out[max(0, round(top * scale)) : round(low * scale)] = 255
    return out


def _is_in(mask: Gray, line: Snippet) -> bool:
    return bool(mask[(line.top + line.bottom) // 2, (line.x0 + line.x1) // 2])


def _found(pieces: Sequence[Piece], em: float, scale: float) -> Columns:
    words = words_of(pieces, em, scale)
    return Columns(aligned_parts(words), {id(word): piece for word, piece in zip(words, pieces, strict=True)})


def words_of(pieces: Sequence[Piece], em: float, scale: float) -> list[Word]:
    """Pieces as words of the height of their font, in points.

    The ink of figures and dashes is lower: they are as high as the nearest piece with ideographs.
    """
    known = sorted((_middle(p.line), _FONT * (p.line.bottom - p.line.top)) for p in pieces if _is_full(p.reading.text))
    levels = [level for level, _ in known]
    out = []
    for piece in pieces:
        line, figure, middle = piece.line, plain_figure(piece.reading.text), _middle(piece.line)
        at = bisect_left(levels, middle)
        nearest = min(known[max(0, at - 1) : at + 1], key=lambda k: abs(k[0] - middle), default=(0.0, em))
        high = _FONT * (line.bottom - line.top) if _is_full(piece.reading.text) else nearest[1]
        half = max(line.bottom - line.top, high) / 2
        text = piece.reading.text.strip() if figure is None else structured(figure)
        out.append(Word(text, line.x0 / scale, (middle - half) / scale, line.x1 / scale, (middle + half) / scale))
    return out


def _middle(line: Snippet) -> float:
    return (line.top + line.bottom) / 2


def _is_full(text: str) -> bool:
    """Whether a line holds ideographs enough to be as high as its font."""
    return sum(unicodedata.east_asian_width(c) == "W" for c in text) >= _FULL


def in_rows(lines: Sequence[Snippet], em: float) -> list[list[int]]:
    """The numbers of ``lines``, top to bottom, those beside one another in one row, left to right."""
    rows: list[list[int]] = []
    before = 0.0
    for n in sorted(range(len(lines)), key=lambda n: lines[n].top + lines[n].bottom):
        middle = _middle(lines[n])
        if rows and middle - before < _SAME_LINE * em:
            rows[-1].append(n)
        else:
            rows.append([n])
        before = middle
    return [sorted(row, key=lambda n: lines[n].x0) for row in rows]


def parted(
    engine: Engine, layout: Layout, pieces: Sequence[Piece], where: Callable[[Piece, Sequence[Gap]], list[Gap]]
) -> list[Piece]:
    """``pieces``, those in whose white ``where`` finds gaps parted there and their parts read anew."""
    out: list[Piece] = []
    new: list[Snippet] = []
    for piece in pieces:
        chosen = where(piece, gaps_in(layout.ink, piece.line))
        if chosen:
            new += _at(piece.line, chosen)
        else:
            out.append(piece)
    read = engine.read([crop(layout.gray, line, layout.ink.em) for line in new])
    return out + [Piece(line, reading) for line, reading in zip(new, read, strict=True) if is_legible(reading)]


def gaps_in(ink: Ink, line: Snippet) -> list[Gap]:
    """The white inside a line, left to right."""
    filled = line.x0 + np.flatnonzero(ink.mask[line.top : line.bottom, line.x0 : line.x1].any(axis=0))
    return [(int(a) + 1, int(b)) for a, b in pairwise(filled) if b - a > 1]


def beside_figures(em: float) -> Callable[[Piece, Sequence[Gap]], list[Gap]]:
    """Where a piece may part that holds a figure and something beside it."""

    def where(piece: Piece, gaps: Sequence[Gap]) -> list[Gap]:
        text = piece.reading.text.strip()
        plain = plain_figure(text)
        if plain is not None and _ONE_FIGURE.fullmatch(structured(plain)):
            return []
        if _RUN.search(text) is None or is_prose(text):
            return []
        return [gap for gap in gaps if gap[1] - gap[0] >= _APART * em]

    return where


def between_columns(found: Sequence[Parts], em: float, scale: float) -> Callable[[Piece, Sequence[Gap]], list[Gap]]:
    """Where a piece at the height of a table parts that stands in two of its columns."""
    tables = [(parts, table_of(parts).box) for parts in found]

    def where(piece: Piece, gaps: Sequence[Gap]) -> list[Gap]:
        middle = _middle(piece.line) / scale
        whites = [
            (left.x1 * scale, right.x0 * scale)
            for parts, box in tables
            if box.top <= middle <= box.bottom
            for left, right in pairwise(parts.strips)
        ]
        return [
            gap
            for gap in gaps
            if gap[1] - gap[0] >= _BETWEEN * em and any(min(gap[1], b) > max(gap[0], a) for a, b in whites)
        ]

    return where


def _at(line: Snippet, gaps: Sequence[Gap]) -> list[Snippet]:
    """A line parted at ``gaps``."""
    starts = [line.x0, *(gap[1] for gap in gaps)]
    ends = [*(gap[0] for gap in gaps), line.x1]
    return [replace(line, x0=x0, x1=x1) for x0, x1 in zip(starts, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class _Printed:
    text: str
    x1: float
