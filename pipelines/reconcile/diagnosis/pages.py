"""The figures of a page as loaded, and as pdfplumber sees them where the file can be reached."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import polars as pl

from pipelines.model.units import yuan_in
from pipelines.reconcile.diagnosis.model import MICRO
from pipelines.reconcile.diagnosis.second_reading import Wanted, read_figures
from pipelines.reconcile.diagnosis.verdict import in_thousandths
from pipelines.workers.mapper import Mapper, SerialMapper

PAGES = 12  # looked up again in one run; more would take longer than all identities together

Reach = Callable[[str, str | None], Path | None]


class SecondLook:
    """`Pages` over facts and files.

    Args:
        facts: core.fact_budget.
        sources: document_id -> where its PDF was found; documents left out are not looked up.
        reach: (document_id, source) -> the file, or None where it cannot be had as it was.
        mapper: where files are read; worker processes keep a hostile one from harming the run.
        pages: how many pages may be read again.
    """

    def __init__(
        self,
        facts: pl.DataFrame,
        sources: Mapping[str, str | None],
        reach: Reach,
        mapper: Mapper | None = None,
        pages: int = PAGES,
    ) -> None:
        self._facts, self._sources, self._reach, self._most = facts, sources, reach, pages
        self._mapper = mapper or SerialMapper()
        self._read: dict[tuple[str, int], Counter[int]] = {}

    def look_up(self, places: Iterable[tuple[str, int]]) -> None:
        """Read these (document_id, page) again, the first ones where they are too many."""
        paths: dict[str, Path | None] = {}
        numbers: dict[str, list[int]] = defaultdict(list)
        left = self._most
        for document_id, page in dict.fromkeys(places):
            if left == 0:
                break
            if document_id not in paths:
                source = self._sources.get(document_id)
                paths[document_id] = self._reach(document_id, source) if source is not None else None
            if paths[document_id] is not None:
                numbers[document_id].append(page)
                left -= 1
        wanted = [Wanted(id_, path, tuple(numbers[id_])) for id_, path in paths.items() if path is not None]
        for outcome in self._mapper.map(read_figures, wanted):
            for page, figures in (outcome.value or {}).items():
                self._read[outcome.item.document_id, page] = figures

    def loaded(self, document_id: str, page: int) -> Counter[int]:
        """Figures of the facts of a page."""
        own = self._facts.filter((pl.col("document_id") == document_id) & (pl.col("page") == page))
        amounts = own.filter(pl.col("amount").is_not_null()).select("amount", "unit").iter_rows()
        return Counter(in_thousandths(int(amount * MICRO), yuan_in(unit)) for amount, unit in amounts)

    def printed(self, document_id: str, page: int) -> Counter[int] | None:
        """Figures pdfplumber found on a page that was looked up, or None."""
        return self._read.get((document_id, page))
