"""What loads: statements that fail a blocking rule go to quarantine, the rest of their document to core."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.model.judgements import PASSED, LoadStatus, Severity, Verdict
from pipelines.reconcile.assurance import judged_cells, table_standing, with_assurance
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.keys import TABLE
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.waivers import no_waivers, waived


@dataclass(frozen=True, slots=True)
class Decision:
    """What `decide` gives.

    core          facts that load, with `assurance`
    quarantine    facts that do not, with `assurance` and `rules_failed` (ids, separated by commas)
    statements    one row per table: verdict (loaded | quarantined), rules_failed, rules_waived, disputed, held,
                  failed, not_evaluable
    waivers_used  waiver_id, result_id
    """

    core: pl.DataFrame
    quarantine: pl.DataFrame
    statements: pl.DataFrame
    waivers_used: pl.DataFrame


def _ids(column: str) -> pl.Expr:
    return pl.col(column).unique().sort().str.join(",")


def _blocking(results: pl.DataFrame, used: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Per table the rules that block it, and the rules that a waiver lets pass."""
    failing = results.filter(
        (pl.col("verdict") == Verdict.FAIL)
        & (pl.col("severity") == Severity.CRITICAL)
        & pl.col("table_no").is_not_null()
    )
    blocked = failing.join(used, on="result_id", how="anti").group_by(TABLE).agg(rules_failed=_ids("rule_id"))
    passed = failing.join(used, on="result_id", how="semi").group_by(TABLE).agg(rules_waived=_ids("rule_id"))
    return blocked, passed


def _statements(
    facts: pl.DataFrame, results: pl.DataFrame, cells: pl.DataFrame, blocked: pl.DataFrame, passed: pl.DataFrame
) -> pl.DataFrame:
    counts = (
        results.filter(pl.col("table_no").is_not_null())
        .group_by(TABLE)
        .agg(
            held=pl.col("verdict").is_in(PASSED).sum().cast(pl.Int64),
            failed=(pl.col("verdict") == Verdict.FAIL).sum().cast(pl.Int64),
            not_evaluable=(pl.col("verdict") == Verdict.NOT_EVALUABLE).sum().cast(pl.Int64),
        )
    )
    tables = facts.group_by(TABLE, maintain_order=True).agg(pl.col("statement").first())
    for other in (counts, table_standing(cells).select(*TABLE, "disputed"), blocked, passed):
        tables = tables.join(other, on=TABLE, how="left", nulls_equal=True, maintain_order="left")
    return tables.with_columns(
        pl.col("held", "failed", "not_evaluable").fill_null(0),
        pl.col("disputed").fill_null(False),
        verdict=pl.when(pl.col("rules_failed").is_null())
        .then(pl.lit(LoadStatus.LOADED))
        .otherwise(pl.lit(LoadStatus.QUARANTINED)),
    )


def decide(
    facts: pl.DataFrame,
    evaluation: Evaluation,
    rules: Sequence[Rule],
    waivers: pl.DataFrame | None = None,
    today: date | None = None,
) -> Decision:
    """Split facts into core and quarantine and say how far each amount is vouched for.

    Args:
        facts: core.fact_budget, as given to `evaluate`.
        evaluation: what `evaluate` said of them.
        rules: the registry `evaluate` was given.
        waivers: see `pipelines.reconcile.waivers`; none where left out.
        today: the day waivers are held against; required with waivers.

    Raises:
        ValueError: waivers without a day.
    """
    waivers = no_waivers() if waivers is None else waivers
    if waivers.height and today is None:
        raise ValueError("waivers need the day they are held against")
    departments = facts.group_by("document_id", "part_no").agg(pl.col("department_id").first())
    used = waived(evaluation.results, departments, waivers, today or date.min)
    blocked, passed = _blocking(evaluation.results, used)
    cells = judged_cells(facts, evaluation.results, evaluation.terms, rules)
    marked = with_assurance(facts, cells)
    quarantine = marked.join(blocked, on=TABLE, how="inner", nulls_equal=True, maintain_order="left")
    core = marked.join(blocked, on=TABLE, how="anti", nulls_equal=True, maintain_order="left")
    return Decision(core, quarantine, _statements(facts, evaluation.results, cells, blocked, passed), used)
