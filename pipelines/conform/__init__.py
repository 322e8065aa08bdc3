"""Raw rows to core frames, set-wise in polars."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.conform.claims import claims
from pipelines.conform.dimensions import documents
from pipelines.conform.facts import facts, three_public
from pipelines.conform.forms import form_facts
from pipelines.conform.stated import project_claims
from pipelines.conform.told import told
from pipelines.model.judgements import Assurance

__all__ = ["conform", "three_public"]


def conform(raw: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Core frames of every document in ``raw`` (raw.document, raw.part, raw.statement, raw.line, raw.form).

    Out: core.dim_document, core.statement, core.fact_budget (assurance ``unchecked``), and the
    tables of ``form_facts``.
    Parts without a department, year or stage give no facts; their documents stay in raw.
    """
    parts, lines = raw["raw.part"], raw["raw.line"]
    dim_document = documents(parts)
    fact_budget = facts(lines, dim_document).with_columns(assurance=pl.lit(Assurance.UNCHECKED))
    forms = form_facts(raw["raw.form"], dim_document) if "raw.form" in raw else {}
    said = claims(raw.get("raw.claim"), dim_document)
    if forms:
        own = project_claims(raw["raw.form"], dim_document, forms["core.fact_project"])
        said = pl.concat([said, own], how="diagonal_relaxed")
    names = parts.select("document_id", "part_no", "department_name")
    for name, rows in told(said, names, dim_document).items():
        if name in forms or not rows.is_empty():
            forms[name] = pl.concat([forms[name], rows]) if name in forms else rows
    return {
        "core.dim_document": dim_document.drop("region_code"),
        "core.statement": _statements(raw["raw.statement"], dim_document, fact_budget),
        "core.fact_budget": fact_budget,
        "core.fact_claim": said,
        **forms,
    }


def _statements(statements: pl.DataFrame, dim_document: pl.DataFrame, fact_budget: pl.DataFrame) -> pl.DataFrame:
    counts = fact_budget.group_by("document_id", "part_no", "table_no").agg(lines=pl.len())
    return (
        statements.join(
            dim_document.select("document_id", "part_no", "department_id", "region_code", "fiscal_year", "stage"),
            on=["document_id", "part_no"],
            how="left",
        )
        .join(counts, on=["document_id", "part_no", "table_no"], how="left")
        .with_columns(
            pl.col("lines").fill_null(0).cast(pl.Int64),
            is_current=pl.lit(True),  # by itself; `pipelines.across.standing` compares it with the others
            supersedes=pl.lit(None, pl.String),
        )
        .drop("grids", "columns", strict=False)
    )
