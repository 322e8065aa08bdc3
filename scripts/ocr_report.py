"""Recall and wrong figures of scans: golden documents drawn as pictures, spoilt, read, held against the golden cells.

Use: ``python -m scripts.ocr_report [--only NAME ...] [--conditions NAME ...] [--pages N] [--folder build/scans]``.
Prints, by condition and document: golden cells found, figures in the warehouse that the page does not print, figures
marked proven or consistent, and of these the wrong ones (docs/scans.md holds results).  Needs the golden documents in
``../shared``.  ``N`` pages of each document (the first with golden cells) become pictures; the other pages stay as
they are, so that owner and year are known.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import polars as pl

from scripts.measure.built import ROOT, SHARED
from scripts.measure.cells import Truth, compare, documents, facts
from scripts.measure.scans import CONDITIONS, scan

ASSURED = ("proven", "consistent")
NAMES = (
    "上海_普陀司法局_2026",
    "北京_信访办_2026",
    "泉州_政府办公室_2026",
    "烟台_大数据局_2026",
    "苏州_应急管理局_2026",
)


def main() -> None:
    """Print one line for each condition and document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=list(NAMES), help="golden documents (names of recipes)")
    parser.add_argument("--conditions", nargs="*", default=list(CONDITIONS), choices=list(CONDITIONS))
    parser.add_argument("--pages", type=int, default=4, help="pages of each document")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "scans")
    parser.add_argument("--misses", action="store_true", help="print every cell that is missing or wrong")
    options = parser.parse_args()
    chosen = [(n, SHARED / d, c) for n, d, c in documents() if n in options.only and d.endswith(".pdf")]
    for condition in options.conditions:
        _report(condition, chosen, options.pages, options.folder / condition.replace(" ", "_"), options.misses)


def _report(
    condition: str, chosen: list[tuple[str, Path, list[Truth]]], limit: int, folder: Path, misses: bool
) -> None:
    """Scan, ingest, compare."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {name: _pages(cells, limit) for name, _, cells in chosen}
    for name, source, _ in chosen:
        (folder / name).mkdir(exist_ok=True)  # the name of the file may be all that tells whose it is
        scan(source, pages[name], condition, folder / name / source.name)
    warehouse = folder / "scans.duckdb"
    warehouse.unlink(missing_ok=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "gouji.cli.main", "ingest", str(folder), "--warehouse", str(warehouse)]
    subprocess.run(command, check=False, capture_output=True, cwd=ROOT)
    seconds = (time.monotonic() - started) / max(1, sum(len(p) for p in pages.values()))
    printed = facts(warehouse)
    sums = Counter[str]()
    for name, source, cells in chosen:
        mine = printed.filter((pl.col("document") == source.name) & pl.col("page").is_in(pages[name]))
        wanted = [cell for cell in cells if int(cell["page"]) in pages[name]]
        scores = compare(name, wanted, mine)
        row = Counter(
            truth=sum(s.truth for s in scores),
            found=sum(s.found for s in scores),
            wrong=sum(s.wrong for s in scores),
            assured=sum(mine["assurance"].is_in(ASSURED)),
            false=_assured_and_wrong(wanted, mine),
        )
        sums.update(row)
        _print(condition, name, row)
        for miss in (m for s in scores for m in s.misses if misses):
            print(f"    {miss}")
    _print(condition, f"in all, {seconds:.1f} s a page", sums)


def _pages(cells: list[Truth], limit: int) -> list[int]:
    """The first pages with golden cells."""
    return sorted({int(cell["page"]) for cell in cells})[:limit]


def _assured_and_wrong(truth: list[Truth], mine: pl.DataFrame) -> int:
    """Figures marked proven or consistent that the page does not print."""
    left = Counter((int(cell["page"]), Decimal(cell["amount_yuan"])) for cell in truth)
    marked = mine.filter(pl.col("assurance").is_in(ASSURED))
    read = Counter((page, amount) for page, amount in marked.select("page", "amount").iter_rows())
    return (read - left).total()


def _print(condition: str, name: str, row: Counter[str]) -> None:
    share = row["found"] / row["truth"] if row["truth"] else 0
    print(
        f"{condition:16} {row['found']:5}/{row['truth']:<5} {share:8.3%}  wrong {row['wrong']:3}  "
        f"assured {row['assured']:5}, of them wrong {row['false']:2}  {name}",
        flush=True,
    )


if __name__ == "__main__":
    main()
