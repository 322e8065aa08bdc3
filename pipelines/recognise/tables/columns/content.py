"""What the cells of a column print: figures, words or codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations

from pipelines.model.amounts import is_figure
from pipelines.model.text import compact
from pipelines.recognise.codes import plain_code, scheme_of
from pipelines.recognise.model import Row
from pipelines.recognise.tables.row_texts import column_cells, is_blank


def figures_and_words(body: Sequence[Row], index: int) -> tuple[int, int]:
    """How many cells of a column print figures, and how many print words."""
    cells = [cell for cell in column_cells(body, index) if cell.anchor and not is_blank(cell)]
    figures = sum(is_figure(cell.text) for cell in cells)
    return figures, len(cells) - figures


def scheme_of_digits(body: Sequence[Row], index: int) -> str | None:
    """The classification most codes of a column belong to, ``None`` where it prints none."""
    counts = Counter(filter(None, map(_scheme_in, _texts(body, index))))
    return max(counts, key=counts.__getitem__, default=None)


def _texts(body: Sequence[Row], index: int) -> Iterator[str]:
    return (compact(cell.text) for cell in column_cells(body, index))


def _scheme_in(text: str) -> str | None:
    code = plain_code(text)
    return scheme_of(code) if code is not None else None


def mostly_codes(body: Sequence[Row], index: int) -> bool:
    """Whether most rows print a code in a column."""
    codes = sum(plain_code(text) is not None and scheme_of(text) is not None for text in _texts(body, index))
    return codes * 2 > len(body)


def prints_codes(body: Sequence[Row], index: int) -> bool:
    """Whether a column without a header holds codes: whole numbers of code length, one the beginning of another."""
    cells = [cell for cell in column_cells(body, index) if cell.anchor and cell.text.strip()]
    texts = {compact(cell.text) for cell in cells}
    codes = {text for text in texts if text.isdigit() and scheme_of(text)}
    if not any(longer.startswith(shorter) for shorter, longer in permutations(codes, 2)):
        return False
    return all(text.isdigit() or not is_figure(text) for text in texts)
