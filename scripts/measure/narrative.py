"""How much of the narrative is read as a person read it on the page (tests/golden/narrative).

Use: ``python -m scripts.measure.narrative [--known] [PART OF A NAME ...]``: recall, precision and every difference of
each document; with --known what known.csv lists of these documents is written anew.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.acquire import scan
from pipelines.extract import read
from pipelines.recognise import recognise
from warehouse.reference.codebook import code_book

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "narrative"
KNOWN = GOLDEN / "known.csv"
Key = tuple[int, str, str, str, str, str]  # page, kind, subject, code, printed, direction
Difference = tuple[str, ...]  # document, what, the six of the key, the attribute wanted
_COLUMNS = ("document", "what", "page", "kind", "subject", "code", "printed", "direction", "wanted")
_SHARES = frozenset({"share", "completion"})
_CHANGES = frozenset({"change", "change_percent"})


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure: what tells it from others, and what else is known of it (empty: not asked, or not said)."""

    key: Key
    year: str
    stage: str
    base_year: str
    whole: str


@dataclass(frozen=True, slots=True)
class Score:
    """Figures wanted, found and right of one document, and every difference."""

    name: str
    wanted: int
    found: int
    right: int
    differences: tuple[Difference, ...]

    @property
    def recall(self) -> float:
        """The part of what is printed that is read."""
        return self.right / self.wanted

    @property
    def precision(self) -> float:
        """The part of what is read that is printed so."""
        return self.right / max(self.found, 1)


def documents() -> list[Path]:
    """The files of figures a person read, one for each document."""
    return sorted(path for path in GOLDEN.glob("*_[0-9]*.csv"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person read in one document below ``../shared``, on its pages ``first`` to ``last``."""

    document: str
    first: int
    last: int
    figures: tuple[Stated, ...]


def wanted(path: Path) -> Asked:
    """What a person read: the first line names the document and, where not all of it was read, the pages."""
    heading, *lines = path.read_text(encoding="utf-8").splitlines()
    document, _, pages = heading.removeprefix("# ").partition(" | ")
    first, last = map(int, pages.split("-")) if pages else (1, sys.maxsize)
    figures = tuple(
        Stated(
            (int(row["page"]), row["kind"], row["subject"], row["code"], _plain(row["printed"]), row["direction"]),
            row["year"],
            row["stage"],
            row["base_year"],
            _plain(row["whole"]),
        )
        for row in csv.DictReader(lines)
    )
    return Asked(document, first, last, figures)


def found(asked: Asked, shared: Path) -> list[Stated]:
    """What the program reads there; where the words state no year and stage, the commonest of those asked."""
    (source,), _ = scan([str(shared / asked.document)])
    claims = recognise(read(source), code_book()).claims
    year, stage = _own(asked.figures)
    by_number = {row["claim_no"]: row for row in claims}
    return [
        _stated(row, by_number.get(row["base_claim"]), year, stage)
        for row in claims
        if asked.first <= row["page"] <= asked.last
    ]


def score(path: Path, shared: Path) -> Score:
    """One document against what a person read."""
    asked = wanted(path)
    had = found(asked, shared)
    want, have = Counter(one.key for one in asked.figures), Counter(one.key for one in had)
    differences = [
        *_keyed(path.stem, "missing", want - have),
        *_keyed(path.stem, "extra", have - want),
        *_attributes(path.stem, asked.figures, had),
    ]
    right = (want & have).total()
    return Score(path.stem, want.total(), have.total(), right, tuple(sorted(differences)))


def known(name: str) -> Counter[Difference]:
    """The differences of one document that are known."""
    with KNOWN.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row[column] for column in _COLUMNS) for row in csv.DictReader(file)]
    return Counter(row for row in rows if row[0] == name)


def _plain(printed: str) -> str:
    return printed.replace(",", "")


def _own(like: Iterable[Stated]) -> tuple[str, str]:
    years = Counter((one.year, one.stage) for one in like if one.year)
    return years.most_common(1)[0][0]


def _stated(row: Mapping[str, Any], base: Mapping[str, Any] | None, year: str, stage: str) -> Stated:
    code = row["functional_code"] or row["economic_code"] or row["government_economic_code"] or ""
    whole = base["value"] if base is not None and row["kind"] in _SHARES else None
    key = (row["page"], row["kind"], row["subject"], code, row["value"] or "", row["direction"] or "")
    return Stated(key, str(row["fiscal_year"] or year), row["stage"] or stage, str(row["base_year"] or ""), whole or "")


def _keyed(name: str, what: str, keys: Counter[Key]) -> Iterator[Difference]:
    for key in keys.elements():
        yield (name, what, *map(str, key), "")


def _attributes(name: str, asked: Iterable[Stated], had: Iterable[Stated]) -> Iterator[Difference]:
    """Attributes that were asked and are not among those read of the same figure."""
    for attribute in ("year", "stage", "base_year", "whole"):
        want, have = _of(attribute, asked), _of(attribute, had)
        for key in want.keys() & have.keys():
            spare = max(0, want[key].total() - have[key].total())  # these are missing, which is said already
            lost = sorted((want[key] - have[key]).elements())
            asked_for = [value for value in lost if value]
            for value in asked_for[: max(0, len(lost) - spare)]:
                yield (name, attribute, *map(str, key), value)


def _of(attribute: str, stated: Iterable[Stated]) -> dict[Key, Counter[str]]:
    values: dict[Key, Counter[str]] = defaultdict(Counter)
    for one in stated:
        values[one.key][getattr(one, attribute)] += 1
    return values


def _write(scores: Iterable[Score]) -> None:
    anew = {one.name: one.differences for one in scores}
    listed = {path.stem: anew.get(path.stem, tuple(known(path.stem).elements())) for path in documents()}
    with KNOWN.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(_COLUMNS)
        for name in sorted(listed):
            out.writerows(sorted(listed[name]))


def main() -> None:
    """The command, see the top of the file."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*")
    arguments.add_argument("--known", action="store_true")
    asked = arguments.parse_args()
    chosen = [path for path in documents() if not asked.names or any(name in path.stem for name in asked.names)]
    scores = [score(path, ROOT.parent / "shared") for path in chosen]
    for one in scores:
        sys.stdout.write(
            f"{one.name}: {one.right}/{one.wanted}, recall {one.recall:.3f}, precision {one.precision:.3f}\n"
        )
        for difference in one.differences:
            sys.stdout.write(f"    {' '.join(difference[1:])}\n")
    total = [sum(values) for values in zip(*((s.wanted, s.found, s.right) for s in scores), strict=True)]
    sys.stdout.write(f"all: wanted {total[0]}, found {total[1]}, right {total[2]}\n")
    if asked.known:
        _write(scores)


if __name__ == "__main__":
    main()
