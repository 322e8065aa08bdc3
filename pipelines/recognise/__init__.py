"""From a document to statements and lines: whose, which statement, which column is which measure, which unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from pipelines.model.document import Document
from pipelines.model.measures import Measure
from pipelines.model.sentences import Sentence, say
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.decided import decided_parts
from pipelines.recognise.forms import forms
from pipelines.recognise.guard import Guard
from pipelines.recognise.identity import Part, identify
from pipelines.recognise.identity.file_name import years_from_names
from pipelines.recognise.model import Finding, Headed, Recognised, Table
from pipelines.recognise.narrative import Narrative, claim_rows, narrative
from pipelines.recognise.tables.chain import Read, named_tables, read_table
from pipelines.recognise.tables.lines import statement_row
from pipelines.recognise.tables.misprinted import misprinted
from pipelines.recognise.tables.scanned import misread
from pipelines.recognise.tables.unread import unread
from pipelines.recognise.tables.unrecognised import unrecognised
from pipelines.recognise.taught import may_learn, taught
from pipelines.recognise.whereabouts import Whereabouts

__all__ = ["CodeBook", "Recognised", "named_tables", "read_table", "recognise", "statement_row"]


def recognise(document: Document, book: CodeBook) -> Recognised:
    """Parts, statements and lines of ``document``.

    ``book`` resolves rows printed without codes.  Every grid gets an outcome: the statement it belongs to,
    or why it is none.  What a person has decided of the document (``document.decided``) goes before its text.
    """
    tables = named_tables(document)
    parts = decided_parts(identify(document, tables), document.decided)
    book = book.of_years(part.fiscal_year for part in parts)
    part_at = Whereabouts(document, parts)
    own = [_part_row(p) for p in parts]
    result = Recognised(own, [], [], _outcomes(tables), years_from_names(parts), tables=tables)
    guard = Guard(result.findings)
    for part_no, read in _reads(tables, part_at, book, guard):
        _add(result, read, part_no)
    read_forms = forms(document, tables, part_at.cell, part_at.owner, guard)
    result.forms = read_forms.rows
    result.findings += read_forms.findings
    taken = read_forms.kinds.items()
    result.outcomes |= {g: kind for g, kind in taken if result.outcomes.get(g, "no title") == "no title"}
    result.findings += unrecognised(tables, result.outcomes)
    result.findings += misread(document, tables, book)
    told = guard(partial(narrative, document, taught(book, result.lines), result.outcomes), Narrative(), "narrative")
    result.claims = claim_rows(told.claims, part_at.paragraph)
    result.findings += told.findings
    return result


def _reads(tables: Sequence[Table], part_at: Whereabouts, book: CodeBook, guard: Guard) -> Iterator[tuple[int, Read]]:
    """The money tables with their parts.  One that prints names alone is read once more where others print the codes
    of names that ``book`` does not have."""

    def read(table: Table, part_no: int, book: CodeBook) -> Read | None:
        return guard(partial(read_table, table, part_no, book), None, "table", **_place(table))

    money = [table for table in tables if table.layout is not None and table.layout.money]
    first = [(part_no, read(table, part_no, book)) for table in money for part_no in [part_at.table(table)]]
    known = taught(book, (row for _, one in first if one is not None for row in one.rows))
    for part_no, one in first:
        if one is not None:
            learns = bool(known.own) and may_learn(one.lines, known)
            yield part_no, (learns and read(one.headed.table, part_no, known)) or one


def _outcomes(tables: Sequence[Table]) -> dict[int, str]:
    return {piece.grid.grid_no: table.outcome for table in tables for piece in table.pieces}


def _add(result: Recognised, read: Read, part_no: int) -> None:
    """Put a table that was read into ``result``; without a unit its figures are left out."""
    table = read.headed.table
    lacks_unit = bool(read.rows) and table.unit is None
    rows = [] if lacks_unit else read.rows
    if lacks_unit:
        result.findings.append(_finding(table, "unit_missing", say("recognition.unit_missing.of_statement")))
    result.lines += rows
    result.statements.append(statement_row(read.headed, part_no, len(rows)))
    result.findings += _unknown_columns(read.headed, {row["column_title"] for row in rows})
    result.findings += unread(read.headed, read.lines, read.rows)
    result.findings += misprinted(read.headed, read.lines)


def _unknown_columns(headed: Headed, titles: Collection[str]) -> Iterator[Finding]:
    """A finding for each column of no known measure among those with figures, whose ``titles`` are given."""
    for column in headed.amounts:
        if column.measure == Measure.UNCLASSIFIED and column.title in titles:
            yield _finding(headed.table, "column_unknown", say("recognition.column_unknown", column=column.title))


def _finding(table: Table, kind: str, what: Sentence) -> Finding:
    statement = table.layout.id if table.layout is not None else None
    said = say("recognition.of_table", title=table.title, what=what)
    return Finding(kind, table.page_from, statement, *said, table.grid_no)


def _place(table: Table) -> dict[str, Any]:
    """Where a table is, as findings say it."""
    statement = table.layout.id if table.layout is not None else None
    return {"page": table.page_from, "statement": statement, "title": table.title, "grid_no": table.grid_no}


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
        "published_on": part.published_on,
        "identity_evidence": part.evidence,
    }
