"""What loads: what a failing blocking rule points to goes to quarantine, the rest of the document to core.

Where in a statement the fault is not located, that is the whole statement (`pipelines.reconcile.locate`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.model.judgements import FIGURES_UNREAD, PASSED, LoadStatus, Severity, Verdict
from pipelines.reconcile.assurance import judged_cells, table_standing, with_assurance
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.keys import TABLE
from pipelines.reconcile.locate.held import held_cells
from pipelines.reconcile.rule import Rule
from pipelines.reconcile.waivers import no_waivers, waived


@dataclass(frozen=True, slots=True)
class Decision:
    """What `decide` gives.

    core          facts that load, with `assurance`
    quarantine    facts that do not, with `assurance` and `rules_failed` (ids, separated by commas)
    statements    one row per table: verdict (loaded | partly | quarantined), rules_failed, rules_waived, disputed,
                  held, failed, not_evaluable, lines, held_back
    waivers_used  waiver_id, result_id
    """

    core: pl.DataFrame
    quarantine: pl.DataFrame
    statements: pl.DataFrame
    waivers_used: pl.DataFrame


def _ids(column: str) -> pl.Expr:
    return pl.col(column).unique().sort().str.join(",")


def _blocking(results: pl.DataFrame, used: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The failing results that block a table, and per table the rules that a waiver lets pass."""
    failing = results.filter(
        (pl.col("verdict") == Verdict.FAIL)
        & (pl.col("severity") == Severity.CRITICAL)
        & pl.col("table_no").is_not_null()
    )
    passed = failing.join(used, on="result_id", how="semi").group_by(TABLE).agg(rules_waived=_ids("rule_id"))
    return failing.join(used, on="result_id", how="anti"), passed


def _unread(facts: pl.DataFrame, reading: pl.DataFrame | None) -> pl.DataFrame:
    """Tables of statements of which not every figure was read."""
    tables = facts.select(*TABLE, "statement").unique()
    if reading is None:
        return tables.clear()
    return tables.join(reading.filter(pl.col("kind") == FIGURES_UNREAD), on=["document_id", "statement"], how="semi")


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
    tables = facts.group_by(TABLE, maintain_order=True).agg(
        pl.col("statement").first(),
        lines=pl.len().cast(pl.Int64),
        held_back=pl.col("is_held_back").sum().cast(pl.Int64),
    )
    for other in (counts, table_standing(cells).select(*TABLE, "disputed"), blocked, passed):
        tables = tables.join(other, on=TABLE, how="left", nulls_equal=True, maintain_order="left")
    return tables.with_columns(
        pl.col("held", "failed", "not_evaluable").fill_null(0),
        pl.col("disputed").fill_null(False),
        verdict=pl.when(pl.col("held_back") == 0)
        .then(pl.lit(LoadStatus.LOADED))
        .when(pl.col("held_back") < pl.col("lines"))
        .then(pl.lit(LoadStatus.PARTLY))
        .otherwise(pl.lit(LoadStatus.QUARANTINED)),
    )


def decide(
    facts: pl.DataFrame,
    evaluation: Evaluation,
    rules: Sequence[Rule],
    waivers: pl.DataFrame | None = None,
    today: date | None = None,
    reading: pl.DataFrame | None = None,
) -> Decision:
    """Split facts into core and quarantine and say how far each amount is vouched for.

    Args:
        facts: core.fact_budget, as given to `evaluate`.
        evaluation: what `evaluate` said of them.
        rules: the registry `evaluate` was given.
        waivers: see `pipelines.reconcile.waivers`; none where left out.
        today: the day waivers are held against; required with waivers.
        reading: raw.finding; a failing statement of which figures were not read is held back whole.

    Raises:
        ValueError: waivers without a day.
    """
    waivers = no_waivers() if waivers is None else waivers
    if waivers.height and today is None:
        raise ValueError("waivers need the day they are held against")
    departments = facts.group_by("document_id", "part_no").agg(pl.col("department_id").first())
    used = waived(evaluation.results, departments, waivers, today or date.min)
    blocking, passed = _blocking(evaluation.results, used)
    blocked = blocking.group_by(TABLE).agg(rules_failed=_ids("rule_id"))
    held = held_cells(facts, evaluation, rules, blocking.select("result_id"), _unread(facts, reading))
    told = facts.with_columns(is_held_back=pl.col("line_id").is_in(held["line_id"].implode()))
    cells = judged_cells(facts, evaluation.results, evaluation.terms, rules)
    statements = _statements(told, evaluation.results, cells, blocked, passed)
    marked = with_assurance(facts, cells, statements.filter(pl.col("verdict") == LoadStatus.PARTLY))
    marked = marked.drop("repaired", strict=False)  # the assurance says it
    core = marked.join(held, on="line_id", how="anti", maintain_order="left")
    quarantine = marked.join(held, on="line_id", how="semi", maintain_order="left")
    quarantine = quarantine.join(blocked, on=TABLE, how="inner", nulls_equal=True, maintain_order="left")
    return Decision(core, quarantine, statements, used)
