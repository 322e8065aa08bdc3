"""The figures of some pages of a PDF by another engine than the one that loaded them.  Runs in a worker process."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pipelines.model.amounts import parse_amount


class Wanted(NamedTuple):
    """Pages (from 1) of the file of a document."""

    document_id: str
    path: Path
    pages: tuple[int, ...]


def read_figures(wanted: Wanted) -> dict[int, Counter[int]]:
    """By page, how often each figure stands there, in thousandths of the printed unit without sign.

    Pages that cannot be read are left out.
    """
    import pdfplumber  # costs half a second: not to be paid with the import of this module

    found: dict[int, Counter[int]] = {}
    for number in wanted.pages:
        try:
            with pdfplumber.open(wanted.path, pages=[number]) as pdf:
                words = [word["text"] for word in pdf.pages[0].extract_words(x_tolerance=1.5)]
        except Exception as error:  # a second opinion that cannot be had is none; the first stands
            log = logging.getLogger(__name__)
            log.info("page %d of %s: no second reading: %s", number, wanted.path.name, error)
            continue
        amounts = [parse_amount(word) for word in words]
        found[number] = Counter(abs(int(amount.value * 1000)) for amount in amounts if amount is not None)
    return found
