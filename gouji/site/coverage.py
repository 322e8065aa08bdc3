"""The coverage matrix: per region, year and stage, what is expected, found, loaded, held back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from gouji.site.access import Row
from gouji.site.contents import Contents, region_words
from gouji.site.expected import Disclosure, expected, found
from pipelines.model.judgements import LoadStatus

ORDER = (*LoadStatus, "no_statements", "unreadable")
Column = tuple[int, str]


@dataclass(slots=True)
class Cell:
    """Disclosures of one region, year and stage by status, and the list they are shown in."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ORDER, 0))
    href: str = ""
    expected: int = 0  # departments that should have published
    gaps: list[str] = field(default_factory=list)  # those of them of which nothing was found
    gaps_href: str = ""

    @property
    def found(self) -> int:
        """Disclosures found."""
        return sum(self.counts.values())

    @property
    def loaded(self) -> int:
        """Disclosures loaded, wholly or in part."""
        return self.counts[LoadStatus.LOADED] + self.counts[LoadStatus.PARTLY]

    @property
    def held(self) -> int:
        """Disclosures with a statement in quarantine."""
        return self.counts[LoadStatus.PARTLY] + self.counts[LoadStatus.QUARANTINED]

    @property
    def empty(self) -> int:
        """Disclosures that could not be read or showed no statement."""
        return self.counts["unreadable"] + self.counts["no_statements"]


@dataclass(slots=True)
class Coverage:
    """Rows by region (code order), columns by year and stage; 0 and "" stand for unknown."""

    columns: list[Column]
    regions: list[str]
    cells: dict[tuple[str, Column], Cell]


def coverage(contents: Contents, wanted_as_well: Iterable[Disclosure] = ()) -> Coverage:
    """Count every part of every document; a file nothing is known about counts under unknown.

    ``wanted_as_well`` are disclosures expected whatever was published (`gouji.site.expected.listed`).
    """
    cells: dict[tuple[str, Column], Cell] = {}
    codes: dict[str, str] = {}
    placed: list[tuple[str, Row]] = []
    for document in contents.documents:
        for part in contents.parts.get(document["document_id"]) or [{"status": document["status"]}]:
            name = region_words(part)
            placed.append((name, part))
            codes.setdefault(name, part.get("region_code") or "~")
            cell = _cell(cells, name, (part.get("fiscal_year") or 0, part.get("stage") or ""))
            cell.counts[part["status"]] = cell.counts.get(part["status"], 0) + 1
    published = found(placed)
    for one in sorted(expected(published) | set(wanted_as_well)):
        codes.setdefault(one.region, "~")
        cell = _cell(cells, one.region, (one.fiscal_year, one.stage))
        cell.expected += 1
        if one not in published:
            cell.gaps.append(one.department)
    return Coverage(
        columns=sorted(
            {column for _, column in cells}, key=lambda one: (-one[0], one[1])
        ),  # newest first, unknown last
        regions=sorted(codes, key=lambda name: (codes[name], name)),
        cells=cells,
    )


def _cell(cells: dict[tuple[str, Column], Cell], region: str, column: Column) -> Cell:
    made = Cell(href=_href("documents", region, column), gaps_href=_href("gaps", region, column))
    return cells.setdefault((region, column), made)


def _href(page: str, region: str, column: Column) -> str:
    wanted: dict[str, Any] = {"region": region, "fiscal_year": column[0] or "", "stage": column[1]}
    return f"{page}.html#" + urlencode({name: value for name, value in wanted.items() if value})


def coverage_rows(matrix: Coverage) -> list[dict[str, Any]]:
    """The matrix as rows of a table: one per region, year and stage that has a disclosure."""
    return [
        {
            "region": name,
            "fiscal_year": column[0] or None,
            "stage": column[1] or None,
            **cell.counts,
            "expected": cell.expected,
            "found": cell.found,
            "missing": len(cell.gaps),
            "loaded": cell.loaded,  # wholly or in part
            "held_back": cell.held,
        }
        for name in matrix.regions
        for column in matrix.columns
        if (cell := matrix.cells.get((name, column)))
    ]


def gap_rows(matrix: Coverage) -> list[dict[str, Any]]:
    """Every expected disclosure of which nothing was found."""
    cells = [(name, *column, matrix.cells.get((name, column))) for name in matrix.regions for column in matrix.columns]
    return [
        {"region": name, "fiscal_year": year, "stage": stage, "department": department}
        for name, year, stage, cell in cells
        for department in (cell.gaps if cell else ())
    ]
