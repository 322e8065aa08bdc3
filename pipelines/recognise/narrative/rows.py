"""Claims as rows of raw.claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipelines.recognise.narrative.model import Claim


def claim_rows(claims: list[Claim], part_of_page: Callable[[int], int]) -> list[dict[str, Any]]:
    """One row per claim, figures as text in their printed unit.

    ``of_claim`` and ``base_claim`` are claim numbers of the same document: the amount a change, rate, share or part is
    of, and the figure it was worked out from.
    """
    return [_row(claim, part_of_page(claim.page)) for claim in claims]


def _row(claim: Claim, part_no: int) -> dict[str, Any]:
    subject, figure = claim.subject, claim.figure
    government = subject.economic_code is not None and subject.economic_code.startswith("5")
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
        "economic_code": None if government else subject.economic_code,
        "government_economic_code": subject.economic_code if government else None,
        "kind": claim.kind,
        "direction": claim.direction,
        "amount_published": figure.text,
        "value": None if figure.value is None else f"{figure.value:f}",
        "decimals": figure.decimals,
        "unit": figure.unit or None,
        "fiscal_year": claim.fiscal_year,
        "stage": claim.stage,
        "base_year": claim.base_year,
        "of_claim": claim.of,
        "base_claim": claim.base,
        "base_is_certain": claim.base_is_certain,
        "is_certain": claim.certain,
        "reason": claim.reason,
        "sentence": claim.sentence,
    }
