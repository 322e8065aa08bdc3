"""The figures of some pages of a PDF by another engine than the one that loaded them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipelines.model.amounts import parse_amount

_log = logging.getLogger(__name__)


def read_figures(path: Path, pages: Iterable[int]) -> dict[int, Counter[int]]:
    """By page (from 1), how often each figure stands there, in thousandths of the printed unit without sign.

    Pages that cannot be read are left out.
    """
    import pdfplumber  # costs half a second: not to be paid with the import of this module

    found: dict[int, Counter[int]] = {}
    try:
        with pdfplumber.open(path, pages=list(pages)) as pdf:  # once: its pages share their fonts
            for page in pdf.pages:
                try:
                    found[page.page_number] = _figures(page)
                except Exception as error:  # a second opinion that cannot be had is none; the first stands
                    _log.info("page %d of %s: no second reading: %s", page.page_number, path.name, error)
                page.close()  # forget what it left in memory
    except Exception as error:
        _log.info("%s: no second reading: %s", path.name, error)
    return found


def _figures(page: Any) -> Counter[int]:
    amounts = [parse_amount(word["text"]) for word in page.extract_words(x_tolerance=1.5)]
    return Counter(abs(int(amount.value * 1000)) for amount in amounts if amount is not None)
