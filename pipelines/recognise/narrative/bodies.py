"""The budget of a body by its name (某市某局(本级)预算5万元): the department's where it is the amount stated before.

A department describes its units one by one.  Their parts are not its own, so nothing is read of the section of a unit.
"""

from __future__ import annotations

from decimal import Decimal

from pipelines.model.stages import Stage
from pipelines.model.units import yuan_in
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.clauses import last_clause
from pipelines.recognise.narrative.model import Figure, Subject
from pipelines.recognise.narrative.sentences import Mention
from pipelines.recognise.narrative.state import State, amounts_of
from pipelines.recognise.narrative.subjects import without_left
from pipelines.recognise.narrative.timing import stage_of

_TOTALS = frozenset({"income_total", "spending_total", "budget_total"})
_LEAST = 4  # characters of a name that is not that of the department in general (本部门)


def names_body(words: str) -> bool:
    """Whether ``words`` before an amount say only that it is the budget of a body with a name."""
    clause = last_clause(words)
    if stage_of(clause) != Stage.BUDGET:
        return False
    body = without_left(clause)
    return len(body) >= _LEAST and layout.pattern("left_org").search(body) is not None


def budget_of_body(state: State, mention: Mention) -> Subject | None:
    """The budget as a whole, where a body's is as much as the total stated before; none of another."""
    if not names_body(mention.words):
        return None
    totals = [claim for claim in amounts_of(state.claims) if claim.subject.id in _TOTALS and not claim.compared]
    same = any(_yuan(claim.figure) == _yuan(mention.figure) for claim in totals)
    return Subject("budget_total", lead=True, depth=0) if same else None


def _yuan(figure: Figure) -> Decimal | None:
    return None if figure.value is None else figure.value * yuan_in(figure.unit)
