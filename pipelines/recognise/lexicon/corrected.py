"""A printed text with its words as they are known; figures, signs, blanks and breaks stay as they were read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pipelines.layouts.spelt import is_ideograph

_LOST_NUMBER = re.compile(r"^[、·.,。]+(?=\s*[\u4e00-\u9fff])")  # of 一、 or 二、 before a name

_DASHES = frozenset("-—–―")

Word = Callable[[str], str]


def corrected(text: str, word: Word, whole: Callable[[str], str | None]) -> str:
    """``text`` with its words as they are known.

    ``whole`` says what a text is that has brackets in it; ``word`` what a run of ideographs is, over blanks and breaks
    of line.
    """
    places = [place for place, character in enumerate(text) if not character.isspace()]
    run = [place for place in places if is_ideograph(text[place])]
    if not run:
        return text
    if len(run) < len(places):
        read = "".join(text[place] for place in places)
        known = whole(read)
        if known is not None and len(known) == len(read):
            return _laid_over(text, [(place, new) for place, new in zip(places, known, strict=True) if place in run])
    for places in list(_runs(text))[::-1]:  # from the end: places before a change stay
        read = "".join(text[place] for place in places)
        known = word(read)
        if known != read:
            text = _laid_over(
                text, [*_dash(text, places[0], read, known), *zip(places, _parts(read, known), strict=True)]
            )
    return text


def _dash(text: str, at: int, read: str, known: str) -> list[tuple[int, str]]:
    """The dash before a run that its first character, which it lost, was taken for; not one behind a code."""
    is_lost = len(known) > len(read) and known[0] != read[0]
    if is_lost and at > 0 and text[at - 1] in _DASHES and not (at > 1 and text[at - 2].isalnum()):
        return [(at - 1, "")]
    return []


def without_lost_number(text: str) -> str:
    """``text`` without the comma before a name whose number was lost."""
    return _LOST_NUMBER.sub("", text)


def _laid_over(text: str, changes: Sequence[tuple[int, str]]) -> str:
    out = list(text)
    for place, characters in changes:
        out[place] = characters
    return "".join(out)


def _runs(text: str) -> Iterator[list[int]]:
    """The places of the ideographs of each run."""
    places: list[int] = []
    for place, character in enumerate(text):
        if is_ideograph(character):
            places.append(place)
        elif not character.isspace() and places:
            yield places
            places = []
    if places:
        yield places


def _parts(read: str, known: str) -> list[str]:
    """What stands for each character of ``read`` in ``known``; lost ones stand with the next, or the last."""
    out, at = [], 0
    for number, character in enumerate(read):
        rest = len(read) - number - 1
        end = at + 1
        spare = len(known) - at - rest - 1  # characters of ``known`` that ``read`` has lost from here on
        if spare > 0 and known[at] != character:
            end += spare
        out.append(known[at:end] if rest else known[at:])
        at = end
    return out
