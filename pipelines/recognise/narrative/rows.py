"""Claims as rows of raw.claim."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from pipelines.recognise.narrative.model import Claim


def claim_rows(claims: list[Claim], part_of: Callable[[int], int]) -> list[dict[str, Any]]:
    """One row per claim, figures as text in their printed unit; ``part_of`` gives the part a paragraph belongs to.

    ``of_claim`` and ``base_claim`` are claim numbers of the same document: the amount a change, rate, share or part is
    of, and the figure it was worked out from.
    """
    return [_row(claim, part_of(claim.paragraph_no)) for claim in claims]


def _row(claim: Claim, part_no: int) -> dict[str, Any]:
    subject, figure = claim.subject, claim.figure
    government, department = _by_scheme(subject.economic_code)
    return {
        "claim_no": claim.number,
        "part_no": part_no,
        "page": claim.page,
        "paragraph_no": claim.paragraph_no,
        "subject": subject.id,
        "subject_name": subject.name,
        "flow": subject.flow,
        "fund_source": subject.fund,
        "measure": subject.measure,
        "functional_code": subject.functional_code,
        "economic_code": department,
        "government_economic_code": government,
        "kind": claim.kind.value,
        "direction": _value(claim.direction),
        "amount_published": figure.text,
        "value": None if figure.value is None else f"{figure.value:f}",
        "decimals": figure.decimals,
        "unit": figure.unit or None,
        "fiscal_year": claim.fiscal_year,
        "stage": _value(claim.stage),
        "base_year": claim.base_year,
        "of_claim": claim.of,
        "base_claim": claim.base,
        "base_is_certain": claim.base_is_certain,
        "is_certain": claim.certain,
        "reason": claim.reason,
        "as_of": claim.as_of,
        "sentence": claim.sentence,
    }


def _by_scheme(code: str | None) -> tuple[str | None, str | None]:
    """An economic code as the government's (5…) and as the department's; the other of the two is none."""
    if code is not None and code.startswith("5"):
        return code, None
    return None, code


def _value(word: StrEnum | None) -> str | None:
    return None if word is None else word.value
