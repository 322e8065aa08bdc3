"""Where the figures of forms, their texts and the money statements are printed, under one name for findings."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.model.sentences import NOTHING, Sentence, words
from pipelines.model.statements import Statement
from pipelines.reconcile.wording import statement_words

_SERVICES = Statement.PURCHASE_OF_SERVICES  # also the kind of such a row of core.fact_procurement
_SOURCES = {
    "core.fact_project": ("project_name", Statement.PERFORMANCE_PROJECT),
    "core.fact_indicator": ("level_3", "indicator"),
    "core.fact_procurement": ("line_name", Statement.PROCUREMENT),
    "core.fact_state_asset": ("line_name", Statement.STATE_ASSET),
    "core.fact_staffing": ("unit_name", Statement.ORGANISATION),
    "core.department_profile": ("name", Statement.PERFORMANCE_DEPARTMENT),
    "core.fact_claim": ("subject_name", "narrative"),
    "core.fact_budget": ("line_name", None),
}


def places(core: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """line_id, page, name, published (text of the figure, null for counts), where (a statement, ``narrative``)."""
    found = []
    for table, (name, where) in _SOURCES.items():
        if table not in core or core[table].is_empty():
            continue
        frame = core[table]
        place = pl.lit(where) if where is not None else pl.col("statement")
        if table == "core.fact_project":
            own_form = pl.col("source") == "performance_form"
            place = pl.when(own_form).then(pl.lit(where)).otherwise(pl.lit(Statement.PROJECT))
        if table == "core.fact_procurement":
            place = pl.when(pl.col("kind") == _SERVICES).then(pl.lit(_SERVICES)).otherwise(pl.lit(where))
        published = "amount_published" if "amount_published" in frame.columns else None
        found.append(
            frame.select(
                pl.col("line_id").cast(pl.String),
                pl.col("page").cast(pl.Int64),
                name=pl.col(name).cast(pl.String),
                published=pl.col(published).cast(pl.String) if published else pl.lit(None, pl.String),
                where=place.cast(pl.String),
            )
        )
    every = pl.concat(found)
    return every.unique(["line_id", "where"], keep="first", maintain_order=True)


def where_words(where: str | None) -> Sentence:
    """A statement or form as a reader knows it."""
    if where is None:
        return NOTHING
    return words("forms.where").get(where) or statement_words(where)
