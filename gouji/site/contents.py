"""What the index pages are made of: every document, finding and rule of a warehouse with the names a reader needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import duckdb

from gouji.site import words
from gouji.site.access import Row, rows
from gouji.site.words import Pair
from pipelines.model.judgements import LoadStatus, Verdict

SLUG = 16  # digits of a document id in names of pages; line ids are made of the same

_DOCUMENTS = """
SELECT q.*, r.file_name, r.source_uri, r.media_type, r.bytes, r.pages, r.reader, r.extracted_at, r.message,
    list_prepend(r.source_uri, coalesce(a.addresses, [])) AS addresses
FROM quality.document q JOIN raw.document r USING (document_id)
LEFT JOIN (
    SELECT sha256 AS document_id, list(address ORDER BY address) AS addresses FROM raw.address
    WHERE withdrawn_at IS NULL GROUP BY ALL
) a USING (document_id)
ORDER BY r.file_name, document_id
"""
# A file without a single line has no row in core; what recognition took it for still places it.
_PARTS = """
WITH part AS (
    SELECT d.document_id, d.part_no, d.fiscal_year, d.stage, d.kind, p.name AS department, p.region_code
    FROM core.dim_document d LEFT JOIN core.dim_department p USING (department_id)
    UNION ALL BY NAME
    SELECT r.document_id, r.part_no, r.fiscal_year, r.stage, r.kind, r.department_name AS department, r.region_code
    FROM raw.part r ANTI JOIN core.dim_document d USING (document_id, part_no)
)
SELECT part.*, coalesce(g.full_name, g.name) AS region_name, s.statements, s.held, s.in_part
FROM part LEFT JOIN core.dim_region g USING (region_code)
LEFT JOIN (SELECT document_id, part_no, count(*) AS statements, count(*) FILTER (status = 'quarantined') AS held,
                  count(*) FILTER (status = 'partly') AS in_part
           FROM core.statement GROUP BY ALL) s USING (document_id, part_no)
ORDER BY document_id, part_no
"""
_FINDINGS = """
SELECT f.*, d.verdict AS fault FROM quality.finding f LEFT JOIN quality.diagnosis d ON d.diagnosis_id = f.finding_id
ORDER BY f.document_id NULLS LAST, f.page NULLS LAST, f.finding_id
"""
_COUNTS = """
count(*) FILTER (verdict = 'pass')::INT AS pass, count(*) FILTER (verdict = 'rounding')::INT AS rounding,
count(*) FILTER (verdict = 'fail')::INT AS fail,
count(*) FILTER (verdict = 'rows_withheld')::INT AS rows_withheld,
count(*) FILTER (verdict = 'truncated')::INT AS truncated,
count(*) FILTER (verdict = 'not_applicable')::INT AS not_applicable,
count(*) FILTER (verdict = 'not_evaluable')::INT AS not_evaluable
"""
_RULES = f"""
SELECT r.*, c.* EXCLUDE (rule_id) FROM quality.rule r
LEFT JOIN (SELECT rule_id, {_COUNTS} FROM quality.result GROUP BY rule_id) c USING (rule_id) ORDER BY rule_id
"""
_BY_STATEMENT = f"SELECT statement AS key, {_COUNTS} FROM quality.result GROUP BY ALL ORDER BY ALL"
_BY_PART = f"SELECT document_id, part_no, {_COUNTS} FROM quality.result GROUP BY ALL"
_FAILING = """
SELECT result_id, rule_id, document_id, part_no, statement, node, lhs, rhs, residual, tolerance
FROM quality.result WHERE verdict = 'fail' ORDER BY rule_id, document_id, table_no, node, result_id
"""
VERDICTS = tuple(verdict.value for verdict in Verdict)


@dataclass(slots=True)
class Contents:
    """Rows by what they are of; ``parts`` and ``found`` by document."""

    documents: list[Row]
    parts: dict[str, list[Row]]
    findings: list[Row]
    rules: list[Row]
    failing: list[Row]
    runs: list[Row]
    by_statement: list[Row]
    by_region: list[Row]
    statement_names: dict[str, Pair]
    rule_words: dict[str, Pair] = field(default_factory=dict)


def slug(document_id: str) -> str:
    """The document in names of pages."""
    return document_id[:SLUG]


def load_contents(connection: duckdb.DuckDBPyConnection) -> Contents:
    """Read a published warehouse; everything of the size of documents, findings and rules, not of cells."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for part in rows(connection, _PARTS):
        parts[part["document_id"]].append(part)
    names = {
        row["statement"]: (row["name_zh"], row["name_en"])
        for row in rows(connection, "SELECT * FROM core.dim_statement")
    }
    rules = [{**row, **{name: row[name] or 0 for name in VERDICTS}} for row in rows(connection, _RULES)]
    found = Contents(
        documents=rows(connection, _DOCUMENTS),
        parts=parts,
        findings=rows(connection, _FINDINGS),
        rules=rules,
        failing=rows(connection, _FAILING),
        runs=rows(connection, "SELECT * FROM quality.run ORDER BY started_at, run_id"),
        by_statement=rows(connection, _BY_STATEMENT),
        by_region=[],
        statement_names=names,
        rule_words={
            row["rule_id"]: (row["text_zh"] or row["rule_id"], row["text_en"] or row["rule_id"]) for row in rules
        },
    )
    _place_documents(found)
    found.by_region = _by_region(found, rows(connection, _BY_PART))
    _complete_findings(found)
    return found


def _place_documents(found: Contents) -> None:
    """Add to every document its slug, whose it is, its region, year and stage (of its first part) and part statuses."""
    for document in found.documents:
        parts = found.parts.get(document["document_id"], [])
        first = parts[0] if parts else {}
        document["slug"] = slug(document["document_id"])
        document["parts"] = len(parts)
        for name in ("department", "region_code", "region_name", "fiscal_year", "stage"):
            document[name] = first.get(name)
        document["region"] = region_words(first)
        document["title"] = document["department"] or document["file_name"]
        for part in parts:
            part["status"] = _part_status(document["status"], part)


def _part_status(document_status: str, part: Row) -> str:
    if document_status in ("unreadable", "no_statements"):
        return document_status
    if not part["statements"]:
        return "no_statements"
    if not part["held"]:
        return LoadStatus.PARTLY if part["in_part"] else LoadStatus.LOADED
    return LoadStatus.QUARANTINED if part["held"] == part["statements"] else LoadStatus.PARTLY


def region_words(part: Row) -> str:
    """The region's name; the central government has code 000000 and no row in the list of divisions."""
    if part.get("region_name"):
        return str(part["region_name"])
    code = part.get("region_code")
    return "中央" if code == "000000" else str(code or "")


def _by_region(found: Contents, counted: list[Row]) -> list[Row]:
    places = {(p["document_id"], p["part_no"]): p for parts in found.parts.values() for p in parts}
    totals: dict[tuple[str, str], Row] = {}
    for row in counted:
        part = places.get((row["document_id"], row["part_no"]), {})
        key = (part.get("region_code") or "", region_words(part))
        total = totals.setdefault(key, {"key": key[1], "code": key[0], **dict.fromkeys(VERDICTS, 0)})
        for name in VERDICTS:
            total[name] += row[name]
    return [totals[key] for key in sorted(totals)]


def _complete_findings(found: Contents) -> None:
    documents = {document["document_id"]: document for document in found.documents}
    counts: dict[str, int] = defaultdict(int)
    for finding in found.findings:
        document = documents.get(finding["document_id"] or "")
        counts[finding["document_id"] or ""] += 1
        finding["document"] = document
        finding["statement_words"] = words.statement_pair(finding["statement"], found.statement_names)
        finding["message"] = (finding["message_zh"] or "", finding["message_en"] or "")
        finding["href"] = f"documents/{document['slug']}.html#{finding['finding_id']}" if document else None
    for document in found.documents:
        document["findings"] = counts[document["document_id"]]
