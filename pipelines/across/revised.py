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


def withdrawn_findings(withdrawn: pl.DataFrame, *, counts: bool) -> pl.DataFrame:
    """quality.finding: one row for each document that stands nowhere any more.

    ``withdrawn``: document_id, day (since when), by (the name of the file that stands in its place, or null).
    ``counts``: whether its figures are counted.
    """
    found = []
    for document, day, by in withdrawn.select("document_id", "day", "by").sort("document_id").iter_rows():
        kind = "withdrawn" if counts else "withdrawn_left_out"
        said = say("disclosures.replaced", day=str(day), other=by) if by else say(f"disclosures.{kind}", day=str(day))
        severity = Severity.INFO if by else Severity.WARNING
        found.append(
            dict.fromkeys(FINDING_SCHEMA)
            | {"finding_id": f"F-withdrawn-{document[:16]}", "document_id": document, "rule_id": OF_DISCLOSURES}
            | {"severity": severity.value, "kind": "withdrawn", "message_zh": said.zh, "message_en": said.en}
        )
    return pl.DataFrame(found, schema=FINDING_SCHEMA)
