"""Findings of what a statement that loads lacks: rows the publisher withholds, and the part that is held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.model.judgements import LoadStatus, Severity, Verdict
from pipelines.model.sentences import NOTHING, Sentence, joined, say
from pipelines.reconcile.decide import Decision
from pipelines.reconcile.findings import FINDING_SCHEMA
from pipelines.reconcile.keys import TABLE
from pipelines.reconcile.wording import COLUMNS, column_words, statement_words, yuan_text

_SHOWN = 4  # rows named


def withheld_findings(withheld: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """quality.finding of kind `rows_withheld`: one row per sum that lacks rows.

    ``withheld``: `rows` of `pipelines.reconcile.withheld`.  `expected` is what the rows shown come to.
    """
    named = withheld.join(facts.select("line_id", "line_name"), on="line_id", how="left", maintain_order="left")
    return _frame([_withheld(row) for row in named.iter_rows(named=True)])


def _withheld(row: Mapping[str, Any]) -> dict[str, Any]:
    where = say(
        "places.cell",
        page=row["page"],
        statement=statement_words(row["statement"]),
        name=(row["line_name"] or "").replace("\n", ""),
        column=column_words(row["node"]),
    )
    others = joined([statement_words(one) for one in row["also"]])
    also = say("identities.withheld_also", statements=others) if row["also"] else NOTHING
    total, gap = yuan_text(row["total"]), yuan_text(row["amount"])
    said = say("identities.withheld", where=where, total=total, gap=gap, also=also)
    keep = ("document_id", "part_no", "statement", "rule_id", "page", "line_id", "node")
    return {name: row[name] for name in keep} | {
        "finding_id": f"W-{row['result_id']}",
        "severity": Severity.WARNING,
        "kind": Verdict.ROWS_WITHHELD.value,
        "provided": row["total"],
        "expected": row["total"] - row["amount"],
        "difference": row["amount"],
        "message_zh": said.zh,
        "message_en": said.en,
    }


def partly_findings(decision: Decision, facts: pl.DataFrame) -> pl.DataFrame:
    """quality.finding of kind `held_in_part`: one row per statement of which a part is held back.

    It is about several cells, so it names the cell of none.
    """
    partly = decision.statements.filter(pl.col("verdict") == LoadStatus.PARTLY)
    if partly.is_empty():
        return _frame([])
    held = (
        facts.join(decision.quarantine.select("line_id"), on="line_id", how="semi", maintain_order="left")
        .group_by(TABLE, maintain_order=True)
        .agg(
            pl.col("page").first(),
            names=pl.col("line_name").fill_null("").unique(maintain_order=True),
            columns=pl.col("measure").unique(maintain_order=True),
        )
    )
    told = partly.join(held, on=TABLE, how="inner", maintain_order="left")
    return _frame([_partly(row) for row in told.iter_rows(named=True)])


def _partly(row: Mapping[str, Any]) -> dict[str, Any]:
    held, lines = row["held_back"], row["lines"]
    said = say(
        "identities.held_in_part",
        page=row["page"],
        statement=statement_words(row["statement"]),
        part=_part(row["names"], row["columns"]),
        held=held,
        loaded=lines - held,
        rules=row["rules_failed"].replace(",", ", "),
    )
    return {name: row[name] for name in ("document_id", "part_no", "statement", "page")} | {
        "finding_id": f"H-{row['document_id'][:16]}-{row['part_no']}-{row['table_no']}",
        "severity": Severity.WARNING,
        "kind": "held_in_part",
        "message_zh": said.zh,
        "message_en": said.en,
    }


def _part(names: Sequence[str], columns: Sequence[str]) -> Sentence:
    """What is held back, in words: a column of many rows, or rows."""
    shown = [Sentence(*COLUMNS.get(one, (one, one))) for one in columns]
    if len(columns) > 1 or len(names) <= _SHOWN:
        rows = [one.replace("\n", "") for one in names if one]
        shown = [Sentence(one, one) for one in rows[:_SHOWN]] + [Sentence("…", "…")] * (len(rows) > _SHOWN)
    return joined(shown)


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=FINDING_SCHEMA, strict=False) if rows else pl.DataFrame(schema=FINDING_SCHEMA)
