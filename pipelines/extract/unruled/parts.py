"""Which lines of a page are the header of a table without rules, and which its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.unruled.body import in_rows, line_gap
from pipelines.extract.unruled.leaves import columns_of
from pipelines.extract.unruled.stacked import Block, stacked
from pipelines.extract.unruled.strips import Strip, strips
from pipelines.extract.unruled.words import Word
from pipelines.model.amounts import is_dash, is_figure

_TOTAL = re.compile(r"[合总小]计$")
_PROSE = re.compile(r"[。；？！]|，.*，")
_ABOVE = re.compile(r"表|^(部门|单位|编制|填报|预算|金额|公开)[^（(]{0,6}[：:]|^[注备]|单位[：:]\S*元")
_TITLE = re.compile(r"表(?:[（(].*[)）])?$|单位[：:]\S*元")
_UNIT = re.compile(r"^[（(]?(金额)?单位[：:]\S*元[)）]?$")
_CODE_PARTS = {"类款", "款项"}  # letters that head a column each
_LETTERS = 3  # widths of a letter between the letters of one word
_NUMBERED = re.compile(r"(?:\d{1,2}[.、．]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])[^\d]")
_DECIMAL = re.compile(r"[-－—]?[\d,，]+[.．]\d+")
_NUMBER = re.compile(r"\d{1,2}")
_HEAD_LINES = 14  # above the first figures that may be header
_HEAD_WHITE = 2.5  # of a word's height: more white than this ends the header
_ABOVE_LINES = 4  # of a small table in which its title stands
_UNIT_LINES = 4  # above a unit in which the words of its cell are looked for
_ROW_WHITE = 4.0  # of a word's height: more white than this parts a row from those above
_SAME_LEFT = 3.0  # pt


@dataclass(slots=True)
class Parts:
    """A table without rules in parts, which are the lines from ``start`` to before ``end``."""

    strips: list[Strip]
    head: list[Block]
    numbers: list[Word]  # of the row that numbers the columns
    rows: list[list[Word]]
    start: int
    end: int
    above: list[str]  # lines above its header

    @property
    def middles(self) -> list[float]:
        """The middles of what numbers the columns."""
        return [w.middle for w in self.numbers]


def parts_of(lines: Sequence[list[Word]], floor: int, first: int, last: int) -> Parts:
    """The table whose rows with figures are lines ``first`` to ``last``; nothing above ``floor`` is its own."""
    while first < last and is_numbering(lines[first]):
        first += 1
    first = _with_dashes(lines, floor, first)
    columns = _strips(lines[first : last + 1])
    figures = min((s.x0 for s in columns if s.is_amounts), default=0.0)
    gap = line_gap(lines[first : last + 1])
    first, last = _wrapped(lines, floor, first, last, gap, figures)
    top = _head_top(lines, floor, first)
    numbering = next((n for n in range(first - 1, top - 1, -1) if is_numbering(lines[n])), None)
    head_end = first if numbering is None else numbering
    if numbering is None:
        head_end = _first_row(lines, top, first, columns, figures)
    head = stacked([joined(line) for line in lines[top:head_end]], gap)
    body = lines[(numbering + 1 if numbering is not None else head_end) : last + 1]
    return Parts(
        columns,
        _without_titles(head, columns),
        [] if numbering is None else lines[numbering],
        in_rows(body, gap, columns),
        top,
        last + 1,
        ["".join(w.text for w in line) for line in lines[max(top - _ABOVE_LINES, floor) : top]],
    )


def is_named(parts: Parts) -> bool:
    """Whether a title or a unit stands above the header, and the header names every column."""
    if not parts.head or not any(_TITLE.search(line) for line in parts.above):
        return False
    return all(c.leaf is not None for c in columns_of(parts.head, parts.strips, parts.middles))


def is_numbering(line: Sequence[Word]) -> bool:
    """Whether a line numbers the columns: 1, 2, 3 and so on, or 栏次 before them."""
    numbers = [int(w.text) for w in line if _NUMBER.fullmatch(w.text)]
    others = [w for w in line if not _NUMBER.fullmatch(w.text)]
    return (
        len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) and not any(is_figure(w.text) for w in others)
    )


def joined(line: Sequence[Word]) -> list[Word]:
    """A header line with the letters of 项　目 as one word."""
    out: list[Word] = []
    for word in line:
        letters = out[-1].text + word.text if out else ""
        near = bool(out) and word.x0 - out[-1].x1 < _LETTERS * (word.x1 - word.x0)
        if len(letters) == 2 and near and letters not in _CODE_PARTS:
            out[-1] = Word(out[-1].text + word.text, out[-1].x0, out[-1].top, word.x1, max(out[-1].bottom, word.bottom))
        else:
            out.append(word)
    return out


def _strips(lines: Sequence[Sequence[Word]]) -> list[Strip]:
    """The label of a total may stand in the middle of merged columns and is passed over beside others."""
    others = strips([[w for w in line if not _TOTAL.search(w.text)] for line in lines])
    return others if len(others) > 1 else strips(lines)


def _with_dashes(lines: Sequence[list[Word]], floor: int, first: int) -> int:
    """Where rows begin when those above the first figures of a column print dashes for them, or other figures."""
    start = first
    for n in range(first - 1, max(floor, first - _HEAD_LINES) - 1, -1):
        line, below = lines[n], lines[n + 1]
        if not line or not below or is_numbering(line) or below[0].top - line[0].bottom > _ROW_WHITE * _height(line):
            break
        if any(_TITLE.search(w.text) for w in line):  # a title may begin with a number too: 六、基本支出决算表
            break
        if any(is_dash(w.text) or _DECIMAL.fullmatch(w.text) for w in line[1:]) or _is_numbered(line):
            start = n
    return start


def _is_numbered(line: Sequence[Word]) -> bool:
    """Whether a line prints nothing but names that begin with a number, as rows do and headers do not."""
    return all(_NUMBERED.match(w.text) for w in line)


def _height(line: Sequence[Word]) -> float:
    return line[0].bottom - line[0].top


def _wrapped(
    lines: Sequence[list[Word]], floor: int, first: int, last: int, gap: float, figures: float
) -> tuple[int, int]:
    """The range with the lines of names that begin above the first figures or end below the last."""
    while first > floor and _goes_on(lines[first - 1], lines[first], gap, figures):
        first -= 1
    while last + 1 < len(lines) and _goes_on(lines[last + 1], lines[last], gap, figures):
        last += 1
    return first, last


def _goes_on(line: Sequence[Word], beside: Sequence[Word], gap: float, figures: float) -> bool:
    text = "".join(w.text for w in line)
    if _PROSE.search(text) or _ABOVE.search(text) or any(w.x0 >= figures for w in line):
        return False
    white = max(line[0].top, beside[0].top) - min(line[0].bottom, beside[0].bottom)
    return white <= gap


def _head_top(lines: Sequence[list[Word]], floor: int, first: int) -> int:
    """The first line of the header above line ``first``."""
    top = first
    while top > floor and first - top < _HEAD_LINES and not _ends_head(lines, top):
        top -= 1
    return top


def _ends_head(lines: Sequence[list[Word]], top: int) -> bool:
    """Whether the line above ``top`` is none of the header."""
    line, below = lines[top - 1], lines[top]
    text = "".join(w.text for w in line)
    height = _height(line)
    if _PROSE.search(text) or min(w.top for w in below) - max(w.bottom for w in line) > _HEAD_WHITE * height:
        return True
    return any(_ABOVE.search(w.text) and not _is_unit_of_a_column(w, lines, top) for w in line)


def _is_unit_of_a_column(word: Word, lines: Sequence[list[Word]], top: int) -> bool:
    """Whether a unit stands right below the words of a header cell: 项目（单位：万元）."""
    if _UNIT.match(word.text) is None or top < 2:
        return False
    for line in lines[max(top - _UNIT_LINES, 0) : top - 1]:
        if not any(_ABOVE.search(above.text) for above in line) and any(_is_right_above(above, word) for above in line):
            return True
    return False


def _is_right_above(above: Word, word: Word) -> bool:
    """Whether two words stand in one cell, one below the other."""
    near = 0 <= word.top - above.bottom <= word.bottom - word.top
    even = abs(above.x0 - word.x0) <= _SAME_LEFT or abs(above.x0 + above.x1 - word.x0 - word.x1) <= 2 * _SAME_LEFT
    return near and even


def _first_row(lines: Sequence[list[Word]], top: int, first: int, columns: Sequence[Strip], figures: float) -> int:
    """Where rows begin: names without figures above the first figures are rows where no header stands over them."""
    if any(w.x0 >= figures for line in lines[top:first] for w in line):
        return first
    lefts = [w.x0 for line in lines[first:] for w in line if w.x0 < figures]
    start = first
    while start > top and all(any(abs(w.x0 - x) <= _SAME_LEFT for x in lefts) for w in lines[start - 1]):
        start -= 1
    return start


def _without_titles(head: Sequence[Block], columns: Sequence[Strip]) -> list[Block]:
    """The header without lines that stand over all of the table."""
    out = list(head)
    while len(out) > 1:
        top = min(out, key=lambda b: b.top)
        alone = all(b is top or b.top >= top.bottom for b in out)
        if not alone or abs(top.middle - (columns[0].x0 + columns[-1].x1) / 2) > (top.x1 - top.x0) / 4:
            break
        out.remove(top)
    return out
