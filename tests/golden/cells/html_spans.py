"""Rows of a web page that lays a document out with positioned pieces of text instead of tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from sources import SHARED

PIECE = re.compile(
    r'<div class="p"[^>]*?top:([-\d.]+)pt;left:([-\d.]+)pt;[^>]*?font-size:([\d.]+)pt[^>]*>(.*?)</div>', re.S
)
MARK = re.compile(r"\d\.\d\d$")  # an amount
NUMBER = re.compile(r"-?[\d,]+(\.\d+)?")
LINE = 4.0  # pt: pieces this close stand on one line
WRAP = 9.0  # pt: a line this close below the last one continues its name; rows are 18 pt apart


def right(left: float, size: float, text: str) -> float:
    """Right edge of a figure: digits are about half an em wide, points and commas a quarter."""
    return left + size * sum(0.5 if c.isdigit() else 0.25 for c in text)


def span_rows(document: str, table: dict[str, Any]) -> Iterator[tuple[int, list[str | None]]]:
    """(0, cells) of the lines of `pages`, cut at `edges`: figures by their right edge, words by their left one."""
    pages = (SHARED / document).read_text(encoding="utf-8").split('<div class="page')
    edges: list[float] = table["edges"]
    for number in range(table["pages"][0], table["pages"][1] + 1):
        rows: list[tuple[float, list[str | None]]] = []
        pieces = sorted((float(a), float(b), float(c), d) for a, b, c, d in PIECE.findall(pages[number]))
        for top, left, size, text in pieces:
            if not rows or top - rows[-1][0] > LINE:
                rows.append((top, [""] * (len(edges) - 1)))
            at = right(left, size, text) - 2 if NUMBER.fullmatch(text) else left
            column = bisect_right(edges, at) - 1
            if 0 <= column < len(edges) - 1:
                rows[-1][1][column] = f"{rows[-1][1][column]}{text}"
        joined: list[tuple[float, list[str | None]]] = []
        for top, cells in rows:
            words = [i for i, c in enumerate(cells) if c]
            figures = any(MARK.search(c or "") for _, r in joined[-1:] for c in r)
            if joined and top - joined[-1][0] < WRAP and len(words) == 1 and figures:
                joined[-1][1][words[0]] = f"{joined[-1][1][words[0]]}{cells[words[0]]}"
            else:
                joined.append((top, cells))
        yield from ((0, cells) for _, cells in joined if not any("—" in (c or "") for c in cells))
