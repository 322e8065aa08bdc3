"""Converter output of PDF tables: a row is a line with tabs between cells, headings are markdown.

Merged header cells leave blanks: to the right of a cell merged sideways, below one merged downwards.
A table that goes on over pages comes in pieces, each with its header; each piece is a grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.extract.builder import Builder
from pipelines.extract.text import bars, lone_cells, spaced
from pipelines.extract.text.clean import cell_text, without_fields, without_markdown
from pipelines.extract.text.spans import header_length, merge_down
from pipelines.model.document import Cell

_CONTENTS_LINE = re.compile(r"(?:[.．…·]\s*){3,}\t+\s*\d+\s*$")


def read_tab_rows(lines: Iterable[str], builder: Builder) -> None:
    """Add the paragraphs and tables of such an export, in order."""
    table: list[list[str]] = []
    for line in spaced.with_tabs(bars.with_tabs(lone_cells.with_tabs([*map(without_fields, lines)]))):
        if bars.is_rule(line):
            continue
        if "\t" in line and (line.strip() or table) and not _CONTENTS_LINE.search(line):
            table.append([cell_text(c) for c in line.split("\t")])
            continue
        add_table(table, builder)
        table = []
        builder.paragraph(without_markdown(line.replace("\t", " ").rstrip()))
    add_table(table, builder)


def add_table(rows: list[list[str]], builder: Builder) -> None:
    """Add the rows of a table, or the one indented line that they are; nothing for blank ones."""
    while rows and not any(c.strip() for c in rows[-1]):  # a row of blank cells parts nothing, the last ones are none
        rows.pop()
    if not rows:
        return
    if len(rows) == 1 and sum(1 for c in rows[0] if c.strip()) <= 1:  # an indented line
        builder.paragraph("".join(rows[0]))
        return
    builder.grid(spanned(rows), method="text")


def spanned(rows: list[list[str]]) -> list[Cell]:
    """Cells of rows of equal rank, the spans of the header rebuilt from its blanks."""
    width = max(len(row) for row in rows)
    full = [row + [""] * (width - len(row)) for row in rows]
    body = header_length(full, width)
    spans: list[dict[int, int]] = [{} for _ in full]  # first column of a filled cell -> columns it covers
    for r in reversed(range(len(full))):
        below = _covered(spans[r + 1]) if r + 1 < body else set()
        spans[r] = {col: _span(full[r], col, below) for col in range(width) if full[r][col].strip()}
    cells: list[Cell] = []
    for r, row in enumerate(full):
        col = 0
        while col < width:
            span = spans[r].get(col, 1)
            cells.append(Cell(r, col, row[col], 1, span))
            col += span
    return merge_down(cells, body)


def _covered(spans: dict[int, int]) -> set[int]:
    return {c for col, span in spans.items() for c in range(col, col + span)}


def _span(row: list[str], col: int, below: set[int]) -> int:
    """Columns of a header cell: the blanks to its right that have sub-headers (``below``), as it has itself."""
    if col not in below:
        return 1
    end = col + 1
    while end < len(row) and not row[end].strip() and end in below:
        end += 1
    return end - col
