"""All rules of the forms over all documents: results and terms like those of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.forms import lists, notes, projects, sums
from pipelines.reconcile.forms.frames import Known, known
from pipelines.reconcile.rule import Forms, Rule
from pipelines.reconcile.sides import evaluation

CHECKS: dict[str, Callable[[Known], pl.DataFrame]] = {
    "project_text": projects.same_as_text,
    "project_plan": projects.plans,
    "project_funds": projects.funds,
    "project_table": projects.same_as_table,
    "project_rows": sums.table_rows,
    "project_spending": sums.within_spending,
    "project_carryover": sums.carried_over,
    "costs": sums.costs,
    "staffing": lists.staffing,
    "assets": lists.assets,
    "procurement": lists.procurement,
    "procurement_text": lists.procurement_text,
    "empty_tables": notes.empty_tables,
    "procurement_small": lists.procurement_small,
}


def evaluate_forms(core: Mapping[str, pl.DataFrame], rules: Sequence[Rule]) -> Evaluation:
    """Evaluate the rules of shape Forms.

    Args:
        core: core frames by table name (`pipelines.conform.conform`); without forms there is nothing to evaluate.
        rules: the registry; rules of other shapes are left alone.

    Returns:
        one result per equation.  Sides are in yuan, but for counts of staff and vehicles and for percentages.
    """
    own = [(rule, rule.shape.check) for rule in rules if isinstance(rule.shape, Forms)]
    if not own or "core.fact_project" not in core:
        return Evaluation.empty()
    frames = known(core)
    return evaluation(((rule, CHECKS[check](frames)) for rule, check in own), frames.documents)
