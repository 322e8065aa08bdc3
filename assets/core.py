"""core: raw lines of all documents, old and new, as facts in yuan and dimensions.  One set-wise step."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.resources import Progress, Workspace
from assets.specs import CONFORMED, key_of, row_counts
from assets.work import all_documents, conform_documents

RAW_INPUTS = ("raw.document", "raw.part", "raw.statement", "raw.line")


@dg.multi_asset(
    name="conform_lines",
    ins={name.replace(".", "__"): dg.AssetIn(key_of(name)) for name in RAW_INPUTS},
    outs={
        "core__conformed": dg.AssetOut(
            key=CONFORMED,
            group_name="core",
            kinds={"polars"},
            is_required=False,
            description="Facts and dimensions of every document, before the identities decide what loads.",
        )
    },
)
def conform_lines(
    workspace: Workspace,
    progress: dg.ResourceParam[Progress],
    raw__document: pl.DataFrame,
    raw__part: pl.DataFrame,
    raw__statement: pl.DataFrame,
    raw__line: pl.DataFrame,
) -> Iterator[dg.Output[dict[str, pl.DataFrame]]]:
    """Raw rows (read now, or carried from the warehouse) -> conformed frames by table name."""
    progress.stage("conforming")
    read_now = dict(zip(RAW_INPUTS, (raw__document, raw__part, raw__statement, raw__line), strict=True))
    conformed = conform_documents(all_documents(read_now, workspace.settings().warehouse))
    yield dg.Output(conformed, output_name="core__conformed", metadata=row_counts(conformed))
