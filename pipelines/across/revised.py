"""What a person should look at of documents that print the same thing otherwise."""

from __future__ import annotations

import polars as pl

from pipelines.model.judgements import OF_DISCLOSURES, Severity
from pipelines.model.sentences import say
from pipelines.model.standings import Standing
from pipelines.reconcile.findings import FINDING_SCHEMA

# Standing of a thing to the kind of its finding; every sentence is disclosures.<kind>.
_KINDS = {
    Standing.UNDECIDED: "revision_undecided",
    Standing.FRAGMENT: "correction_in_part",
    Standing.HELD_BACK: "revision_held_back",
}


def revision_findings(standings: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    """quality.finding: one row for each document, standing and document that is taken instead.

    ``standings``: core.bridge_disclosure.  ``names``: what files are called, by document_id.
    """
    told = standings.filter(pl.col("standing").is_in([standing.value for standing in _KINDS]))
    rows = told.group_by("document_id", "part_no", "standing", "superseded_by").agg(
        items=pl.col("item").unique().sort().str.join(", "), first=pl.col("item").sort().first()
    )
    found = [_row(row, names) for row in rows.sort("document_id", "part_no", "standing").iter_rows(named=True)]
    return pl.DataFrame(found, schema=FINDING_SCHEMA)


def _row(row: dict[str, object], names: dict[str, str]) -> dict[str, object]:
    kind = _KINDS[Standing(str(row["standing"]))]
    other = names.get(str(row["superseded_by"]), str(row["superseded_by"]))
    said = say(f"disclosures.{kind}", items=str(row["items"]), other=other)
    return dict.fromkeys(FINDING_SCHEMA) | {
        "finding_id": f"F-{kind}-{str(row['document_id'])[:16]}-{row['part_no']}-{str(row['superseded_by'])[:16]}",
        "document_id": row["document_id"],
        "part_no": row["part_no"],
        "statement": row["first"],
        "rule_id": OF_DISCLOSURES,
        "severity": Severity.WARNING.value,
        "kind": kind,
        "message_zh": said.zh,
        "message_en": said.en,
    }
