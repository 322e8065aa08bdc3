"""Sums of money a text prints that are no figure (1,541.50.00万元): reported, so that none is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.model.judgements import FIGURES_UNREAD
from pipelines.model.sentences import say
from pipelines.recognise.model import Finding
from pipelines.recognise.narrative.figures import figures
from pipelines.recognise.narrative.model import Passage

_STATEMENT = "narrative"
# Whole or not at all, so that a file of nothing but digits is gone through once.
_MONEY = re.compile(r"(?<![\d.,A-Za-z])[\d.,]++(?:亿元|万元|元(?!旦|月|/))")
_MARKED = re.compile(r"\d[.,]")


def unread(passage: Passage) -> Iterator[Finding]:
    """A finding for each sum of money in ``passage`` that cannot be read: its points and commas leave no one figure."""
    printed = [found for found in _MONEY.finditer(passage.text) if _MARKED.search(found.group())]
    if not printed:
        return
    read = {figure.end for figure in figures(passage.text)}
    for found in printed:
        if found.end() not in read:
            said = say("recognition.figure_unread_in_text", figure=found.group())
            yield Finding(FIGURES_UNREAD, passage.place(found.start()).page, _STATEMENT, *said)
