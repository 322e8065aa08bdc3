"""Findings of figures that a picture left in doubt: those that the equations settled, and those that nothing did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from pipelines.model.document import DOUBT, UNREAD
from pipelines.model.judgements import Severity
from pipelines.model.sentences import Sentence, say
from pipelines.reconcile.findings import FINDING_SCHEMA
from pipelines.reconcile.keys import TABLE
from pipelines.reconcile.prepare import in_doubt
from pipelines.reconcile.wording import column_words, statement_words

_SHOWN = 4  # figures named


def doubt_findings(every: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """quality.finding: `figure_repaired` for each settled figure, `figure_in_doubt` for each page of other figures.

    ``every``: facts as `settle` gives them.  ``lines``: raw.line.
    """
    readings = lines.select("line_id", "candidates")
    repaired = every.filter("repaired").join(readings, on="line_id", how="left", maintain_order="left")
    rows = [_repaired(row) for row in repaired.iter_rows(named=True)]
    read = ~pl.col("amount_published").str.starts_with(UNREAD)  # else recognition has said so
    open_ = every.filter(in_doubt() & read).group_by(*TABLE, "statement", "page", maintain_order=True)
    rows += [_open(row) for row in open_.agg(pl.len(), pl.col("amount_published")).iter_rows(named=True)]
    return pl.DataFrame(rows, schema=FINDING_SCHEMA, strict=False) if rows else pl.DataFrame(schema=FINDING_SCHEMA)


def _repaired(row: Mapping[str, Any]) -> dict[str, Any]:
    where = say(
        "places.cell",
        page=row["page"],
        statement=statement_words(row["statement"]),
        name=(row["line_name"] or "").replace("\n", ""),
        column=column_words(f"/{row['measure']}"),
    )
    shown = "、".join(json.loads(row["candidates"] or "[]"))
    said = say("identities.repaired", where=where, figure=row["amount_published"], readings=Sentence(shown, shown))
    return {name: row[name] for name in ("document_id", "part_no", "statement", "page", "line_id")} | {
        "finding_id": f"S-{row['line_id']}",
        "severity": Severity.INFO,
        "kind": "figure_repaired",
        "provided": row["amount"],
        "message_zh": said.zh,
        "message_en": said.en,
    }


def _open(row: Mapping[str, Any]) -> dict[str, Any]:
    texts = [text.removeprefix(DOUBT).replace("\n", "") for text in row["amount_published"][:_SHOWN]]
    shown = "、".join([*texts, *["…"] * (row["len"] > _SHOWN)])
    said = say(
        "identities.in_doubt",
        page=row["page"],
        statement=statement_words(row["statement"]),
        count=row["len"],
        figures=Sentence(shown, shown),
    )
    return {name: row[name] for name in ("document_id", "part_no", "statement", "page")} | {
        "finding_id": f"U-{row['document_id'][:16]}-{row['part_no']}-{row['table_no']}-{row['page']}",
        "severity": Severity.WARNING,
        "kind": "figure_in_doubt",
        "message_zh": said.zh,
        "message_en": said.en,
    }
