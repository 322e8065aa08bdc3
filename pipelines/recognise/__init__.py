"""From a document to statements and lines: whose, which statement, which column is which measure, which unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipelines.model.document import Document
from pipelines.model.sentences import Sentence, say
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.forms import forms
from pipelines.recognise.identity import Part, identify
from pipelines.recognise.model import Finding, Recognised, Table
from pipelines.recognise.narrative import claim_rows, claims
from pipelines.recognise.tables.columns import columns, scheme
from pipelines.recognise.tables.entries import entries
from pipelines.recognise.tables.lines import line_rows, statement_row
from pipelines.recognise.tables.stitch import tables
from pipelines.recognise.tables.structure import arrange
from pipelines.recognise.tables.titles import title_of
from pipelines.recognise.tables.together import settle_economic
from pipelines.recognise.tables.units import settle
from pipelines.recognise.tables.unrecognised import unrecognised

__all__ = ["CodeBook", "Recognised", "named_tables", "read_lines", "recognise"]


def recognise(document: Document, book: CodeBook) -> Recognised:
    """Parts, statements and lines of ``document``.

    ``book`` resolves rows printed without codes.  Every grid gets an outcome: the statement it belongs to,
    or why it is none.
    """
    parts = identify(document)
    found = named_tables(document)
    result = Recognised([_part_row(p) for p in parts], [], [], {}, [])
    for table in found:
        for piece in table.pieces:
            result.outcomes[piece.grid.grid_no] = table.outcome
        if table.layout is not None and table.layout.money:
            _read(table, _part_of(table, parts), book, result)
    read = forms(document, found, lambda page: _part_at(page, parts))
    result.forms = read.rows
    result.findings += read.findings
    result.outcomes |= {g: kind for g, kind in read.kinds.items() if result.outcomes.get(g, "no title") == "no title"}
    result.findings += unrecognised(found, result.outcomes)
    result.claims = claim_rows(claims(document, book, result.outcomes), lambda page: _part_at(page, parts))
    return result


def named_tables(document: Document) -> list[Table]:
    """The tables of ``document`` in reading order, each with its statement (or why it is none) and its unit."""
    found = tables(document)
    for table in found:
        _name(table)
    settle(found)
    return found


def read_lines(
    table: Table, part_no: int, book: CodeBook, change: Callable[[Table], None] | None = None
) -> list[dict[str, Any]]:
    """Rows of raw.line of a money table of ``named_tables``; its ``columns`` are set.

    ``change`` may alter the columns before the rows are read (another reading of the same cells).
    """
    table.columns = columns(table)
    if change is not None:
        change(table)
    settle_economic(table, book)
    rows = entries(table)
    arrange(table, rows, book)
    return line_rows(table, rows, part_no)


def _name(table: Table) -> None:
    """Settle which statement ``table`` is; ``outcome`` says so or why it is none."""
    kind = scheme(table)
    named = title_of(table.lines_above, kind)
    if named is None:
        table.outcome = f"other: {table.title}" if table.title else "no title"
        return
    table.title, table.layout = named
    table.outcome = table.layout.id


def _read(table: Table, part_no: int, book: CodeBook, result: Recognised) -> None:
    assert table.layout is not None
    lines = read_lines(table, part_no, book)
    if lines and table.unit is None:
        result.findings.append(_finding(table, "unit_missing", say("recognition.unit_missing.of_statement")))
        lines = []
    result.lines += lines
    result.statements.append(statement_row(table, part_no, len(lines)))
    for column in table.columns:
        if (
            column.role == "amount"
            and column.measure == "unclassified"
            and any(ln["column_title"] == column.title for ln in lines)
        ):
            result.findings.append(
                _finding(table, "column_unknown", say("recognition.column_unknown", column=column.title))
            )


def _finding(table: Table, kind: str, what: Sentence) -> Finding:
    statement = table.layout.id if table.layout else None
    said = say("recognition.of_table", title=table.title, what=what)
    return Finding(kind, table.page_from, statement, *said, table.pieces[0].grid.grid_no)


def _part_of(table: Table, parts: list[Part]) -> int:
    return _part_at(table.page_from, parts)


def _part_at(page: int, parts: list[Part]) -> int:
    for part in parts:
        if part.page_from <= page <= part.page_to:
            return part.part_no
    return parts[0].part_no if parts else 1


def _part_row(part: Part) -> dict[str, object]:
    return {
        "part_no": part.part_no,
        "department_name": part.department_name,
        "kind": part.kind,
        "region_code": part.region_code,
        "region_name": part.region_name,
        "fiscal_year": part.fiscal_year,
        "stage": part.stage,
        "revision": part.revision,
        "identity_evidence": part.evidence,
    }
