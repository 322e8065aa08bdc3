"""Figures of the narrative against the tables, empty tables (N11), years (N13)."""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import ClaimVerdict
from pipelines.model.row_roles import TOTALS, RowRole
from pipelines.model.statements import Statement
from pipelines.reconcile.money import EXACT
from pipelines.reconcile.narrative.frames import Seen, equations, named_node
from pipelines.reconcile.rule import Narrative


def same_as_table(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """A figure of ``rule.subjects`` is the one its table prints."""
    cells = seen.facts.select(
        fact_line_id="line_id",
        fact=pl.col("amount").cast(EXACT),
        fact_step=pl.col("rounding_step").cast(EXACT),
        fact_year="fiscal_year",
    )
    rows = seen.claims.filter(pl.col("subject").is_in(rule.subjects)).join(cells, on="fact_line_id", how="inner")
    rows = rows.filter(pl.col("fiscal_year") == pl.col("fact_year"))
    # a column of several units is compared by its sum; what agrees with that sum agrees
    cut = is_cut("value", "step", "fact", "fact_step")
    agrees = (pl.col("verdict") == ClaimVerdict.AGREES) & ~cut
    return equations(
        rows.with_columns(
            node=named_node(),
            lhs=pl.col("value"),
            rhs=pl.when(
                agrees & ((pl.col("value") - pl.col("fact")).abs() > (pl.col("step") + pl.col("fact_step")) / 2)
            )
            .then("value")
            .otherwise("fact"),
            tolerance=(pl.col("step") + pl.col("fact_step")) / 2,
            cut=cut,
            lhs_lines=pl.concat_list("line_id"),
            rhs_lines=pl.concat_list("fact_line_id"),
        )
    )


def is_cut(said: str, step: str, printed: str, printed_step: str) -> pl.Expr:
    """Whether the figure ``said`` is ``printed`` without the digits below its own ``step`` (1,237 for 1,237.67)."""
    gap = pl.col(printed).abs() - pl.col(said).abs()
    same_sign = (pl.col(printed) < 0) == (pl.col(said) < 0)
    return same_sign & (pl.col(said) != 0) & (gap > 0) & (gap < pl.col(step)) & (pl.col(printed_step) < pl.col(step))


def empty_tables(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """Where the text says there is nothing of ``rule.subjects``, its table prints no amount of this year.

    A document whose tables print money of the year and which has no such table prints none.
    """
    said = seen.claims.filter((pl.col("kind") == "none") & pl.col("subject").is_in(rule.subjects))
    place = ["document_id", "part_no", "fiscal_year", "stage"]
    amounts = seen.facts.filter(pl.col("line_role").is_in([RowRole.ITEM, *TOTALS]))
    printed = (
        amounts.with_columns(amount=pl.col("amount").cast(EXACT))
        .sort(pl.col("amount").abs(), descending=True)
        .group_by([*place, "statement"], maintain_order=True)
        .agg(rhs=pl.col("amount").first(), cell=pl.col("line_id").first())
        .rename({"statement": "subject"})
    )
    rows = said.join(amounts.select(place).unique(), on=place, how="semi")
    rows = rows.join(printed, on=[*place, "subject"], how="left")
    return equations(
        rows.with_columns(
            node=pl.col("subject"),
            lhs=pl.lit(0),
            rhs=pl.col("rhs").fill_null(0),
            tolerance=pl.lit(0),
            lhs_lines=pl.concat_list("line_id"),
            rhs_lines=pl.concat_list("cell").list.drop_nulls(),
        )
    )


def years(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """Amounts of ``rule.subjects`` are of the document's year or the one before; node is the year said."""
    own = seen.documents.select("document_id", "part_no", own_year=pl.col("fiscal_year").cast(pl.Int64))
    rows = seen.claims.filter(pl.col("subject").is_in(rule.subjects) & (pl.col("kind") == "amount"))
    rows = rows.join(own, on=["document_id", "part_no"], how="inner").filter(pl.col("own_year").is_not_null())
    apart = pl.col("own_year") - pl.col("fiscal_year")
    groups = rows.group_by("document_id", "part_no", "fiscal_year", maintain_order=True).agg(
        pl.col("own_year").first(), apart=apart.first(), lhs_lines=pl.col("line_id")
    )
    return equations(
        groups.with_columns(
            node=pl.col("fiscal_year").cast(pl.String),
            lhs=pl.col("fiscal_year"),
            rhs=pl.col("own_year"),
            tolerance=pl.when(pl.col("apart") == 1).then(1).otherwise(0),
            rhs_lines=pl.lit([], dtype=pl.List(pl.String)),
        )
    )


def misdated(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """Figures of ``rule.subjects`` that the text gives for one year are not those the table prints for another.

    Sides are years; one equation for each year said in a text.  A sentence that names the table's year as well may mean
    that one.
    """
    cells = seen.facts.select(fact_line_id="line_id", fact_year="fiscal_year")
    rows = seen.claims.filter(pl.col("subject").is_in(rule.subjects)).join(cells, on="fact_line_id", how="inner")
    told = pl.col("sentence").str.contains(pl.col("fact_year").cast(pl.String), literal=True)
    rows = rows.filter((pl.col("fiscal_year") == pl.col("fact_year")) | ~told)
    groups = rows.group_by("document_id", "part_no", "fiscal_year", "fact_year", maintain_order=True).agg(
        node=pl.col("subject").first(), lhs_lines="line_id", rhs_lines="fact_line_id"
    )
    return equations(groups.with_columns(lhs=pl.col("fiscal_year"), rhs=pl.col("fact_year"), tolerance=pl.lit(0)))


def nowhere(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """Money of ``rule.subjects`` that the text states stands in some table, where the tables of the whole are printed.

    Judged where the tables print money of the year at all, none of it under the subject's own statement, and neither a
    total nor a row of income or spending has the figure; the right side is then 0.
    """
    place = ["document_id", "part_no", "fiscal_year", "stage"]
    said = seen.claims.filter(
        (pl.col("kind") == "amount") & pl.col("subject").is_in(rule.subjects) & (pl.col("value") > 0)
    )
    cells = (
        seen.facts.filter(pl.col("amount").cast(EXACT) != 0)
        .join(said.select(*place).unique(), on=place, how="semi")
        .select(
            *place,
            "statement",
            "line_role",
            cell_fund="fund_source",
            cell=pl.col("amount").cast(EXACT),
            cell_step=pl.col("rounding_step").cast(EXACT),
        )
    )
    pairs = said.join(cells, on=place, how="inner")
    its = (pl.col("statement") == pl.col("subject")) | (pl.col("cell_fund") == pl.col("subject"))
    close = 2 * (pl.col("value") - pl.col("cell")).abs() <= pl.col("step") + pl.col("cell_step")
    whole = pl.col("statement").is_in([Statement.SUMMARY, Statement.APPROPRIATION])
    close &= whole | (pl.col("statement") == Statement.REVENUE) | pl.col("line_role").is_in(TOTALS)
    judged = pairs.group_by("line_id", maintain_order=True).agg(
        pl.col("document_id", "part_no", "subject", "value", "step").first(),
        printed=(its | close).any(),
        whole=whole.any(),
    )
    return equations(
        judged.filter("whole").with_columns(
            node=pl.col("subject"),
            lhs=pl.col("value"),
            rhs=pl.when("printed").then("value").otherwise(0),
            tolerance=pl.lit(0),
            lhs_lines=pl.concat_list("line_id"),
            rhs_lines=pl.lit([], dtype=pl.List(pl.String)),
        )
    )


def at_most(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """A figure of ``rule.total`` is at most what the tables print as spending of the kind ``rule.subjects``."""
    place = ["document_id", "part_no", "fiscal_year", "stage"]
    printed = (
        seen.facts.filter(pl.col("measure").is_in(rule.subjects) & pl.col("line_role").is_in([RowRole.ITEM, *TOTALS]))
        .with_columns(rhs=pl.col("amount").cast(EXACT), fact_step=pl.col("rounding_step").cast(EXACT))
        .sort("rhs", descending=True)
        .group_by(place, maintain_order=True)
        .agg(pl.col("rhs", "fact_step", "line_id").first())
        .rename({"line_id": "cell"})
    )
    said = seen.claims.filter((pl.col("kind") == "amount") & pl.col("subject").is_in(rule.total))
    return equations(
        said.join(printed, on=place, how="inner").with_columns(
            node=pl.col("subject"),
            lhs=pl.col("value"),
            tolerance=(pl.col("step") + pl.col("fact_step")) / 2,
            lhs_lines=pl.concat_list("line_id"),
            rhs_lines=pl.concat_list("cell"),
        )
    )
