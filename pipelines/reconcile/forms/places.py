"""Where the figures of forms, their texts and the money statements are printed, under one name for findings."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.model.sentences import NOTHING, Sentence, words
from pipelines.reconcile.wording import statement_words

_SERVICES = "purchase_of_services"
_SOURCES = {
    "core.fact_project": ("project_name", "performance_project"),
    "core.fact_indicator": ("level_3", "indicator"),
    "core.fact_procurement": ("line_name", "procurement"),
    "core.fact_state_asset": ("line_name", "state_asset"),
    "core.fact_staffing": ("unit_name", "organisation"),
    "core.department_profile": ("name", "performance_department"),
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
            place = pl.when(pl.col("source") == "performance_form").then(pl.lit(where)).otherwise(pl.lit("project"))
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
