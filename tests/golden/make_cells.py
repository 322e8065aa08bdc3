"""Write the golden cells from hand-written recipes, without any code of the project.

A recipe (cells/recipes/*.toml) says, table by table, what each printed column is; the figures come from pdfplumber's
ruled tables, from the lines of a text export or from positioned pieces of a page. cells/check_cells.py compares them
with poppler's reading of the same pages, with the sums of the documents and with the totals read by eye.
Usage: make_cells.py [NAME...]. Reads ../shared, says what it could not take for a figure.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent / "cells"
sys.path.insert(0, str(HERE))

import html_spans  # noqa: E402
import sources  # noqa: E402
from rows import FIELDS, Cell, Reader  # noqa: E402

SOURCES = {"pdf": sources.pdf_rows, "txt": sources.text_rows, "html": html_spans.span_rows}


def read(recipe: dict[str, Any]) -> list[Cell]:
    """All golden cells of a recipe, in printed order."""
    source = SOURCES[recipe["document"].rpartition(".")[2]]
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
        sources.say(f"{name} {len(cells)}")


if __name__ == "__main__":
    main()
