"""The figures of a page as loaded, and as pdfplumber sees them where the file can be reached."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from pipelines.recognise.amounts import parse_amount
from pipelines.reconcile.diagnosis.build import YUAN_PER_UNIT
from pipelines.reconcile.diagnosis.model import MICRO
from pipelines.reconcile.diagnosis.verdict import in_thousandths

PAGES = 12  # looked up again in one run; more would take longer than all identities together

Reach = Callable[[str, str | None], Path | None]


class SecondLook:
    """`Pages` over facts and files.

    Args:
        facts: core.fact_budget.
        sources: document_id -> where its PDF was found; documents left out are not looked up.
        reach: (document_id, source) -> the file, or None where it cannot be had as it was.
        pages: how many pages may be read again.
    """

    def __init__(
        self, facts: pl.DataFrame, sources: Mapping[str, str | None], reach: Reach, pages: int = PAGES
    ) -> None:
        self._facts, self._sources, self._reach, self._left = facts, sources, reach, pages
        self._read: dict[tuple[str, int], Counter[int] | None] = {}

    def loaded(self, document_id: str, page: int) -> Counter[int]:
        """Figures of the facts of a page."""
        own = self._facts.filter((pl.col("document_id") == document_id) & (pl.col("page") == page))
        amounts = own.filter(pl.col("amount").is_not_null()).select("amount", "unit").iter_rows()
        return Counter(in_thousandths(int(amount * MICRO), YUAN_PER_UNIT.get(unit, 1)) for amount, unit in amounts)

    def printed(self, document_id: str, page: int) -> Counter[int] | None:
        """Figures pdfplumber reads on a page, or None where the file is not there or enough pages were read."""
        key = (document_id, page)
        if key not in self._read:
            source = self._sources.get(document_id)
            path = self._reach(document_id, source) if source is not None and self._left > 0 else None
            self._left -= path is not None
            self._read[key] = _figures(path, page) if path is not None else None
        return self._read[key]


def _figures(path: Path, page: int) -> Counter[int] | None:
    import pdfplumber  # costs half a second: only where a page is looked up

    try:
        with pdfplumber.open(path, pages=[page]) as pdf:
            words = [word["text"] for word in pdf.pages[0].extract_words(x_tolerance=1.5)]
    except Exception as error:  # a second opinion that cannot be had is none; the first stands
        logging.getLogger(__name__).info("page %d of %s: no second reading: %s", page, path.name, error)
        return None
    amounts = [parse_amount(word) for word in words]
    return Counter(abs(int(amount.value * 1000)) for amount in amounts if amount is not None)
