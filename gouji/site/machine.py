"""The report for machines: the findings with fixed columns, and one JSON document of everything but cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from gouji.site.access import Row
from gouji.site.contents import VERDICTS, Contents, region_words
from gouji.site.coverage import Coverage, coverage, coverage_rows, gap_rows
from gouji.site.expected import listed

FINDING_COLUMNS = (
    "document", "statement", "rule", "severity", "node", "provided", "expected", "difference", "page", "message",
)  # fmt: skip
_DOCUMENT = (
    "document_id", "file_name", "source_uri", "department", "region_code", "region", "fiscal_year", "stage", "status",
    "reason", "message_zh", "message_en", "statements", "lines", "quarantined", "identities_held", "identities_failed",
    "findings",
)  # fmt: skip
_RULE = (
    "rule_id",
    "shape",
    "statements",
    "stage",
    "severity",
    "text_zh",
    "text_en",
    "reason_zh",
    "reason_en",
    "basis",
    "basis_en",
    *VERDICTS,
)


def findings_table(findings: Sequence[Row]) -> list[list[Any]]:
    """Findings as lines of `FINDING_COLUMNS`: document is the sha256, amounts are yuan, the message both languages."""
    return [
        [
            one["document_id"], one["statement"], one["rule_id"], one["severity"], one["node"], one["provided"],
            one["expected"], one["difference"], one["page"],
            " | ".join(text for text in (one["message_zh"], one["message_en"]) if text),
        ]
        for one in findings
    ]  # fmt: skip


def expected_coverage(contents: Contents) -> Coverage:
    """The coverage matrix with what expectations/expected.csv lists.  Raises `ExpectedError` for a line of no use."""
    names = {part["region_code"]: region_words(part) for parts in contents.parts.values() for part in parts}
    return coverage(contents, listed(names))


def report_json(contents: Contents) -> dict[str, Any]:
    """What ``gouji report --json`` prints: run, totals, coverage, pass rates, rules, documents, findings.

    Amounts are strings with two decimals: JSON readers turn numbers into floats.
    """
    totals = {
        name: sum(document[name] or 0 for document in contents.documents)
        for name in ("statements", "lines", "quarantined", "identities_held", "identities_failed")
    }
    statuses = [document["status"] for document in contents.documents]
    matrix = expected_coverage(contents)
    found = {
        "run": contents.runs[-1] if contents.runs else None,
        "runs": len(contents.runs),
        "totals": {
            "documents": len(contents.documents),
            **{f"documents_{status}": statuses.count(status) for status in sorted(set(statuses))},
            **totals,
            "findings": len(contents.findings),
        },
        "coverage": coverage_rows(matrix),
        "missing": gap_rows(matrix),
        "by_statement": contents.by_statement,
        "by_region": contents.by_region,
        "rules": [{name: rule[name] for name in _RULE} for rule in contents.rules],
        "documents": [{name: document[name] for name in _DOCUMENT} for document in contents.documents],
        "findings": [dict(zip(FINDING_COLUMNS, line, strict=True)) for line in findings_table(contents.findings)],
    }
    plain: dict[str, Any] = _plain(found)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, datetime) else value
