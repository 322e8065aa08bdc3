"""What may be listed under one function or economic item: what lies below it, and its money by kind of spending.

进修及培训(20508)102万元,具体为:人员经费0万元;公用经费28万元;项目支出74万元。其中:培训支出(2050803)102万元
"""

from __future__ import annotations

from decimal import Decimal

from pipelines.model.units import yuan_in
from pipelines.recognise.narrative.model import Claim, Figure, Subject
from pipelines.recognise.narrative.state import State


def may_be_of_code(state: State, whole: Claim, amount: Figure, subject: Subject) -> bool:
    """Whether ``subject`` with its ``amount`` may be listed under ``whole``, an amount of a code or of a kind of it.

    Behind a list of several codes the kinds of spending are those of all; none is above its whole.  A code stands
    under codes only.
    """
    if not subject.is_kind_of_spending:
        return subject.depth > whole.subject.depth and not whole.subject.is_kind_of_spending
    if whole.subject.is_kind_of_spending and subject.depth <= whole.subject.depth:
        return False
    return _yuan(amount) <= _yuan(whole.figure) and not _stands_in_list(state, whole)


def of_its_code(state: State, subject: Subject) -> Subject:
    """A kind of spending in a passage that speaks of one code only is that of the code (原因是人员经费减少5万元)."""
    if not subject.is_kind_of_spending or subject.is_of_code:
        return subject
    about = {claim.subject for claim in state.amounts}
    return subject.part_of(about.pop()) if len(about) == 1 and all(one.is_of_code for one in about) else subject


def _stands_in_list(state: State, whole: Claim) -> bool:
    """Whether other codes are listed beside ``whole`` in this passage."""
    beside = (claim for claim in state.amounts if claim.subject.id == whole.subject.id and claim.of == whole.of)
    return state.outer is None and any(claim.subject != whole.subject for claim in beside)


def _yuan(figure: Figure) -> Decimal:
    return (figure.value or Decimal()) * yuan_in(figure.unit)
