"""raw.form to the facts of the forms: texts to numbers, project rows to their department, year and stage."""

from __future__ import annotations

import polars as pl

_MONEY = pl.Decimal(20, 2)
_STEP = pl.Decimal(20, 6)
_PLACE = ("page", "grid_no", "row_no", "col_no")
_Types = dict[str, pl.DataType]
_WHOSE = ("department_id", "region_code", "fiscal_year", "stage")


def _types(
    *, text: str = "", money: str = "", step: str = "", whole: str = "", flag: str = "", day: str = ""
) -> _Types:
    """Columns by type, names parted by blanks."""
    kinds: list[tuple[str, pl.DataType]] = [(text, pl.String()), (money, _MONEY), (step, _STEP)]
    kinds += [(whole, pl.Int64()), (flag, pl.Boolean()), (day, pl.Date())]
    return {name: kind for names, kind in kinds for name in names.split()}


# core table -> (kind of raw.form, its columns by type)
_TABLES: dict[str, tuple[str, _Types]] = {
    "core.fact_project": (
        "project",
        _types(
            text="project_code project_name project_region_code project_category unit_name functional_code"
            " economic_code government_economic_code purpose goal source line_role amount_basis amount_published unit",
            money="amount fiscal_amount other_amount carryover_amount transfer_amount period_amount executed_amount",
            step="rounding_step plan_q1 plan_q2 plan_q3 plan_q4",
            whole="project_year",
            flag="is_leaf",
        ),
    ),
    "core.fact_indicator": (
        "indicator",
        _types(
            text="project_name activity level_1 level_2 level_3 description operator target_unit target_text"
            " actual_text basis",
            step="target_value weight score",
        ),
    ),
    "core.fact_procurement": (
        "procurement",
        _types(
            text="line_name catalogue_code catalogue_name category functional_code economic_code quantity_unit"
            " fund_source amount_published unit project_name unit_name line_role",
            money="unit_price amount small_enterprise_amount",
            step="quantity rounding_step",
            flag="is_leaf is_total",
        ),
    ),
    "core.fact_state_asset": (
        "state_asset",
        _types(
            text="line_name quantity_unit amount_published unit line_role",
            money="amount",
            step="quantity rounding_step",
            flag="is_leaf is_total",
            day="as_of",
        ),
    ),
    "core.fact_staffing": (
        "staffing",
        _types(text="unit_name unit_code nature rank funding", whole="posts staff retired vehicles", flag="is_total"),
    ),
    "core.department_profile": (
        "profile",
        _types(
            text="item name content amount_published unit",
            money="amount fiscal_amount other_amount executed_amount",
            step="rounding_step",
        ),
    ),
}


_ALSO = {"procurement": ["procurement", "purchase"]}  # services bought from outside, kind purchase_of_services


def form_facts(rows: pl.DataFrame, documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The six core tables of the forms.

    ``rows``: raw.form.  ``documents``: core.dim_document with region_code.  Rows of parts without a department, year
    or stage are left out, as in ``facts``.
    """
    whose = documents.select("document_id", "part_no", *_WHOSE).filter(
        pl.col("fiscal_year").is_not_null() & pl.col("stage").is_not_null()
    )
    placed = rows.join(whose, on=["document_id", "part_no"], how="inner")
    return {
        name: _table(name, placed.filter(pl.col("kind").is_in(_ALSO.get(kind, [kind]))), columns)
        for name, (kind, columns) in _TABLES.items()
    }


def _table(name: str, rows: pl.DataFrame, columns: _Types) -> pl.DataFrame:
    read = [*columns, *(["project_place"] if name == "core.fact_indicator" else [])]
    decoded = rows.drop("kind").with_columns(
        pl.col("fields").str.json_decode(pl.Struct(dict.fromkeys(read, pl.String))).alias("fields")
    )
    flat = decoded.unnest("fields").with_columns(_typed(column, kind) for column, kind in columns.items())
    keys = ["line_id", "document_id", "part_no", "table_no", "department_id", "fiscal_year", "stage"]
    if name == "core.fact_project":
        keys.append("region_code")
    if name == "core.fact_indicator":
        flat = flat.with_columns(project_line_id=pl.col("document_id").str.slice(0, 16) + "-" + pl.col("project_place"))
        keys.append("project_line_id")
    if name in {"core.fact_project", "core.fact_procurement", "core.fact_state_asset"}:
        flat = flat.with_columns(assurance=pl.lit("unchecked"))
        keys.append("assurance")
    if name == "core.fact_procurement":
        flat = flat.rename({"category": "kind"})
        columns = {("kind" if c == "category" else c): k for c, k in columns.items()}
    return flat.select(*keys, *columns, *_PLACE).sort("document_id", "part_no", "table_no", *_PLACE[1:])


def _typed(column: str, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Boolean:
        return pl.col(column) == "true"
    if kind == pl.Date:
        return pl.col(column).str.to_date("%Y-%m-%d")
    return pl.col(column).cast(kind)
