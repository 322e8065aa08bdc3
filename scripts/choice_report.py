"""Readings spoiled on purpose, and what the identities make of them: right again, left as spoiled, or wrong.

Use: ``python -m scripts.choice_report [--every N]``.  Every money table of every N-th PDF of ../shared/corpus is
spoiled in each way that applies, chosen anew, and compared with its first reading, figure by figure.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from expectations import load_rules
from pipelines.acquire import Source, scan
from pipelines.choose import choose
from pipelines.extract import read
from pipelines.extract.pdf.again.sights import Sights
from pipelines.model.document import Box, Cell, Document, Grid
from pipelines.recognise import Recognised, recognise
from pipelines.recognise.tables.titles import unit_in
from scripts.measure.built import ROOT
from warehouse.reference.codebook import code_book

CORPUS = ROOT.parent / "shared" / "corpus"
Statement = dict[str, Any]
Spoil = Callable[[Document, Statement, list[dict[str, Any]]], Document | None]


def without_a_rule(document: Document, row: Statement, lines: list[dict[str, Any]]) -> Document | None:
    """The last two amount columns of every grid of the table run into one."""
    grids = set(json.loads(row["grids"]))
    columns = sorted({ln["col_no"] for ln in lines})
    if len(columns) < 2 or columns[-1] != columns[-2] + 1:
        return None
    return replace(document, grids=[_run_together(g, columns[-2]) if g.grid_no in grids else g for g in document.grids])


def _run_together(grid: Grid, left: int) -> Grid:
    """The grid without the rule between column ``left`` and the next."""
    firsts, seconds = _column(grid, left), _column(grid, left + 1)
    cells: list[Cell] = []
    for cell in grid.cells:
        first, second = firsts.get((cell.row, cell.row_span)), seconds.get((cell.row, cell.row_span))
        if first is None or second is None or cell not in (first, second):
            cells.append(_moved(cell, left))
        elif cell is first:
            cells.append(_joined(first, second))
    return replace(grid, cols=grid.cols - 1, cells=cells)


def _column(grid: Grid, col: int) -> dict[tuple[int, int], Cell]:
    """The cells that are one column wide and stand in ``col``, by their row and the rows they span."""
    return {(c.row, c.row_span): c for c in grid.cells if c.col == col and c.col_span == 1}


def _joined(first: Cell, second: Cell) -> Cell:
    text = " ".join(t for t in (first.text, second.text) if t)
    if first.box is None or second.box is None:
        return replace(first, text=text)
    return replace(first, text=text, box=Box(first.box.x0, first.box.top, second.box.x1, first.box.bottom))


def _moved(cell: Cell, left: int) -> Cell:
    """A cell that is not joined: narrower where it stands over the rule, one column on where it stands after it."""
    if cell.col <= left < cell.col + cell.col_span - 1:
        return replace(cell, col_span=cell.col_span - 1)
    return replace(cell, col=cell.col - 1) if cell.col > left else cell


def with_another_unit(document: Document, row: Statement, lines: list[dict[str, Any]]) -> Document | None:
    """元 printed for 万元, or the reverse, above this table only."""
    return _unit_line(document, row, {"元": "万元", "万元": "元"})


def without_a_unit(document: Document, row: Statement, lines: list[dict[str, Any]]) -> Document | None:
    """No unit printed above this table."""
    return _unit_line(document, row, {})


def _unit_line(document: Document, row: Statement, other: dict[str, str]) -> Document | None:
    unit = row["unit"]
    spoiled = []
    hits = 0
    for paragraph in document.paragraphs:
        text = paragraph.text
        if paragraph.page == row["page_from"] and unit_in("".join(text.split())) == unit and "单位" in text:
            hits += 1
            text = text.replace(unit, other.get(unit, ""))
        spoiled.append(replace(paragraph, text=text))
    return replace(document, paragraphs=spoiled) if hits == 1 and unit in ("元", "万元") else None


SPOILS: dict[str, Spoil] = {
    "rule missing": without_a_rule,
    "unit wrong": with_another_unit,
    "unit missing": without_a_unit,
}


def outcome(source: Source, spoiled: Document, row: Statement, truth: Recognised) -> str:
    """What became of the spoiled table ``row``; figures are compared by name, column and value in yuan."""
    book, rules = code_book(), load_rules()
    first = recognise(spoiled, book)
    wanted = _figures(truth, row)
    if _figures(first, row) == wanted:
        return "did no harm"
    with Sights(source.path) as pages:
        found = choose(spoiled, first, book, rules, pages).recognised
    now = _figures(found, row)
    if now == wanted:
        return "right again"
    chosen = any(s["reading"] != "first" for s in found.statements)
    return "wrong" if chosen else "left as first read"


def _figures(found: Recognised, row: Statement) -> list[tuple[Any, ...]]:
    return sorted(
        (ln["line_name"], ln["measure"], str(ln["fund_source"]), ln["value"], ln["unit"])
        for ln in found.lines
        if (ln["statement"], ln["part_no"]) == (row["statement"], row["part_no"])
    )


def spoiled_tables(document: Document, truth: Recognised) -> Iterator[tuple[str, Statement, Document]]:
    """Every table of ``document`` in every way it can be spoiled."""
    for row in truth.statements:
        lines = [ln for ln in truth.lines if ln["table_no"] == row["table_no"]]
        for name, spoil in SPOILS.items() if lines else ():
            other = spoil(document, row, lines)
            if other is not None:
                yield name, row, other


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=6)
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    sources = [s for s in scan([str(CORPUS)])[0] if s.path.suffix == ".pdf"]
    for source in sources[:: options.every]:
        document = read(source)
        truth = recognise(document, code_book())
        for name, row, other in spoiled_tables(document, truth):
            result = outcome(source, other, row, truth)
            counts[name, result] += 1
            if result == "wrong":
                print(f"{source.file_name}: {row['statement']} p{row['page_from']}: {name}: {result}")
    for (name, result), count in sorted(counts.items()):
        print(f"{name:14} {result:20} {count:4}")


if __name__ == "__main__":
    main()
