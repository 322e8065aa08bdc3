"""What the words around a figure say of its year and stage, and what they compare it with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.model.stages import Stage
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.clauses import last_clause, last_sentence

# not the start of a date (2024年8月) or of its last days (2024年末)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?!\d{1,2}月|末|底)")
_ANY_YEAR = re.compile(r"(?:19|20)\d{2}")
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Words without those of the comparison, and the year compared with.

    ``clause`` is what stands in the clause of the comparison, in front of it; none where nothing is compared.
    """

    words: str
    base_year: int | None
    clause: str | None = None


def without_comparison(head: str) -> Comparison:
    """``head`` split into what it says itself and the year it compares with.

    >>> without_comparison("决算比2025年执行数")
    Comparison(words='决算,', base_year=2025, clause='决算')
    """
    bases = [found["base"] or "" for found in layout.comparison().finditer(head)]
    if not any(bases):
        return Comparison(head, None)
    words = layout.comparison().sub(_pause, head)
    clause = last_clause(layout.comparison().sub(_nothing, head))
    return Comparison(words, _last_year(_ANY_YEAR.findall(",".join(bases))), clause)


def compared_with(head: str, aside: bool = False) -> str | None:
    """The words for what is compared with, where ``head`` ends with them: the figure behind them is its amount.

    In an ``aside`` they may stand alone: 增加5万元(去年预算数为3万元).  So may the year before in a clause of its own.

    >>> compared_with("收入比2025年年初预算数")
    '2025年年初预算数'
    """
    if found := layout.compared_amount().search(head):
        return found["base"]
    alone = layout.compared_alone().fullmatch(head.removeprefix(","))
    return alone["base"] if alone and (aside or names_year_before(alone["base"])) else None


def year_in(base: str) -> int | None:
    """The year that words for what is compared with number."""
    return _last_year(_ANY_YEAR.findall(base))


def names_year_before(base: str) -> bool:
    """Whether ``base`` is of the year before, which it does not number (上年决算数)."""
    return year_in(base) is None and layout.pattern("year_before").search(base) is not None


def _pause(comparison: re.Match[str]) -> str:
    """A comma in place of what is compared with; a lone 与 or 同 may be part of a name and stays."""
    return "," if comparison["base"] else comparison.group()


def _nothing(comparison: re.Match[str]) -> str:
    return "" if comparison["base"] else comparison.group()


def year_of(gap: str) -> int | None:
    """The year the words before a figure name, not counting the one it is compared with."""
    return _last_year(_YEAR.findall(without_comparison(_own_words(gap)).words))


def _own_words(gap: str) -> str:
    """The words of ``gap`` that are about the figure behind it: not those of the statement before, nor its reason.

    >>> _own_words("无2023年数;会议费,主要是2025年新设,预算")
    '会议费,,预算'
    """
    own = last_sentence(gap)
    found = layout.pattern("explains").search(own)
    if found is None:
        return own
    _, comma, clause = own[found.end() :].rpartition(",")
    return own[: found.start()] + comma + clause * bool(comma)


def _last_year(years: list[str]) -> int | None:
    return int(years[-1]) if years else None


def stage_of(gap: str) -> Stage | None:
    """budget or final where the words before a figure say so; the last of them counts."""
    words, own = layout.stages(), _own_words(gap)
    final = _last_start(words[Stage.FINAL], own)
    budget = _last_start(words[Stage.BUDGET], own)
    if final == budget == _NOWHERE:
        return None
    return Stage.FINAL if final > budget else Stage.BUDGET


def _last_start(words: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in words.finditer(text)), default=_NOWHERE)
