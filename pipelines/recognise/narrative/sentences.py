"""A passage as sentences, and a sentence as figures with the words before each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from pipelines.recognise.narrative.figures import figures
from pipelines.recognise.narrative.model import Claim, Figure, Kind, Passage, Sentence, Subject

# A full stop inside brackets ends no sentence, where the bracket closes in the same passage.
_STOP = re.compile(r"(?<=。)(?![^(]*\))")
_PRINTED_STOP = re.compile(r"(?<=。)(?![^(（]*[)）])")
_FEW = 10  # characters
_QUOTES = "”\"’' \u3000"


@dataclass(frozen=True, slots=True)
class Gap:
    """The words between two figures, and the brackets among them.

    ``closing`` are the words before each bracket that closes an aside begun earlier; ``opening`` is how many asides
    begin and are still open; ``words`` stand behind the last of both, ``outside`` before the first that is still open.
    """

    closing: tuple[str, ...]
    opening: int
    words: str
    outside: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure where a sentence states it, with the words before it, and the figure ``following`` in its sentence."""

    sentence: Sentence
    figure: Figure
    gap: Gap
    following: Figure | None = None

    @property
    def words(self) -> str:
        """The words before the figure, in the bracket it stands in."""
        return self.gap.words

    @property
    def percent_behind(self) -> Figure | None:
        """The percentage that only a few words part from the figure: ,增长3.45%."""
        percent = self.following
        near = percent is not None and percent.unit == "%" and percent.start - self.figure.end <= _FEW
        return percent if near else None

    def behind(self, words: str) -> Mention:
        """The same figure where ``words`` go on before it."""
        return replace(self, gap=replace(self.gap, words=words + self.gap.words)) if words else self

    def claim(self, before: tuple[Claim, ...], kind: Kind, subject: Subject, **more: Any) -> Claim:
        """What the figure states, as the claim after ``before``; ``more`` are further fields of the claim."""
        return claim_of(self.sentence, self.figure, before, kind, subject, **more)


def claim_of(
    sentence: Sentence, figure: Figure, before: tuple[Claim, ...], kind: Kind, subject: Subject, **more: Any
) -> Claim:
    """What ``figure`` of ``sentence`` states of ``subject``, as the claim after ``before``."""
    place = sentence.passage.place(sentence.offset + figure.start)
    return Claim(
        number=len(before) + 1,
        subject=subject,
        kind=kind,
        figure=figure,
        sentence=sentence.printed,
        page=place.page,
        paragraph_no=place.paragraph_no,
        **more,
    )


def sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage that have text; shown compact where the printed text is cut otherwise."""
    plain = _STOP.split(passage.text)
    printed = _PRINTED_STOP.split(passage.printed)
    if len(plain) != len(printed):
        printed = plain
    offset = 0
    for text, shown in zip(plain, printed, strict=True):
        if text:
            yield Sentence(passage, offset, text, shown.strip(_QUOTES))
        offset += len(text)


def mentions(sentence: Sentence) -> tuple[list[Mention], Gap]:
    """The figures of a sentence in order, and what stands behind the last of them."""
    found: list[Mention] = []
    start = 0
    stated = figures(sentence.text)
    for figure, following in zip_longest(stated, stated[1:]):
        gap = gap_of(sentence.text[start : figure.start])
        found.append(Mention(sentence, figure, gap, following))
        start = figure.end
    return found, gap_of(sentence.text[start:])


def gap_of(text: str) -> Gap:
    """The brackets and words of a gap between two figures.

    >>> gap_of("元)增加(其中")
    Gap(closing=('元',), opening=1, words='其中', outside='增加')
    """
    closing: list[str] = []
    opened: list[int] = []  # where the words inside each open bracket begin
    start = 0
    for place, mark in enumerate(text):
        if mark == "(":
            opened.append(place + 1)
        elif mark == ")" and opened:
            opened.pop()
        elif mark == ")":
            closing.append(text[start:place])
            start = place + 1
    if not opened:
        return Gap(tuple(closing), 0, text[start:])
    return Gap(tuple(closing), len(opened), text[opened[-1] :], text[start : opened[0] - 1])
