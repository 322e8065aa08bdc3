"""Readings spoiled on purpose, and what the identities make of them: right again, left as spoiled, or wrong.

Use: ``python -m scripts.choice_report [--every N]``.  Every money table of every N-th PDF of ../shared/corpus is
spoiled in each way that applies, chosen anew, and compared with its first reading, figure by figure.
"""

from __future__ import annotations

import argparse
import copy
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from expectations import load_rules
from pipelines.acquire import Source, scan
from pipelines.choose import choose
from pipelines.extract import read
from pipelines.extract.pdf.again.second import SecondReader
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
    cells: list[Cell] = []
    pairs = {(c.row, c.row_span): c for c in grid.cells if c.col == left and c.col_span == 1}
    for cell in grid.cells:
        mate = pairs.get((cell.row, cell.row_span))
        if cell.col == left + 1 and cell.col_span == 1 and mate is not None:
            continue
        cells.append(copy.copy(cell))
    right = {(c.row, c.row_span): c for c in grid.cells if c.col == left + 1 and c.col_span == 1}
    for cell in cells:
        other = right.get((cell.row, cell.row_span)) if cell.col == left and cell.col_span == 1 else None
        if other is not None:
            cell.text = " ".join(t for t in (cell.text, other.text) if t)
            if cell.box and other.box:
                cell.box = Box(cell.box.x0, cell.box.top, other.box.x1, cell.box.bottom)
        elif cell.col <= left < cell.col + cell.col_span - 1:
            cell.col_span -= 1
        elif cell.col > left:
            cell.col -= 1
    return replace(grid, cols=grid.cols - 1, cells=cells)


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
    with SecondReader(source.path) as pages:
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
