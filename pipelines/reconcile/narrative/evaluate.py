"""All rules of the narrative over all documents: results and terms like those of the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.narrative import bodies, changed, events, impossible, rates, shares, sums, tables
from pipelines.reconcile.narrative.frames import Seen, seen
from pipelines.reconcile.rule import Narrative, Rule
from pipelines.reconcile.sides import evaluation

CHECKS: dict[str, Callable[[Seen, Narrative], pl.DataFrame]] = {
    "table": tables.same_as_table,
    "empty": tables.empty_tables,
    "years": tables.years,
    "share": shares.shares,
    "hundred": shares.hundreds,
    "completion": rates.completions,
    "change": rates.changes,
    "changes_add": changed.changes_add,
    "direction": rates.directions,
    "parts": sums.parts,
    "twice": sums.twice,
    "rise": impossible.rises,
    "base_of_nothing": impossible.bases_of_nothing,
    "part_above": impossible.parts_above,
    "level": impossible.levels,
    "own_year": impossible.own_year,
    "body": bodies.bodies,
    "event": events.events,
    "cost": events.costs,
    "confirmed": sums.confirmed,
    "misdated": tables.misdated,
    "nowhere": tables.nowhere,
    "at_most": tables.at_most,
}


def evaluate_narrative(
    claims: pl.DataFrame,
    facts: pl.DataFrame,
    documents: pl.DataFrame,
    rules: Sequence[Rule],
    parts: pl.DataFrame | None = None,
) -> Evaluation:
    """Evaluate the rules of shape Narrative.

    Args:
        claims: core.fact_claim, linked (`pipelines.reconcile.narrative.link`).
        facts: core.fact_budget.
        documents: core.dim_document.
        rules: the registry; rules of other shapes are left alone.
        parts: raw.part, for the names of the departments; without it no name is compared.

    Returns:
        one result per equation.  Sides are in yuan, but for counts of vehicles and years.
    """
    own = [(rule, rule.shape) for rule in rules if isinstance(rule.shape, Narrative)]
    if not own or claims.is_empty():
        return Evaluation.empty()
    known = seen(claims, facts, documents, parts)
    found = ((rule, CHECKS[shape.check](known, shape)) for rule, shape in own)
    said = ((rule, rows.with_columns(statement=pl.lit("narrative"))) for rule, rows in found)
    return evaluation(said, documents)
