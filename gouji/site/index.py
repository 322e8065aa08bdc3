"""The pages that are not of one document: overview, lists of documents, findings and rules, a page per rule."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from gouji.site import charts, words
from gouji.site.access import Row
from gouji.site.contents import Contents
from gouji.site.coverage import Coverage
from gouji.site.document.page import Shared
from gouji.site.environment import environment
from gouji.site.lists import (
    Table,
    coverage_table,
    documents_table,
    failing_table,
    findings_list,
    gaps_table,
    rates_table,
    rules_table,
    runs_table,
)
from gouji.site.machine import FINDING_COLUMNS, expected_coverage, findings_table, report_json
from gouji.site.sheets import write_csv, write_lists
from pipelines.across.unheard import KIND
from pipelines.model.judgements import COMPARED, Severity
from pipelines.model.sentences import say

_FIRST = 8  # findings named on the overview
_RANK = {severity.value: rank for rank, severity in enumerate(Severity)}
_TOTALS = ("statements", "lines", "quarantined")
_TREND = (
    ("identities_failed", say("site.trend.identities_failed")),
    ("quarantined", say("site.trend.quarantined")),
    ("lines", say("site.trend.lines")),
    ("documents", say("site.title.documents")),
)


def write_index(contents: Contents, shared: Shared) -> None:
    """Write every page and list that is not of one document."""
    matrix = expected_coverage(contents)
    _overview(contents, matrix, shared)
    for table, active in (
        (documents_table(contents), "documents"),
        (findings_list(contents.findings), "findings"),
        (rules_table(contents), "rules"),
        (gaps_table(matrix), "gaps"),
    ):
        _list_page(table, active, shared)
    for table in (
        coverage_table(matrix),
        rates_table("by-statement", say("site.column.statement_name"), contents.by_statement),
        rates_table("by-region", say("site.column.region"), contents.by_region),
        runs_table(contents),
    ):
        _files(table, shared)
    _rules(contents, shared)
    lines = findings_table(contents.findings)
    write_csv(shared.out / "findings.csv", FINDING_COLUMNS, lines, shared.defused)
    text = json.dumps(report_json(contents), ensure_ascii=False, indent=1)
    (shared.out / "report.json").write_text(text + "\n", encoding="utf-8")


def _page(name: str, template: str, shared: Shared, **values: Any) -> None:
    root = "../" * name.count("/")
    html = (
        environment().get_template(template).render(root=root, stamp=shared.stamp, data_docs=shared.data_docs, **values)
    )
    (shared.out / name).write_text(html, encoding="utf-8")


def _files(table: Table, shared: Shared) -> None:
    header, lines = table.for_files()
    write_lists(shared.out / "lists" / table.name, header, lines, shared.defused)


def _list_page(table: Table, active: str, shared: Shared) -> None:
    _files(table, shared)
    _page(f"{active}.html", "list.html.jinja", shared, table=table, active=active)


def _overview(contents: Contents, matrix: Coverage, shared: Shared) -> None:
    _page(
        "index.html",
        "overview.html.jinja",
        shared,
        run=contents.runs[-1] if contents.runs else None,
        documents=len(contents.documents),
        **counts(contents.documents, contents.rules, contents.findings),
        first=first_findings(contents),
        unread=[document for document in contents.documents if document["status"] == "unreadable"],
        matrix=matrix,
        gaps=sum(len(cell.gaps) for cell in matrix.cells.values()),
        rules=_failing_first(contents.rules),
        quiet=sum(1 for finding in contents.findings if finding["kind"] == KIND),
        rule_words=contents.rule_words,
        by_statement=[
            {**row, "words": words.statement_pair(row["key"], contents.statement_names)}
            for row in _failing_first(contents.by_statement)
        ],
        by_region=_failing_first(contents.by_region),
        trends=_trends(contents),
        bar=charts.verdict_bar,
        status_bar=lambda counts: charts.stacked_bar(list(counts.items())),
    )


def counts(documents: Sequence[Row], rules: Sequence[Row], findings: Sequence[Row]) -> dict[str, dict[str, int]]:
    """What the tiles of the overview show: documents by status (those there are), what they hold in all, results of
    the rules by verdict, findings by severity.
    """
    statuses = [document["status"] for document in documents]
    severities = [finding["severity"] for finding in findings]
    return {
        "statuses": {name: statuses.count(name) for name in words.STATUS if name in statuses},
        "totals": {name: sum(document[name] or 0 for document in documents) for name in _TOTALS},
        "verdicts": {name: sum(rule[name] for rule in rules) for name in COMPARED},
        "severities": {name: severities.count(name) for name in words.SEVERITY},
    }


def first_findings(contents: Contents) -> list[Row]:
    """The findings to read first: what blocks before what warns, the largest gap first, one per document and rule."""
    seen: set[tuple[str, str]] = set()
    first = []
    for finding in sorted(
        (one for one in contents.findings if one["document"]),
        key=lambda one: (_RANK.get(one["severity"], 9), -abs(one["difference"] or 0), one["finding_id"]),
    ):
        key = (finding["document_id"], finding["rule_id"] or finding["kind"] or "")
        if key not in seen:
            seen.add(key)
            first.append(finding)
    spread: dict[str, list[Row]] = defaultdict(list)
    for finding in first:
        spread[finding["document_id"]].append(finding)
    # The first of every document before the second of any: one bad document must not hide the others.
    return [one for turn in range(_FIRST) for found in spread.values() for one in found[turn : turn + 1]][:_FIRST]


def _failing_first(counted: list[Row]) -> list[Row]:
    evaluated = [row for row in counted if row["pass"] + row["rounding"] + row["fail"]]
    return sorted(evaluated, key=lambda row: (-row["fail"], -(row["pass"] + row["rounding"])))


def _trends(contents: Contents) -> list[dict[str, Any]]:
    shown = []
    for name, title in _TREND:
        points = [
            (f"{run['started_at']:%m-%d %H:%M}" if run["started_at"] else run["run_id"][:8], float(run[name]))
            for run in contents.runs[-60:]
            if run[name] is not None
        ]
        if points:
            shown.append({"title": title, "now": points[-1][1], "chart": charts.line_chart(points, title[1])})
    return shown


def _rules(contents: Contents, shared: Shared) -> None:
    failing: dict[str, list[Row]] = defaultdict(list)
    for row in contents.failing:
        failing[row["rule_id"]].append(row)
    for rule in contents.rules:
        table = failing_table(contents, rule["rule_id"], failing.get(rule["rule_id"], []))
        if table.rows:
            _files(table, shared)
        statements = [
            words.statement_pair(one, contents.statement_names) for one in (rule["statements"] or "").split(",") if one
        ]
        _page(
            f"rules/{rule['rule_id']}.html", "rule.html.jinja", shared,
            rule=rule, statements=statements, table=table, bar=charts.verdict_bar(rule),
            text=contents.rule_words[rule["rule_id"]],
        )  # fmt: skip
