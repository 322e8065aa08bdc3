"""What a document built from text tables was read as, and whether its figures foot.

The figures of the layout families are made up so that they add up; a family is read well when every figure is a
fact with the name, code, measure, year and stage printed beside it, and every identity that can be evaluated holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from expectations.registry import load_rules
from pipelines.acquire import Source
from pipelines.conform import conform
from pipelines.model.amounts import parse_amount
from pipelines.model.document import Document
from pipelines.recognise import CodeBook, Recognised, recognise
from pipelines.recognise.raw_rows import frames
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.rule import Rule
from tests.recognise.builder import Block, book, document

HEAD = "2026年某某市统计局部门预算"
FINAL = "某某市统计局2024年度部门决算"


@cache
def code_book() -> CodeBook:
    return book()


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(load_rules())


@dataclass
class Reading:
    """A document and what was recognised in it."""

    document: Document
    found: Recognised

    def statements(self) -> list[str]:
        """Ids in reading order."""
        return [str(s["statement"]) for s in self.found.statements]

    def facts(self, statement: str, *fields: str, **wanted: object) -> list[tuple[object, ...]]:
        """``fields`` of the lines of ``statement`` that carry the values ``wanted``, in line order."""
        return [
            tuple(line[f] for f in fields)
            for line in self.found.lines
            if line["statement"] == statement and all(line[k] == v for k, v in wanted.items())
        ]

    def parents(self, statement: str) -> dict[str, str | None]:
        """Name of each row -> name of the row it is part of."""
        names = {ln["line_no"]: ln["line_name"] for ln in self.found.lines if ln["statement"] == statement}
        return {
            str(ln["line_name"]): names.get(ln["parent_line_no"])
            for ln in self.found.lines
            if ln["statement"] == statement
        }

    def lost(self) -> list[str]:
        """Figures printed with decimals that became no line."""
        taken = {(ln["grid_no"], ln["row_no"], ln["col_no"]) for ln in self.found.lines}
        return [
            cell.text
            for grid in self.document.grids
            for cell in grid.cells
            if (found := parse_amount(cell.text)) and found.decimals and (grid.grid_no, cell.row, cell.col) not in taken
        ]

    def findings(self) -> list[str]:
        """Kinds of the findings."""
        return [f.kind for f in self.found.findings]

    def _results(self) -> pl.DataFrame:
        source = Source(document_id="f" * 64, path=Path("x"), source_uri="x", file_name="x", bytes=1)
        raw = frames(source, self.document, self.found, "application/pdf")
        now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
        raw["raw.document"] = raw["raw.document"].with_columns(extracted_at=pl.lit(now))
        core = conform({name: _typed(frame) for name, frame in raw.items()})
        return evaluate(core["core.fact_budget"], core["core.dim_document"], _rules()).results

    def held(self) -> dict[str, int]:
        """Rule -> how many of its equations hold.  Fails where one does not, saying which."""
        results = self._results()
        failed = results.filter(pl.col("verdict") == "fail").select("rule_id", "statement", "node", "lhs", "rhs")
        assert failed.is_empty(), failed.rows()
        passed = results.filter(pl.col("verdict").is_in(["pass", "rounding"]))
        return dict(passed.group_by("rule_id").len().iter_rows())


def _typed(frame: pl.DataFrame) -> pl.DataFrame:
    """Columns without a value have no type of their own: numbers where the name says so, else text."""
    empty = [name for name, kind in frame.schema.items() if kind == pl.Null]
    return frame.with_columns(pl.col(n).cast(pl.Int64 if n.endswith(("_no", "_year")) else pl.String) for n in empty)


def read(*pages: Sequence[Block], geometry: bool = True) -> Reading:
    """The reading of a document of ``pages``."""
    built = document(*pages, geometry=geometry)
    return Reading(built, recognise(built, code_book()))
