"""raw.form to the facts of the forms: texts to numbers, project rows to their department, year and stage."""

from __future__ import annotations

import polars as pl

from pipelines.model.form_words import Printed
from pipelines.model.judgements import Assurance
from pipelines.model.schema import frame_schema

_PLACE = ("page", "grid_no", "row_no", "col_no")
_WHOSE = ("department_id", "region_code", "fiscal_year", "stage")
# columns that are not printed in the row itself
_OF_ROW = (
    *("line_id", "document_id", "part_no", "table_no", *_WHOSE, *_PLACE),
    *("paragraph_no", "assurance", "project_line_id"),
)
# core table -> kinds of raw.form; purchase: services bought from outside, kind purchase_of_services
_KINDS = {
    "core.fact_project": ["project"],
    "core.fact_indicator": ["indicator"],
    "core.fact_procurement": ["procurement", "purchase"],
    "core.fact_state_asset": ["state_asset"],
    "core.fact_staffing": ["staffing"],
    "core.department_profile": ["profile"],
}
# tables whose rows sentences state as well (`pipelines.conform.told`)
_ALSO_TOLD = ("core.fact_state_asset", "core.fact_staffing")
_READ_AS = {"kind": "category"}  # what a column is called in raw.form, where not the same


def form_facts(rows: pl.DataFrame, documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The six core tables of the forms.

    ``rows``: raw.form.  ``documents``: core.dim_document with region_code.  Rows of parts without a department, year
    or stage are left out, as in ``facts``.
    """
    whose = documents.select("document_id", "part_no", *_WHOSE).filter(
        pl.col("fiscal_year").is_not_null() & pl.col("stage").is_not_null()
    )
    placed = rows.join(whose, on=["document_id", "part_no"], how="inner")
    return {name: _table(name, placed.filter(pl.col("kind").is_in(kinds))) for name, kinds in _KINDS.items()}


def _table(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    wanted = frame_schema(name)
    printed = {column: _READ_AS.get(column, column) for column in wanted if column not in _OF_ROW}
    read = [*printed.values(), *(["project_place"] if "project_line_id" in wanted else [])]
    decoded = rows.drop("kind").with_columns(
        pl.col("fields").str.json_decode(pl.Struct(dict.fromkeys(read, pl.String))).alias("fields")
    )
    flat = decoded.unnest("fields").with_columns(
        _typed(field, wanted[column]).alias(column) for column, field in printed.items()
    )
    if "project_line_id" in wanted:
        flat = flat.with_columns(project_line_id=pl.col("document_id").str.slice(0, 16) + "-" + pl.col("project_place"))
    if name in _ALSO_TOLD:
        flat = flat.with_columns(source=pl.lit(Printed.TABLE), paragraph_no=pl.lit(None, pl.Int64))
    if "assurance" in wanted:
        flat = flat.with_columns(assurance=pl.lit(Assurance.UNCHECKED))
    return flat.select(wanted.names()).sort("document_id", "part_no", "table_no", *_PLACE[1:])


def _typed(column: str, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Boolean:
        return pl.col(column) == "true"
    if kind == pl.Date:
        return pl.col(column).str.to_date("%Y-%m-%d")
    return pl.col(column).cast(kind)
