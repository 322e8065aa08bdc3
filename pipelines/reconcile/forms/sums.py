"""Projects together: against the total row of their table, project spending, what was carried over, and their costs."""

from __future__ import annotations

import polars as pl

from pipelines.model.expenditure_types import ExpenditureType
from pipelines.model.measures import Measure
from pipelines.model.row_roles import RowRole
from pipelines.model.statements import Statement
from pipelines.model.units import YUAN
from pipelines.reconcile.forms.frames import Known, equations, half, near, nothing_withheld
from pipelines.reconcile.keys import PART, TABLE

_YUAN = {unit: str(yuan) for unit, yuan in YUAN.items()}
_PER_UNIT = r"单价|单个|单位成本|标准|平均|人均|均|每|/|次均"  # the cost of one, no part of the whole
_HEADS = 100  # a cost in 元 below a hundredth of the budget is the cost of one as well
_COSTS_NEAR = 50
_CODES = ("functional_code", "economic_code", "government_economic_code")


def table_rows(known: Known) -> pl.DataFrame:
    """The total row of a table (or list) of projects is the sum of its projects."""
    rows = known.projects.filter(pl.col("amount").is_not_null())
    own = (
        rows.filter(pl.col("is_leaf"))
        .group_by(TABLE)
        .agg(rhs=pl.col("amount").sum(), steps=pl.col("rounding_step").sum(), rhs_lines=pl.col("line_id"))
    )
    total = rows.filter(pl.col("line_role") == RowRole.TOTAL).unique(TABLE, keep="first", maintain_order=True)
    return equations(
        total.join(own, on=TABLE, how="inner").with_columns(
            applies=nothing_withheld(known) | (pl.col("amount") < pl.col("rhs")),
            statement=pl.lit(Statement.PROJECT),
            node=pl.lit("total"),
            lhs="amount",
            tolerance=half("rounding_step", "steps"),
            lhs_lines=pl.concat_list("line_id"),
        )
    )


def _each_once(known: Known) -> pl.DataFrame:
    """The projects of a disclosure, each once: the rows of its project table, else its forms (a project may have one in
    each of several places)."""
    rows = known.projects.filter(pl.col("amount").is_not_null() & (pl.col("amount_basis") != "period"))
    table = rows.filter((pl.col("source") == "project_table") & pl.col("is_leaf"))
    forms = rows.filter(pl.col("source") == "performance_form").join(table.select(PART).unique(), on=PART, how="anti")
    key = pl.coalesce("project_code", "project_name")
    forms = forms.with_columns(key=key).unique([*PART, "key", "unit_name", "amount"], keep="first", maintain_order=True)
    return pl.concat([table, forms.drop("key")])


def _project_spending(known: Known) -> pl.DataFrame:
    """Project spending of a disclosure (`own`, `own_step`, `rhs_line`): of 支出总表, else of the department's form,
    else of the text."""
    tables = known.facts.filter(
        (pl.col("statement") == Statement.EXPENDITURE)
        & (pl.col("expenditure_type") == ExpenditureType.PROJECT)
        & (pl.col("line_role") == RowRole.TOTAL)
        & pl.col("measure").is_in([Measure.PROJECT, Measure.TOTAL])
    ).join(known.documents.select(*PART, "fiscal_year"), on=[*PART, "fiscal_year"], how="semi")
    form = known.profile.filter((pl.col("item") == "budget") & (pl.col("name") == "project"))
    of_a_part = [pl.col(name).is_not_null() for name in _CODES]  # project spending of one function or item
    said = known.claims.filter(
        (pl.col("subject") == "project") & (pl.col("kind") == "amount"),
        pl.col("fund_source").is_null() & ~pl.any_horizontal(of_a_part),
    ).join(known.documents.select(*PART, "fiscal_year"), on=[*PART, "fiscal_year"], how="semi")
    wanted = [*PART, "amount", "rounding_step", "line_id"]
    found = pl.concat([one.select(wanted).with_columns(order=pl.lit(n)) for n, one in enumerate((tables, form, said))])
    return (
        found.drop_nulls("amount")
        .sort(*PART, "order", "amount", "line_id", descending=[False, False, False, True, False])
        .group_by(PART, maintain_order=True)
        .agg(own=pl.col("amount").first(), own_step=pl.col("rounding_step").first(), rhs_line=pl.col("line_id").first())
    )


def within_spending(known: Known) -> pl.DataFrame:
    """The projects published together are within project spending."""
    each = _each_once(known).filter(pl.col("source").is_not_null())
    own = pl.col("amount") - pl.col("transfer_amount").fill_null(0)  # what goes to governments below is spent there
    sums = each.group_by([*PART, "source"], maintain_order=True).agg(
        lhs=own.sum(), steps=pl.col("rounding_step").sum(), lhs_lines=pl.col("line_id")
    )
    rows = sums.join(_project_spending(known), on=PART, how="inner")
    form = pl.col("source") == "performance_form"
    return equations(
        rows.with_columns(
            statement=pl.when(form).then(pl.lit(Statement.PERFORMANCE_PROJECT)).otherwise(pl.lit(Statement.PROJECT)),
            node=pl.lit("total"),
            rhs="own",
            tolerance=half("steps", "own_step"),
            rhs_lines=pl.concat_list("rhs_line"),
        )
    )


def carried_over(known: Known) -> pl.DataFrame:
    """Projects whose code is of an earlier year are what was brought forward, where all projects are published.

    Some places go on with old codes for new money; where the sum is not near what was brought forward, the codes say
    nothing.
    """
    each = _each_once(known)
    whole = each.group_by(PART).agg(all_projects=pl.col("amount").sum())
    old = (
        each.filter(pl.col("project_year") < pl.col("fiscal_year"))
        .group_by(PART, maintain_order=True)
        .agg(lhs=pl.col("amount").sum(), steps=pl.col("rounding_step").sum(), lhs_lines=pl.col("line_id"))
    )
    brought = (pl.col("statement") == Statement.SUMMARY) & (pl.col("line_role") == RowRole.OPENING)
    own_year = known.documents.select(*PART, "fiscal_year")
    opening = known.facts.filter(brought).join(own_year, on=[*PART, "fiscal_year"], how="semi")
    opening = opening.drop_nulls("amount").sort(*PART, "line_no").unique(PART, keep="first", maintain_order=True)
    opening = opening.select(*PART, rhs="amount", own_step="rounding_step", rhs_line="line_id")
    spending = _project_spending(known).select(*PART, "own")
    rows = old.join(opening, on=PART, how="inner").join(whole, on=PART).join(spending, on=PART, how="inner")
    return equations(
        rows.with_columns(
            statement=pl.lit(Statement.PERFORMANCE_PROJECT),
            node=pl.lit("carryover"),
            applies=near("lhs", "rhs") & near("all_projects", "own"),
            tolerance=half("steps", "own_step"),
            rhs_lines=pl.concat_list("rhs_line"),
        )
    )


def costs(known: Known) -> pl.DataFrame:
    """Cost indicators that make up a budget are that budget: a project's money, or basic and project spending.

    A list of costs is meant to be complete where it comes near the budget; a bound on the cost of one head (384元/人)
    is no part of it.
    """
    factor = pl.col("target_unit").replace_strict(_YUAN, default=None, return_dtype=pl.String).cast(pl.Decimal(12, 0))
    money = known.indicators.filter(
        pl.concat_str(pl.col("level_1", "level_2").fill_null("")).str.contains("成本")
        & pl.col("operator").is_in(["<=", "="])
        & ~pl.concat_str(pl.col("level_3", "description").fill_null("")).str.contains(_PER_UNIT)
    ).with_columns(yuan=pl.col("target_value") * factor)
    money = money.drop_nulls("yuan")
    own = [*PART, "project_line_id"]
    budgets = _budgets(known)
    rows = (
        money.join(budgets, on=own, how="inner", nulls_equal=True)
        .filter((pl.col("target_unit") != "元") | (pl.col("yuan") * _HEADS >= pl.col("rhs")))
        .group_by(own, maintain_order=True)
        .agg(lhs=pl.col("yuan").sum(), lhs_lines=pl.col("line_id"), n=pl.len())
        .join(budgets, on=own, how="inner", nulls_equal=True)
    )
    close = (pl.col("lhs") - pl.col("rhs")).abs() * _COSTS_NEAR <= pl.col("rhs")
    complete = (pl.col("n") > 1) | pl.col("project_line_id").is_not_null()
    return equations(rows.with_columns(applies=close & complete, tolerance=half("rounding_step")))


def _budgets(known: Known) -> pl.DataFrame:
    """The money of every project with a form, and basic plus project spending of the department's own form."""
    projects = known.projects.filter(pl.col("amount").is_not_null()).select(
        *PART, "rounding_step", project_line_id="line_id", rhs="amount", node="project_name",
        rhs_lines=pl.concat_list("line_id"), statement=pl.lit(Statement.PERFORMANCE_PROJECT),
    ).unique("project_line_id", keep="first", maintain_order=True)  # fmt: skip
    printed = known.profile.filter((pl.col("item") == "budget") & pl.col("name").is_in(["basic", "project"]))
    whole = printed.group_by(PART, maintain_order=True).agg(
        rounding_step=pl.col("rounding_step").sum(), rhs=pl.col("amount").sum(), rhs_lines=pl.col("line_id"),
        kinds=pl.col("name").n_unique(),
    )  # fmt: skip
    whole = whole.filter(pl.col("kinds") == 2).with_columns(
        project_line_id=pl.lit(None, pl.String),
        node=pl.lit("basic+project"),
        statement=pl.lit(Statement.PERFORMANCE_DEPARTMENT),
    )
    return pl.concat([projects, whole.select(projects.columns)])
