"""Where a table can be read in more than one way, the identities choose.

A table is looked at again where its own sums fail, where cells hold more than one figure, or where its unit cannot be
right.  A reading replaces the first one only where the registry finds more identities held and fewer failed; where
it cannot tell, the first stands.  Each table is taken from one reading as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.choose.agreement import agreement
from pipelines.choose.judge import Judge
from pipelines.choose.model import FIRST, Choice, Line, Variant
from pipelines.choose.scale import Outsized
from pipelines.choose.tally import Tally
from pipelines.choose.trouble import doubt_in, outsized_in, printed_unit, score, unreadable
from pipelines.choose.units import doubts
from pipelines.choose.variants import variants
from pipelines.choose.wording import chosen, out_of_scale, run_together
from pipelines.extract.pdf.again.pages import Pages
from pipelines.extract.pdf.again.regrid import regrids
from pipelines.model.document import Document
from pipelines.recognise import CodeBook, Recognised, named_tables, read_table, recognise, statement_row
from pipelines.recognise.model import DECIDED, Finding, Table
from pipelines.recognise.tables.chain import Read
from pipelines.recognise.tables.misprinted import KIND as MISPRINTED
from pipelines.recognise.tables.misprinted import misprinted
from pipelines.recognise.tables.unread import KIND as UNREAD
from pipelines.recognise.tables.unread import lost, unread
from pipelines.recognise.taught import taught
from pipelines.reconcile.rule import Rule

MAX_TABLES = 8  # of one document that are read again: bounds the work, whatever the document holds
MAX_PAGES = 4  # of one document that pdfplumber reads for it
_OF_READING = frozenset({UNREAD, MISPRINTED})  # findings that another reading of a table makes anew
MISREAD_SHARE = 5  # one in five sums of a table fails where its grid is wrong; fewer are the publisher's own errors


def choose(
    document: Document, recognised: Recognised, book: CodeBook, rules: Sequence[Rule], pages: Pages | None
) -> Choice:
    """The readings of ``document`` that satisfy most identities.

    ``recognised`` is the first reading.  ``rules`` is the registry.  ``pages`` gives the pages of a PDF anew,
    ``None`` for other formats.  raw.statement rows get ``reading``; every table that was not left as first read gets a
    finding ``reading_chosen`` with both scores, every one with cells that stay unread a finding ``figures_together``.
    """
    for row in recognised.statements:
        row.setdefault("reading", FIRST)
    troubled = doubt_in(document, recognised) if rules else []
    if not troubled:
        return Choice(document, recognised)
    return _Chooser(document, recognised, book, rules, pages).run(troubled)


@dataclass(frozen=True, slots=True)
class _Other:
    """A table read otherwise."""

    variant: Variant
    read: Read
    lines: list[Line]  # its rows, with the text of each cell as printed
    lost: Tally


class _Chooser:
    """The choice for one document; ``document`` and ``recognised`` are the best readings so far."""

    def __init__(
        self, document: Document, recognised: Recognised, book: CodeBook, rules: Sequence[Rule], pages: Pages | None
    ) -> None:
        self.document, self.recognised = document, recognised
        of_years = book.of_years(part["fiscal_year"] for part in recognised.parts)
        self.book, self.pages = taught(of_years, recognised.lines), pages
        self.judge = Judge(rules, recognised.parts)
        self.judged: Tally | None = None
        self.pages_left = MAX_PAGES
        self.readings: dict[int, tuple[str, Finding]] = {}  # by the first grid of the table

    def run(self, troubled: Sequence[int]) -> Choice:
        """Look at the tables that begin with the grids ``troubled`` again."""
        if self.pages is not None:
            for grid_no in troubled[:MAX_TABLES]:
                self._read_again(grid_no, self.pages)
        tables = {t.grid_no: t for t in self.recognised.tables}
        for grid_no in troubled[:MAX_TABLES]:
            if grid_no in tables:
                self._take_otherwise(tables[grid_no], tables)
        self._settle_units({t.table_no: t for t in tables.values()})
        for out in outsized_in(self.recognised):
            self._settle_scale(out)
        for row in self.recognised.statements:
            reading = self.readings.get(json.loads(row["grids"])[0])
            row.setdefault("reading", FIRST)
            if reading is not None:
                row["reading"] = reading[0]
        self.recognised.findings += [finding for _, finding in self.readings.values()]
        for row in self.recognised.statements:
            count = unreadable(self.document, json.loads(row["grids"]))
            if count:
                self.recognised.findings.append(run_together(row, count))
        return Choice(self.document, self.recognised)

    # --- the cells found anew

    def _read_again(self, grid_no: int, pages: Pages) -> None:
        row = self._statement(grid_no)
        if row is None:
            return
        grids = json.loads(row["grids"])
        before = score(self.document, grids, self._lines(row["table_no"]))
        of_pages = {g.page for g in self.document.grids if g.grid_no in grids}
        if not self._is_misread(before, grids) or len(of_pages) > self.pages_left:
            return
        self.pages_left -= len(of_pages)
        if not self._is_promising(row, before, pages):
            return
        best, top = None, before
        for reading, other in regrids(self.document, grids, pages.other).items():
            found = self._score_of(other, row)
            if found is not None and found.beats(top):
                best, top = (reading, other), found
        if best is not None:
            self._accept_document(grid_no, *best)

    def _is_promising(self, row: dict[str, Any], before: Tally, pages: Pages) -> bool:
        """Whether the first engine, looking in the other ways, sees more sums hold; also where it does not see all.

        pdfplumber, which is asked only then, takes fifty times as long.
        """
        grids = json.loads(row["grids"])
        seen = {g.page: pages.own(g.page) for g in self.document.grids if g.grid_no in grids}
        if None in seen.values():
            return True
        scores = (self._score_of(other, row) for other in regrids(self.document, grids, seen.get).values())
        return any(score is not None and score.beats(before) for score in scores)

    def _score_of(self, document: Document, row: dict[str, Any]) -> Tally | None:
        """The sums of a table in another reading of its document, ``None`` where it is no longer that statement."""
        grids = json.loads(row["grids"])
        tables = [table for table in named_tables(document) if table.grid_no == grids[0]]
        if not tables or _named(tables[0]) != row["statement"] or tables[0].unit is None:
            return None
        return score(document, grids, read_table(tables[0], row["part_no"], self.book).rows)

    def _is_misread(self, found: Tally, grids: Sequence[int]) -> bool:
        """Whether the grid itself may be wrong: that spoils rows or columns whole, one wrong figure does not."""
        return unreadable(self.document, grids) > 0 or found.failed * MISREAD_SHARE >= found.held + found.failed

    def _accept_document(self, grid_no: int, reading: str, document: Document) -> None:
        recognised = recognise(document, self.book)
        lost = {_name(row) for row in self.recognised.statements} - {_name(row) for row in recognised.statements}
        scores = self._better(document, recognised.lines)
        if scores is None or lost:
            return
        self.document, self.recognised = document, recognised
        row = self._statement(grid_no)
        if row is not None:
            self.readings[grid_no] = reading, chosen(row, reading, *scores)

    # --- the same cells taken otherwise

    def _take_otherwise(self, table: Table, tables: dict[int, Table]) -> None:
        grid_no = table.grid_no
        row = self._statement(grid_no)
        if row is None or table.layout is None or table.unit is None:
            return
        grids = json.loads(row["grids"])
        first = read_table(table, row["part_no"], self.book)
        lost_first = _lost(first)
        before = score(self.document, grids, self._lines(row["table_no"])) + lost_first
        after = next((t for t in tables.values() if t.table_no == table.table_no + 1), None)
        found = []
        for variant in variants(first.headed, after):
            other = self._other(variant, row["part_no"])
            tally = score(self.document, [p.grid.grid_no for p in variant.table.pieces], other.lines) + other.lost
            if tally.beats(before):
                found.append((tally, other))
        best = self._clear_best(row["table_no"], found)
        if best is None:
            return
        reads_more = best.lost.failed < lost_first.failed
        scores = self._better(self.document, self._with(row["table_no"], best.lines), needed=not reads_more)
        if scores is not None:
            self._replace(row, best)
            reading = best.variant.reading
            self.readings[grid_no] = reading, chosen(row, reading, *scores)

    def _clear_best(self, table_no: int, found: Sequence[tuple[Tally, _Other]]) -> _Other | None:
        """The variant that satisfies most sums; columns that changed places must be borne out by other statements."""
        if not found:
            return None
        top = max(tally.held - tally.failed for tally, _ in found)
        best = [other for tally, other in found if tally.held - tally.failed == top]
        if len(best) == 1 and best[0].variant.change is None:
            return best[0]
        others = [line for line in self.recognised.lines if line["table_no"] != table_no]
        now = agreement(self._lines(table_no), others)
        agreed = [agreement(other.lines, others) for other in best]
        highest = max(agreed)
        return best[agreed.index(highest)] if highest > now and agreed.count(highest) == 1 else None

    def _other(self, variant: Variant, part_no: int) -> _Other:
        read = read_table(variant.table, part_no, self.book, variant.change)
        return _Other(variant, read, [_as_printed(line, variant) for line in read.rows], _lost(read))

    def _settle_units(self, tables: dict[int, Table]) -> None:
        """Tables without a unit, or in one that no other table bears out, in the unit that they do."""
        rows = {row["table_no"]: row for row in self.recognised.statements}
        lines = {n: self._lines(n) or list(self._dropped(row, tables.get(n))) for n, row in rows.items()}
        printed = {n: printed_unit(row) for n, row in rows.items()}
        known = {n: found for n, found in lines.items() if found}
        claims = self.recognised.claims
        for doubt in sorted(doubts(known, printed, claims), key=lambda d: -d.agreeing)[:MAX_TABLES]:
            row = rows[doubt.table_no]
            if row["unit_source"] == DECIDED:
                continue
            moved = [line | {"unit": doubt.unit} for line in lines[doubt.table_no]]
            is_printed = printed[doubt.table_no] is not None
            scores = self._better(self.document, self._with(doubt.table_no, moved), needed=is_printed)
            if scores is not None:
                self._set_unit(row, doubt.unit, moved)
                self.readings[json.loads(row["grids"])[0]] = "unit", chosen(row, "unit", *scores)

    def _settle_scale(self, out: Outsized) -> None:
        """Tables out of scale in the unit they are proven to be in; without a proof they are held back."""
        rows = {row["table_no"]: row for row in self.recognised.statements}
        for number in out.tables:
            row, lines = rows[number], self._lines(number)
            self.recognised.findings.append(out_of_scale(row, lines, out.unit))
            if row["unit_source"] == DECIDED:
                continue
            if out.unit is None:
                self.recognised.lines = self._with(number, [])
                row["is_empty"] = True
            else:
                self._set_unit(row, out.unit, [line | {"unit": out.unit} for line in lines])

    def _set_unit(self, row: dict[str, Any], unit: str, lines: list[Line]) -> None:
        self.recognised.lines = self._with(row["table_no"], lines)
        row |= {"unit": unit, "unit_source": "identities", "is_empty": False}
        found = self.recognised.findings
        first = json.loads(row["grids"])[0]
        self.recognised.findings = [f for f in found if not (f.kind == "unit_missing" and f.grid_no == first)]

    def _dropped(self, row: dict[str, Any], table: Table | None) -> Iterator[Line]:
        """The lines of a table that were left out for want of a unit."""
        if table is not None and table.layout is not None and table.unit is None:
            yield from read_table(table, row["part_no"], self.book).rows

    # --- what both share

    def _better(self, document: Document, lines: list[Line], needed: bool = True) -> tuple[Tally, Tally] | None:
        """Scores of the whole document so far and with ``lines``, where the registry prefers these.

        Without ``needed`` it is enough that it does not speak against them.
        """
        if self.judged is None:
            self.judged = self._whole(self.document, self.recognised.lines)
        new = self._whole(document, lines)
        before = self.judged
        fits = new.beats(before) if needed else new.held >= before.held and new.failed <= before.failed
        if not fits:
            return None
        self.judged = new
        return before, new

    def _whole(self, document: Document, lines: list[Line]) -> Tally:
        grids = [n for row in self.recognised.statements for n in json.loads(row["grids"])]
        return self.judge(lines) + Tally(0, unreadable(document, grids))

    def _statement(self, grid_no: int) -> dict[str, Any] | None:
        rows = self.recognised.statements
        return next((row for row in rows if json.loads(row["grids"])[0] == grid_no), None)

    def _lines(self, table_no: int) -> list[Line]:
        return [line for line in self.recognised.lines if line["table_no"] == table_no]

    def _with(self, table_no: int, lines: list[Line]) -> list[Line]:
        return [*(line for line in self.recognised.lines if line["table_no"] != table_no), *lines]

    def _replace(self, row: dict[str, Any], other: _Other) -> None:
        self.recognised.lines = self._with(row["table_no"], other.lines)
        headed, lines, grids = other.read.headed, other.read.lines, json.loads(row["grids"])
        kept = [f for f in self.recognised.findings if f.kind not in _OF_READING or f.grid_no not in grids]
        self.recognised.findings = [*kept, *unread(headed, lines, other.read.rows), *misprinted(headed, lines)]
        row |= statement_row(headed, row["part_no"], len(other.lines))
        for piece in headed.table.pieces:
            self.recognised.outcomes[piece.grid.grid_no] = row["statement"]


def _lost(read: Read) -> Tally:
    """Figures that are not read, as sums that fail."""
    return Tally(0, len(lost(read.headed, read.lines, read.rows)))


def _named(table: Table) -> str | None:
    return table.layout.id if table.layout is not None else None


def _name(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["part_no"], row["statement"], row["title"]


def _as_printed(line: Line, variant: Variant) -> Line:
    """``line`` with the text of its cell as printed, where the reading put it together."""
    place = line["grid_no"], line["row_no"], line["col_no"]
    return line | {"amount_published": variant.printed.get(place, line["amount_published"])}
