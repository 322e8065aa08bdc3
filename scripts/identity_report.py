"""Prints what was identified in each real document beside what MANIFEST.tsv says.

Use: ``python scripts/identity_report.py [--wrong] [FOLDER]``; FOLDER (default ``../shared``) holds ``corpus`` with its
MANIFEST.tsv and ``seeds``.  ``--wrong`` prints only documents that differ.  Exit status 0.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Iterator
from pathlib import Path

from pipelines.extract import read_path
from pipelines.model.document import Document, ReadError
from pipelines.recognise.identity import Part, canonical_name, identify

ROOT = Path(__file__).resolve().parents[1]
STAGES = {"budget": "budget", "final accounts": "final"}


def truth(corpus: Path) -> dict[str, dict[str, str]]:
    """MANIFEST rows by path below the corpus folder."""
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        return {row["path"]: row for row in csv.DictReader(stream, delimiter="\t")}


def differences(row: dict[str, str], part: Part) -> list[str]:
    """Fields on which the first part and the MANIFEST disagree, with what the MANIFEST says."""
    out = []
    printed = row["department"]
    if canonical_name(printed) != canonical_name(part.department_name or "") and not printed.startswith("("):
        out.append(f"department: {printed}")
    if row["fiscal_year"] != str(part.fiscal_year):
        out.append(f"year: {row['fiscal_year']}")
    stage = STAGES.get(row["kind"])
    if stage and stage != part.stage:
        out.append(f"stage: {stage}")
    return out


def documents(shared: Path) -> Iterator[tuple[str, dict[str, str] | None, Document]]:
    """Name, MANIFEST row (none for seeds) and document of every real file; unreadable ones are empty documents."""
    corpus = shared / "corpus"
    rows = truth(corpus)
    for path, row in rows.items():
        yield path, row, _read(corpus / path)
    for seed in sorted((shared / "seeds").glob("*.txt")):
        yield f"seeds/{seed.name}", None, _read(seed)


def _read(path: Path) -> Document:
    try:
        return read_path(path)
    except ReadError as error:
        return Document("unreadable", warnings=[error.message])


def main() -> None:
    """Print one line a part, the differences below it, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    stated = right = 0
    for name, row, document in documents(options.folder):
        begin = time.perf_counter()
        parts = identify(document)
        took = (time.perf_counter() - begin) * 1000
        wrong = differences(row, parts[0]) if row else []
        stated += row is not None
        right += row is not None and not wrong
        if options.wrong and not wrong:
            continue
        print(f"{name}  ({len(document.pages)} pages, {took:.1f} ms)")
        for part in parts:
            print(
                f"    {part.part_no} {part.department_name} | {part.kind} | {part.region_code} {part.region_name} | "
                f"{part.fiscal_year} {part.stage} {part.revision or ''} | pages {part.page_from}-{part.page_to}"
            )
        for item in wrong + document.warnings[:1]:
            print(f"    ! {item}")
    print(f"{right} of {stated} documents as MANIFEST.tsv states department, year and stage")


if __name__ == "__main__":
    main()
