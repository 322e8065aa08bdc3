"""Which cell is wrong, and whose mistake it is: identities as an error-correcting code over the printed cells.

    diagnose(evaluation, facts, rules, pages, exact_formats) -> quality.diagnosis

For each connected group of failing equations it finds the smallest change that satisfies all of them.  It never changes
a figure: a diagnosis is for a person to read, and to accept as a correction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from pipelines.model.schema import frame_schema
from pipelines.reconcile.diagnosis.build import NARRATIVE, build
from pipelines.reconcile.diagnosis.groups import connected
from pipelines.reconcile.diagnosis.model import System
from pipelines.reconcile.diagnosis.search import explain, explain_units
from pipelines.reconcile.diagnosis.verdict import WITHOUT_FIGURE, Diagnosed, Pages, judged, page_in_question, standing
from pipelines.reconcile.diagnosis.votes import Repeats
from pipelines.reconcile.diagnosis.words import most, sentence, yuan
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.rule import Rule

__all__ = ["diagnose"]


def _explained(system: System, repeats: Repeats) -> list[Diagnosed]:
    """Every explanation, those with the most support first within their document."""
    residuals = system.residuals()
    found = [standing(system, one) for one in explain_units(system, residuals)]
    failing = [e for e, equation in enumerate(system.equations) if equation.fails(residuals[e])]
    around: dict[tuple[str, int], list[int]] = defaultdict(list)
    for e in failing:
        around[_place(system, e)].append(e)
    # Sums first: a row they miss is missed by equations with other statements as well.
    groups = sorted(connected(system, residuals, failing), key=lambda g: -sum(system.equations[e].sums for e in g))
    for group in groups:
        near = around[_place(system, group[0])]
        found.extend(_together([standing(system, one) for one in explain(system, residuals, group, near, repeats)]))
    return sorted(found, key=lambda one: (_document(system, one), -one.support))


def _together(found: list[Diagnosed]) -> list[Diagnosed]:
    """Of changes that only together satisfy what fails, none is sure where one is not."""
    if all(one.determined or one.explanation.joint == 1 for one in found):
        return found
    return [replace(one, determined=one.determined and one.explanation.joint == 1) for one in found]


def _place(system: System, e: int) -> tuple[str, int]:
    return system.cells[next(iter(system.equations[e].terms))].table[:2]


def _document(system: System, one: Diagnosed) -> tuple[str, int]:
    return system.cells[one.explanation.effect.edit.place].table[:2]


def _rows(system: System, repeats: Repeats, one: Diagnosed, number: int) -> list[dict[str, Any]]:
    edit = one.explanation.effect.edit
    places = list(edit.changes) if edit.kind == "swap" else [edit.place]
    rules = sorted({system.equations[e].rule_id for e in one.explanation.effect.fixed})
    rows = []
    for index, place in enumerate(places):
        cell = system.cells[place]
        said = sentence(system, one, place, repeats.missing_cell(edit))
        implied = cell.amount + edit.changes.get(place, 0)
        if edit.kind == "missing_row":
            implied = most(edit.mends.values())
        letter = "abcdefgh"[index] if len(places) > 1 else ""
        rows.append(
            {
                "diagnosis_id": f"D-{cell.table[0][:16]}-{cell.table[1]}-{number}{letter}",
                "document_id": cell.table[0],
                "part_no": cell.table[1],
                "table_no": cell.table[2] if cell.statement != NARRATIVE else None,
                "statement": cell.statement,
                "page": cell.page or None,
                "line_id": cell.line_id,
                "rule_ids": ",".join(rules),
                "printed": None if edit.kind == "missing_row" else yuan(cell.amount),
                "implied": None if edit.kind == "wrong_row" else yuan(implied),
                "support": one.support,
                "candidates": 1 + len({rival.place for rival in one.explanation.rivals}),
                "verdict": one.verdict,
                "kind": edit.kind if edit.kind in WITHOUT_FIGURE or edit.kind != "cell" else "other",
                "evidence": one.evidence,
                "message_zh": said.zh,
                "message_en": said.en,
            }
        )
    return rows


def diagnose(
    evaluation: Evaluation,
    facts: pl.DataFrame,
    rules: Sequence[Rule],
    pages: Pages | None = None,
    exact_formats: Mapping[str, bool] | None = None,
    claims: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """quality.diagnosis: the cells that explain what fails, the likeliest first within a document.

    Args:
        evaluation: what `evaluate` said of `facts`.
        facts: core.fact_budget, before anything is held back.
        rules: the registry; rules of severity info accuse nobody.
        pages: a second look at pages (`pages.SecondLook`); without it nothing read off a page is called misprinted.
        exact_formats: document_id -> its format holds cells as such.
        claims: core.fact_claim, whose figures are cells of the narrative's equations.
    """
    system = build(evaluation, facts, rules, claims)
    repeats = Repeats(system)
    numbers: dict[tuple[str, int], int] = {}
    rows: list[dict[str, Any]] = []
    explained = _explained(system, repeats)
    # Pages are looked up for what mends most, as long as there are any left to look up.
    order = sorted(range(len(explained)), key=lambda i: -len(explained[i].explanation.effect.fixed))
    exact = exact_formats or {}
    if pages is not None:
        asked = (page_in_question(system, explained[i], exact) for i in order)
        pages.look_up(place for place in asked if place is not None)
    told = {i: judged(system, explained[i], exact, pages) for i in order}
    for i, one in enumerate(explained):
        document = _document(system, one)
        numbers[document] = numbers.get(document, 0) + 1
        rows.extend(_rows(system, repeats, told[i], numbers[document]))
    return pl.DataFrame(rows, schema=frame_schema("quality.diagnosis"))
