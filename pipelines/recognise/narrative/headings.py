"""Headings: short lines without figures that name what the passages below them speak of."""

from __future__ import annotations

import re

from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.figures import figures
from pipelines.recognise.narrative.functions import levels_subject
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.subjects import fund_of, named_subject

_SHORTEST, _LONGEST = 2, 60  # characters
_SENTENCE = re.compile(r"[。;]|[:,]$")
_LEAVES_GLOSSARY = re.compile(r"^第[一二三四五六七八九十]+部分|^附件|(?:情况|说明|事项|附表)$")
_LEVELS = tuple(
    map(
        re.compile,
        (
            r"第[一二三四五六七八九十]+[部章]",
            r"[一二三四五六七八九十]+[、.]",
            r"\([一二三四五六七八九十]+\)",
            r"\d+[、.]",
            r"\(\d+\)",
        ),
    )
)
_ABOUT_IT = re.compile(r"(?:情况|的|说明|增减变化|变化|支出|预算|及其?原因|安排)+$")


def is_heading(text: str) -> bool:
    """Whether a passage is a heading: neither a sentence nor the beginning of one, and without a figure."""
    if not _SHORTEST <= len(text) <= _LONGEST or _SENTENCE.search(text):
        return False
    return all(figure.value is None for figure in figures(text))


def in_glossary(heading: str, before: bool) -> bool:
    """Whether the passages below ``heading`` explain terms; ``before``, whether those above it did."""
    if layout.pattern("glossary").search(heading):
        return True
    return before and _LEAVES_GLOSSARY.search(heading) is None


def below_heading(state: State, text: str, book: CodeBook) -> State:
    """The state of the passages below a heading."""
    levels = levels_subject(text, book, state.path)
    if levels is not None:
        return state.under(levels.path).begin_section(levels.subject, fund_of(text))
    subject = named_subject(text) or named_subject(_ABOUT_IT.sub("", text))
    return state.begin_section(subject, fund_of(text), _evaluates(text, state.evaluates))


def _evaluates(heading: str, before: int | None) -> int | None:
    """The level of the heading of the chapter of targets or evaluations that ``heading`` begins or stands in.

    It ends with the next heading of its level, and with one without a number.
    """
    level = next((n for n, numbering in enumerate(_LEVELS) if numbering.match(heading)), None)
    if layout.pattern("skip").search(heading):
        return min(len(_LEVELS) if one is None else one for one in (level, before))
    return None if level is None or before is None or level <= before else before
