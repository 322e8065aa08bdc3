"""Rows that the publisher withholds: totals above the rows shown, though every figure on the page was read.

Public security, veterans' affairs and others print totals that hold what they do not list.  Such a table reads well,
but for sums over a list of rows that all fall short.  It is told from rows that were lost or misread by what else the
document prints: another table misses the same amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.model.judgements import EVALUATED, FIGURES_UNREAD, PASSED, Severity, Verdict
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.keys import PART, TABLE
from pipelines.reconcile.rule import Children, Classes, Rule

_UNREAD = (FIGURES_UNREAD, "unrecognised_table")  # findings of reading that may be of rows of a table
_SHARE = 10_000  # a gap below this part of the total is no row left out
_TIMES = 10  # nor one that is only some times what rounding explains


@dataclass(frozen=True, slots=True)
class Withheld:
    """`evaluation` with the verdicts told; `rows`: one for each sum that lacks rows.

    result_id, TABLE, statement, rule_id, node, line_id and page of the total, total, amount (what the rows lack), also
    (the statements that bear it out).
    """

    evaluation: Evaluation
    rows: pl.DataFrame


def tell_withheld(
    evaluation: Evaluation, facts: pl.DataFrame, rules: Sequence[Rule], reading: pl.DataFrame
) -> Withheld:
    """Failing sums that lack rows the publisher does not print get the verdict `rows_withheld`.

    So do equations with other statements that these rows miss by the same amount.

    Args:
        evaluation: results and terms.
        facts: core.fact_budget.
        rules: the registry.
        reading: raw.finding; a table whose figures were not all read withholds nothing.
    """
    short = _short(evaluation, facts, rules)
    if short.is_empty():
        return Withheld(evaluation, short.with_columns(also=pl.lit([], pl.List(pl.String))).select(_ROWS))
    short = _fully_read(_borne_out(short, evaluation, facts), facts, reading)
    short = _supported(short, evaluation, facts)
    heads = _heads(short)
    told = pl.concat([short["result_id"], _between(heads, evaluation, facts)["result_id"]])
    verdict = pl.when(pl.col("result_id").is_in(told.implode())).then(pl.lit(Verdict.ROWS_WITHHELD))
    results = evaluation.results.with_columns(verdict=verdict.otherwise("verdict"))
    return Withheld(Evaluation(results, evaluation.terms), short.select(_ROWS))


_ROWS = ["result_id", *TABLE, "statement", "rule_id", "node", "line_id", "page", "total", "amount", "also"]


def _short(evaluation: Evaluation, facts: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """Failing sums over a list of rows, of tables in which nothing else fails: `amount` is what the rows lack.

    A total of a fixed number of parts (本年支出合计 and 结转下年) lists no rows.
    """
    lists = [
        rule.id
        for rule in rules
        if isinstance(rule.shape, Children) or (isinstance(rule.shape, Classes) and not rule.shape.via)
    ]
    failing = evaluation.results.filter(
        (pl.col("verdict") == Verdict.FAIL)
        & (pl.col("severity") == Severity.CRITICAL)
        & pl.col("table_no").is_not_null()
    )
    gap, total = pl.col("residual"), pl.col("lhs").abs()
    lacks = (gap > _TIMES * pl.col("tolerance")) & (gap * _SHARE >= total)
    fits = pl.col("rule_id").is_in(lists) & lacks
    own = failing.filter(fits.fill_null(value=False).all().over(TABLE))
    printed = facts.select("line_id", "line_no", "page", "amount")
    heads = evaluation.terms.filter(pl.col("side") == "lhs").join(own.select("result_id"), on="result_id", how="semi")
    heads = heads.join(printed, on="line_id").group_by("result_id").agg(pl.col("line_id", "line_no", "page").first())
    own = own.with_columns(amount="residual", total="lhs")
    short = own.join(heads, on="result_id", how="inner", maintain_order="left")
    return short.join(_moved(short, facts), on=TABLE, how="anti")


def _moved(short: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Tables in which what a row lacks stands in another row, below a heading it may not belong to."""
    lacking = short.select(*TABLE, "line_no", pl.col("amount").max().over(*TABLE, "line_no")).unique()
    leaves = facts.filter(pl.col("is_leaf") & ~pl.col("is_total")).select(*TABLE, "amount", other_no="line_no")
    met = lacking.join(leaves, on=[*TABLE, "amount"])
    return met.filter(pl.col("other_no") != pl.col("line_no")).select(TABLE).unique()


def _borne_out(short: pl.DataFrame, evaluation: Evaluation, facts: pl.DataFrame) -> pl.DataFrame:
    """Without parts in which sums mostly fail: their digits may be read as other digits.

    An equation of two figures only says that one is the same as the other, which misread digits are too.
    """
    figures = facts.filter(pl.col("amount") != 0).select("line_id")
    sums = evaluation.terms.join(figures, on="line_id").group_by("result_id").len().filter(pl.col("len") > 2)
    inside = evaluation.results.filter(pl.col("table_no").is_not_null()).join(sums, on="result_id", how="semi")
    held, fails = pl.col("verdict").is_in(PASSED), pl.col("verdict") == Verdict.FAIL
    sound = inside.group_by(PART).agg(sound=held.sum() >= fails.sum()).filter("sound")
    return short.join(sound, on=PART, how="semi", maintain_order="left")


def _fully_read(short: pl.DataFrame, facts: pl.DataFrame, reading: pl.DataFrame) -> pl.DataFrame:
    """Without tables of which, or on whose pages and the one after, something printed was not read."""
    pages = facts.group_by(TABLE).agg(first=pl.col("page").min(), last=pl.col("page").max() + 1)
    doubts = reading.filter(pl.col("kind").is_in(_UNREAD)).select("document_id", "page", about="statement")
    doubts = doubts.rename({"page": "doubtful"})
    met = short.select(*TABLE, "statement").unique().join(pages, on=TABLE).join(doubts, on="document_id")
    same = pl.col("about") == pl.col("statement")
    there = pl.col("doubtful").is_between("first", "last")
    unread = met.filter(same.fill_null(value=False) | there.fill_null(value=False))
    return short.join(unread.select(TABLE).unique(), on=TABLE, how="anti")


def _supported(short: pl.DataFrame, evaluation: Evaluation, facts: pl.DataFrame) -> pl.DataFrame:
    """Tables of which every row that falls short does so elsewhere too; `also` names the statements.

    Elsewhere is another table that lacks the same amount, or a statement whose figure the rows fall short of by it.
    Where a document withholds rows in this way, so does a table of it whose total another statement prints.
    """
    heads = _heads(short)
    other = short.select(*PART, other_no="table_no", other="statement", amount="amount").unique()
    tables = heads.explode("amounts").rename({"amounts": "amount"}).join(other, on=[*PART, "amount"])
    tables = tables.filter((pl.col("other_no") != pl.col("table_no")) & (pl.col("other") != pl.col("statement")))
    key = [*TABLE, "line_no"]
    also = pl.concat([tables.select(*key, "other"), _against(heads, evaluation, facts)]).unique()
    also = also.group_by(key).agg(also=pl.col("other").sort().unique(maintain_order=True))
    found = heads.join(also, on=key, how="left").join(_printed_elsewhere(heads, evaluation), on=key, how="left")
    seen, known = pl.col("also").is_not_null(), pl.col("elsewhere").fill_null(value=False)
    sure = seen.all().over(TABLE)
    kept = found.filter(sure | ((seen | known).all().over(TABLE) & sure.any().over(PART)))
    return short.join(kept.select(*key, "also"), on=key, how="inner", maintain_order="left").with_columns(
        pl.col("also").fill_null([])
    )


def _heads(short: pl.DataFrame) -> pl.DataFrame:
    """The rows whose sums fall short, with what they lack in their columns: `amounts`, `largest`, `lines`."""
    return short.group_by(*TABLE, "statement", "line_no").agg(
        amounts=pl.col("amount").unique(), largest=pl.col("amount").max(), lines=pl.col("line_id").unique()
    )


def _between(heads: pl.DataFrame, evaluation: Evaluation, facts: pl.DataFrame) -> pl.DataFrame:
    """Failing equations in which rows of a table are short of another statement by what it lacks.

    Several rows: one that is compared by itself is misprinted.  Gives TABLE, line_no, result_id.
    """
    between = evaluation.results.filter((pl.col("verdict") == Verdict.FAIL) & pl.col("table_no").is_null())
    between = between.select("result_id", gap=pl.col("residual").abs(), less=pl.col("residual") < 0)
    terms = evaluation.terms.join(between, on="result_id").join(facts.select("line_id", *TABLE), on="line_id")
    short = terms.filter((pl.col("side") == "lhs") == pl.col("less")).filter(pl.len().over("result_id") > 1)
    own = heads.select(*TABLE, "line_no", gap="largest").join(short, on=[*TABLE, "gap"])
    return own.select(*TABLE, "line_no", "result_id").unique()


def _against(heads: pl.DataFrame, evaluation: Evaluation, facts: pl.DataFrame) -> pl.DataFrame:
    """Statements whose figure is above the same rows by what they lack: TABLE, line_no, other."""
    there = evaluation.terms.join(facts.select("line_id", other="statement"), on="line_id").select("result_id", "other")
    met = _between(heads, evaluation, facts).join(there, on="result_id")
    met = met.join(heads.select(*TABLE, "line_no", "statement"), on=[*TABLE, "line_no"])
    return met.filter(pl.col("other") != pl.col("statement")).select(*TABLE, "line_no", "other").unique()


def _printed_elsewhere(heads: pl.DataFrame, evaluation: Evaluation) -> pl.DataFrame:
    """Rows of which another statement prints a figure, none of them otherwise: TABLE, line_no, elsewhere."""
    between = evaluation.results.filter(
        pl.col("verdict").is_in(EVALUATED) & pl.col("table_no").is_null() & (pl.col("severity") != Severity.INFO)
    )
    said = evaluation.terms.join(between.select("result_id", held=pl.col("verdict").is_in(PASSED)), on="result_id")
    lines = heads.select(*TABLE, "line_no", "lines").explode("lines").rename({"lines": "line_id"})
    return lines.join(said, on="line_id").group_by(*TABLE, "line_no").agg(elsewhere=pl.col("held").all())
