"""Captions with a name or a year: 部门：无锡市信访局, 预算年度：2024, (2021年度), 450昌黎县医疗保障局."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from . import layout, regions
from .flat import FlatText
from .model import Field, Vote
from .names import is_organisation, longest_organisation
from .years import YEAR_LABEL, YEAR_LINE, year_value

_VALUE_END = re.compile(
    r"(?:金额|计量|货币)?单位(?::.*)?$|(?:编制|填报|公开|填表)?日期.*$|(?:预算|决算|会计)?年度.*$|单位负责人.*$|\(?盖章\)?$"
    r"|(?:公开|预算|财决)?\d*表$|20\d\d年.*$"
)
_AFTER_LABEL = re.compile(r"^(?:\((?:盖章|公章|章|签章|全称|加盖公章)\)|[:;·_\-])+")
_CODED = re.compile(r"^#*(?:[\[(]\d{2,12}[\])]|\d{6,12}|\d{3})[-_]?(?=[^\d年月日号点项个万,.、%])(?P<name>.+)$")
_INNER_LABEL = re.compile(
    r"(?<=.)(?:(?:项目)?(?:实施|主管|申报|填报|编制|承担|用款|使用)(?:单位|部门)|(?:单位|部门)(?:负责人|编码|代码|名称|性质|类型)|联系(?:人|电话)|负责人)"
)
_NO_NAME = re.compile("[,。;、]")
_HEAD = 2  # characters that tell labels from other words
_OPENINGS = tuple(":;([·_-")
_CODE_OPENINGS = frozenset("#([〔二会财年")
_YEAR_CLOSINGS = frozenset("年度)]")
_LONGEST_LABELLED, _LONGEST_CODED, _LONGEST_NAME = 90, 45, 60
_SHORTEST_CODED_NAME = 6
_SHORTEST_BROKEN, _LONGEST_REST = 4, 12  # of a name over two lines
_REPEATED, _EACH_TIME_MORE = 5, 0.25
_FIRST_PAGE, _FIRST_LINES = 1.4, 12  # 预算单位：X under the title of a cover is the title's own subject
_OF_TABLES = 4  # weight of captions that say whose table one is, not who is in charge of a project
_YEAR_LINE_WEIGHT, _YEAR_LABEL_WEIGHT, _CODED_NAME_WEIGHT = 2.5, 5.0, 4.0

_Key = tuple[Field, str, str]


@cache
def _label_pattern() -> re.Pattern[str]:
    texts = sorted(layout.labels(), key=len, reverse=True)
    return re.compile(r"^#*(?P<label>" + "|".join(map(re.escape, texts)) + r")(?P<rest>.*)$")


@cache
def _heads() -> frozenset[str]:
    return frozenset(text[:_HEAD] for text in layout.labels())


@cache
def _coded_ends() -> frozenset[str]:
    return frozenset(text[-1] for text in layout.suffixes()) | _YEAR_CLOSINGS


def label_votes(text: FlatText) -> list[Vote]:
    """Votes of captions; the same caption with the same name on many pages counts up to five times."""
    strongest: dict[_Key, Vote] = {}
    times: Counter[_Key] = Counter()
    for place, repeated in _places(text):
        for vote in _votes_at(text, place):
            key = (vote.field, vote.value, vote.source)
            times[key] += repeated
            strongest[key] = max(strongest.get(key, vote), vote, key=lambda one: one.weight)
    return [_repeated(vote, times[key]) for key, vote in strongest.items()]


def _repeated(vote: Vote, times: int) -> Vote:
    again = min(times, _REPEATED) - 1
    return replace(vote, weight=vote.weight * (1 + _EACH_TIME_MORE * again))


def _places(text: FlatText) -> Iterator[tuple[int, int]]:
    """Places of lines that may be captions and how often they count.

    A label alone is looked at wherever it stands, because what is beside it differs; any other line once.
    """
    labels = layout.labels()
    yield from ((place, 1) for place, line in enumerate(text.lines) if line in labels)
    yield from ((place, text.count[line]) for line, place in text.first.items() if _may_be_caption(line))


def _may_be_caption(line: str) -> bool:
    if line[:_HEAD] in _heads() and line not in layout.labels():
        return True
    return len(line) <= _LONGEST_CODED and _may_be_coded(line)


def _may_be_coded(line: str) -> bool:
    return line[0] in _CODE_OPENINGS or (line[0].isdigit() and line[-1] in _coded_ends())


def _votes_at(text: FlatText, place: int) -> list[Vote]:
    line, page = text.lines[place], text.pages[place]
    if line[:_HEAD] not in _heads():
        return _coded_or_year(line, page)
    if len(line) > _LONGEST_LABELLED:
        return []
    found = _label_pattern().match(line)
    if found is None:
        return _coded_or_year(line, page)
    captioned = _captioned(text, place, found["rest"])
    if captioned is None:
        return []
    return _of_label(layout.labels()[found["label"]], captioned, page, _trust(text, place))


@dataclass(frozen=True, slots=True)
class _Captioned:
    """The name behind a label, and label and name as they are printed."""

    name: str
    shown: str


def _captioned(text: FlatText, place: int, rest: str) -> _Captioned | None:
    """The name behind a label whose line goes on with ``rest``: in this line, else in the next."""
    # 部门预算… begins like a label; without a colon only a full name counts
    if rest and not rest.startswith(_OPENINGS) and not regions.read_prefix(rest)[0]:
        return None
    line = text.lines[place]
    value = _AFTER_LABEL.sub("", rest)
    if not value:
        return _beside(text, place)
    name = name_in(value)
    return None if name is None else _Captioned(name, line)


def _beside(text: FlatText, place: int) -> _Captioned | None:
    """The name in the line or cell after the label's, on the same page."""
    if text.pages[place + 1 : place + 2] != [text.pages[place]]:
        return None
    value = text.lines[place + 1]
    name = name_in(value)
    if name is None or not value.endswith(name):
        name = _over_two_lines(value, text.lines[place + 2 : place + 3]) or name
    return None if name is None else _Captioned(name, f"{text.lines[place]} {value}")


def captioned_name(lines: Sequence[str]) -> str | None:
    """The name behind the caption nearest to a table, of ``lines`` (squeezed) above it the nearest last."""
    text = FlatText.of([(line, 1) for line in lines if line], [1])
    for place in reversed(range(len(text.lines))):
        found = _label_pattern().match(text.lines[place])
        if found is not None and layout.labels()[found["label"]].weight >= _OF_TABLES:
            captioned = _captioned(text, place, found["rest"])
            if captioned is not None:
                return captioned.name
    return None


def _over_two_lines(value: str, rest: list[str]) -> str | None:
    """A name of a cell that was read as two lines."""
    begins_name = len(value) >= _SHORTEST_BROKEN and regions.read_prefix(value)[0]
    for line in rest:
        if begins_name and len(line) <= _LONGEST_REST and is_organisation(value + line):
            return value + line
    return None


def _trust(text: FlatText, place: int) -> float:
    on_top = text.pages[place] == text.pages[0] and place < _FIRST_LINES
    return _FIRST_PAGE if on_top else 1


def _of_label(label: layout.Label, found: _Captioned, page: int, trust: float) -> list[Vote]:
    weight = label.weight * trust
    named = Vote(Field.DEPARTMENT, found.name, weight, page, found.shown, "label")
    if not label.kind:
        return [named]
    return [named, Vote(Field.KIND, label.kind, weight / 3, page, found.shown, "label")]


def name_in(value: str) -> str | None:
    """The name that the text behind a label is, without its code and what is printed after it."""
    name = _VALUE_END.sub("", _first_value(value)).strip(":-_[]")
    if is_organisation(name):
        return name
    if len(name) > _LONGEST_NAME or _NO_NAME.search(name):
        return None
    begun = longest_organisation(name)
    return begun if begun and regions.read_prefix(begun)[0] else None


def _first_value(value: str) -> str:
    """A value without its code; of a row read as one line, two captions with their names, the first."""
    inner = _INNER_LABEL.search(value)
    if inner:
        return value[: inner.start()]
    coded = _CODED.match(value)
    return coded["name"] if coded else value


def _coded_or_year(line: str, page: int) -> list[Vote]:
    """A line that is nothing but a year, a year's caption, or a name with its code."""
    if len(line) > _LONGEST_CODED:
        return []
    if year := YEAR_LINE.match(line):
        return [Vote(Field.FISCAL_YEAR, year_value(year[1]), _YEAR_LINE_WEIGHT, page, line, "year_line")]
    if labelled := YEAR_LABEL.match(line):
        return [Vote(Field.FISCAL_YEAR, labelled[1], _YEAR_LABEL_WEIGHT, page, line, "label")]
    if name := _coded_name(line):
        return [Vote(Field.DEPARTMENT, name, _CODED_NAME_WEIGHT, page, line, "coded_name")]
    return []


def _coded_name(line: str) -> str | None:
    coded = _CODED.match(line)
    if coded is None:
        return None
    name = _VALUE_END.sub("", coded["name"])
    is_full = len(name) >= _SHORTEST_CODED_NAME and is_organisation(name) and regions.read_prefix(name)[0]
    return name if is_full else None
