"""quality.document: one row per file that says what became of it."""

from collections.abc import Mapping

import polars as pl

from pipelines.model.judgements import PASSED, PRINT_DROPPED, Assurance, LoadStatus, Verdict
from pipelines.model.sentences import Sentence, say, words
from pipelines.model.sentences.expressions import said

_BLANK_SET = 4  # statements without a figure: fewer may be tables a body has nothing to put into
_COUNTS = (
    *("statements", "lines", "quarantined", "repaired", "in_doubt", "identities_held", "identities_failed"),
    "unplaced",
)
_TRIED = ("tries", "first_failed_at", "next_try_at")


def document_rows(
    raw: Mapping[str, pl.DataFrame],
    core: pl.DataFrame,
    quarantine: pl.DataFrame,
    results: pl.DataFrame,
    parts: pl.DataFrame,
    doubted: pl.DataFrame,
) -> pl.DataFrame:
    """Status, reason and counts of every file in ``raw["raw.document"]``.

    loaded: all its lines are in core; partly: some are; quarantined: none of those it has; no_statements: read,
    but it holds none, or a set of them without a figure (reason template); unreadable: `raw.document.reason` says
    why.  Forms (projects, procurement, staff) are statements too; ``parts`` (core.dim_document) tells whose and of
    which year they are, ``doubted`` are figures of a picture that nothing settled.
    """
    whose = parts.filter(pl.col("fiscal_year").is_not_null() & pl.col("stage").is_not_null())
    homeless = raw["raw.form"].join(whose, on=["document_id", "part_no"], how="anti")
    failing = results.filter(pl.col("verdict") == Verdict.FAIL)
    counted = (
        raw["raw.document"]
        .select("document_id", *_TRIED, read_reason="reason", read_message="message")
        .join(_count(raw["raw.statement"], "statements"), on="document_id", how="left")
        .join(_count(raw["raw.line"], "printed"), on="document_id", how="left")
        .join(_count(core, "lines"), on="document_id", how="left")
        .join(_count(quarantine, "quarantined"), on="document_id", how="left")
        .join(_count(_repaired(core, quarantine), "repaired"), on="document_id", how="left")
        .join(_count(doubted, "in_doubt"), on="document_id", how="left")
        .join(_count(results.filter(pl.col("verdict").is_in(PASSED)), "identities_held"), on="document_id", how="left")
        .join(_count(failing, "identities_failed"), on="document_id", how="left")
        .join(_count(homeless, "homeless"), on="document_id", how="left")
        .join(_count(raw["raw.form"], "forms"), on="document_id", how="left")
        .join(_dropped_of_cover(raw["raw.finding"]), on="document_id", how="left")
        .with_columns(pl.col("printed", "homeless", "forms", *_COUNTS[:-1]).fill_null(0))
        .with_columns(
            unplaced=pl.col("printed")
            - pl.col("lines")
            - pl.col("quarantined")
            - pl.col("in_doubt")
            + pl.col("homeless")
        )
        .with_columns(status=_status())
        .with_columns(reason=_reason())
    )
    message_zh, message_en = _messages()
    return counted.with_columns(message_zh=message_zh, message_en=message_en).select(
        "document_id", "status", "reason", "message_zh", "message_en", *_TRIED, *_COUNTS[:-1]
    )


def _count(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    return frame.group_by("document_id").agg(pl.len().cast(pl.Int64).alias(name))


def _dropped_of_cover(found: pl.DataFrame) -> pl.DataFrame:
    """What findings say of print on a first page that was not read: it may have named the body or the year."""
    dropped = found.filter((pl.col("kind") == PRINT_DROPPED) & (pl.col("page") == 1))
    return dropped.group_by("document_id").agg(
        pl.col("message_zh").sort().first().alias("dropped_zh"), pl.col("message_en").sort().first().alias("dropped_en")
    )


def _repaired(core: pl.DataFrame, quarantine: pl.DataFrame) -> pl.DataFrame:
    both = pl.concat([core.select("document_id", "assurance"), quarantine.select("document_id", "assurance")])
    return both.filter(pl.col("assurance") == Assurance.REPAIRED)


def _status() -> pl.Expr:
    held_back = (pl.col("quarantined") > 0) | (pl.col("unplaced") > 0) | (pl.col("in_doubt") > 0)
    return (
        pl.when(pl.col("read_reason").is_not_null())
        .then(pl.lit("unreadable"))
        .when((pl.col("statements") == 0) | _is_template())
        .then(pl.lit("no_statements"))
        .when(held_back & (pl.col("lines") == 0) & (pl.col("forms") == pl.col("homeless")))
        .then(pl.lit(LoadStatus.QUARANTINED))
        .when(held_back)
        .then(pl.lit(LoadStatus.PARTLY))
        .otherwise(pl.lit(LoadStatus.LOADED))
    )


def _is_template() -> pl.Expr:
    """Whether a set of statements prints no figure at all."""
    return (pl.col("statements") >= _BLANK_SET) & (pl.col("printed") == 0) & (pl.col("forms") == 0)


def _reason() -> pl.Expr:
    return (
        pl.when(pl.col("read_reason").is_not_null())
        .then("read_reason")
        .when(_is_template())
        .then(pl.lit("template"))
        .when(pl.col("status") == "no_statements")
        .then(pl.lit("no_statements"))
        .when(pl.col("unplaced") > 0)
        .then(pl.lit("owner_or_year_unknown"))
        .when(pl.col("quarantined") > 0)
        .then(pl.lit("rules_failed"))
        .when(pl.col("in_doubt") > 0)
        .then(pl.lit("figures_in_doubt"))
    )


def _messages() -> tuple[pl.Expr, pl.Expr]:
    none, blank = said("documents.no_statements"), said("documents.template")
    plain = said("documents.owner_or_year_unknown", count=pl.col("unplaced"))
    unplaced = [
        pl.coalesce(
            said("documents.owner_or_year_unread", count=pl.col("unplaced"), dropped=pl.col(column))[n], plain[n]
        )
        for n, column in enumerate(("dropped_zh", "dropped_en"))
    ]
    failed = said("documents.rules_failed", count=pl.col("quarantined"))
    in_doubt = said("documents.figures_in_doubt", count=pl.col("in_doubt"))
    zh, en = (
        pl.when(pl.col("reason") == "no_statements")
        .then(none[n])
        .when(pl.col("reason") == "template")
        .then(blank[n])
        .when(pl.col("reason") == "owner_or_year_unknown")
        .then(unplaced[n])
        .when(pl.col("reason") == "rules_failed")
        .then(failed[n])
        .when(pl.col("reason") == "figures_in_doubt")
        .then(in_doubt[n])
        .when(pl.col("status") == "unreadable")
        .then(unreadable)
        for n, unreadable in enumerate(_unreadable())
    )
    return zh, en


def _unreadable() -> tuple[pl.Expr, pl.Expr]:
    other = say("documents.not_readable")
    zh, en = (_by_reason(words("documents.unreadable"), n, pl.lit(other[n])) for n in (0, 1))
    # A reader says it best, in English; where it only repeats the reason, the sentence of the catalogue does.
    told = pl.when(pl.col("read_message") != pl.col("read_reason")).then("read_message").otherwise(en)
    remedies = [_by_reason(words("documents.remedy"), n, pl.lit(None, pl.String)) for n in (0, 1)]
    return (
        pl.concat_str(zh, remedies[0], separator="；", ignore_nulls=True),
        pl.concat_str(told, remedies[1], separator="; ", ignore_nulls=True),
    )


def _by_reason(said: Mapping[str, Sentence], language: int, otherwise: pl.Expr) -> pl.Expr:
    """What a group of the catalogue says of the reason a file was not read."""
    known = {reason: one[language] for reason, one in said.items()}
    return pl.col("read_reason").replace_strict(known, default=otherwise, return_dtype=pl.String)
