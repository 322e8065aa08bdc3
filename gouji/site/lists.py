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


def _counts() -> tuple[Column, ...]:
    return tuple(Column(name, words.VERDICT[name], "int") for name in VERDICTS)


def documents_table(contents: Contents) -> Table:
    """Every file with what became of it."""
    listed = [{**one, "href": f"documents/{one['slug']}.html", "region": one["region"]} for one in contents.documents]
    return Table(
        "documents",
        ("文件", "Documents"),
        (
            Column("document_id", ("文件标识", "Document id"), where="file"),
            Column("title", ("主体", "Department"), link="href"),
            Column("file_name", ("文件名", "File")),
            Column("region", ("地区", "Region"), filter=True),
            Column("region_code", ("区划代码", "Region code"), where="file"),
            Column("fiscal_year", ("年度", "Year"), "int", filter=True),
            Column("stage", ("阶段", "Stage"), "word", words.STAGE, filter=True),
            Column("status", ("状态", "Status"), "word", words.STATUS, filter=True),
            Column("statements", ("报表", "Statements"), "int"),
            Column("lines", ("入库单元格", "Lines loaded"), "int"),
            Column("quarantined", ("隔离单元格", "Lines held back"), "int"),
            Column("identities_held", ("勾稽成立", "Identities held"), "int"),
            Column("identities_failed", ("不成立", "failed"), "int"),
            Column("findings", ("问题", "Findings"), "int"),
            Column("reason", ("原因", "Reason"), "word", words.REASON, where="file"),
            Column("source_uri", ("来源", "Source"), where="file"),
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
        ("问题", "Findings"),
        (
            Column("document_id", ("文件标识", "Document id"), where="file"),
            Column("message", ("说明", "What is wrong"), "pair", link="href"),
            Column("severity", ("程度", "Severity"), "word", words.SEVERITY, filter=True),
            Column("fault", ("谁的错", "Whose mistake"), "word", words.FAULT, filter=True),
            Column("document_title", ("主体", "Department")),
            Column("file_name", ("文件名", "File"), where="file"),
            Column("region", ("地区", "Region"), filter=True),
            Column("fiscal_year", ("年度", "Year"), "int", filter=True),
            Column("statement", ("报表标识", "Statement id"), where="file"),
            Column("statement_name", ("报表", "Statement"), "pair", filter=True),
            Column("rule_id", ("规则", "Rule"), filter=True),
            Column("kind", ("类型", "Kind"), "word", words.KIND, where="file"),
            Column("node", ("位置", "Node"), where="file"),
            Column("provided", ("公布数（元）", "Provided, yuan"), "money", where="file"),
            Column("expected", ("应为（元）", "Expected, yuan"), "money", where="file"),
            Column("difference", ("差额（元）", "Difference, yuan"), "money"),
            Column("page", ("页", "Page"), "int"),
            Column("line_id", ("单元格标识", "Line id"), where="file"),
            Column("finding_id", ("问题标识", "Finding id"), where="file"),
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
        ("规则", "Rules"),
        (
            Column("rule_id", ("规则", "Rule"), link="href"),
            Column("text", ("内容", "What must hold"), "pair"),
            Column("severity", ("程度", "Severity"), "word", words.SEVERITY, filter=True),
            Column("stage", ("阶段", "Stage"), "word", words.STAGE, filter=True),
            Column("statements", ("报表标识", "Statement ids"), where="file"),
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
        ("不成立的等式", "Equations that fail"),
        (
            Column("document_id", ("文件标识", "Document id"), where="file"),
            Column("title", ("主体", "Department"), link="href"),
            Column("file_name", ("文件名", "File")),
            Column("statement", ("报表标识", "Statement id"), where="file"),
            Column("statement_name", ("报表", "Statement"), "pair", filter=True),
            Column("node_words", ("位置", "Where"), "pair", where="page"),
            Column("node", ("位置", "Node"), where="file"),
            Column("lhs", ("左边（元）", "Left side, yuan"), "money"),
            Column("rhs", ("右边（元）", "Right side, yuan"), "money"),
            Column("residual", ("差额（元）", "Difference, yuan"), "money"),
            Column("tolerance", ("舍入可解释（元）", "Rounding explains, yuan"), "money"),
        ),
        listed,
    )


def coverage_table(matrix: Coverage) -> Table:
    """The coverage matrix as a list."""
    counts = tuple(
        Column(name, words.STATUS[name], "int") for name in ("partly", "quarantined", "no_statements", "unreadable")
    )
    return Table(
        "coverage",
        ("覆盖情况", "Coverage"),
        (
            Column("region", ("地区", "Region")),
            Column("fiscal_year", ("年度", "Year"), "int"),
            Column("stage", ("阶段", "Stage"), "word", words.STAGE),
            Column("expected", ("应有", "Expected"), "int"),
            Column("found", ("找到", "Found"), "int"),
            Column("missing", ("缺", "Missing"), "int"),
            Column("loaded", ("入库", "Loaded"), "int"),
            Column("held_back", ("有隔离", "Held back"), "int"),
            *counts,
        ),
        coverage_rows(matrix),
    )


def gaps_table(matrix: Coverage) -> Table:
    """Disclosures that are expected and were not found."""
    return Table(
        "gaps",
        ("缺少的公开材料", "Missing disclosures"),
        (
            Column("region", ("地区", "Region"), filter=True),
            Column("department", ("部门", "Department")),
            Column("fiscal_year", ("年度", "Year"), "int", filter=True),
            Column("stage", ("阶段", "Stage"), "word", words.STAGE, filter=True),
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
    return Table("runs", ("运行", "Runs"), tuple(Column(name, (name, name)) for name in names), contents.runs)
