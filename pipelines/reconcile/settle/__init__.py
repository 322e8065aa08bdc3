"""Figures that a picture leaves in doubt, settled by the equations they stand in: the third reader.

A figure in doubt comes with what it may be (`raw.line.candidates`).  It is an unknown of every equation through its
cell.  Where these leave one of its candidates, it gets that amount and is marked `repaired`; else it stays unknown, and
no equation says anything with it.  Nothing is ever made of the equations alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from pipelines.model.amounts import Amount, parse_amount
from pipelines.model.judgements import Severity, Verdict
from pipelines.model.units import YUAN
from pipelines.reconcile.evaluate import Weighed, weighed
from pipelines.reconcile.prepare import in_doubt
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.settle.problem import Equation, Problem
from pipelines.reconcile.settle.solve import solve

REPAIRED = "repaired"  # column of facts: the amount is one that the equations chose
_FOOTING = 3  # sums of a table that come out to the cent, so that it is known to round nothing
_MOSTLY = 4  # of them for one that holds only within rounding
_CENT = Decimal("0.01")
_FOUND: dict[str, pl.DataType] = {
    "line_id": pl.String(),
    "chosen": pl.Decimal(20, 2),
    "text": pl.String(),
    "chosen_step": pl.Decimal(20, 6),
}
_Candidates = dict[str, list[tuple[Amount, str, str]]]  # line_id -> the amounts it may be, with their text and unit


def settle(facts: pl.DataFrame, lines: pl.DataFrame, documents: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """``facts`` with the amounts of figures in doubt that the equations settle, and `repaired` (bool).

    Args:
        facts: core.fact_budget; the amounts of figures in doubt are null.
        lines: raw.line, for their `candidates`.
        documents: core.dim_document.
        rules: the registry; what compares several disclosures is left out.

    Of settled figures `amount_published` is the reading that was chosen.  Without figures in doubt nothing changes.
    """
    asked = facts.filter(in_doubt())
    if asked.is_empty():
        return facts.with_columns(pl.lit(value=False).alias(REPAIRED))
    candidates = _candidates(lines.join(asked.select("line_id"), on="line_id", how="semi"))
    own = [rule for rule in rules if rule.of_tables and not rule.across and rule.severity != Severity.INFO]
    of_documents = facts.join(asked.select("document_id").unique(), on="document_id", how="semi", maintain_order="left")
    found = _settled(of_documents, candidates, documents, own)
    while not found.is_empty():  # what they chose must hold in equations that only a known figure brings into play
        again = weighed(_with(of_documents, found), documents, own)
        broken = _in_failing(again)
        if found.join(broken, on="line_id", how="semi").is_empty():
            break
        found = found.join(broken, on="line_id", how="anti", maintain_order="left")
    return _with(facts, found)


def _settled(
    facts: pl.DataFrame, readings: _Candidates, documents: pl.DataFrame, rules: Sequence[Rule]
) -> pl.DataFrame:
    """line_id, chosen, text, step: what became known."""
    found = weighed(facts, documents, rules)
    ids = found.prepared.cells.filter("unknown").select("cell", "line_id", "document")
    equations = _equations(found, rules)
    rows = []
    for _, cells in ids.group_by("document", maintain_order=True):
        names = dict(cells.select("cell", "line_id").iter_rows())
        amounts = {cell: [_cents(one, unit) for one, _, unit in readings[line]] for cell, line in names.items()}
        own = [one for one in equations if not names.keys().isdisjoint(one.terms)]
        for cell, cents in solve(Problem(amounts, own)).items():
            amount, text, unit = readings[names[cell]][amounts[cell].index(cents)]
            rows.append((names[cell], cents * _CENT, text, Decimal(1).scaleb(-amount.decimals) * YUAN[unit]))
    return pl.DataFrame(rows, schema=_FOUND, orient="row")


def _candidates(lines: pl.DataFrame) -> _Candidates:
    out: _Candidates = {}
    for line_id, candidates, unit in lines.select("line_id", "candidates", "unit").iter_rows():
        read = [(parse_amount(text), text) for text in json.loads(candidates or "[]")]
        out[line_id] = [(amount, text, unit) for amount, text in read if amount is not None and unit in YUAN]
    return out


def _cents(amount: Amount, unit: str) -> int:
    return int((amount.value * YUAN[unit] * 100).to_integral_value())


def _equations(found: Weighed, rules: Sequence[Rule]) -> list[Equation]:
    """The equations with a figure in doubt that say something there."""
    open_ = found.equations.filter(pl.col("open") & pl.col("force").is_null()).join(
        _footing(found), on="eq", how="left", maintain_order="left"
    )
    sign = pl.when(pl.col("side") == "lhs").then(1).otherwise(-1)
    terms = found.draft.terms.join(open_.select("eq"), on="eq", how="semi").join(
        found.prepared.cells.select("cell", "cents", "unknown"), on="cell"
    )
    terms = terms.with_columns(k=pl.col("coefficient").cast(pl.Int64) * sign).sort("eq", "cell")
    figures = dict(terms.filter(~pl.col("unknown") & (pl.col("cents") != 0)).group_by("eq").len().iter_rows())
    unknown: dict[int, dict[int, int]] = defaultdict(dict)
    for eq, cell, k in terms.filter("unknown").select("eq", "cell", "k").iter_rows():
        unknown[eq][cell] = unknown[eq].get(cell, 0) + k
    wanted = open_.select("eq", "rule", "residual", "slack", "exact", "telling").sort("eq")
    return [
        Equation(told, int(residual), figures.get(eq, 0), int(slack), exact, telling, rules[rule].op == "le")
        for eq, rule, residual, slack, exact, telling in wanted.iter_rows()
        if (told := {cell: k for cell, k in unknown[eq].items() if k})
    ]


def _footing(found: Weighed) -> pl.DataFrame:
    """eq, and whether the tables in it foot to the cent, several times: `exact` always, `telling` mostly."""
    cells = found.prepared.cells.select("cell", "table", "cents")
    terms = found.draft.terms.join(cells, on="cell").join(found.equations.select("eq", "verdict"), on="eq")
    sums = terms.filter(pl.col("cents") != 0).group_by("eq", "table").agg(pl.len(), pl.col("verdict").first())
    passed = ((pl.col("verdict") == Verdict.PASS) & (pl.col("len") > 2)).sum()
    rounded = (pl.col("verdict") == Verdict.ROUNDING).sum()
    tables = sums.group_by("table").agg(
        exact=(passed >= _FOOTING) & (rounded == 0), telling=(passed >= _FOOTING) & (passed >= _MOSTLY * rounded)
    )
    told = terms.join(tables, on="table", how="left").with_columns(pl.col("exact", "telling").fill_null(value=False))
    return told.group_by("eq").agg(pl.col("exact", "telling").all())


def _in_failing(found: Weighed) -> pl.DataFrame:
    """line_id of every figure in an equation that fails."""
    failing = found.equations.filter(pl.col("verdict") == Verdict.FAIL).select("eq")
    cells = found.draft.terms.join(failing, on="eq", how="semi").select("cell").unique()
    return found.prepared.cells.join(cells, on="cell", how="semi").select("line_id")


def _with(facts: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    return (
        facts.join(found, on="line_id", how="left", maintain_order="left")
        .with_columns(
            amount=pl.coalesce("chosen", "amount"),
            amount_published=pl.coalesce("text", "amount_published"),
            rounding_step=pl.coalesce("chosen_step", "rounding_step"),
            repaired=pl.col("chosen").is_not_null(),
        )
        .drop("chosen", "text", "chosen_step")
    )
