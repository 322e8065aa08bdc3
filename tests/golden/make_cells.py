"""Write the golden cells from hand-written recipes, without any code of the project.

A recipe (tests/golden/cells/recipes/*.toml) says, table by table, what each printed column is. The figures come from
pdfplumber's ruled tables, or from the lines of a text export; cells/check_cells.py compares them with poppler's
reading of the same pages and with the sums of the document. Usage: make_cells.py [NAME...]. Reads ../shared, prints what it could not take for a figure.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections.abc import Iterator
from decimal import Context, Decimal, Inexact
from pathlib import Path
from typing import Any

import pdfplumber

HERE = Path(__file__).resolve().parent / "cells"
SHARED = Path(__file__).resolve().parents[3] / "shared"
FIELDS = [
    "statement", "page", "line_name", "code", "government_code", "unit_name", "column", "measure", "fiscal_year",
    "stage", "amount_yuan", "printed", "economic_code", "unit_code", "sequence",
]  # fmt: skip
MONEY = re.compile(r"^-?\d[\d,，]*(\.\d+)?$")
SKIP = re.compile(r"^(\s|\|)*(栏次|档次|序号|\*\*|1\|2\|3)")  # index rows that look like figures
UNIT_HEADS = r"合\s*计|总\s*计|(预算)?单位(名称)?|支出项目类别.*"
EXACT = Context(prec=28, traps=[Inexact])
Row = list[str | None]
Cell = dict[str, str]


def flat(text: str | None) -> str:
    """Join the wraps of a cell: Chinese text has no space at a line end."""
    return re.sub(r"\s*\n\s*", "", text or "").strip()


def sit_on_baseline(page: pdfplumber.page.Page) -> None:
    """Put glyph boxes on the baseline: some fonts declare boxes that hang into the row below what is seen."""
    for char in page.chars:
        char["bottom"] = float(page.height) - char["matrix"][5] + 0.12 * char["size"]
        char["top"] = char["bottom"] - char["size"]


def pdf_rows(document: str, table: dict[str, Any]) -> Iterator[tuple[int, Row]]:
    """(page, cells) of the ruled tables of the recipe's pages; `nth` picks one of several on a page."""
    first, last = table["pages"]
    with pdfplumber.open(SHARED / document) as pdf:
        for number in range(first, last + 1):
            page = pdf.pages[number - 1]
            if table.get("baseline"):
                sit_on_baseline(page)
            grids = page.extract_tables(table.get("settings", {}))
            for grid in grids[table["nth"] : table["nth"] + 1] if "nth" in table else grids:
                for row in grid:
                    yield number, list(row)
            page.close()


def text_rows(document: str, table: dict[str, Any]) -> Iterator[tuple[int, Row]]:
    """Rows of a text export between two titles: tab separated, or one cell a line with a blank line between rows."""
    text = next((SHARED / "seeds").glob(document.removeprefix("seeds/"))).read_text(encoding="utf-8")
    start = text.index(table["start"]) + len(table["start"])
    body = text[start : text.index(table["end"], start)]
    if table["form"] == "tabs":
        rows = [line.split("\t") for line in body.split("\n")]
    else:
        rows = [[c.strip() for c in block.split("\n")] for block in re.split(r"\n(?:[ ]*\n)+", body)]
    for row in rows:
        if len(row) == len(table["columns"]):
            yield 0, list(row)
        elif any(re.fullmatch(r"\d[\d,]*\.\d\d", c.strip()) for c in row):
            print(f"? row of another length: {row}")


def html_rows(document: str, table: dict[str, Any]) -> Iterator[tuple[int, Row]]:
    """Rows of absolutely positioned spans, put into the recipe's column edges."""
    sys.path.insert(0, str(HERE))
    from html_spans import span_rows  # a script beside the recipes, only needed for one document

    yield from span_rows(SHARED / document, table)


class Reader:
    """Walks the rows of one table, left to right, and keeps what is filled down: class, type, item, unit."""

    def __init__(self, recipe: dict[str, Any], table: dict[str, Any]) -> None:
        self.recipe, self.table = recipe, table
        self.unit = Decimal({"元": 1, "万元": 10000}[table.get("unit", recipe["unit"])])
        self.unit_name = self.unit_code = self.group = self.previous = ""
        self.levels: dict[str, list[str]] = {"": ["", "", ""], "g": ["", "", ""]}
        self.class_code = ""

    def split_code(self, row: Row, prefix: str) -> str:
        """类|款|项: what is printed replaces the level and empties the ones below it."""
        names = [prefix + n for n in ("lei", "kuan", "xiang")]
        kinds = self.table["columns"]
        parts = [flat(row[kinds.index(n)]) if n in kinds else "" for n in names]
        if not any(p.isdigit() for p in parts):
            return ""
        levels = self.levels[prefix]
        for depth, part in enumerate(parts):
            if part:
                levels[depth:] = [part] + [""] * (2 - depth)
        return "".join(levels)

    def whole(self, code: str) -> str:
        """A bare two-digit code stands under the class above it."""
        if len(code) == 2 and code.isdigit():
            return self.class_code + code
        if code.isdigit():
            self.class_code = code[:3]
        return code if code.isdigit() else ""

    def cells(self, page: int, row: Row) -> Iterator[Cell]:
        """Money cells of one row."""
        columns: list[str] = self.table["columns"]
        if len(row) != len(columns):
            raise ValueError(f"{self.table['sequence']} page {page}: {len(row)} cells, recipe has {len(columns)}: {row}")
        joined = "|".join(flat(c) for c in row)
        if SKIP.search(joined) or ("skip" in self.table and re.search(self.table["skip"], joined)):
            return
        out: Cell = dict.fromkeys(FIELDS, "")
        out |= {"statement": self.table["statement"], "page": str(page or ""), "sequence": str(self.table["sequence"])}
        year = str(self.table.get("fiscal_year", self.recipe["fiscal_year"]))
        stage = str(self.table.get("stage", self.recipe["stage"]))
        if "lei" in columns:
            out["code"] = self.split_code(row, "")
        if "glei" in columns:
            out["government_code"] = self.split_code(row, "g")
        for kind, value in zip(columns, row, strict=True):
            text = flat(value)
            match kind:
                case "name" if value is not None and (text or columns.count("name") > 1):
                    out["line_name"] = text
                case "name2" if text:
                    out["line_name"] = text
                case "group":
                    self.group = text or self.group
                    out["line_name"] = text
                case "code" if value is not None:
                    out["code"] = self.whole(text)
                    if text and not out["code"] and not re.search(r"\d", text):
                        out["line_name"] = text
                case "gcode":
                    out["government_code"] = text
                case "codename" | "ecodename" | "gcodename" | "bracket":
                    found = re.match(r"\[?(\d+)[-\]](.*)", text)
                    target = {"ecodename": "economic_code", "gcodename": "government_code"}.get(kind, "code")
                    out[target] = found[1] if found else ""
                    if kind in ("codename", "bracket"):
                        out["line_name"] = found[2] if found else text
                case "unit":
                    pattern = self.table.get("unit_rows", ".")
                    if text and re.search(pattern, text) and not re.fullmatch(UNIT_HEADS, text):
                        self.unit_name = text
                    if text:
                        out["line_name"] = text
                case "ucode":
                    self.unit_code = text if text.isdigit() else self.unit_code
                    if text and not text.isdigit():
                        out["line_name"] = text
                        self.unit_code = ""
                    out["unit_code"] = self.unit_code
                case "year":
                    year = re.sub(r"\D", "", text) or year
                case "stage":
                    stage = {"预算数": "budget", "决算数": "final"}.get(text, stage)
                    out["line_name"] = text
                case "gname":
                    out["line_name"] = out["line_name"] or text
                case "-" | "lei" | "kuan" | "xiang" | "glei" | "gkuan":
                    if kind == "lei" and text and not re.search(r"\d", text) and len(text) > 1:
                        out["line_name"] = text
                case _ if "=" in kind and text:
                    yield from self.amount(out, kind, text, year, stage)

    def amount(self, out: Cell, kind: str, text: str, year: str, stage: str) -> Iterator[Cell]:
        """One money cell, or nothing when the cell is text; `header=measure@year stage` describes the column."""
        text = re.sub(r"\s", "", text)
        if not MONEY.match(text):
            if re.search(r"\d", text) and not re.search(r"[年表栏度]", text):
                print(f"? {self.table['sequence']} p{out['page']} {kind}: {text}")
            return
        header, _, rest = kind.rpartition("=")
        measure, _, when = rest.partition("@")
        own_year, _, own_stage = when.partition(" ")
        names = self.table.get("items")
        cell = dict(out)
        if names is not None:
            cell["measure"] = next((v for k, v in names.items() if re.search(k, re.sub(r"\s", "", out["line_name"]))), "")
        else:
            cell["measure"] = measure
        if self.group and out["line_name"] == "小计":
            cell["line_name"] = f"{self.group}/小计"
        cell |= {"column": header, "fiscal_year": own_year or year, "stage": own_stage or stage, "printed": text}
        cell["unit_name"] = self.unit_name if "unit" in self.table["columns"] else ""
        if re.fullmatch(r"合\s*计|总\s*计", out["line_name"]):
            cell["unit_name"] = ""
        exact = Decimal(re.sub("[,，]", "", text)) * self.unit
        cell["amount_yuan"] = format(exact.quantize(Decimal("0.01"), context=EXACT), "f")
        yield cell


def read(recipe: dict[str, Any]) -> list[Cell]:
    """All golden cells of a recipe, in printed order."""
    source = {"pdf": pdf_rows, "txt": text_rows, "html": html_rows}[recipe["document"].rpartition(".")[2]]
    cells: list[Cell] = []
    for table in recipe["table"]:
        reader = Reader(recipe, table)
        seen: set[tuple[str, ...]] = set()
        for page, row in source(recipe["document"], table):
            found = list(reader.cells(page, row))
            label = tuple(c["line_name"] + c["printed"] for c in found)
            if table.get("twice") and label in seen:
                continue  # the export prints every row twice; it is one cell of the document
            seen.add(label)
            cells += found
    for cell in cells:
        for pattern, replacement in recipe.get("renames", []):
            cell["line_name"] = re.sub(pattern, replacement, cell["line_name"])
    return cells


def recipes(wanted: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, recipe) of the recipes asked for, all of them by default."""
    for path in sorted((HERE / "recipes").glob("*.toml")):
        if not wanted or path.stem in wanted:
            yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))


def main() -> None:
    for name, recipe in recipes(sys.argv[1:]):
        cells = read(recipe)
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(cells)
        print(name, len(cells))


if __name__ == "__main__":
    main()
