"""Which disclosures should be there: by what departments published before and after, and by a list.

A department publishes a budget for every year between the first and the last it is known to have published for, and
final accounts for every year of these that is over: those up to the year before its last budget (they come out in the
summer after the year, so that from February to summer the newest of them counts as missing).  Of a department known for
one year only nothing more is expected.  ``expectations/expected.csv`` adds what is known otherwise: region_code,
department, fiscal_year, stage.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from gouji.site.access import Row
from pipelines.model.stages import Stage

LIST = Path(str(files("expectations") / "expected.csv"))
STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True, order=True)
class Disclosure:
    """One department's budget or final accounts of one year; ``region`` as the report names it."""

    region: str
    department: str
    fiscal_year: int
    stage: str


class ExpectedError(ValueError):
    """The list of expected disclosures has a line that cannot be used; the message says which."""


def listed(region_names: Mapping[str, str], path: Path = LIST) -> Iterator[Disclosure]:
    """The disclosures of the list; a region nobody published in is called by its code.

    Raises `ExpectedError` for a year that is no number and a stage that is neither budget nor final.
    """
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            year, stage = (row.get("fiscal_year") or "").strip(), (row.get("stage") or "").strip()
            department, code = (row.get("department") or "").strip(), (row.get("region_code") or "").strip()
            if not year.isdecimal() or stage not in STAGES or not department:
                raise ExpectedError(f"{path.name}, line {number}: needs department, fiscal_year and stage")
            yield Disclosure(region_names.get(code, code), department, int(year), stage)


def found(parts: Iterable[tuple[str, Row]]) -> set[Disclosure]:
    """What was published: parts with their region's name, those without department, year or stage left out."""
    return {
        Disclosure(region, part["department"], part["fiscal_year"], part["stage"])
        for region, part in parts
        if part.get("department") and part.get("fiscal_year") and part.get("stage") in STAGES
    }


def expected(published: Set[Disclosure]) -> set[Disclosure]:
    """What must be there given what is, including all of that."""
    stages: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: {stage: set() for stage in STAGES})
    for one in published:
        stages[one.region, one.department][one.stage].add(one.fiscal_year)
    wanted = set(published)
    for (region, department), years in stages.items():
        every = years[Stage.BUDGET] | years[Stage.FINAL]
        first, last = min(every), max(every)
        wanted |= {Disclosure(region, department, year, Stage.BUDGET) for year in range(first, last + 1)}
        # A budget says that the year before it is over, not its own.
        closed = max([*years[Stage.FINAL], *(year - 1 for year in years[Stage.BUDGET])])
        wanted |= {Disclosure(region, department, year, Stage.FINAL) for year in range(first, closed + 1)}
    return wanted
