"""What a variant comes to once it is judged: right, held back though right, said, lost in silence, or loaded wrong."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Any

from pipelines.process import Frames
from tests.kit.variants.check import Outcome, compared, read, worker
from tests.kit.variants.document import Variant
from warehouse.schema import fit

_EVERYWHERE = {"no_statements", "unreadable"}  # statuses of a document that say all is missing


class Verdict(StrEnum):
    """The worst that happened to a figure of a variant."""

    RIGHT = "right"
    HELD = "held"  # read as printed, and held back: the figures of a variant add up
    SAID = "said"  # what is missing is reported, what was misread is held back
    SILENT = "silent"
    WRONG = "wrong"


def verdict(variant: Variant, kind: str) -> tuple[Verdict, Outcome]:
    """``variant`` written as ``kind``, read and judged; and how what was read differs from what is printed."""
    raw = read(variant, kind)
    found = compared(variant, kind, raw)
    whole = {name: fit(frame, name) for name, frame in raw.items()}
    judged = worker().judge(whole, look_again=False)
    if found.right:
        return (Verdict.HELD if judged["quarantine.fact_budget"].height else Verdict.RIGHT), found
    if _printed_in(judged["core.fact_budget"]) - _truth(variant):
        return Verdict.WRONG, found
    missing = {str(key[0]) for key in found.missing}
    return (Verdict.SAID if missing <= _spoken_of(whole, judged) else Verdict.SILENT), found


def _truth(variant: Variant) -> Counter[tuple[Any, ...]]:
    return Counter((f.statement, f.functional_code, f.economic_code, f.measure, f.amount) for f in variant.facts())


def _printed_in(facts: Any) -> Counter[tuple[Any, ...]]:
    """Loaded facts by what they are of."""
    return Counter(
        (r["statement"], r["functional_code"] or "", r["economic_code"] or "", r["measure"], r["amount"])
        for r in facts.iter_rows(named=True)
    )


def _spoken_of(raw: Frames, judged: Frames) -> set[str]:
    """Statements of which a finding speaks, or rows are held back; all of them where one is of the whole document."""
    every = {str(s) for s in judged["quarantine.fact_budget"]["statement"]}
    findings = [judged["quality.finding"]] if "quality.finding" in judged else []
    rows = [row for frame in findings for row in frame.iter_rows(named=True) if row["kind"] != "reading_chosen"]
    if any(row["statement"] is None for row in rows):
        return {str(s) for s in raw["raw.statement"]["statement"]} | _ALL
    return every | {str(row["statement"]) for row in rows}


_ALL = {"summary", "revenue", "expenditure", "appropriation", "general_budget", "basic_economic"} | {
    "government_fund",
    "state_capital",
    "three_public",
}
