"""Which documents of a shard make one disclosure, and which of what they print stands (`pipelines.across`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from pipelines.across.disclosures import disclosures, with_disclosure
from pipelines.across.revised import revision_findings, withdrawn_findings
from pipelines.across.standing import standings
from warehouse.store.frames import replace_rows, rows

_FOLDER = Path(__file__).parent.parent / "across"
_CONTESTED = """
CREATE OR REPLACE TEMP TABLE contested AS
SELECT document_id FROM placed_document
WHERE disclosure_id IN (SELECT disclosure_id FROM placed_document GROUP BY ALL HAVING count(*) > 1)
UNION SELECT document_id FROM core.statement WHERE correction IS NOT NULL
"""
_ORDER = """
SELECT p.document_id, p.part_no, p.disclosure_id, p.revision, p.published_on, s.first_seen, r.source_uri AS address
FROM placed_document p LEFT JOIN raw.document r USING (document_id)
LEFT JOIN sighted s USING (document_id)
"""
_STATEMENTS = """
UPDATE core.statement s SET is_current = b.is_current, supersedes = b.supersedes
FROM (
    SELECT document_id, part_no, table_no, bool_or(is_current) AS is_current, min(supersedes) AS supersedes
    FROM core.bridge_disclosure GROUP BY ALL
) b
WHERE (b.document_id, b.part_no, b.table_no) = (s.document_id, s.part_no, s.table_no)
"""
# Since when a document stands nowhere any more (China's time), and what the file is called that stands in its place.
_WITHDRAWN = """
SELECT s.document_id, (s.withdrawn_at + INTERVAL 8 HOUR)::DATE AS day, coalesce(n.file_name, s.replaced_by) AS by
FROM sighted s JOIN raw.document d USING (document_id) LEFT JOIN raw.document n ON n.document_id = s.replaced_by
WHERE s.withdrawn_at IS NOT NULL AND d.reason IS NULL
ORDER BY ALL
"""
_OF_WITHDRAWN = """
UPDATE core.statement SET
    is_withdrawn = document_id IN (FROM sighted SELECT document_id WHERE withdrawn_at IS NOT NULL),
    is_current = is_current AND document_id NOT IN (SELECT unnest(?::VARCHAR[]))
"""
_NOT_OF_ANY = """
UPDATE core.statement SET is_current = true, supersedes = NULL;
UPDATE core.statement s SET department_id = d.department_id
FROM core.dim_document d WHERE (d.document_id, d.part_no) = (s.document_id, s.part_no)
"""


@cache
def _sql(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def complete_disclosures(connection: duckdb.DuckDBPyConnection, *, counts_withdrawn: bool = True) -> pl.DataFrame:
    """Make core.dim_disclosure and core.bridge_disclosure; say in core.dim_document and core.statement what stands, and
    what is withdrawn; of what is, nothing stands unless it ``counts_withdrawn``.

    Returns the findings (quality.finding) of what was not certain.
    """
    documents = with_disclosure(rows(connection, "core.dim_document"))
    connection.register("placed_document", documents.to_arrow())
    connection.execute(_CONTESTED)
    printed, order, figures = (connection.execute(sql).pl() for sql in (_sql("printed"), _ORDER, _sql("figures")))
    withdrawn = connection.execute(_WITHDRAWN).pl()
    left_out = [] if counts_withdrawn else withdrawn["document_id"].to_list()
    found = standings(printed, order, figures, connection.execute("FROM returned").pl(), left_out)
    connection.unregister("placed_document")
    replace_rows(connection, "core.bridge_disclosure", found)
    connection.execute(_NOT_OF_ANY)
    connection.execute(_STATEMENTS)
    connection.execute(_OF_WITHDRAWN, [left_out])
    regions = connection.execute("SELECT department_id, region_code FROM core.dim_department").pl()
    replace_rows(connection, "core.dim_disclosure", disclosures(documents, found, regions))
    replace_rows(connection, "core.dim_document", _with_currency(documents, found, withdrawn["document_id"], left_out))
    names = dict(connection.execute("SELECT document_id, file_name FROM raw.document").fetchall())
    gone = withdrawn_findings(withdrawn, counts=counts_withdrawn)
    return pl.concat([revision_findings(found, names), gone])


def _with_currency(
    documents: pl.DataFrame, found: pl.DataFrame, withdrawn: pl.Series, left_out: Sequence[str]
) -> pl.DataFrame:
    """core.dim_document: a part is current while something of it is; one of which nothing is known supersedes none."""
    parts = found.group_by("document_id", "part_no").agg(
        is_current=pl.col("is_current").any(), supersedes=pl.col("supersedes").drop_nulls().min()
    )
    said = documents.drop("is_current", "supersedes").join(parts, on=["document_id", "part_no"], how="left")
    own = pl.col("supersedes") == pl.col("document_id")  # a correction in one file
    return said.with_columns(
        pl.col("is_current").fill_null(~pl.col("document_id").is_in(list(left_out))),
        is_withdrawn=pl.col("document_id").is_in(withdrawn.implode()),
        supersedes=pl.when(~own.fill_null(False)).then("supersedes"),
    ).select(documents.columns)
