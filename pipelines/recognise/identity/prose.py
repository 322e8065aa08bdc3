"""Names and years in headings and sentences: weak votes that decide only what captions leave open."""

from __future__ import annotations

import re

from . import regions
from .flat import FlatText
from .model import Vote
from .names import is_organisation
from .titles import _LEAD as LEAD
from .years import year_value

_HEADING = re.compile(
    r"^(?P<name>[^:,。;]{3,40}?)的?(?:部门|单位)?(?:概况|基本情况|主要职责|主要职能|部门职责|部门职能|机构设置|职能简介|简介)"
)
_SENTENCE = re.compile(
    r"(?:^|[,。;:、])(?P<name>[^,。;:、\d]{4,40}?)(?P<year>20[0-4]\d)年(?:度)?(?!\d)(?P<after>.{0,8})"
)
_ABOUT = re.compile(r"^(?:部门|单位|本|收|支|财政|一般|预算|决算|政府|机关|整体|三公|“三公|项目|国有|全年|总)")
_YEAR_TABLE = re.compile(r"^(?:[^\d]{0,12})(?P<year>20[0-4]\d)年(?:度)?(?P<rest>[^,。;:]{2,30})表$")
_ANY_YEAR = re.compile(r"(20[0-4]\d)年度?(?!\d)")  # a date (2024年8月) is when it was published, not its year
_LIMIT = 5


def prose_votes(text: FlatText) -> list[Vote]:
    """Votes of headings (昌黎县医疗保障局概况), of sentences with name and year and of dated table titles."""
    out: list[Vote] = []
    for line, index in text.first.items():
        page = text.pages[index]
        if len(line) <= 45 and ("职" in line or "概况" in line or "机构" in line or "情况" in line or "简介" in line):
            out += _heading(line, page)
        if "年" in line and "20" in line:
            out += _dated(line, page)
    return _capped(out) + _year_counts(text)


def _heading(line: str, page: int) -> list[Vote]:
    match = _HEADING.match(LEAD.sub("", line))
    if match and is_organisation(match["name"]):
        return [Vote("department", match["name"], 3.0, page, line, "heading")]
    return []


def _dated(line: str, page: int) -> list[Vote]:
    out = []
    table = _YEAR_TABLE.match(line) if len(line) <= 50 else None
    if table:
        out.append(Vote("fiscal_year", table["year"], 1.5, page, line, "form"))
        stage = "final" if "决算" in table["rest"] else "budget" if "预算" in table["rest"] else ""
        if stage:
            out.append(Vote("stage", stage, 1.5, page, line, "form"))
    match = _SENTENCE.search(line)
    if match and _ABOUT.match(match["after"]) and is_organisation(match["name"]):
        name = match["name"]
        whole = bool(regions.read_prefix(name)[0])
        if not whole and regions.within(name):
            return out  # 纳入烟台市统计局: the words before the name belong to the sentence
        weight = 1.5 if whole else 0.8
        out.append(Vote("department", name, weight, page, line, "sentence"))
        out.append(Vote("fiscal_year", year_value(match["year"]), 0.8, page, line, "sentence"))
    return out


def _capped(votes: list[Vote]) -> list[Vote]:
    """At most five votes for the same value from the same source: length of a text is no evidence."""
    times: dict[tuple[str, str, str], int] = {}
    out = []
    for vote in votes:
        key = (vote.field, vote.value, vote.source)
        times[key] = times.get(key, 0) + 1
        if times[key] <= _LIMIT:
            out.append(vote)
    return out


def _year_counts(text: FlatText) -> list[Vote]:
    """The year the text names most, a tie-breaker only."""
    counts: dict[str, int] = {}
    where: dict[str, tuple[int, str]] = {}
    for line, index in text.first.items():
        if "年" not in line:
            continue
        for year in _ANY_YEAR.findall(line):
            counts[year] = counts.get(year, 0) + 1
            where.setdefault(year, (text.pages[index], line))
    total = sum(counts.values())
    return [
        Vote("fiscal_year", year, count / total, where[year][0], where[year][1], "mention")
        for year, count in counts.items()
    ]
