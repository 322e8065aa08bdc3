"""Staff, assets and procurement: the total row is the sum of its rows; procurement in the text is that of the table."""

from __future__ import annotations

import polars as pl

from pipelines.model.row_roles import RowRole
from pipelines.model.statements import Statement
from pipelines.reconcile.forms.frames import Known, equations, half, nothing_withheld
from pipelines.reconcile.keys import PART, TABLE
from pipelines.reconcile.money import EXACT

_COUNTS = ("posts", "staff", "retired", "vehicles")
_KINDS = {"procurement_goods": "goods", "procurement_works": "works", "procurement_services": "services"}


def staffing(known: Known) -> pl.DataFrame:
    """Posts, staff, retired and vehicles of the total row are the sums of the units'; blanks count as none."""
    found = []
    for count in _COUNTS:
        rows = known.staffing.with_columns(value=pl.col(count).cast(EXACT))
        own = (
            rows.filter(~pl.col("is_total"))
            .group_by(TABLE, maintain_order=True)
            .agg(rhs=pl.col("value").sum(), n=pl.col("value").count(), rhs_lines=pl.col("line_id"))
        )
        total = rows.filter(pl.col("is_total") & pl.col("value").is_not_null())
        total = total.unique(TABLE, keep="first", maintain_order=True)
        found.append(
            total.join(own.filter(pl.col("n") > 0), on=TABLE, how="inner").with_columns(
                lhs="value", node=pl.lit(count), lhs_lines=pl.concat_list("line_id")
            )
        )
    return equations(pl.concat(found).with_columns(statement=pl.lit(Statement.ORGANISATION), tolerance=pl.lit(0)))


def assets(known: Known) -> pl.DataFrame:
    """The value of all assets is the sum of the kinds; what is printed as 其中 is in its kind."""
    return _total_of_rows(
        known, known.assets, "state_asset", pl.col("line_role") == RowRole.TOTAL, pl.col("line_role") == RowRole.ITEM
    )


def procurement(known: Known) -> pl.DataFrame:
    """The total row of a procurement table is the sum of its lines, of every source of money."""
    leaves = pl.col("is_leaf") & ~pl.col("is_total")
    return _total_of_rows(known, known.procurement, "procurement", pl.col("is_total"), leaves)


def _total_of_rows(known: Known, rows: pl.DataFrame, statement: str, total: pl.Expr, part: pl.Expr) -> pl.DataFrame:
    rows = rows.filter(pl.col("amount").is_not_null())
    own = (
        rows.filter(part)
        .group_by(TABLE, maintain_order=True)
        .agg(rhs=pl.col("amount").sum(), steps=pl.col("rounding_step").sum(), rhs_lines=pl.col("line_id"))
    )
    # one total row may print a figure for every source of money
    first = [pl.col("page").min(), pl.col("grid_no").first(), pl.col("row_no").first()]
    heads = rows.filter(total).with_columns(one.over(TABLE).alias(f"first_{n}") for n, one in enumerate(first))
    heads = heads.filter((pl.col("grid_no") == pl.col("first_1")) & (pl.col("row_no") == pl.col("first_2")))
    whole = heads.group_by(TABLE, maintain_order=True).agg(
        lhs=pl.col("amount").sum(), step=pl.col("rounding_step").sum(), lhs_lines=pl.col("line_id")
    )
    return equations(
        whole.join(own, on=TABLE, how="inner").with_columns(
            statement=pl.lit(statement),
            node=pl.lit("total"),
            tolerance=half("step", "steps"),
            applies=nothing_withheld(known) | (pl.col("lhs") < pl.col("rhs")),
        )
    )


def procurement_text(known: Known) -> pl.DataFrame:
    """What the text says of procurement is the total of the procurement table; goods, works and services likewise."""
    goods = pl.col("kind").ne_missing(Statement.PURCHASE_OF_SERVICES)
    table = known.procurement.filter(pl.col("amount").is_not_null() & goods)
    totals = table.filter(pl.col("is_total")).group_by(TABLE).agg(
        rhs=pl.col("amount").sum(), steps=pl.col("rounding_step").sum(), rhs_lines=pl.col("line_id")
    ).with_columns(subject=pl.lit("procurement"))  # fmt: skip
    kinds = table.filter(pl.col("is_leaf") & ~pl.col("is_total") & pl.col("kind").is_not_null())
    of_kind = kinds.group_by([*TABLE, "kind"]).agg(
        rhs=pl.col("amount").sum(), steps=pl.col("rounding_step").sum(), rhs_lines=pl.col("line_id")
    )
    names = {kind: subject for subject, kind in _KINDS.items()}
    of_kind = of_kind.with_columns(subject=pl.col("kind").replace_strict(names, default=None)).drop("kind")
    printed = pl.concat([totals, of_kind.select(totals.columns)])
    one_table = printed.group_by(PART).agg(tables=pl.col("table_no").n_unique()).filter(pl.col("tables") == 1)
    printed = printed.join(one_table.drop("tables"), on=PART, how="semi").drop("table_no")
    said = known.claims.filter(
        pl.col("subject").is_in(["procurement", *_KINDS])
        & (pl.col("kind") == "amount")
        & pl.col("amount").is_not_null()
    ).join(known.documents.select(*PART, "fiscal_year"), on=[*PART, "fiscal_year"], how="semi")
    # of several figures (the department, and the bureau itself) one must be the table's
    rows = said.join(printed, on=[*PART, "subject"], how="inner").with_columns(
        gap=(pl.col("amount") - pl.col("rhs")).abs()
    )
    rows = rows.sort(*PART, "subject", "gap").unique([*PART, "subject"], keep="first", maintain_order=True)
    return equations(
        rows.with_columns(
            statement=pl.lit(Statement.PROCUREMENT),
            node="subject",
            lhs="amount",
            tolerance=half("rounding_step", "steps"),
            lhs_lines=pl.concat_list("line_id"),
        )
    )


def procurement_small(known: Known) -> pl.DataFrame:
    """Procurement set aside for small and micro firms is within that for small and medium ones, which is within all."""
    said = known.claims.filter((pl.col("kind") == "amount") & pl.col("amount").is_not_null())
    found = []
    for part, whole in (("procurement_micro", "procurement_sme"), ("procurement_sme", "procurement")):
        place = [*PART, "fiscal_year", "stage"]
        small = said.filter(pl.col("subject") == part).sort("amount").unique(place, keep="first", maintain_order=True)
        large = said.filter(pl.col("subject") == whole).sort("amount").unique(place, keep="last", maintain_order=True)
        large = large.select(*place, rhs="amount", step="rounding_step", rhs_line="line_id")
        found.append(
            small.join(large, on=place, how="inner").with_columns(
                statement=pl.lit("narrative"),
                node=pl.lit(part),
                lhs="amount",
                tolerance=half("rounding_step", "step"),
                lhs_lines=pl.concat_list("line_id"),
                rhs_lines=pl.concat_list("rhs_line"),
            )
        )
    return equations(pl.concat(found))
