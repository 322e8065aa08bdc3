"""Whether a grid belongs to a performance form, and whether the title above it begins one."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.form_words import IndicatorRole, LabelField
from pipelines.recognise.forms.model import Line
from pipelines.recognise.forms.performance.headers import indicator_columns, indicator_headers
from pipelines.recognise.forms.performance.naming import name_in
from pipelines.recognise.forms.performance.reading import Mode, Reading
from pipelines.recognise.forms.surroundings import follows
from pipelines.recognise.forms.vocabulary import Label, label_of
from pipelines.recognise.model import Piece

_HEADER = 4  # rows a header may have
_ENOUGH = 3  # labels that make a form without a title
_FIRST_ROWS = 3  # a head that goes on has a label in one of these
_ROWS_OF_INDICATORS = 6  # indicators that go on have a name or a target in one of these
_TELLING = frozenset({IndicatorRole.TARGET, IndicatorRole.LEVEL_3})


def belongs(reading: Reading | None, last_page: int, piece: Piece, lines: Sequence[Line], title: str | None) -> bool:
    """Whether a grid is (part of) a performance form, by what stands in it.

    ``reading`` is the open form and ``last_page`` where it was read last; ``title``: that of a form, above the grid.
    """
    return _is_form(lines, title) or (reading is not None and _goes_on(reading, last_page, piece, lines, title))


def _is_form(lines: Sequence[Line], title: str | None) -> bool:
    """Whether a grid holds a table of indicators, or labels enough for its title."""
    if _has_header(lines):
        return True
    labels = _labels(lines)
    if title is not None:
        return _names_something(labels)
    return len(labels) >= _ENOUGH and any(label.start for label in labels)


def _names_something(labels: Sequence[Label]) -> bool:
    """Whether a label names a field that is read."""
    return any(label.field is not LabelField.NONE for label in labels)


def _has_header(lines: Sequence[Line]) -> bool:
    return any(indicator_columns(lines, at) is not None for at in range(len(lines)))


def _labels(lines: Sequence[Line]) -> list[Label]:
    named = (label_of(cell.text) for line in lines for cell in line.filled)
    return list(filter(None, named))


def _goes_on(reading: Reading, last_page: int, piece: Piece, lines: Sequence[Line], title: str | None) -> bool:
    """Whether a grid without labels of its own goes on with the open form."""
    if piece.grid.page not in {last_page, last_page + 1}:
        return False
    if reading.columns is not None and reading.columns.same_grid(lines):
        return True
    return follows(piece, last_page, title) and _fits(reading, lines)


def _fits(reading: Reading, lines: Sequence[Line]) -> bool:
    columns = reading.columns
    if columns is None:
        return bool(_labels(lines[:_FIRST_ROWS]))
    return any(not _TELLING.isdisjoint(columns.cells(line)) for line in lines[:_ROWS_OF_INDICATORS])


def title_opens(reading: Reading, title: str, lines: Sequence[Line]) -> bool:
    """A title begins a form unless it only repeats the title of a form that goes on."""
    begins = not _begins_inside(lines)
    if title != reading.form.title:
        return begins or name_in(title) is not None
    return begins and reading.mode is not Mode.HEAD and 0 not in indicator_headers(lines[:_HEADER])


def _begins_inside(lines: Sequence[Line]) -> bool:
    """No head and no header: the grid begins in the middle of the indicators."""
    return not (_names_something(_labels(lines)) or _has_header(lines))
