"""Rows of cells as other engines than the project's read them: pdfplumber's ruled tables, lines of a text export."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber

SHARED = Path(__file__).resolve().parents[4] / "shared"
Row = list[str | None]


def say(text: str) -> None:
    """One line for the person who checks."""
    sys.stdout.write(text + "\n")


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
            say(f"? row of another length: {row}")
