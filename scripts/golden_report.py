"""Recall and precision of money cells against tests/golden/cells, per document and statement.

Use: ``python -m scripts.golden_report [--warehouse FILE] [--misses]``.  Without a warehouse the real documents in
``../shared`` are ingested into build/corpus.duckdb first.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

from scripts.measure.built import ROOT, build
from scripts.measure.cells import compare, documents, facts


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every cell that is missing or not printed")
    options = parser.parse_args()
    warehouse = options.warehouse or ROOT / "build" / "corpus.duckdb"
    if options.warehouse is None:
        warehouse.parent.mkdir(exist_ok=True)
        build(warehouse)
    printed = facts(warehouse)
    truth = found = wrong = 0
    for name, document, cells in documents():
        scores = compare(name, cells, printed.filter(pl.col("document") == document))
        for score in scores:
            share = score.found / score.truth if score.truth else 0
            differing = " ".join(f"{k}:{v}" for k, v in sorted(score.attributes.items()))
            counts = f"{score.found:5}/{score.truth:<5} {share:7.2%} wrong {score.wrong:3}"
            print(f"{name:24} {score.statement:24} {counts} {differing}")
            if options.misses:
                for miss in score.misses:
                    print(f"    {miss}")
            truth, found, wrong = truth + score.truth, found + score.found, wrong + score.wrong
    print(f"in all {found} of {truth} cells found ({found / truth:.3%}), {wrong} not in the truth")


if __name__ == "__main__":
    main()
