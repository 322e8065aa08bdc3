"""The coverage matrix: per region, year and stage, what was found, what loaded, what was held back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from expectations.report.contents import Contents, region_words

ORDER = ("loaded", "partly", "quarantined", "no_statements", "unreadable")
Column = tuple[int, str]


@dataclass(slots=True)
class Cell:
    """Disclosures of one region, year and stage by status, and the list they are shown in."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ORDER, 0))
    href: str = ""

    @property
    def found(self) -> int:
        """Disclosures found."""
        return sum(self.counts.values())

    @property
    def loaded(self) -> int:
        """Disclosures loaded, wholly or in part."""
        return self.counts["loaded"] + self.counts["partly"]

    @property
    def held(self) -> int:
        """Disclosures with a statement in quarantine."""
        return self.counts["partly"] + self.counts["quarantined"]

    @property
    def missing(self) -> int:
        """Disclosures that could not be read or showed no statement."""
        return self.counts["unreadable"] + self.counts["no_statements"]


@dataclass(slots=True)
class Coverage:
    """Rows by region (code order), columns by year and stage; 0 and "" stand for unknown."""

    columns: list[Column]
    regions: list[str]
    cells: dict[tuple[str, Column], Cell]


def coverage(contents: Contents) -> Coverage:
    """Count every part of every document; a file nothing is known about counts under unknown."""
    cells: dict[tuple[str, Column], Cell] = {}
    codes: dict[str, str] = {}
    for document in contents.documents:
        for part in contents.parts.get(document["document_id"]) or [{"status": document["status"]}]:
            name = region_words(part)
            codes.setdefault(name, part.get("region_code") or "~")
            column = (part.get("fiscal_year") or 0, part.get("stage") or "")
            cell = cells.setdefault((name, column), Cell(href=_href(name, column)))
            cell.counts[part["status"]] = cell.counts.get(part["status"], 0) + 1
    return Coverage(
        columns=sorted(
            {column for _, column in cells}, key=lambda one: (-one[0], one[1])
        ),  # newest first, unknown last
        regions=sorted(codes, key=lambda name: (codes[name], name)),
        cells=cells,
    )


def _href(region: str, column: Column) -> str:
    wanted: dict[str, Any] = {"region": region, "fiscal_year": column[0] or "", "stage": column[1]}
    return "documents.html#" + urlencode({name: value for name, value in wanted.items() if value})


def coverage_rows(matrix: Coverage) -> list[dict[str, Any]]:
    """The matrix as rows of a table: one per region, year and stage that has a disclosure."""
    return [
        {
            "region": name,
            "fiscal_year": column[0] or None,
            "stage": column[1] or None,
            "found": cell.found,
            "loaded": cell.loaded,
            "held_back": cell.held,
            **cell.counts,
        }
        for name in matrix.regions
        for column in matrix.columns
        if (cell := matrix.cells.get((name, column)))
    ]
