"""What stands around a printed figure without being a part of it: footnote marks, quotes, a word, its unit."""

from __future__ import annotations

import re

from pipelines.model.units import UNIT_WORD_PATTERN, unit_of

# A raised digit is no digit of the figure, nor is a number in a ring; NFKC would make both one.
_RAISED = re.compile(r"[\u2070\u00b9\u00b2\u00b3\u2074-\u208e\u2460-\u2473]+")
# Spaces narrower than a digit, and the one as wide as a digit: set between thousands, as no ordinary blank is.
_THIN = r"[\u2005-\u200a\u202f]"
_THIN_GROUPS = re.compile(rf"(?<!\d)\d{{1,3}}(?:{_THIN}\d{{3}})+(?!\d)")
_BEFORE = re.compile(r"^\s*(?:[*#='\u2018\u2019`]|约)\s*(?=[-+\d.¥])")
_AFTER = re.compile(r"(?<=[\d.)])\s*(?:[*#'\u2018\u2019`]+|\[(?:注|\d)\d?\]|\(注\d?\)|注\d?)\s*$")
_LAST_STOP = re.compile(r"^([^.]*\.\d+)\.$")  # 862.72. ends a figure; 1. numbers a row
_WORDED_POINT = re.compile(r"(?<=\d)点(?=\d)|(?<=\d)[·。](?=\d{2}$)")
_LETTER_O = re.compile(r"^[-+\d,.Oo]*\d[-+\d,.Oo]*$")
_UNIT = re.compile(rf"(?<=[\d.)])\s*\(?({UNIT_WORD_PATTERN})\)?$")


def without_raised(text: str) -> str:
    """``text`` as printed without footnote digits: raised ones and those in a ring, unless there is nothing else."""
    return _RAISED.sub("", text) or text


def without_thin_blanks(text: str) -> str:
    """``text`` as printed without the thin spaces that part the thousands of a figure."""
    return _THIN_GROUPS.sub(lambda found: re.sub(_THIN, "", found.group()), text)


def without_marks(text: str) -> str:
    """A half-width figure without what prints beside it: ``862.72*``, ``约862.72``, ``862点72``, ``862.72.``"""
    bare = _AFTER.sub("", _BEFORE.sub("", text))
    stopped = _LAST_STOP.match(bare)
    bare = _WORDED_POINT.sub(".", stopped.group(1) if stopped else bare)
    return re.sub("[Oo]", "0", bare) if "." in bare and _LETTER_O.match(bare) else bare


def parted(text: str) -> tuple[str, str]:
    """A figure and the money unit printed behind it: ``862.72（万元）``, ``862.72万``; an empty unit where none is."""
    found = _UNIT.search(text)
    if found is None:
        return text, ""
    return text[: found.start()], unit_of(found.group(1))
