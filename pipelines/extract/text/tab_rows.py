"""Converter output of PDF tables: a row is a line with tabs between cells, headings are markdown.

Merged header cells leave blanks: to the right of a cell merged sideways, below one merged downwards.
A table that goes on over pages comes in pieces, each with its header; each piece is a grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.document import Cell
from pipelines.extract.builder import Builder
from pipelines.extract.text.clean import cell_text, without_fields, without_markdown
from pipelines.extract.text.spans import header_length, merge_down

_CONTENTS_LINE = re.compile(r"(?:[.．…·]\s*){3,}\t+\s*\d+\s*$")
_RULE_LINE = re.compile(r"^[\s:|+=-]*-{3,}[\s:|+=-]*$")
_PIPES = re.compile(r"^\s*\|(.*)\|\s*$")


def read_tab_rows(lines: Iterable[str], builder: Builder) -> None:
    """Add the paragraphs and tables of such an export, in order."""
    table: list[list[str]] = []
    for raw in lines:
        line = without_fields(raw)
        pipes = _PIPES.match(line)
        if pipes and "|" in pipes.group(1):
            line = "\t".join(cell.strip() for cell in pipes.group(1).split("|"))
        if _RULE_LINE.match(line):
            continue
        if "\t" in line and line.strip() and not _CONTENTS_LINE.search(line):
            table.append([cell_text(c) for c in line.split("\t")])
            continue
        _end_table(table, builder)
        table = []
        builder.paragraph(without_markdown(line.replace("\t", " ").rstrip()))
    _end_table(table, builder)


def _end_table(rows: list[list[str]], builder: Builder) -> None:
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
    cells: list[Cell] = []
    for r, row in enumerate(full):
        col = 0
        while col < width:
            span = _span(full, r, col, body) if row[col].strip() else 1
            cells.append(Cell(r, col, row[col], 1, span))
            col += span
    return merge_down(cells, body)


def _span(rows: list[list[str]], r: int, col: int, body: int) -> int:
    """Columns of a header cell: the blanks to its right that have sub-headers, as it has itself."""
    if r + 1 >= body or not rows[r + 1][col].strip():
        return 1
    end = col + 1
    while end < len(rows[r]) and not rows[r][end].strip() and rows[r + 1][end].strip():
        end += 1
    return end - col
