"""docs/rules.md and docs/rules/: every identity in plain words, its reason and basis, and how it fared on documents.

docs/rules.md is the table of all rules; docs/rules/ has a page for each group with the reason of every rule.

`python -m expectations.rulebook` writes the words anew and keeps the figures; with a warehouse as argument it counts
them there first.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import polars as pl

from expectations.applies import applies_when
from expectations.registry import RULES, load_rules
from pipelines.reconcile.rule import Rule

BOOK = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
PAGES = BOOK.with_suffix("")
UNWRITTEN = Path(str(files("expectations") / "unwritten.toml"))
COUNTS = ("evaluated", "held", "rounded", "failed")
SEVERITY = {"critical": "critical 阻止入库", "warning": "warning 提醒", "info": "info 供参考"}
GROUPS = {
    "10_structure": "Inside one table, row by row 表内逐行",
    "20_balance": "Income, spending and their balance 收支平衡",
    "30_columns": "The total column and its parts 合计列与各列",
    "40_three_public": "三公 costs “三公”经费",
    "50_cross": "The same figure in two statements 表间",
    "60_years": "Balances and years 结转与跨年",
    "70_narrative": "The narrative 文字说明",
    "80_forms": "Projects, procurement, assets, staff 项目、采购、资产、人员",
}
HEAD = """# The rule book 勾稽关系

Made from `expectations/rules/*.toml` by `python -m expectations.rulebook`; do not edit. A rule is one sparse linear
equation over printed cells; it holds within rounding (half a printed step per figure). *critical* keeps a statement
out of `core`, *warning* marks both statements disputed, *info* is worth a look.

由 `expectations/rules/*.toml` 生成，请勿手改。每条规则是印出数字之间的一个线性等式（或不等式），允许舍入误差。

Each name leads to the reason of the rule and the law, regulation or accounting rule behind it.
规则名称链接其理由和依据。

Columns: *evaluated* = held + rounded + failed; *rounded* holds within rounding only. **never** 从未核算: no document
gave the rule anything to evaluate.
"""
Figures = Mapping[str, tuple[int, int, int, int]]
_ROW = re.compile(
    r"^\| \[`(?P<rule>[^`]+)`\]\([^)]*\) \|.*\| "
    r"(?P<counts>(?:[\d,]+ \| ){3}[\d,]+|\*\*never\*\* 从未核算 \| +\| +\| *) \|$"
)


def figures_of(results: pl.DataFrame) -> dict[str, tuple[int, int, int, int]]:
    """Per rule: evaluated, held, rounded, failed; from quality.result (`rule_id`, `verdict`)."""
    verdict = pl.col("verdict")
    counted = results.group_by("rule_id").agg(
        evaluated=verdict.is_in(["pass", "rounding", "fail"]).sum(),
        held=(verdict == "pass").sum(),
        rounded=(verdict == "rounding").sum(),
        failed=(verdict == "fail").sum(),
    )
    return {str(row[0]): (row[1], row[2], row[3], row[4]) for row in counted.iter_rows()}


def stored_figures(text: str) -> dict[str, tuple[int, int, int, int]]:
    """The figures a rule book already holds."""
    found = {}
    for line in text.splitlines():
        match = _ROW.match(line)
        if match and "never" not in match["counts"]:
            counts = [int(one.replace(",", "")) for one in match["counts"].split("|")]
            found[match["rule"]] = (counts[0], counts[1], counts[2], counts[3])
    return found


def stored_source(text: str) -> str:
    """The line that says where the figures come from, or nothing."""
    return next((line for line in text.splitlines() if line.startswith("Figures 数字：")), "")


def _counts(rule: Rule, figures: Figures) -> str:
    counts = figures.get(rule.id, (0, 0, 0, 0))
    return " | ".join(f"{count:,}" for count in counts) if counts[0] else "**never** 从未核算 | | |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _row(rule: Rule, figures: Figures, page: str) -> str:
    zh, en = applies_when(rule)
    cells = (
        f"[`{rule.id}`](rules/{page}.md#{rule.id.lower()})",
        f"{rule.text_zh}<br>{rule.text_en}",
        f"{zh}<br>{en}",
        SEVERITY[rule.severity],
    )
    return f"| {' | '.join(_cell(one) for one in cells)} | {_counts(rule, figures)} |"


def _groups(rules: Sequence[Rule], folder: Path) -> list[tuple[str, list[Rule]]]:
    """Rules by the name of the file they are written in."""
    left = {rule.id: rule for rule in rules}
    groups = []
    for path in sorted(folder.glob("*.toml")):
        names = []
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []):
            names += [entry["id"], entry.get("final_id", "")]
        own = [left.pop(name) for name in names if name in left]
        groups.append((path.stem, own))
    return groups


def _unwritten() -> list[str]:
    rows = ["", "## Identities without a rule 未设规则的关系", "", "| identity | why |", "|---|---|"]
    for one in tomllib.loads(UNWRITTEN.read_text(encoding="utf-8"))["identity"]:
        rows.append(f"| {one['text_zh']}<br>{one['text_en']} | {one['why_zh']}<br>{one['why_en']} |")
    return rows


def render(rules: Sequence[Rule], figures: Figures, source: str = "", folder: Path = RULES) -> str:
    """The whole document; `source` is the line that says where the figures come from."""
    never = sum(1 for rule in rules if not figures.get(rule.id, (0,))[0])
    lines = [HEAD.rstrip(), ""]
    if source:
        lines += [source, ""]
    lines.append(f"{len(rules)} rules, {never} never evaluated. 共 {len(rules)} 条，{never} 条从未核算。")
    for name, own in _groups(rules, folder):
        lines += ["", f"## {GROUPS.get(name, name)}", ""]
        lines.append(
            "| rule | sentence 说明 | applies when 适用条件 | severity | evaluated | held | rounded | failed |"
        )
        lines.append("|---|---|---|---|--:|--:|--:|--:|")
        lines += [_row(rule, figures, page_name(name)) for rule in own]
    return "\n".join([*lines, *_unwritten()]) + "\n"


def page_name(group: str) -> str:
    """The page of a group of rules: the name of its file without the number that orders it."""
    return group.partition("_")[2] or group


def pages(rules: Sequence[Rule], folder: Path = RULES) -> dict[str, str]:
    """The text of each page of docs/rules/ by its file name: reason, basis and conditions of every rule."""
    return {
        f"{page_name(name)}.md": "\n".join(_page(GROUPS.get(name, name), own)) + "\n"
        for name, own in _groups(rules, folder)
    }


def _page(title: str, rules: Sequence[Rule]) -> list[str]:
    lines = [
        f"# {title}",
        "",
        "Made from `expectations/rules/*.toml` by `python -m expectations.rulebook`; do not edit.",
    ]
    for rule in rules:
        zh, en = applies_when(rule)
        lines += ["", f"## {rule.id}", "", f"**{rule.text_zh}**  ", f"**{rule.text_en}**", ""]
        lines += [f"- Why 理由: {rule.reason_zh}", f"  {rule.reason_en}"]
        lines += [f"- Applies when 适用条件: {zh}", f"  {en}"]
        lines += [f"- Basis 依据: {rule.basis_zh}", f"  {rule.basis_en}"]
        lines.append(f"- Severity 级别: {SEVERITY[rule.severity]}")
    return lines


def _counted(warehouse: str) -> tuple[dict[str, tuple[int, int, int, int]], str]:
    import duckdb

    with duckdb.connect(warehouse, read_only=True) as connection:
        results = connection.execute("SELECT rule_id, verdict FROM quality.result").pl()
        documents = connection.execute("SELECT count(*) FROM raw.document").fetchall()[0][0]
    return figures_of(results), source_line(documents)


def source_line(documents: int) -> str:
    """Where the figures come from, in both languages."""
    return f"Figures 数字：{documents} documents 份文件."


def main(arguments: Sequence[str]) -> int:
    """Write docs/rules.md and the pages beside it."""
    before = BOOK.read_text(encoding="utf-8") if BOOK.exists() else ""
    figures, source = stored_figures(before), stored_source(before)
    if arguments:
        figures, source = _counted(arguments[0])
    rules = load_rules()
    BOOK.write_text(render(rules, figures, source), encoding="utf-8")
    PAGES.mkdir(exist_ok=True)
    for name, text in pages(rules).items():
        (PAGES / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
