"""Captions with a name or a year: 部门：无锡市信访局, 预算年度：2024, (2021年度), 450昌黎县医疗保障局."""

from __future__ import annotations

import re
from functools import cache

from . import layout, regions
from .flat import FlatText
from .model import Vote
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
_REPEATED = 5
_FIRST_PAGE, _FIRST_LINES = 1.4, 12  # 预算单位：X under the title of a cover is the title's own subject


@cache
def _label_pattern() -> re.Pattern[str]:
    texts = sorted(layout.labels(), key=len, reverse=True)
    return re.compile(r"^#*(?P<label>" + "|".join(map(re.escape, texts)) + r")(?P<rest>.*)$")


@cache
def _heads() -> frozenset[str]:
    return frozenset(text[:2] for text in layout.labels())


@cache
def _coded_ends() -> frozenset[str]:
    return frozenset(text[-1] for text in layout.suffixes()) | frozenset("年度)]")


def label_votes(text: FlatText) -> list[Vote]:
    """Votes of captions; the same caption with the same name on many pages counts up to five times."""
    votes: dict[tuple[str, str, str], Vote] = {}
    times: dict[tuple[str, str, str], int] = {}
    heads = _heads()
    ends = _coded_ends()
    bare = layout.labels()
    places: list[tuple[int, int]] = [(i, 1) for i, line in enumerate(text.lines) if line in bare]
    for line, i in text.first.items():
        if (line[:2] in heads and line not in bare) or (
            len(line) <= 45 and (line[0] in "#([〔二会财年" or (line[-1] in ends and line[0].isdigit()))
        ):
            places.append((i, text.count[line]))
    for i, repeated in places:
        found = _labelled(text, i) if text.lines[i][:2] in heads else _coded_or_year(text.lines[i], text.pages[i])
        for vote in found:
            key = (vote.field, vote.value, vote.source)
            times[key] = times.get(key, 0) + repeated
            if key not in votes or vote.weight > votes[key].weight:
                votes[key] = vote
    return [
        Vote(v.field, v.value, v.weight * (1 + 0.25 * (min(times[k], _REPEATED) - 1)), v.page, v.text, v.source)
        for k, v in votes.items()
    ]


def _labelled(text: FlatText, i: int) -> list[Vote]:
    line = text.lines[i]
    if len(line) > 90:
        return []
    match = _label_pattern().match(line)
    if not match:
        return _coded_or_year(line, text.pages[i])
    rest = match["rest"]
    if rest and rest[0] not in ":;([·_-" and not regions.read_prefix(rest)[0]:
        return []  # 部门预算… begins like a label; without a colon only a full name counts
    value = _AFTER_LABEL.sub("", rest)
    beside = not value
    if beside:
        if i + 1 >= len(text.lines) or text.pages[i + 1] != text.pages[i]:
            return []
        value = text.lines[i + 1]
    name = _name_in(value)
    if beside and i + 2 < len(text.lines) and not (name and value.endswith(name)):
        wrapped = value + text.lines[i + 2]  # a cell read as two lines
        if len(value) >= 4 and len(text.lines[i + 2]) <= 12 and regions.read_prefix(value)[0]:
            name = wrapped if is_organisation(wrapped) else name
    if name is None:
        return []
    label = layout.labels()[match["label"]]
    shown = line + (" " + value if beside else "")
    page = text.pages[i]
    weight = label.weight * (_FIRST_PAGE if page == text.pages[0] and i < _FIRST_LINES else 1)
    out = [Vote("department", name, weight, page, shown, "label")]
    if label.kind:
        out.append(Vote("kind", label.kind, weight / 3, page, shown, "label"))
    return out


def _name_in(value: str) -> str | None:
    coded = _CODED.match(value)
    inner = _INNER_LABEL.search(value)  # a row read as one line: two captions with their names
    if inner:
        value = value[: inner.start()]
    name = _VALUE_END.sub("", coded["name"] if coded and not inner else value).strip(":-_[]")
    if is_organisation(name):
        return name
    if len(name) > 60 or any(mark in name for mark in ",。;、"):
        return None
    cut = longest_organisation(name)
    return cut if cut and regions.read_prefix(cut)[0] else None


def _coded_or_year(line: str, page: int) -> list[Vote]:
    if len(line) > 45:
        return []
    year = YEAR_LINE.match(line)
    if year:
        return [Vote("fiscal_year", year_value(year[1]), 2.5, page, line, "year_line")]
    label = YEAR_LABEL.match(line)
    if label:
        return [Vote("fiscal_year", label[1], 5.0, page, line, "label")]
    coded = _CODED.match(line)
    if coded:
        name = _VALUE_END.sub("", coded["name"])
        if is_organisation(name) and (len(name) >= 6 and regions.read_prefix(name)[0]):
            return [Vote("department", name, 4.0, page, line, "coded_name")]
    return []
