"""quality: every accounting identity, evaluated over all documents."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.resources import Progress
from assets.specs import CONFORMED, EVALUATION, row_counts
from expectations import load_rules
from pipelines.reconcile.evaluate_all import evaluate_all


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
    evaluation = evaluate_all(conformed, load_rules())
    verdicts = evaluation["results"].group_by("verdict").len().sort("verdict").iter_rows()
    yield dg.Output(
        evaluation,
        output_name="quality__evaluation",
        metadata=row_counts(evaluation) | {f"verdict {name}": count for name, count in verdicts},
    )
