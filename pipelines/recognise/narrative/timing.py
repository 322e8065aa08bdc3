"""What the words around a figure say of its year and stage, and what they compare it with."""

from __future__ import annotations

import re

from pipelines.recognise.narrative import layout

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?!\d{1,2}月|末|底)")
_BUDGET = re.compile(r"年初预算|全年预算|调整预算|预算数|预算为|预算安排|(?<!公共)预算$")
_FINAL = re.compile(r"决算|执行数|实际支出")


def without_comparison(head: str) -> tuple[str, int | None]:
    """``head`` without the words of comparison, and the year compared with."""
    year = None
    for found in layout.comparison().finditer(head):
        if found.group("base") and (y := re.search(r"(?:19|20)\d{2}", found.group("base"))):
            year = int(y.group())
    return layout.comparison().sub(lambda m: "," if m.group("base") else m.group(), head), year


def year_of(gap: str) -> int | None:
    """The year the words before a figure name, not counting the one it is compared with."""
    years = _YEAR.findall(without_comparison(gap)[0])
    return int(years[-1]) if years else None


def stage_of(gap: str) -> str | None:
    """budget or final where the words before a figure say so."""
    final = [m.start() for m in _FINAL.finditer(gap)]
    plan = [m.start() for m in _BUDGET.finditer(gap)]
    if not final and not plan:
        return None
    return "final" if max(final, default=-1) > max(plan, default=-1) else "budget"
