"""What the overview counts."""

from __future__ import annotations

from gouji.site.index import counts


def test_documents_rules_and_findings_are_counted_by_their_kind() -> None:
    documents = [
        {"status": "loaded", "statements": 9, "lines": 300, "quarantined": 2},
        {"status": "loaded", "statements": 8, "lines": 200, "quarantined": 0},
        {"status": "unreadable", "statements": None, "lines": None, "quarantined": None},
    ]
    rules = [
        {"pass": 5, "rounding": 1, "truncated": 0, "rows_withheld": 4, "fail": 0, "not_applicable": 0},
        {"pass": 2, "rounding": 0, "truncated": 1, "rows_withheld": 0, "fail": 3, "not_applicable": 1},
    ]
    found = counts(documents, rules, [{"severity": "warning"}, {"severity": "critical"}, {"severity": "warning"}])
    assert found["statuses"] == {"loaded": 2, "unreadable": 1}  # only those there are
    assert found["totals"] == {"statements": 17, "lines": 500, "quarantined": 2}
    assert found["verdicts"] == {"pass": 7, "rounding": 1, "truncated": 1, "rows_withheld": 4, "fail": 3}
    assert (found["severities"]["warning"], found["severities"]["critical"]) == (2, 1)
    assert sum(found["severities"].values()) == 3
