"""更正前 and 更正后 in one file: which tables are as they were, which as they are now.

A heading (附件1：更正前) speaks of all tables below it, up to the next such heading; the name of a sheet of that sheet;
a title (收支总表（更正后）) of its own table, whatever stands above.  What is said is kept as printed: that a table as
it was no longer stands is told where its right one is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipelines.layouts.load import load
from pipelines.model.corrections import Correction
from pipelines.model.document import Document, Paragraph
from pipelines.model.text import compact
from pipelines.recognise.model import Table
from pipelines.recognise.tables.titles import table_title

_KINDS = {Correction.BEFORE: "before_correction", Correction.AFTER: "after_correction"}
_LONGEST = 40  # of a line that is a heading or a title


def corrections(document: Document, tables: Sequence[Table]) -> dict[int, Correction]:
    """By table_no the side of a correction that ``tables`` (in reading order) are said to be on."""
    headings = list(_headings(document))
    sheets = {page.number: said_side(page.name) for page in document.pages}
    orders = {grid.grid_no: grid.order for grid in document.grids}
    found: dict[int, Correction] = {}
    for table in tables:
        above = [side for order, side in headings if order < orders[table.grid_no]]
        side = _of_title(table) or sheets.get(table.page_from) or (above[-1] if above else None)
        if side is not None:
            found[table.table_no] = side
    return found


def said_side(line: str) -> Correction | None:
    """The side that a heading, a title or the name of a sheet says."""
    text = compact(line)
    if len(text) > _LONGEST:
        return None
    return next((side for side, kind in _KINDS.items() if _takes(kind, text)), None)


def _takes(kind: str, text: str) -> bool:
    return any(entry.words.takes(text) for entry in load("titles.toml")[kind])


def _headings(document: Document) -> Iterator[tuple[int, Correction]]:
    """The headings that speak of tables below them, with their place in reading order."""
    for block in document.blocks():
        if isinstance(block, Paragraph) and table_title(block.text) is None:
            side = said_side(block.text)
            if side is not None:
                yield block.order, side


def _of_title(table: Table) -> Correction | None:
    """What the title of ``table`` says: the lines nearest its figures, up to one that is no title."""
    nearest = takewhile(_is_no_heading, reversed(table.lines_above))
    return next((side for line in nearest if (side := said_side(line)) is not None), None)


def _is_no_heading(line: str) -> bool:
    return table_title(line) is not None or said_side(line) is None
