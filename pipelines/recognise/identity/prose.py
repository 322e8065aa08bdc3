"""Names and years in headings and sentences: weak votes that decide only what captions leave open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipelines.model.stages import Stage

from . import regions
from .flat import FlatText
from .model import Field, Vote
from .names import is_organisation
from .titles import LEAD, parse_title
from .years import year_value

_HEADING = re.compile(
    r"^(?P<name>[^:,。;]{3,40}?)的?(?:部门|单位)?(?:概况|基本情况|主要职责|主要职能|部门职责|部门职能|机构设置|职能简介|简介)"
)
_HEADING_WORD = re.compile("职|概况|机构|情况|简介")
_SENTENCE = re.compile(
    r"(?:^|[,。;:、])(?P<name>[^,。;:、\d]{4,40}?)(?P<year>20[0-4]\d)年(?:度)?(?!\d)(?P<after>.{0,8})"
)
_INTRODUCES = re.compile(r"(?:现将|现就|现对|现公[开布示]|兹将)(?P<title>[^,。;:]{6,60}?)(?:如下|[,。:])")
_ABOUT = re.compile(r"^(?:部门|单位|本|收|支|财政|一般|预算|决算|政府|机关|整体|三公|“三公|项目|国有|全年|总)")
# 决算收入862.72万元, not what an amount is compared with (比上年决算数)
_STAGE_OF_MONEY = re.compile(
    r"(?<![比较同与])(?<!上年)(?<![比较同与]20\d\d年)(?<![比较同与]20\d\d年度)(?<!年初)(?<!公共)(?<!基金)(?<!经营)(?P<stage>[决预])算"
    r"(?:收入|支出|收支|数|总|额|计|合|为|各|均|安排)*\d[\d,.]*(?:亿|万)?元"
)
_YEAR_TABLE = re.compile(r"^(?:[^\d]{0,12})(?P<year>20[0-4]\d)年(?:度)?(?P<rest>[^,。;:]{2,30})表$")
_ANY_YEAR = re.compile(r"(20[0-4]\d)年度?(?!\d)")  # a date (2024年8月) is when it was published, not its year
_LONGEST_HEADING = 45
_INTRODUCED_WEIGHT = 2.0
_SAID_WEIGHTS = {Stage.FINAL: 0.5, Stage.BUDGET: 0.3}  # accounts speak of the budget too; a budget hardly of accounts
_HEADING_WEIGHT, _TABLE_WEIGHT, _FULL_NAME_WEIGHT, _SENTENCE_WEIGHT = 3.0, 1.5, 1.5, 0.8
_LIMIT = 5


def prose_votes(text: FlatText) -> list[Vote]:
    """Votes of headings (昌黎县医疗保障局概况), of sentences with name and year and of dated table titles."""
    votes = _capped(_of_lines(text))
    return [*votes, *_year_counts(text)]


def _of_lines(text: FlatText) -> Iterator[Vote]:
    for line, index in text.first.items():
        page = text.pages[index]
        if _may_be_heading(line):
            yield from _heading(line, page)
        if "现" in line and "算" in line:
            yield from _introduced(line, page)
        if "年" in line and "20" in line:
            yield from _dated_table(line, page)
            yield from _sentence(line, page)


def _may_be_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and _HEADING_WORD.search(line) is not None


def _heading(line: str, page: int) -> list[Vote]:
    found = _HEADING.match(LEAD.sub("", line))
    if found is None or not is_organisation(found["name"]):
        return []
    return [Vote(Field.DEPARTMENT, found["name"], _HEADING_WEIGHT, page, line, "heading")]


def _introduced(line: str, page: int) -> Iterator[Vote]:
    """What the opening sentence says that it introduces: 现将昌黎县审计局2024年度部门决算情况公开如下."""
    found = _INTRODUCES.search(line)
    title = parse_title(found["title"]) if found else None
    if title is not None and title.is_of_something:
        said = ((Field.DEPARTMENT, title.name), (Field.FISCAL_YEAR, title.year), (Field.STAGE, title.stage))
        yield from (Vote(field, value, _INTRODUCED_WEIGHT, page, line, "sentence") for field, value in said if value)


def said_stage(text: FlatText) -> list[Vote]:
    """The stage that sentences with money name, for documents whose titles and tables say none."""
    return _capped(_said(text))


def _said(text: FlatText) -> Iterator[Vote]:
    for line, index in text.first.items():
        if "元" not in line or "算" not in line:
            continue
        for found in _STAGE_OF_MONEY.finditer(line):
            stage = Stage.FINAL if found["stage"] == "决" else Stage.BUDGET
            yield Vote(Field.STAGE, stage, _SAID_WEIGHTS[stage], text.pages[index], line, "sentence")


def _dated_table(line: str, page: int) -> list[Vote]:
    found = _YEAR_TABLE.match(line)
    if found is None:
        return []
    year = Vote(Field.FISCAL_YEAR, found["year"], _TABLE_WEIGHT, page, line, "form")
    stage = _stage(found["rest"])
    return [year, Vote(Field.STAGE, stage, _TABLE_WEIGHT, page, line, "form")] if stage else [year]


def _stage(words: str) -> str | None:
    if "决算" in words:
        return Stage.FINAL
    return Stage.BUDGET if "预算" in words else None


def _sentence(line: str, page: int) -> list[Vote]:
    """Whom a sentence with a year is about: 昌黎县审计局2024年部门预算收入…"""
    found = _SENTENCE.search(line)
    if found is None or not _ABOUT.match(found["after"]) or not is_organisation(found["name"]):
        return []
    name = found["name"]
    full = bool(regions.read_prefix(name)[0])
    if not full and regions.within(name):
        return []  # 纳入烟台市统计局: the words before the name belong to the sentence
    weight = _FULL_NAME_WEIGHT if full else _SENTENCE_WEIGHT
    return [
        Vote(Field.DEPARTMENT, name, weight, page, line, "sentence"),
        Vote(Field.FISCAL_YEAR, year_value(found["year"]), _SENTENCE_WEIGHT, page, line, "sentence"),
    ]


def _capped(votes: Iterable[Vote]) -> list[Vote]:
    """At most five votes for the same value from the same source: length of a text is no evidence."""
    times: Counter[tuple[Field, str, str]] = Counter()
    kept = []
    for vote in votes:
        key = (vote.field, vote.value, vote.source)
        times[key] += 1
        if times[key] <= _LIMIT:
            kept.append(vote)
    return kept


def _year_counts(text: FlatText) -> list[Vote]:
    """The year the text names most, a tie-breaker only."""
    counts: Counter[str] = Counter()
    first_line: dict[str, tuple[int, str]] = {}
    for line, index in text.first.items():
        for year in _ANY_YEAR.findall(line):
            counts[year] += 1
            first_line.setdefault(year, (text.pages[index], line))
    total = counts.total()
    return [
        Vote(Field.FISCAL_YEAR, year, count / total, *first_line[year], "mention") for year, count in counts.items()
    ]
