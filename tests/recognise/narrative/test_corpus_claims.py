"""Claims of ten documents against the figures counted by hand (tests/golden/claims)."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipelines.acquire import scan
from pipelines.extract import read
from pipelines.recognise import recognise
from warehouse.reference.codebook import code_book

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "claims"
FILES = sorted(GOLDEN.glob("*.csv"))
Key = tuple[int, str, str, str, str, str]


def counted(path: Path) -> tuple[str, Counter[Key]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(lines[1:])
    return lines[0].removeprefix("# "), Counter(
        (int(r["page"]), r["kind"], r["subject"], r["code"], r["printed"].replace(",", ""), r["direction"])
        for r in rows
    )


def stated(path: Path) -> Counter[Key]:
    (source,), _ = scan([str(path)])
    rows = recognise(read(source), code_book()).claims
    return Counter(
        (
            row["page"],
            row["kind"],
            row["subject"],
            row["functional_code"] or row["economic_code"] or row["government_economic_code"] or "",
            row["value"] or "",
            row["direction"] or "",
        )
        for row in rows
    )


@pytest.mark.parametrize("path", FILES, ids=[f.stem for f in FILES])
def test_claims_are_those_counted_by_hand(path: Path, shared: Path) -> None:
    name, wanted = counted(path)
    found = stated(shared / name)
    right = (wanted & found).total()
    wrong, missed = dict(found - wanted), dict(wanted - found)
    assert right / found.total() >= 0.96, wrong  # over all ten: at least 0.98
    assert right / wanted.total() >= 0.90, missed
