"""quality: every accounting identity, evaluated over all documents."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.resources import Progress
from assets.specs import CONFORMED, EVALUATION, row_counts
from expectations.registry import load_rules
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.narrative.evaluate import evaluate_narrative


@dg.multi_asset(
    name="evaluate_identities",
    ins={"conformed": dg.AssetIn(CONFORMED)},
    outs={
        "quality__evaluation": dg.AssetOut(
            key=EVALUATION,
            group_name="quality",
            kinds={"polars"},
            is_required=False,
            description="Each identity as an equation over printed cells: both sides, what is left, whether it holds.",
        )
    },
)
def evaluated_identities(
    progress: dg.ResourceParam[Progress], conformed: dict[str, pl.DataFrame]
) -> Iterator[dg.Output[dict[str, pl.DataFrame]]]:
    """Conformed frames -> ``results`` and ``terms``."""
    progress.stage("checking identities")
    facts, documents, rules = conformed["core.fact_budget"], conformed["core.dim_document"], load_rules()
    evaluated = [
        evaluate(facts, documents, rules),
        evaluate_narrative(conformed["core.fact_claim"], facts, documents, rules),
    ]
    evaluation = {
        "results": pl.concat([one.results for one in evaluated]),
        "terms": pl.concat([one.terms for one in evaluated]),
    }
    verdicts = evaluation["results"].group_by("verdict").len().sort("verdict").iter_rows()
    yield dg.Output(
        evaluation,
        output_name="quality__evaluation",
        metadata=row_counts(evaluation) | {f"verdict {name}": count for name, count in verdicts},
    )
