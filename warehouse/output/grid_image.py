"""A picture of a grid with one cell boxed, for sources that have no page picture (Word, workbooks, web pages, text)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.fonts").expanduser(),
    Path("~/.local/share/fonts").expanduser(),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
# Fonts with Chinese glyphs, by what their file names contain, best first.
_CJK_NAMES = (
    "notosanscjk",
    "notosanssc",
    "sourcehansans",
    "notoserifcjk",
    "wqy",
    "droidsansfallback",
    "pingfang",
    "hiragino",
    "stheiti",
    "msyh",
    "simsun",
    "simhei",
    "uming",
    "ukai",
)
_SIZE = 14
_LINE = 20
_MARGIN = 16
_CELL_WIDTH = 150
_ROWS_AROUND = 12


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell to draw: place and span in the grid, and its text."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str


def draw_grid(cells: Sequence[DrawnCell], row: int, col: int, title: str) -> tuple[bytes, bool]:
    """PNG of the rows around ``row``, its cell in ``col`` boxed in red; and whether Chinese could be drawn."""
    path = cjk_font()
    font = ImageFont.truetype(str(path), _SIZE) if path else ImageFont.load_default(_SIZE)
    first = max(0, row - _ROWS_AROUND)
    shown = [c for c in cells if c.row + c.row_span > first and c.row <= row + _ROWS_AROUND]
    header = [c for c in cells if c.row + c.row_span <= first and c.row < 3]
    places = {r: i for i, r in enumerate(sorted({c.row for c in (*header, *shown)}))}
    columns = max((c.col + c.col_span for c in cells), default=1)
    size = (columns * _CELL_WIDTH + 2 * _MARGIN, (len(places) * 3 + 2) * _LINE + 2 * _MARGIN)
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    pen.text((_MARGIN, _MARGIN), title, fill="black", font=font)
    target: tuple[int, int, int, int] | None = None
    for cell in (*header, *shown):
        box = _box(cell, places)
        pen.rectangle(box, outline="#888888")
        pen.multiline_text((box[0] + 4, box[1] + 2), _wrapped(cell.text, pen, font), fill="black", font=font, spacing=2)
        if cell.row == row and cell.col == col:
            target = box
    if target is not None:
        pen.rectangle(target, outline="#d00000", width=3)
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue(), path is not None


@cache
def cjk_font() -> Path | None:
    """A font file with Chinese glyphs on this system, or None."""
    found = [p for folder in _FONT_FOLDERS if folder.is_dir() for p in folder.rglob("*") if _is_font(p)]
    for name in _CJK_NAMES:
        for path in sorted(found):
            if name in path.name.lower().replace("-", "").replace("_", ""):
                return path
    return None


def _is_font(path: Path) -> bool:
    return path.suffix.lower() in (".ttf", ".ttc", ".otf")


def _box(cell: DrawnCell, places: dict[int, int]) -> tuple[int, int, int, int]:
    top = _MARGIN + 2 * _LINE + places[cell.row] * 3 * _LINE
    last = max((p for r, p in places.items() if r < cell.row + cell.row_span), default=places[cell.row])
    left = _MARGIN + cell.col * _CELL_WIDTH
    bottom = _MARGIN + 2 * _LINE + (last + 1) * 3 * _LINE
    return left, top, left + cell.col_span * _CELL_WIDTH, bottom


def _wrapped(text: str, pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> str:
    """The text in at most three lines of a cell's width."""
    lines = [""]
    for char in text.replace("\n", ""):
        if pen.textlength(lines[-1] + char, font=font) > _CELL_WIDTH - 8:
            lines.append("")
        lines[-1] += char
    return "\n".join(lines[:3])
