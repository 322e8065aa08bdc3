"""Digital documents drawn as scans and read again, held against their digital reading.

    python -m scripts.scans [NAME ...] [--levels LEVEL ...] [--pages N] [--read] [--differing] [--folder FOLDER]

Prints by level and document, of the printed cells: lost, merged, cut, and false cells of the scan, which takes 0.2 s a
page, and those apart: whole, but outside of any lattice, as in tables without rules.  With ``--read`` also, reading
characters: cells that read the same, figures doubted (right and wrong), figures accepted wrong, and of the lines that
the digital file loads those that the scan loads, reads, or has wrong; and time.
``NAME``: documents of the folders whose path holds it.  ``--folder`` keeps what is drawn, and the digital readings.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from scripts.measure.built import SHARED
from scripts.scans.geometry import APART
from scripts.scans.levels import LEVELS, THREE
from scripts.scans.measure import Counts, alone, of_document
from scripts.scans.sample import documents

_GEOMETRY = ("printed", "lost", "merged", "cut", "false")
_READ = ("same", "doubted, right", "doubted, wrong", "accepted wrong", "figure lost", "word differs", "no cell")
_LINES = ("wanted", "read", "loaded", "wrong", "held_back", "repaired", "repaired wrong")


def main() -> int:
    """Print a line for each document and level, and the sum of each level."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="documents")
    parser.add_argument("--from", dest="folders", nargs="*", type=Path, default=[SHARED / "corpus", SHARED / "wider"])
    parser.add_argument("--levels", nargs="*", default=list(THREE), choices=list(LEVELS))
    parser.add_argument("--pages", type=int, default=6, help="of a document, the cover apart")
    parser.add_argument("--every", type=int, default=1, help="take each n-th of the documents")
    parser.add_argument("--read", action="store_true")
    parser.add_argument("--differing", action="store_true", help="print every cell that is not as printed")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    chosen = documents(given.folders, given.names)[:: given.every]
    with tempfile.TemporaryDirectory() as temporary:
        one = partial(of_document, folder=given.folder or Path(temporary), most=given.pages, levels=given.levels)
        measure = partial(one, read=given.read, differing=given.differing)
        sums: dict[str, Counts] = {level: Counter() for level in given.levels}
        with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn"), initializer=alone) as pool:
            for name, found in pool.map(measure, chosen):
                for level, (counts, told) in found.items():
                    sums[level].update(counts)
                    _print(level, name, counts, given.read)
                    for line in told:
                        print(f"    {line}")
    for level, counts in sums.items():
        _print(level, "in all", counts, given.read)
    return 0


def _print(level: str, name: str, counts: Counts, read: bool) -> None:
    shown = (*_GEOMETRY, *_READ, *_LINES) if read else _GEOMETRY
    bad = sum(counts[kind] for kind in _GEOMETRY[1:]) / max(1, counts["printed"])
    said = [f"{kind} {counts[kind]}" for kind in (*shown, APART)]
    shares = [f"faults {bad:.2%}"]
    if read:
        shares.append(f"same {counts['same'] / max(1, counts['printed']):.2%}")
        shares.append(f"loaded {counts['loaded'] / max(1, counts['wanted']):.2%}")
        shares.append(f"read {counts['read'] / max(1, counts['wanted']):.2%}")
        shares.append(f"{1000 * counts['sheets'] / max(1, counts['ms, reading']):.2f} sheets/CPU s")
    print(f"{level:8} {name:28} {', '.join((*shares, *said))}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
