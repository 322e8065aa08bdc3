"""The last evidence of a year, where the text of a document names none: the name of its file.

Names lie (a document of 2022 in a file of 2026), so a name says a year only where nothing in the document does, and
only one that is about a budget or an account and says one year.  The decision is marked by its source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from pipelines.model.sentences import say
from pipelines.recognise.model import Finding

from .model import Field, Part, Vote

SOURCE = "file_name"
KIND = "year_from_file_name"
_TRUST = 0.1
_SUBJECT = re.compile("预算|决算")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


def year_of_name(name: str) -> list[Vote]:
    """What the name of a file speaks for as the year, at most one vote."""
    stem = PurePath(name).stem
    years = set(_YEAR.findall(stem)) if _SUBJECT.search(stem) else set()
    return [Vote(Field.FISCAL_YEAR, years.pop(), _TRUST, 1, stem, SOURCE)] if len(years) == 1 else []


def years_from_names(parts: Sequence[Part]) -> list[Finding]:
    """One finding for each part whose year only the name of the file says."""
    told = [(part, part.evidence.get(Field.FISCAL_YEAR.value)) for part in parts]
    return [
        Finding(KIND, part.page_from, None, *say("recognition.year_from_file_name", year=known["value"]))
        for part, known in told
        if known is not None and known["source"] == SOURCE
    ]
