"""What was read of a text against what it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipelines.process import stamped
from tests.kit.variants.check import NOW, worker, written
from tests.kit.variants.prose.build import WRITERS, build
from tests.kit.variants.prose.shape import TextShape
from tests.kit.variants.prose.told import Said

_CODES = ("functional_code", "economic_code", "government_economic_code")


@dataclass(frozen=True, slots=True)
class Heard:
    """Figures missing, figures that nobody said, and how many changes have their reason (of how many)."""

    missing: list[Said]
    extra: list[Said]
    reasons: tuple[int, int]

    @property
    def right(self) -> bool:
        """Whether all was read as it was said."""
        return not (self.missing or self.extra) and self.reasons[0] >= self.reasons[1]


def heard(shape: TextShape, kind: str) -> Heard:
    """The text of ``shape`` written as ``kind`` and read."""
    text = build(shape)
    with written(WRITERS[kind](text), kind) as source:
        raw = stamped(worker().read(source), NOW)
    rows = list(raw["raw.claim"].iter_rows(named=True)) if "raw.claim" in raw else []
    found = Counter(_said(row, shape.year) for row in rows)
    want = Counter(text.said)
    because = sum(row["reason"] is not None and row["kind"] == "change" for row in rows)
    return Heard(
        sorted((want - found).elements(), key=str),
        sorted((found - want).elements(), key=str),
        (because, text.changes_with_reason),
    )


def _said(row: dict[str, object], year: int) -> Said:
    code = next((str(row[c]) for c in _CODES if row[c]), "")
    of_year = int(str(row["fiscal_year"] or year))
    return Said(
        *(str(row["kind"]), str(row["subject"]), str(row["value"] or ""), code, str(row["direction"] or "")),
        0 if of_year == year or row["kind"] in {"change", "change_percent", "share", "count"} else of_year,
    )
