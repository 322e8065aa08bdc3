"""From a document to tables, and from a table to its lines: the order of the steps, and why it is this one.

1. **Cut.**  A grid is what a reader found ruled or aligned: titles, header and rows are in it, or several tables one
   below the other.  What is title, header and row is told before anything is compared.
2. **Stitch.**  A table runs over pages.  Pieces are joined by title, header and the x of their columns before the
   table is named: a page in its middle has no title, and its rows help to tell what it is.
3. **Name.**  The title names the statement, with the codes of the rows where one title stands for two; the unit is
   printed with the table, or is that of the table before.
4. **Columns.**  The header says what each column holds.  It is read after the name: 本年收入 over a column of a
   two-sided statement is its side.
5. **Rows.**  Each row gets its name, codes and unit, lane by lane; figures are what amount columns print.
6. **Arrange.**  Rows are put on their side and into blocks that add up, and each gets the row it is part of.

Each step takes what the one before it made and returns something new; none changes what it got.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pipelines.model.document import Document
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.model import DECIDED, Columns, Headed, Line, Table
from pipelines.recognise.tables.arrange.arrange import arrange
from pipelines.recognise.tables.columns.columns import columns
from pipelines.recognise.tables.columns.economic import economic_classes_of_columns
from pipelines.recognise.tables.columns.memos import memos_of_figures
from pipelines.recognise.tables.corrections import corrections
from pipelines.recognise.tables.cut.pieces import pieces
from pipelines.recognise.tables.lines import line_rows
from pipelines.recognise.tables.name.name import named
from pipelines.recognise.tables.rows.entries import entries
from pipelines.recognise.tables.stitch.stitch import stitched

Change = Callable[[Columns], Columns]


@dataclass(frozen=True, slots=True)
class Read:
    """A table as it was read: its columns, its lines, and these as rows of raw.line."""

    headed: Headed
    lines: list[Line]
    rows: list[dict[str, Any]]


def named_tables(document: Document) -> list[Table]:
    """The tables of ``document`` in reading order, each with its statement (or why it is none) and its unit."""
    cut = pieces(document)
    joined = stitched(document, cut)
    tables = _decided(list(named(joined)), document)
    sides = corrections(document, tables)
    return [replace(table, correction=sides.get(table.table_no)) for table in tables] if sides else tables


def _decided(tables: list[Table], document: Document) -> list[Table]:
    """The tables in the unit that a person has laid down for their document, where one has."""
    unit = next((row.unit for row in document.decided if row.unit is not None), None)
    return tables if unit is None else [replace(table, unit=unit, unit_source=DECIDED) for table in tables]


def read_table(table: Table, part_no: int, book: CodeBook, change: Change | None = None) -> Read:
    """The columns and lines of a money table of ``named_tables``.

    ``book`` resolves rows and columns printed without codes.  ``change`` gives the columns another meaning before the
    rows are read (another reading of the same cells).
    """
    by_header = columns(table)
    changed = change(by_header) if change is not None else by_header
    headed = Headed(table, changed)
    headed = replace(headed, columns=economic_classes_of_columns(headed, book))
    printed = entries(headed)
    told = memos_of_figures(headed, printed)
    if told is not headed.columns:
        headed = replace(headed, columns=told)
        printed = entries(headed)
    lines = arrange(headed, printed, book)
    return Read(headed, lines, line_rows(headed, lines, part_no))
