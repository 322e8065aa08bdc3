"""One project at a time: its money in the form, in its own text, by source, over the year, in the project table."""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import ClaimVerdict
from pipelines.model.statements import Statement
from pipelines.reconcile.forms.frames import Known, equations, half
from pipelines.reconcile.money import EXACT

_QUARTERS = ["plan_q1", "plan_q2", "plan_q3", "plan_q4"]
_HUNDRED = pl.lit(100).cast(EXACT)
_NO_LINES = pl.lit([], dtype=pl.List(pl.String))


def _statement() -> pl.Expr:
    form = pl.col("source") == "performance_form"
    return pl.when(form).then(pl.lit(Statement.PERFORMANCE_PROJECT)).otherwise(pl.lit(Statement.PROJECT))


def same_as_text(known: Known) -> pl.DataFrame:
    """The money of a project is what its own purpose or target says it is.

    A text that names another figure of the form (the whole period's, the fiscal part) agrees with it.
    """
    said = known.claims.filter((pl.col("subject") == "project_amount") & pl.col("verdict").is_not_null())
    rows = said.select("line_id", "fact_line_id", "verdict", said="amount", own_step="rounding_step").join(
        _once(known.projects), left_on="fact_line_id", right_on="line_id", how="inner"
    )
    other = (pl.col("verdict") == ClaimVerdict.AGREES) & (
        (pl.col("said") - pl.col("amount")).abs() > half("rounding_step", "own_step")
    )
    return equations(
        rows.with_columns(
            statement=_statement(),
            node="project_name",
            lhs="amount",
            rhs="said",
            applies=~other,
            tolerance=half("rounding_step", "own_step"),
            lhs_lines=pl.concat_list("fact_line_id"),
            rhs_lines=pl.concat_list("line_id"),
        )
    )


def _once(projects: pl.DataFrame) -> pl.DataFrame:
    return projects.unique("line_id", keep="first", maintain_order=True)


def plans(known: Known) -> pl.DataFrame:
    """A plan of spending over the year goes up to 100 percent: 25, 50, 75, 100.  Shares of their own (25 each) add up
    to it; quarters left blank say nothing."""
    printed = pl.concat_list(_QUARTERS).list.drop_nulls()
    rows = known.projects.filter(pl.any_horizontal(pl.col(q).is_not_null() for q in _QUARTERS))
    rows = rows.with_columns(quarters=printed)
    total, last = pl.col("quarters").list.sum(), pl.col("quarters").list.last()
    rises = pl.col("quarters").list.diff().list.drop_nulls().list.eval(pl.element() >= 0).list.all()
    # a plan that falls on the way cannot be read as one that goes up to its last figure
    reached = pl.when(rises).then(last).otherwise(total)
    return equations(
        rows.with_columns(
            statement=_statement(),
            node="project_name",
            lhs=pl.when(total == _HUNDRED).then(_HUNDRED).otherwise(reached),
            rhs=_HUNDRED,
            tolerance=pl.lit(0),
            lhs_lines=pl.concat_list("line_id"),
            rhs_lines=_NO_LINES,
        )
    )


def funds(known: Known) -> pl.DataFrame:
    """The money of a project is its fiscal part and the other; what was carried over stands in or beside them."""
    rows = known.projects.filter(pl.col("amount").is_not_null() & pl.col("fiscal_amount").is_not_null())
    bare = pl.col("fiscal_amount") + pl.col("other_amount").fill_null(0)
    carried = bare + pl.col("carryover_amount").fill_null(0)
    # other money left blank is not said to be none, unless the fiscal part is the whole
    printed = pl.col("other_amount").is_not_null() | pl.col("carryover_amount").is_not_null()
    closer = (bare - pl.col("amount")).abs() <= (carried - pl.col("amount")).abs()
    return equations(
        rows.with_columns(
            statement=_statement(),
            node="project_name",
            lhs="amount",
            rhs=pl.when(closer).then(bare).otherwise(carried),
            applies=printed | (pl.col("fiscal_amount") >= pl.col("amount")),
            tolerance=pl.col("rounding_step").fill_null(0) * 3 / 2,
            lhs_lines=pl.concat_list("line_id"),
            rhs_lines=_NO_LINES,
        )
    )


def same_as_table(known: Known) -> pl.DataFrame:
    """The money of a project in its form (or the list of key projects) is the one of its row in the project table.

    Rows of one name in several units, or by source of money, may be meant one by one or together.
    """
    place = ["document_id", "part_no", "name"]
    named = known.projects.filter(pl.col("amount").is_not_null()).with_columns(name=_bare_name("project_name"))
    table = named.filter((pl.col("source") == "project_table") & pl.col("is_leaf"))
    rows = table.group_by(place, maintain_order=True).agg(
        amounts=pl.col("amount"),
        together=pl.col("amount").sum(),
        steps=pl.col("rounding_step").sum(),
        rhs_lines=pl.col("line_id"),
    )
    others = ~pl.col("source").is_in(["project_table", "carried_over_list"])
    forms = named.filter(others & (pl.col("amount_basis") != "period"))
    forms = forms.with_columns(all_forms=pl.col("amount").sum().over(place))
    met = forms.join(rows, on=place, how="inner")
    alone = pl.col("amounts").list.contains(pl.col("amount"))
    jointly = pl.col("all_forms") == pl.col("together")
    return equations(
        met.with_columns(
            statement=_statement(),
            node="project_name",
            lhs="amount",
            rhs=pl.when(alone | jointly).then("amount").otherwise("together"),
            tolerance=half("rounding_step", "steps"),
            lhs_lines=pl.concat_list("line_id"),
        )
    )


def _bare_name(column: str) -> pl.Expr:
    """A name as it is compared: without blanks, quotation marks and the code in front."""
    plain = pl.col(column).str.replace_all(r"[\s“”\"'‘’《》]", "").str.replace_all("（", "(").str.replace_all("）", ")")
    return plain.str.replace(r"^[0-9A-Z]{12,}[-_]?", "")
