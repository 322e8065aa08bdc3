"""What the text of one document says, held against the tables of another document of its disclosure."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.model.judgements import OF_DISCLOSURES, ClaimVerdict
from pipelines.model.sentences import say
from pipelines.reconcile.findings import FINDING_SCHEMA
from pipelines.reconcile.narrative.link import link

KIND = "text_differs"
_MATCH = ("line_id", "document_id", "part_no", "fact_document_id", "fact_line_id", "verdict")


def texts_met(claims: pl.DataFrame, facts: pl.DataFrame, disclosures: pl.DataFrame) -> pl.DataFrame:
    """core.claim_match: the cell of another document that each claim speaks of, and whether the two agree.

    Args:
        claims: core.fact_claim with `disclosure_id`, those that their own document's tables say nothing of.
        facts: core.fact_budget with `disclosure_id`, of the disclosures' tables that stand.
        disclosures: `disclosure_id`, `department_id`, `fiscal_year`, `stage`, `kind` of each.

    Returns:
        one row per claim that has a verdict; a claim of nothing that agrees names no cell.
    """
    place = {"document_id": pl.col("disclosure_id"), "part_no": pl.lit(1, pl.Int64)}  # as if all stood in one file
    documents = disclosures.with_columns(**place, is_current=pl.lit(value=True)).drop("disclosure_id")
    table = pl.struct("document_id", "part_no", "table_no").rank("dense").over("disclosure_id")
    together = facts.with_columns(table_no=table.cast(pl.Int64)).with_columns(**place).drop("disclosure_id")
    linked = link(claims.with_columns(**place).drop("disclosure_id"), together, documents)
    of_claim = claims.select("line_id", "document_id", "part_no")
    of_fact = facts.select(fact_line_id="line_id", fact_document_id="document_id").unique("fact_line_id")
    return (
        linked.filter(pl.col("verdict").is_not_null())
        .select("line_id", "fact_line_id", "verdict")
        .join(of_claim, on="line_id")
        .join(of_fact, on="fact_line_id", how="left")
        .select(_MATCH)
    )


def text_findings(matches: pl.DataFrame, claims: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """quality.finding of what the text of one document and the tables of another say differently."""
    amounts = facts.select(fact_line_id="line_id", expected="amount", statement="statement").unique("fact_line_id")
    differing = (
        matches.filter(pl.col("verdict") == ClaimVerdict.DIFFERS)
        .join(claims.select("line_id", "sentence", "amount", "page"), on="line_id")
        .join(amounts, on="fact_line_id")
    )
    return pl.DataFrame([_row(row) for row in differing.iter_rows(named=True)], schema=FINDING_SCHEMA)


def _row(row: dict[str, Any]) -> dict[str, object]:
    said = say(
        "narrative.other_file", said=f"{row['amount']:,}", printed=f"{row['expected']:,}", sentence=row["sentence"]
    )
    return dict.fromkeys(FINDING_SCHEMA) | {
        "finding_id": f"F-{KIND}-{row['line_id']}",
        "document_id": row["document_id"],
        "part_no": row["part_no"],
        "statement": row["statement"],
        "rule_id": OF_DISCLOSURES,
        "severity": "warning",
        "kind": KIND,
        "page": row["page"],
        "line_id": row["line_id"],
        "provided": row["amount"],
        "expected": row["expected"],
        "difference": row["amount"] - row["expected"],
        "message_zh": said.zh,
        "message_en": said.en,
    }
