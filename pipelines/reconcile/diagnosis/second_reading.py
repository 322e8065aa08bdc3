"""The figures of some pages of a PDF by another engine than the one that loaded them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipelines.model.amounts import parse_amount


def read_figures(path: Path, pages: Iterable[int]) -> dict[int, Counter[int]]:
    """By page (from 1), how often each figure stands there, in thousandths of the printed unit without sign.

    Pages that cannot be read are left out.
    """
    import pdfplumber  # costs half a second: not to be paid with the import of this module

    found: dict[int, Counter[int]] = {}
    for number in pages:
        try:
            with pdfplumber.open(path, pages=[number]) as pdf:
                words = [word["text"] for word in pdf.pages[0].extract_words(x_tolerance=1.5)]
        except Exception as error:  # a second opinion that cannot be had is none; the first stands
            log = logging.getLogger(__name__)
            log.info("page %d of %s: no second reading: %s", number, path.name, error)
            continue
        amounts = [parse_amount(word) for word in words]
        found[number] = Counter(abs(int(amount.value * 1000)) for amount in amounts if amount is not None)
    return found
