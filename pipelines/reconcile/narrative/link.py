"""The printed cell a figure of the narrative speaks of, and whether the two agree.

Rules: docs/rules/narrative.md.  Cells that may be the subject: pipelines/layouts/narrative_facts.toml.
A claim is linked to the cell that prints the same amount (within half a step of each); where no cell does, it differs
from a cell of the very money it names, provided its own words make that money certain.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from pipelines.layouts.load import load
from pipelines.model.judgements import Assurance, ClaimVerdict
from pipelines.reconcile.money import cents, micro
from pipelines.reconcile.narrative.bodies import of_others
from pipelines.reconcile.prepare import Prepared, prepare
from pipelines.reconcile.rule import Selector
from pipelines.reconcile.shapes.select import of_column, of_row, where

_PART = ["document_id", "part_no"]
_PLACE = [*_PART, "fiscal_year", "stage", "subject", "key"]
_MICRO_PER_CENT = 10_000
_WORDS = 14  # characters before a figure that name it
_ASSURANCE = {ClaimVerdict.AGREES: Assurance.CONSISTENT, ClaimVerdict.DIFFERS: Assurance.DISPUTED}


@dataclass(frozen=True, slots=True)
class _Cells:
    """Which cells, whose money they count, and the words with which a figure means another cell."""

    of: str
    selector: Selector
    besides: str | None


@cache
def _entries() -> tuple[tuple[str, str, tuple[_Cells, ...]], ...]:
    return tuple(
        (e.value, e.data.get("by", ""), tuple(_cells(one) for one in e.data["select"]))
        for e in load("narrative_facts.toml")["fact"]
    )


def _cells(given: dict[str, Any]) -> _Cells:
    own = ("of", "besides")
    fields: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in given.items() if name not in own
    }
    return _Cells(given["of"], Selector(**fields), given.get("besides"))


def candidates(prepared: Prepared) -> pl.DataFrame:
    """Cells that may be what a claim speaks of: place, `subject`, `key` (code), `of`, `order`, line_id, cents, step.

    A unit's rows of one column that have no total of their own are also added up: that sum stands beside the cells,
    under the first of them.
    """
    found, order = [], 0
    place = prepared.tables.select("table", "document_id", "part_no")
    for subject, by, selectors in _entries():
        for one in selectors:
            cells = prepared.located.filter(where(one.selector) & of_column(one.selector) & of_row(one.selector))
            key = _key(by)
            found.append(
                (cells.filter(key.is_not_null()) if by else cells)
                .join(place, on="table")
                .select(
                    "document_id",
                    "part_no",
                    "fiscal_year",
                    "stage",
                    "table",
                    "series",
                    "line_id",
                    "cents",
                    "step",
                    split=pl.any_horizontal(pl.col("etype", "period").is_not_null()),
                    subject=pl.lit(subject),
                    key=key,
                    of=pl.lit(one.of),
                    besides=pl.lit(one.besides, pl.String),
                    order=pl.lit(order, pl.Int64),
                )
                .with_columns(pl.col("document_id", "stage", "key", "line_id").cast(pl.String))
            )
            order += 1
    cells = pl.concat(found).with_columns(besides=pl.col("besides").drop_nulls().first().over("subject", "line_id"))
    column = [*_PLACE, "of", "order", "table", "series"]
    sums = (
        cells.group_by(column, maintain_order=True)
        .agg(pl.col("line_id", "split", "besides").first(), pl.col("cents").sum(), pl.col("step").sum(), n=pl.len())
        .filter(pl.col("n") > 1)
        .with_columns(order=pl.col("order") + order)
    )
    return pl.concat([cells, sums.select(cells.columns)]).drop("table", "series")


def _key(by: str) -> pl.Expr:
    if by == "functional_code":
        # rows crossed with an economic code repeat the functional one
        crossed = pl.coalesce("economic_code", "government_economic_code").is_not_null()
        return pl.when(~crossed).then("functional_code")
    if by == "economic":
        return pl.coalesce("economic_code", "government_economic_code")
    return pl.lit("")


def _code() -> pl.Expr:
    """The code a claim is about; empty for the department's."""
    economic = pl.coalesce("economic_code", "government_economic_code")
    return (
        pl.when(pl.col("subject") == "economic")
        .then(economic)
        .when(pl.col("subject") == "function")
        .then("functional_code")
        .otherwise(pl.coalesce("functional_code", economic, pl.lit("")))  # the personnel of one function
    )


def link(
    claims: pl.DataFrame, facts: pl.DataFrame, documents: pl.DataFrame, parts: pl.DataFrame | None = None
) -> pl.DataFrame:
    """`claims` (core.fact_claim) with `fact_line_id`, `verdict` (agrees, differs, null), `assurance` and `cells`.

    `cells` is how many printed cells a claim may speak of (null: none).

    ``facts``: core.fact_budget.  ``documents``: core.dim_document.  ``parts``: raw.part, for the names of departments:
    what a sentence says of another body differs from none of these cells.  A claim that names its fact already (the
    text of a project, `pipelines.conform.stated`) is left as it is.
    """
    named = pl.col("fact_line_id").is_not_null()
    own = _linked(claims.filter(~named), facts, documents, parts)
    return pl.concat([own, claims.filter(named)], how="diagonal_relaxed")


def _linked(
    claims: pl.DataFrame, facts: pl.DataFrame, documents: pl.DataFrame, parts: pl.DataFrame | None
) -> pl.DataFrame:
    amounts = claims.filter((pl.col("kind") == "amount") & pl.col("amount").is_not_null()).select(
        "line_id",
        "document_id",
        "part_no",
        "fiscal_year",
        "stage",
        "subject",
        key=_code(),
        own_cents=cents("amount"),
        own_step=micro("rounding_step"),
        words=_words_before(),
        money=pl.coalesce("fund_source", pl.lit("all")),
        sure=pl.col("is_certain") & pl.col("measure").is_null(),
        whole=pl.col("measure").is_null() & (pl.col("amount") != 0),
    )
    if amounts.is_empty() or facts.is_empty():
        return claims.with_columns(
            verdict=pl.lit(None, pl.String), assurance=pl.lit(Assurance.UNCHECKED), cells=pl.lit(None, pl.Int64)
        )
    prepared = prepare(facts, documents)
    cells = candidates(prepared).rename({"line_id": "cell_id"})
    gap = _gap()
    pairs = amounts.join(cells, on=_PLACE, how="inner").with_columns(
        gap=gap,
        agrees=_agrees(),
        cut=_is_cut(gap),
        strict=pl.col("sure") & ((pl.col("of") == pl.col("money")) | (pl.col("of") == "any")) & _is_meant(),
    )
    pairs = pairs.with_columns(strict=pl.col("strict") | _only_amount())
    best = (
        pairs.filter(pl.col("agrees") | pl.col("strict"))
        .sort("line_id", ~pl.col("agrees"), "gap", "order", "cell_id")
        .group_by("line_id", maintain_order=True)
        .agg(
            fact_line_id=pl.col("cell_id").first(),
            verdict=pl.when((pl.col("agrees") | pl.col("cut")).first())
            .then(pl.lit(ClaimVerdict.AGREES))
            .otherwise(pl.lit(ClaimVerdict.DIFFERS)),
        )
    )
    differing = best.filter(pl.col("verdict") == ClaimVerdict.DIFFERS).select("line_id")
    others = of_others(claims.join(differing, on="line_id", how="semi"), parts)
    best = best.join(others, on="line_id", how="anti")
    best = pl.concat([best, _misdated(amounts, best, cells, documents)])
    best = pl.concat([best, _nothing(amounts.join(best, on="line_id", how="anti"), cells, facts)])
    printed = pairs.group_by("line_id").agg(cells=pl.len().cast(pl.Int64))
    return (
        claims.drop("fact_line_id", "verdict")
        .join(best, on="line_id", how="left", maintain_order="left")
        .join(printed, on="line_id", how="left", maintain_order="left")
        .with_columns(
            assurance=pl.col("verdict").replace_strict(_ASSURANCE, default=Assurance.UNCHECKED, return_dtype=pl.String)
        )
    )


def _words_before() -> pl.Expr:
    """The words right before the figure of a claim, without blanks."""
    sentence = pl.col("sentence").str.replace_all(r"\s", "")
    return sentence.str.split(by=pl.col("amount_published")).list.first().str.tail(_WORDS)


def _is_meant() -> pl.Expr:
    """Whether the words before the figure do not mean another cell."""
    return pl.col("besides").is_null() | ~pl.col("words").str.contains(pl.col("besides"))


def _gap() -> pl.Expr:
    return (pl.col("own_cents") - pl.col("cents")).abs()


def _agrees() -> pl.Expr:
    """Within half a step of each."""
    return 2 * _MICRO_PER_CENT * _gap() <= pl.col("own_step") + pl.col("step")


def _misdated(
    amounts: pl.DataFrame, linked: pl.DataFrame, cells: pl.DataFrame, documents: pl.DataFrame
) -> pl.DataFrame:
    """`line_id`, `fact_line_id` and `verdict` of claims of another year that a cell of the document's own year prints.

    Only where the text gives nothing of the document's year for the subject: last year's figure may be the same.
    """
    own = documents.select(*_PART, own_year=pl.col("fiscal_year").cast(pl.Int64)).unique(_PART, keep="first")
    placed = amounts.join(own, on=_PART).filter(pl.col("own_cents") != 0)
    elsewhere = pl.col("fiscal_year") != pl.col("own_year")
    alone = elsewhere.all().over([*_PART, "subject", "key"])
    asked = placed.filter(elsewhere & alone).join(linked, on="line_id", how="anti").with_columns(fiscal_year="own_year")
    return (
        asked.join(cells, on=_PLACE, how="inner")
        .filter(_agrees() & (pl.col("of") != ""))
        .sort("line_id", "order", "cell_id")
        .group_by("line_id", maintain_order=True)
        .agg(fact_line_id=pl.col("cell_id").first(), verdict=pl.lit(ClaimVerdict.DIFFERS))
    )


def _nothing(amounts: pl.DataFrame, cells: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """`line_id`, `fact_line_id` (null) and `verdict` of claims of 0 about what tables beside them print no amount of.

    Of a subject that some cells are surely about, others do not count.
    """
    sure = [subject for subject, _, selectors in _entries() if any(one.of for one in selectors)]
    known = [subject for subject, _, _ in _entries()]
    told = amounts.filter((pl.col("own_cents") == 0) & pl.col("subject").is_in(known))
    beside = facts.select(pl.col("document_id", "stage").cast(pl.String), "part_no", "fiscal_year").unique()
    amounts_printed = cells.filter((pl.col("cents") != 0) & ((pl.col("of") != "") | ~pl.col("subject").is_in(sure)))
    return (
        told.join(beside, on=[*_PART, "fiscal_year", "stage"], how="semi")
        .join(amounts_printed, on=_PLACE, how="anti")
        .select("line_id", fact_line_id=pl.lit(None, pl.String), verdict=pl.lit(ClaimVerdict.AGREES))
    )


def _only_amount() -> pl.Expr:
    """Whether the cell prints the only amount the document has for a function, whichever money that is of.

    The words need not say whose money it is then.  Cells of a part (its basic spending, its carry-over) do not count.
    """
    counts = (pl.col("of") != "") & ~pl.col("split") & (pl.col("cents") != 0)
    amount = pl.when(counts).then("cents")
    alone = amount.drop_nulls().n_unique().over("line_id") == 1
    return pl.col("whole") & counts & alone & (pl.col("subject") == "function")


def _is_cut(gap: pl.Expr) -> pl.Expr:
    """Whether the text prints the digits of the cell without those it has no room for, as they stand (1,237.67: 1,237).

    That agrees; the rules say `truncated` of it.
    """
    own, there = pl.col("own_cents"), pl.col("cents")
    less = (own.abs() < there.abs()) & (own.sign() == there.sign())
    return less & (_MICRO_PER_CENT * gap < pl.col("own_step")) & (pl.col("step") < pl.col("own_step"))
