"""Figures count where they are certain beyond doubt: a wrong figure is worse than a missing one.

A figure of the usual form that the first reading is sure of, that is as wide as its digits and stands clear of the
edge of its cell, is taken.  Every other is read again, with another margin, hence another size of the digits, by who
knows only the characters of figures; it counts where both readings agree.  A figure in doubt keeps its text behind
``DOUBT``, which no parser takes for a number, and what else it may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract.ocr.choices import choices
from pipelines.extract.ocr.engine import NOUGHTS, Reading
from pipelines.extract.ocr.figures import certainty, decimals, is_whole, plain_figure, structured
from pipelines.extract.ocr.widths import misfits
from pipelines.model.document import DOUBT

# Probability of the weakest character below which a figure is in doubt: where its width fits, where nothing is known
# of widths, where it does not fit.  On a poor page only figures whose width fits count, and only certain ones.
SURE, LIKELY, CERTAIN = 0.75, 0.95, 0.97
POOR_SHARE, _FEW = 0.2, 5  # of the figures of a page, but more than a few: so many in doubt make it a poor one
AT_ONCE = 0.98  # of the first reading, from which there is no need of a second
_NEVER = 2.0
_NOUGHTS = frozenset(NOUGHTS)  # one of them alone, in a column of figures, is a nought
_USUAL = 0.6  # share of the figures of a column that have as many decimals, so that another has lost some

Again = Callable[[Sequence[int]], list[Reading]]  # the second reading of the lines with these numbers


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its first reading, the width of its ink in pixels, whether the ink reaches the edge of what
    is looked at, and the column it stands in.
    """

    reading: Reading
    width: int
    is_at_edge: bool = False
    column: Hashable = None


@dataclass(frozen=True, slots=True)
class Settled:
    """The text of a line as it counts; ``candidates`` of a figure in doubt, likeliest first."""

    text: str
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class _Figure:
    """A figure of a page: the number of its line, its text, how certain it is, whether its width is another's."""

    line: int
    text: str
    certain: float
    is_misfit: bool | None
    second: Reading | None = None


def settle(lines: Sequence[Line], again: Again, *, is_poor: bool) -> list[Settled]:
    """What each line of the tables of a page counts as; ``again`` reads some of them a second time.

    ``is_poor``: characters of the page are uncertain on average, so that its figures must be all the more certain.
    """
    found = _figures(lines)
    _read_again([one for one in found if is_poor or not _is_plain(one, lines[one.line])], again)
    unsure = sum(one.certain < _needed(one.is_misfit, is_poor=False) for one in found)
    is_poor = is_poor or is_much(unsure, len(found))
    cut = _cut(found, lines)
    out = [Settled(line.reading.text.strip()) for line in lines]
    for one in found:
        if one.certain >= _needed(one.is_misfit, is_poor) and one.line not in cut:
            out[one.line] = Settled(one.text)
        else:
            readings = [r for r in (lines[one.line].reading, one.second) if r is not None]
            offered = () if is_poor else choices(readings, one.text)
            out[one.line] = Settled(DOUBT + lines[one.line].reading.text.strip(), offered)
    for number, second in _spoilt(lines, found, again):
        out[number] = Settled(DOUBT + out[number].text, () if is_poor else choices([second], second.text))
    return out


def _spoilt(lines: Sequence[Line], found: Sequence[_Figure], again: Again) -> Iterator[tuple[int, Reading]]:
    """Figures in a rule of their cell that read as none (35C for 350), with the reading that knows figures only.

    Only letters are taken for spoilt digits, in a column of figures, where as many characters can be read as figures.
    """
    known = {one.line for one in found}
    columns = {lines[number].column for number in known} - {None}
    texts = {n: line.reading.text.strip() for n, line in enumerate(lines) if n not in known and line.is_at_edge}
    spoilt = [n for n, text in texts.items() if text.isascii() and text.isalnum() and lines[n].column in columns]
    for number, second in zip(spoilt, again(spoilt), strict=True):
        if plain_figure(second.text) is not None and len(second.text) == len(texts[number]):
            yield number, second


def doubted(figure: str, reading: Reading) -> Settled:
    """A figure that was settled, in doubt for another reason."""
    return Settled(DOUBT + figure, choices([reading], figure))


def _read_again(unsure: Sequence[_Figure], again: Again) -> None:
    """Note the second reading of each, and how certain it is with that."""
    for one, second in zip(unsure, again([one.line for one in unsure]), strict=True):
        one.second = second
        agrees = structured(second.text) == one.text
        one.certain = min(one.certain, certainty(second, one.text)) if agrees else 0.0


def is_much(unsure: int, figures: int) -> bool:
    """Whether so many of the figures of a page are in doubt that the picture is to blame, not a stamp on a few."""
    return unsure > max(_FEW, POOR_SHARE * figures)


def _figures(lines: Sequence[Line]) -> list[_Figure]:
    plain = [plain_figure(line.reading.text) for line in lines]
    of_figures = {line.column for line, figure in zip(lines, plain, strict=True) if figure is not None} - {None}
    at: list[tuple[int, str]] = []
    for i, (line, figure) in enumerate(zip(lines, plain, strict=True)):
        if figure is not None:
            at.append((i, figure))
        elif line.column in of_figures and line.reading.text.strip() in _NOUGHTS:
            at.append((i, "0"))
    misfit = misfits([figure for _, figure in at], [lines[i].width for i, _ in at])
    out = []
    for n, (i, figure) in enumerate(at):
        text = structured(figure)
        out.append(_Figure(i, text, certainty(lines[i].reading, text), None if misfit is None else misfit[n]))
    return out


def _is_plain(one: _Figure, line: Line) -> bool:
    """Whether the first reading is enough."""
    return one.certain >= AT_ONCE and one.is_misfit is False and not line.is_at_edge and is_whole(one.text)


def _cut(found: Sequence[_Figure], lines: Sequence[Line]) -> set[int]:
    """Lines of figures at the edge of their cell with fewer decimals than the other figures of their column."""
    columns: dict[Hashable, Counter[int]] = {}
    for one in found:
        columns.setdefault(lines[one.line].column, Counter())[decimals(one.text)] += 1
    out = set()
    for one in found:
        line = lines[one.line]
        if line.is_at_edge and line.column is not None:
            (usual, count), total = columns[line.column].most_common(1)[0], columns[line.column].total()
            if decimals(one.text) < usual and count > _USUAL * total:
                out.add(one.line)
    return out


def _needed(is_misfit: bool | None, is_poor: bool) -> float:
    """The certainty a figure must have, given what its width says (``None``: nothing)."""
    if is_misfit is None:
        return _NEVER if is_poor else LIKELY
    if is_misfit:
        return _NEVER if is_poor else CERTAIN
    return CERTAIN if is_poor else SURE
