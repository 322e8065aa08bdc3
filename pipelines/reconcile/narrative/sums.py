"""Parts the text lists against the whole it gives and the same figure said twice (N4).

A list of many items is judged by what rounding can be expected to do, not by its worst case: the errors of n figures
printed to a step u spread with u * sqrt(n / 12), and beyond three times that the digits were not rounded from figures
that add up.  For few items the worst case, n * u / 2, is smaller and holds.
Counts (of vehicles) are not rounded: they have no tolerance.
"""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import ClaimVerdict
from pipelines.model.units import YUAN
from pipelines.reconcile.money import EXACT
from pipelines.reconcile.narrative.bodies import of_others
from pipelines.reconcile.narrative.frames import Seen, code_of_claim, equations, named_node
from pipelines.reconcile.rule import Narrative

MONEY = rf"\d\s*(?:{'|'.join(YUAN)})"
_VEHICLES = r"\d\s*辆"
_SPREAD = 3
NEAR = 20  # a list within a twentieth of its whole is meant to be complete


def parts(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """A whole of ``rule.total`` = the sum of its listed parts of ``rule.subjects``.

    ``rule.complete`` are the subjects without which the list says nothing; where none are named, the list must come
    near its whole.  A part that is itself listed with ``rule.inner`` parts counts as their sum.
    """
    amounts = _finest(seen.claims.filter(pl.col("kind").is_in(["amount", "count"]) & pl.col("value").is_not_null()))
    inner = _inner_sums(amounts, rule)
    listed = amounts.filter(pl.col("subject").is_in(rule.subjects)).join(inner, on="line_id", how="left")
    # a list announced and then gone through item by item gives each of them twice
    again = pl.struct("of_line_id", "subject", "subject_name").is_first_distinct() | (pl.col("kind") == "count")
    listed = listed.with_columns(value=pl.coalesce("inner_value", "value")).filter(again)
    level = pl.col("functional_code").str.len_chars()  # classes, and not what is listed below them as well
    listed = listed.filter(level.is_null() | (level == level.min().over("of_line_id")))
    sums = listed.group_by("of_line_id", "document_id", "part_no").agg(
        rhs=pl.col("value").sum(),
        steps=pl.col("step").sum(),
        step=pl.col("step").max(),
        n=pl.len(),
        given=pl.col("subject").unique(),
        counted=(pl.col("kind") == "count").all(),
        names=pl.col("subject_name").drop_nulls(),
        rhs_lines=pl.col("line_id"),
        sentence=pl.col("sentence").first(),
        sentences=pl.col("sentence").n_unique(),
    )
    whole = amounts.filter(pl.col("subject").is_in(rule.total)).select(
        of_line_id="line_id", lhs="value", own_step="step", node="subject", whole_sentence="sentence"
    )
    rows = whole.join(sums, on="of_line_id", how="inner").filter(pl.col("n") > 1)
    rows = rows.join(_printed(seen), on=["document_id", "part_no", "sentence"], how="left")
    own = (pl.col("sentence") == pl.col("whole_sentence")).cast(pl.Int64)
    printed = pl.when("counted").then("vehicles").otherwise("money")
    rows = rows.with_columns(is_read=(pl.col("sentences") == 1) & (printed == pl.col("n") + own))
    rows = rows.with_columns(tolerance=_rounding(), lhs_lines=pl.concat_list("of_line_id"))
    rows = rows.with_columns(applies=_is_complete(rule))
    listed_rows = equations(rows)
    return pl.concat([listed_rows, _apart(amounts, listed_rows, rule)]) if rule.apart else listed_rows


def _printed(seen: Seen) -> pl.DataFrame:
    """How many sums of money that are no changes, and numbers of vehicles, each sentence prints.

    document_id, part_no, sentence, `money`, `vehicles`.
    """
    place = ["document_id", "part_no", "sentence"]
    changes = ((pl.col("kind") == "change") & pl.col("value").is_not_null()).sum().cast(pl.Int64)
    sentence = pl.col("sentence").first()
    return seen.claims.group_by(place, maintain_order=True).agg(
        money=sentence.str.count_matches(MONEY).cast(pl.Int64) - changes,
        vehicles=sentence.str.count_matches(_VEHICLES).cast(pl.Int64),
    )


def _is_complete(rule: Narrative) -> pl.Expr:
    """Whether a list says it is whole: it has the parts, or the name, that show it; else it comes near its whole.

    Of a list that ``rule.whole_sentence`` says may leave something out, or that only comes near, only what is read
    figure by figure can be accused: all of it one sentence, each of its amounts one of the parts.
    """
    named = pl.all_horizontal([pl.col("given").list.contains(one) for one in rule.complete] or [True])
    if rule.complete_name:
        named = pl.col("names").list.eval(pl.element().str.contains(rule.complete_name)).list.any()
    is_named = bool(rule.complete or rule.complete_name)
    if is_named and not rule.whole_sentence:
        return named
    gap = (pl.col("lhs") - pl.col("rhs")).abs()
    near = pl.lit(value=True) if rule.complete_name else gap * NEAR <= pl.col("lhs").abs()
    return named & near & (pl.col("is_read") | (gap <= pl.col("tolerance")))


def _rounding() -> pl.Expr:
    """What rounding explains between a whole and the sum of its parts."""
    worst = (pl.col("steps") + pl.col("own_step")) / 2
    count = (pl.col("n") + 1).cast(pl.Float64)
    likely = pl.max_horizontal("step", "own_step") * (_SPREAD * (count / 12).sqrt()).cast(EXACT)
    return pl.when("counted").then(pl.lit(0).cast(EXACT)).otherwise(pl.min_horizontal(worst, likely))


def _apart(amounts: pl.DataFrame, listed: pl.DataFrame, rule: Narrative) -> pl.DataFrame:
    """Wholes whose parts stand under headings of their own: each part that is not ``inner`` stated, in one way only.

    A whole that is the sum of a list already is left out.
    """
    place = ["document_id", "part_no", "fiscal_year", "stage"]
    parts = [one for one in rule.subjects if one not in rule.inner]
    told = amounts.filter((pl.col("kind") == "amount") & pl.col("subject").is_in([*rule.total, *parts]))
    once = (
        told.group_by(*place, "subject", maintain_order=True)
        .agg(pl.col("value", "step", "line_id").first(), ways=pl.col("value").n_unique())
        .filter(pl.col("ways") == 1)
    )
    summed = (
        once.filter(pl.col("subject").is_in(parts))
        .group_by(place, maintain_order=True)
        .agg(
            rhs=pl.col("value").sum(),
            steps=pl.col("step").sum(),
            step=pl.col("step").max(),
            n=pl.len(),
            counted=pl.lit(value=False),
            rhs_lines=pl.col("line_id"),
        )
        .filter(pl.col("n") == len(parts))
    )
    added_up = listed.filter("applies").select(line_id=pl.col("lhs_lines").list.first())
    wholes = once.filter(pl.col("subject").is_in(rule.total)).join(added_up, on="line_id", how="anti")
    rows = wholes.select(*place, lhs="value", own_step="step", node="subject", lhs_lines=pl.concat_list("line_id"))
    return equations(rows.join(summed, on=place, how="inner").with_columns(tolerance=_rounding()))


def _finest(amounts: pl.DataFrame) -> pl.DataFrame:
    """Zeros at the end are often cut (13.8): a passage is printed to the step of its finest figure."""
    place = ["document_id", "part_no", "paragraph_no", "unit"]
    return amounts.with_columns(step=pl.col("step").min().over(place))


def _inner_sums(amounts: pl.DataFrame, rule: Narrative) -> pl.DataFrame:
    """Parts that list parts of their own, all of ``rule.inner``, with the sum of those."""
    own = (
        amounts.filter(pl.col("subject").is_in(rule.inner))
        .group_by(line_id="of_line_id")
        .agg(inner_value=pl.col("value").sum(), n=pl.col("subject").n_unique())
    )
    return own.filter(pl.col("n") == max(len(rule.inner), 1)).drop("n")


def twice(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """The same figure said twice is the same; figures the tables confirm are left to the rules about tables.

    What a sentence says of another body is another figure, and so is one that is not half the first or more than twice.
    """
    key = ["document_id", "part_no", "subject", "fund_source", "flow", "fiscal_year", "stage"]
    rows = seen.claims.filter(
        (pl.col("kind") == "amount") & pl.col("subject").is_in(rule.subjects) & pl.col("is_certain")
    )
    rows = (
        rows.join(of_others(rows, seen.names), on="line_id", how="anti", maintain_order="left")
        .with_columns(
            first=pl.col("value").first().over(key),
            first_step=pl.col("step").first().over(key),
            first_line=pl.col("line_id").first().over(key),
        )
        .filter((pl.col("line_id") != pl.col("first_line")) & pl.col("verdict").is_null())
    )
    rows = rows.filter((pl.col("value") <= 2 * pl.col("first")) & (pl.col("first") <= 2 * pl.col("value")))
    return _as_first_said(rows, pl.col("subject"))


def confirmed(seen: Seen, rule: Narrative) -> pl.DataFrame:
    """What the text says again of an item is what the tables confirm it to be; the first side is that figure.

    A figure that any table prints for the item is another money of it (its basic spending, a single fund).  Functions
    without a code are not told from one another; sentences with ``rule.vague`` speak of other money by the same name.
    """
    key = ["document_id", "part_no", "subject", "code", "measure", "flow", "fund_source", "fiscal_year", "stage"]
    rows = seen.claims.with_columns(code=code_of_claim()).filter(
        (pl.col("kind") == "amount")
        & pl.col("subject").is_in(rule.subjects)
        & (pl.col("code").is_not_null() | ~pl.col("subject").is_in(rule.inner))
        & (pl.col("value") != 0)
        & ~pl.col("sentence").str.contains(rule.vague)
    )
    agreed = (
        rows.filter(pl.col("verdict") == ClaimVerdict.AGREES)
        .group_by(key, maintain_order=True)
        .agg(first=pl.col("value").first(), first_step=pl.col("step").first(), first_line=pl.col("line_id").first())
    )
    again = rows.join(agreed, on=key, how="inner", nulls_equal=True).filter(pl.col("line_id") != pl.col("first_line"))
    same_money = (pl.col("verdict") == ClaimVerdict.AGREES) & (pl.col("value") == pl.col("first"))
    return _as_first_said(again.filter(pl.col("verdict").is_null() | same_money), named_node())


def _as_first_said(rows: pl.DataFrame, node: pl.Expr) -> pl.DataFrame:
    """Each claim is the figure that `first`, `first_step` and `first_line` say was given before."""
    return equations(
        rows.with_columns(
            node=node,
            lhs=pl.col("first"),
            rhs=pl.col("value"),
            tolerance=(pl.col("step") + pl.col("first_step")) / 2,
            lhs_lines=pl.concat_list("first_line"),
            rhs_lines=pl.concat_list("line_id"),
        )
    )
