"""The lists of the report: columns and rows, once for the browser (JSON) and once for CSV and XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gouji.site import words
from gouji.site.access import Row
from gouji.site.contents import VERDICTS, Contents
from gouji.site.coverage import Coverage, coverage_rows, gap_rows
from gouji.site.words import Pair
from pipelines.model.judgements import LoadStatus
from pipelines.model.sentences import say


@dataclass(frozen=True, slots=True)
class Column:
    """One column.  ``kind``: text, pair (words in two languages), word (an id of ``vocabulary``), int or money.

    ``link`` names the key that holds an address, ``filter`` offers the values to choose from, ``where`` is page,
    file or both.
    """

    key: str
    title: Pair
    kind: str = "text"
    vocabulary: Mapping[str, Pair] | None = None
    link: str = ""
    filter: bool = False
    where: str = "both"


@dataclass(frozen=True, slots=True)
class Table:
    """A list by its file name; ``sort`` is the column it opens sorted by, ``-`` before it for falling."""

    name: str
    title: Pair
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    sort: str = ""

    def for_browser(self) -> dict[str, Any]:
        """Columns and rows as static/list.js reads them."""
        shown = [column for column in self.columns if column.where != "file"]
        return {
            "columns": [
                {
                    "key": c.key,
                    "title": c.title,
                    "kind": c.kind,
                    "filter": c.filter,
                    "link": bool(c.link),
                    "words": dict(c.vocabulary or {}),
                }
                for c in shown
            ],
            "rows": [[_browser_value(row, column) for column in shown] for row in self.rows],
            "sort": self.sort,
        }

    def for_files(self) -> tuple[list[str], Iterable[list[Any]]]:
        """Header and rows of the download; words in two languages take two columns."""
        kept = [column for column in self.columns if column.where != "page"]
        header = [name for c in kept for name in ((f"{c.key}_zh", f"{c.key}_en") if c.kind == "pair" else (c.key,))]
        return header, ([value for c in kept for value in _file_values(row, c)] for row in self.rows)


def _browser_value(row: Row, column: Column) -> Any:
    value = row.get(column.key)
    if isinstance(value, Decimal):
        value = format(value, "f")
    href = row.get(column.link) if column.link else None
    return [value, href] if column.link else value


def _file_values(row: Row, column: Column) -> list[Any]:
    value = row.get(column.key)
    return list(value or ("", "")) if column.kind == "pair" else [value]


def _column(
    key: str,
    kind: str = "text",
    vocabulary: Mapping[str, Pair] | None = None,
    *,
    title: str = "",
    link: str = "",
    filter: bool = False,
    where: str = "both",
) -> Column:
    """A column headed as ``site.column`` says of its key, or of ``title``."""
    return Column(key, say(f"site.column.{title or key}"), kind, vocabulary, link, filter, where)


def _counts() -> tuple[Column, ...]:
    return tuple(Column(name, words.VERDICT[name], "int") for name in VERDICTS)


def documents_table(contents: Contents) -> Table:
    """Every file with what became of it."""
    listed = [{**one, "href": f"documents/{one['slug']}.html", "region": one["region"]} for one in contents.documents]
    return Table(
        "documents",
        say("site.title.documents"),
        (
            _column("document_id", where="file"),
            _column("title", link="href"),
            _column("file_name"),
            _column("region", filter=True),
            _column("region_code", where="file"),
            _column("fiscal_year", "int", filter=True),
            _column("stage", "word", words.STAGE, filter=True),
            _column("status", "word", words.STATUS, filter=True),
            _column("statements", "int"),
            _column("lines", "int"),
            _column("quarantined", "int"),
            _column("identities_held", "int"),
            _column("identities_failed", "int"),
            _column("findings", "int"),
            _column("reason", "word", words.REASON, where="file"),
            _column("source_uri", where="file"),
        ),
        listed,
        sort="-findings",
    )


def findings_list(findings: Sequence[Row], name: str = "findings") -> Table:
    """Findings with the sentence in both languages."""
    severities = {key: i for i, key in enumerate(words.SEVERITY)}
    listed = [
        {
            **one,
            "document_title": one["document"]["title"] if one["document"] else "",
            "file_name": one["document"]["file_name"] if one["document"] else "",
            "region": one["document"]["region"] if one["document"] else "",
            "fiscal_year": one["document"]["fiscal_year"] if one["document"] else None,
            "statement_name": one["statement_words"] if one["statement"] else ("", ""),
        }
        for one in sorted(findings, key=lambda one: severities.get(one["severity"], 9))
    ]
    return Table(
        name,
        say("site.title.findings"),
        (
            _column("document_id", where="file"),
            _column("message", "pair", link="href"),
            _column("severity", "word", words.SEVERITY, filter=True),
            _column("fault", "word", words.FAULT, filter=True),
            _column("document_title"),
            _column("file_name", where="file"),
            _column("region", filter=True),
            _column("fiscal_year", "int", filter=True),
            _column("statement", where="file"),
            _column("statement_name", "pair", filter=True),
            _column("rule_id", filter=True),
            _column("kind", "word", words.KIND, where="file"),
            _column("node", where="file"),
            _column("provided", "money", where="file"),
            _column("expected", "money", title="expected_yuan", where="file"),
            _column("difference", "money"),
            _column("page", "int"),
            _column("line_id", where="file"),
            _column("finding_id", where="file"),
        ),
        listed,
    )


def rules_table(contents: Contents) -> Table:
    """The registry with how often each rule was evaluated, held, rounded and failed."""
    listed = [
        {**one, "text": contents.rule_words[one["rule_id"]], "href": f"rules/{one['rule_id']}.html"}
        for one in contents.rules
    ]
    return Table(
        "rules",
        say("site.title.rules"),
        (
            _column("rule_id", link="href"),
            _column("text", "pair"),
            _column("severity", "word", words.SEVERITY, filter=True),
            _column("stage", "word", words.STAGE, filter=True),
            _column("statements", title="statement_ids", where="file"),
            *_counts(),
        ),
        listed,
        sort="-fail",
    )


def failing_table(contents: Contents, rule_id: str, failing: Sequence[Row]) -> Table:
    """The equations of one rule that fail."""
    documents = {one["document_id"]: one for one in contents.documents}
    listed = [
        {
            **one,
            "title": documents[one["document_id"]]["title"],
            "file_name": documents[one["document_id"]]["file_name"],
            "node_words": words.node_pair(one["node"]),
            "href": f"../documents/{documents[one['document_id']]['slug']}.html#F-{one['result_id']}",
            "statement_name": words.statement_pair(one["statement"], contents.statement_names),
        }
        for one in failing
    ]
    return Table(
        f"rule-{rule_id}",
        say("site.title.failing"),
        (
            _column("document_id", where="file"),
            _column("title", link="href"),
            _column("file_name"),
            _column("statement", where="file"),
            _column("statement_name", "pair", filter=True),
            _column("node_words", "pair", where="page"),
            _column("node", where="file"),
            _column("lhs", "money"),
            _column("rhs", "money"),
            _column("residual", "money"),
            _column("tolerance", "money"),
        ),
        listed,
    )


def coverage_table(matrix: Coverage) -> Table:
    """The coverage matrix as a list."""
    counts = tuple(
        Column(name, words.STATUS[name], "int") for name in (*list(LoadStatus)[1:], "no_statements", "unreadable")
    )
    return Table(
        "coverage",
        say("site.title.coverage"),
        (
            _column("region"),
            _column("fiscal_year", "int"),
            _column("stage", "word", words.STAGE),
            _column("expected", "int"),
            _column("found", "int"),
            _column("missing", "int"),
            _column("loaded", "int"),
            _column("held_back", "int"),
            *counts,
        ),
        coverage_rows(matrix),
    )


def gaps_table(matrix: Coverage) -> Table:
    """Disclosures that are expected and were not found."""
    return Table(
        "gaps",
        say("site.title.gaps"),
        (
            _column("region", filter=True),
            _column("department"),
            _column("fiscal_year", "int", filter=True),
            _column("stage", "word", words.STAGE, filter=True),
        ),
        gap_rows(matrix),
    )


def rates_table(name: str, title: Pair, counted: Sequence[Row]) -> Table:
    """Verdicts counted by region or by statement."""
    return Table(name, title, (Column("key", title), *_counts()), counted)


def runs_table(contents: Contents) -> Table:
    """Every run that published this warehouse."""
    names = (
        "run_id",
        "started_at",
        "finished_at",
        "version",
        "documents",
        "documents_read",
        "statements",
        "lines",
        "quarantined",
        "identities_held",
        "identities_failed",
    )
    return Table("runs", say("site.title.runs"), tuple(Column(name, (name, name)) for name in names), contents.runs)
