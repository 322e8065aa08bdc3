"""The data files of pipelines/layouts/identity, read once.

titles.csv: nouns of titles, stage and kind they tell, weight.  tails.csv: words that may follow such a noun.
labels.csv: captions before a name.  suffixes.csv: endings of names.  generic_names.csv: words that name nobody.
central.csv: marks of central agencies.  revisions.csv: marks of later versions.  domains.csv: fields of work, first
match wins.  regions.csv: GB/T 2260 divisions, written by scripts/build_identity_regions.py (source and licence there).
Patterns are matched on text without blanks and with half-width brackets, colons and commas; a pattern with a comma
must be quoted.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("pipelines") / "layouts" / "identity" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@dataclass(frozen=True, slots=True)
class TitleNoun:
    """What a title's noun says: 部门预算 is a department's budget, 单位决算 a unit's final accounts."""

    phrase: str
    stage: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Label:
    """A caption in front of a name (部门名称, 编制单位), how far to trust it and what kind it tells."""

    text: str
    weight: float
    kind: str


@cache
def title_nouns() -> dict[str, TitleNoun]:
    """Title nouns by phrase."""
    return {r["phrase"]: TitleNoun(r["phrase"], r["stage"], r["kind"], float(r["weight"])) for r in _rows("titles.csv")}


@cache
def labels() -> dict[str, Label]:
    """Labels by text (half-width brackets, no blanks)."""
    return {r["label"]: Label(r["label"], float(r["weight"]), r["kind"]) for r in _rows("labels.csv")}


@cache
def tail_pattern() -> str:
    """Regular expression of one word that may follow a title's noun."""
    words = sorted((r["word"] for r in _rows("tails.csv")), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, words)) + ")"


@cache
def suffixes() -> tuple[str, ...]:
    """Endings of organisation names."""
    return tuple(r["suffix"] for r in _rows("suffixes.csv"))


@cache
def generic_names() -> re.Pattern[str]:
    """Words that look like a name but name nobody (本部门, 主管单位, XX局)."""
    return re.compile("|".join(f"(?:{r['pattern']})" for r in _rows("generic_names.csv")))


@cache
def domain_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Domains in order of precedence."""
    return tuple((r["domain"], re.compile(r["pattern"])) for r in _rows("domains.csv"))


@cache
def central_patterns(where: str) -> re.Pattern[str]:
    """What marks a central agency: in its ``name`` or in the ``text`` of its document."""
    return re.compile("|".join(f"(?:{r['pattern']})" for r in _rows("central.csv") if r["where"] == where))


@cache
def revision_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Marks of a later version in a title."""
    return tuple((re.compile(r["pattern"]), r["revision"]) for r in _rows("revisions.csv"))


@cache
def division_rows() -> list[dict[str, str]]:
    """Administrative divisions: code, name, short_name, path, valid_from, valid_to."""
    return _rows("regions.csv")
