"""Tables typed with tabs: paragraphs that follow one another, their cells parted by tabs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipelines.extract.builder import Builder
from pipelines.extract.text.numbers import is_amount, is_number
from pipelines.extract.text.tab_rows import spanned

_LEAST_ROWS = 3  # of one length, with figures in them
_SHARE = 0.5  # of the rows are of that length

Tabbed = tuple[str, int, str]  # text, page, kind of a paragraph


def add(paragraphs: Sequence[Tabbed], builder: Builder) -> None:
    """Add paragraphs that follow one another, the first of them with a tab in it, as tables where they are some."""
    start = 0
    for i, (text, page, kind) in enumerate(paragraphs):
        if "\t" not in text and not _is_row(paragraphs, i):
            _add_run(paragraphs[start:i], builder)
            builder.paragraph(text, page, kind)
            start = i + 1
    _add_run(paragraphs[start:], builder)


def _is_row(paragraphs: Sequence[Tabbed], i: int) -> bool:
    """Whether a paragraph without a tab is a row whose other cells are blank.

    Around it are rows of one length, and the next has figures: after a title come a header's words.
    """
    if not 0 < i < len(paragraphs) - 1:
        return False
    above, below = (paragraphs[k][0].split("\t") for k in (i - 1, i + 1))
    return len(above) == len(below) and any(map(is_number, below))


def _add_run(paragraphs: Sequence[Tabbed], builder: Builder) -> None:
    rows = [[cell.strip(" ") for cell in text.split("\t")] for text, _, _ in paragraphs]
    if _is_table(rows):
        builder.grid(spanned(rows), method="text", page=paragraphs[0][1])
        return
    for text, page, kind in paragraphs:
        builder.paragraph(text, page, kind)


def _is_table(rows: list[list[str]]) -> bool:
    """Whether rows have their cells one below the other.

    Who sets columns by pressing Tab until they look right leaves rows of many lengths: of those none can be told.
    """
    if not rows:
        return False
    width, count = Counter(map(len, rows)).most_common(1)[0]
    is_figure = is_amount if width == 2 else is_number  # two columns could be anything
    figures = sum(1 for row in rows if len(row) == width and any(map(is_figure, row)))
    even = count >= _LEAST_ROWS and count > _SHARE * len(rows) and max(map(len, rows)) == width
    return even and width > 1 and figures >= _LEAST_ROWS and not _is_contents(rows)


def _is_contents(rows: list[list[str]]) -> bool:
    """Whether rows end in page numbers, as those of a table of contents do, and hold no other figure."""
    pages = [row[-1].strip() for row in rows]
    if not all(page.isdecimal() for page in pages) or any(sum(map(is_number, row[1:])) > 1 for row in rows):
        return False
    return all(int(page) <= int(following) for page, following in pairwise(pages))
