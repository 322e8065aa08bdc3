"""The figures of a page as loaded, and as pdfplumber sees them where the file can be reached."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import polars as pl

from pipelines.model.units import yuan_in
from pipelines.reconcile.diagnosis.model import MICRO
from pipelines.reconcile.diagnosis.second_reading import read_figures
from pipelines.reconcile.diagnosis.verdict import in_thousandths

PAGES = 3  # of a document that are looked up again: each takes as long as all identities of a document together

Reach = Callable[[str, str | None], AbstractContextManager[Path | None]]


class SecondLook:
    """`Pages` over facts and files.

    Args:
        facts: core.fact_budget.
        sources: document_id -> where its PDF was found; documents left out are not looked up.
        reach: (document_id, source) -> the file while a context lasts, or None where it cannot be had as it was.
        pages: how many pages of a document may be read again.
    """

    def __init__(
        self,
        facts: pl.DataFrame,
        sources: Mapping[str, str | None],
        reach: Reach,
        pages: int = PAGES,
    ) -> None:
        self._facts, self._sources, self._reach, self._most = facts, sources, reach, pages
        self._read: dict[tuple[str, int], Counter[int]] = {}

    def look_up(self, places: Iterable[tuple[str, int]]) -> None:
        """Read these (document_id, page) again, of each document the first ones where they are too many."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for document_id, page in dict.fromkeys(places):
            numbers[document_id].append(page)
        for document_id, pages in numbers.items():
            source = self._sources.get(document_id)
            with self._reach(document_id, source) if source is not None else nullcontext() as path:
                found = read_figures(path, pages[: self._most]) if path is not None else {}
            self._read |= {(document_id, page): figures for page, figures in found.items()}

    def loaded(self, document_id: str, page: int) -> Counter[int]:
        """Figures of the facts of a page."""
        own = self._facts.filter((pl.col("document_id") == document_id) & (pl.col("page") == page))
        amounts = own.filter(pl.col("amount").is_not_null()).select("amount", "unit").iter_rows()
        return Counter(in_thousandths(int(amount * MICRO), yuan_in(unit)) for amount, unit in amounts)

    def printed(self, document_id: str, page: int) -> Counter[int] | None:
        """Figures pdfplumber found on a page that was looked up, or None."""
        return self._read.get((document_id, page))
