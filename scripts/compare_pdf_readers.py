"""Compare the ruled-grid reader with pdfplumber, cell by cell, on pages with ruled tables.

    python scripts/compare_pdf_readers.py [FOLDER|FILE ...] [--pages N] [--show]

Prints, per file, how many of the sampled table pages have the same non-empty cell texts (white space
removed) in both readers, names the pages that differ and, with ``--show``, the texts only one of them
has.  A difference is a page to look at, not a fault by itself.  Default folder: ../shared/corpus.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path

import pdfplumber

from pipelines.extract.pdf import read_pdf
from pipelines.extract.pdf.glyphs import normalise
from pipelines.model.document import Document, ReadError

ROOT = Path(__file__).resolve().parents[1]


def _squeezed(text: str | None) -> str:
    return re.sub(r"\s+", "", normalise(text or ""))


def ours(document: Document, page: int) -> Counter[str]:
    """Non-empty cell texts of the ruled grids on a page."""
    cells = (c.text for g in document.grids if g.page == page and g.method == "ruled" for c in g.cells)
    return Counter(t for t in map(_squeezed, cells) if t)


def theirs(page: pdfplumber.page.Page) -> Counter[str]:
    """The same from pdfplumber, with its default settings on overprinted characters removed."""
    tables = page.dedupe_chars().extract_tables()
    return Counter(t for table in tables for row in table for t in map(_squeezed, row) if t)


def sample(pages: list[int], size: int) -> list[int]:
    """At most ``size`` pages, spread evenly; all with 0."""
    if size <= 0 or len(pages) <= size:
        return pages
    return [pages[i * len(pages) // size] for i in range(size)]


def compare(path: Path, size: int, show: bool) -> tuple[int, int]:
    """Compare one file; returns (identical pages, compared pages)."""
    try:
        document = read_pdf(path)
    except ReadError as error:
        print(f"{path.name}: {error.message}")
        return 0, 0
    ruled = sorted({g.page for g in document.grids if g.method == "ruled"})
    same, differ = 0, []
    with pdfplumber.open(path) as pdf:
        for number in sample(ruled, size):
            mine, other = ours(document, number), theirs(pdf.pages[number - 1])
            pdf.pages[number - 1].close()
            if mine == other:
                same += 1
            else:
                differ.append(number)
                if show:
                    print(f"   p.{number} only ours   {list((mine - other).elements())[:12]}")
                    print(f"   p.{number} only theirs {list((other - mine).elements())[:12]}")
    print(
        f"{path.parent.name}/{path.name[:50]}: {same} of {same + len(differ)} identical; differ: {differ}", flush=True
    )
    return same, same + len(differ)


def main() -> int:
    """Run the comparison and print the share of identical pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT.parent / "shared" / "corpus"])
    parser.add_argument("--pages", type=int, default=4, help="table pages per file (0: all)")
    parser.add_argument("--show", action="store_true", help="print the texts that differ")
    args = parser.parse_args()
    files = [f for p in args.paths for f in (sorted(p.rglob("*.pdf")) if p.is_dir() else [p])]
    started, same, total = time.monotonic(), 0, 0
    for path in files:
        got = compare(path, args.pages, args.show)
        same, total = same + got[0], total + got[1]
    if total:
        print(f"{same} of {total} table pages identical ({same / total:.1%}), {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
