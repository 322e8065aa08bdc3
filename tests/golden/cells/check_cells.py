"""Check the golden cells against another engine and against the arithmetic of the documents.

1. Every figure poppler reads on a recipe's pages is a golden cell or is named as something else (codes, counts).
2. Sums: children to parents by code, fund and type columns to the total column. Prints what differs; a person decides.
Usage: check_cells.py [NAME...]
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from make_cells import HERE, recipes
from sources import SHARED, say

FIGURE = re.compile(r"(?<![\w.,\]\[（(-])-?\d[\d,]*\.\d+(?![\w.%])|(?<![\w.,])-?\d{1,3}(?:,\d{3})+(?![\w.%])")
OPTIONAL = {"other", "project", "procurement", "performance_department", "performance_project", "state_asset"}
FUNDS = ("general_public", "government_fund", "state_capital")
SOURCES = (
    "fiscal_appropriation", *FUNDS, "fiscal_account", "business", "operating", "superior_subsidy",
    "affiliate_remittance", "other", "carryover",
)  # fmt: skip
Cell = dict[str, str]


def poppler(document: str, page: int) -> Counter[str]:
    """Figures with decimals or thousands commas that poppler finds on a page (it splits those of 重庆 into pieces)."""
    run = subprocess.run(
        ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(SHARED / document), "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Counter(FIGURE.findall(run.stdout))


def tokens(name: str, document: str, tables: list[dict[str, object]], cells: list[Cell]) -> None:
    """Compare figures per page."""
    golden: dict[int, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        if FIGURE.fullmatch(cell["printed"]):
            golden[int(cell["page"])][cell["printed"]] += 1
    pages = sorted({p for t in tables for p in range(t["pages"][0], t["pages"][1] + 1)})  # type: ignore[index]
    seen = 0
    for page in pages:
        printed = poppler(document, page)
        seen += sum(printed.values())
        for text, found in (("only poppler", printed - golden[page]), ("only golden", golden[page] - printed)):
            if found:
                say(f"  {name} p{page} {text}: {dict(list(found.items())[:12])}{' …' if len(found) > 12 else ''}")
    say(f"  {name}: {seen} figures by poppler, {sum(sum(c.values()) for c in golden.values())} golden with decimals")


def children(name: str, cells: list[Cell]) -> None:
    """Codes: sum of the next printed level = parent; class codes = 合计."""
    groups: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    totals: dict[tuple[str, ...], Decimal] = {}
    for c in cells:
        if c["economic_code"]:
            continue
        key = (c["sequence"], c["unit_name"], c["column"], c["fiscal_year"], c["stage"])
        if c["code"]:
            groups[key][c["code"]] += Decimal(c["amount_yuan"])
        elif re.fullmatch(r"合\s*计|总\s*计", c["line_name"]) or (c["unit_name"] and c["line_name"] == c["unit_name"]):
            totals[key] = Decimal(c["amount_yuan"])
    checked = 0
    for key, amounts in groups.items():
        for code, amount in amounts.items():
            parts = [v for k, v in amounts.items() if k[:-2] == code and len(k) - len(code) == 2]
            if parts:
                checked += 1
                if abs(sum(parts) - amount) > 100 * len(parts):
                    say(f"  {name} {key} {code}: children {sum(parts)} parent {amount}")
        classes = [v for k, v in amounts.items() if len(k) == 3]
        if classes and key in totals:
            checked += 1
            if abs(sum(classes) - totals[key]) > 100 * len(classes):
                say(f"  {name} {key}: classes {sum(classes)} total {totals[key]}")
    say(f"  {name}: {checked} sums of children")


def across(name: str, cells: list[Cell]) -> None:
    """Columns of a row: basic + project = total, personnel + public = basic, funds = total."""
    rows: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(dict)
    for c in cells:
        if c["measure"] and c["statement"] not in ("summary", "three_public"):
            key = (c["sequence"], c["page"], c["unit_name"], c["line_name"], c["code"], c["government_code"],
                   c["economic_code"], c["fiscal_year"], c["stage"])  # fmt: skip
            rows[key].setdefault(c["measure"], Decimal(c["amount_yuan"]))
    revenue = {c["sequence"] for c in cells if c["statement"] == "revenue"}
    checked = 0
    rules = [
        ("basic", ("personnel", "public")),
        ("total", ("basic", "project", "operating", "remitted_to_superior", "subsidy_to_affiliates")),
        ("total", ("personnel", "public", "project")),
        ("fiscal_appropriation", FUNDS),
    ]
    for key, row in rows.items():
        for whole, parts in rules if key[0] not in revenue else [("total", SOURCES), rules[3]]:
            if parts is SOURCES and "fiscal_appropriation" in row:
                row = {m: v for m, v in row.items() if m not in FUNDS}
            if parts[0] == "personnel" and whole == "total" and "basic" in row:
                continue  # they add up to the basic column instead
            found = [row[p] for p in parts if p in row]
            if whole in row and (parts is SOURCES or len(found) > 1 or row.get(parts[0])):
                checked += 1
                if abs(sum(found) - row[whole]) > 200:
                    say(f"  {name} {key}: {whole} {row[whole]} parts {[f'{p}={row[p]}' for p in parts if p in row]}")
    say(f"  {name}: {checked} sums across")


def classes(name: str, cells: list[Cell]) -> None:
    """A class named in the summary and appropriation tables has the total of its three-digit code elsewhere."""
    coded: dict[tuple[str, str], set[str]] = defaultdict(set)
    for c in cells:
        if len(c["code"]) == 3 and not c["unit_name"]:
            coded[c["statement"], bare(c["line_name"])].add(c["amount_yuan"])
    checked = 0
    for c in cells:
        pairs = {"summary": ["expenditure"], "appropriation": ["general_budget", "other", "government_fund"]}
        found = [coded[s, bare(c["line_name"])] for s in pairs.get(c["statement"], []) if "支出" in c["line_name"]]
        amounts = set().union(*found)
        if amounts and Decimal(c["amount_yuan"]):
            checked += 1
            near = any(abs(Decimal(a) - Decimal(c["amount_yuan"])) < 300 for a in amounts)
            if not near:
                say(f"  {name} {c['sequence']} {c['line_name']}: {c['amount_yuan']} elsewhere {amounts}")
    say(f"  {name}: {checked} classes found in another table")


def headlines(name: str, document: str, cells: list[Cell]) -> None:
    """The totals read by eye in statements.csv are golden cells, and every statement with money has some."""
    with (HERE.parent / "statements.csv").open(encoding="utf-8", newline="") as source:
        rows = [r for r in csv.DictReader(source) if r["document"] == document]
    found = 0
    for row in rows:
        printed = {c["printed"] for c in cells if c["sequence"] == row["sequence"]}
        statements = {c["statement"] for c in cells if c["sequence"] == row["sequence"]} or {row["statement"]}
        wanted = {row["total"], row["total_revenue"]} - {""}
        found += len(wanted & printed)
        if (printed and not wanted <= printed) or statements != {row["statement"]}:
            say(f"  {name} {row['sequence']} {row['statement']}: {wanted - printed} missing, {statements}")
        if not printed and row["is_empty"] == "no" and row["statement"] not in OPTIONAL:
            say(f"  {name} {row['sequence']} {row['statement']}: no cells")
    say(f"  {name}: {found} headline totals found")


def bare(text: str) -> str:
    """A line name without numbering and spaces."""
    return re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）、.]\s*|\s", "", text)


def main() -> None:
    for name, recipe in recipes(sys.argv[1:]):
        with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as source:
            cells = list(csv.DictReader(source))
        say(f"{name} {len(cells)} {dict(Counter(c['sequence'] + ' ' + c['statement'] for c in cells))}")
        if recipe["document"].endswith(".pdf"):
            tokens(name, recipe["document"], recipe["table"], cells)
        children(name, cells)
        across(name, cells)
        classes(name, cells)
        headlines(name, recipe["document"], cells)


if __name__ == "__main__":
    main()
