"""Where text stands on an upright picture: its tables, their cells, and the lines in and around them."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.ruled import RuledTable, rule_pixels, ruled_tables, without
from pipelines.extract.ocr.rules import calmed, ink_of, without_specks
from pipelines.extract.ocr.snippets import Ink, Snippet, lines_within, pieces_outside, text_ink
from pipelines.extract.ocr.upright import Upright

_INSET = 1.0  # pt: the edge of a cell that is not looked at


@dataclass(slots=True)
class Layout:
    """Tables and lines of a picture, in pixels."""

    upright: Upright
    gray: Gray  # without rules
    calm: Gray  # the same without the grain of the paper
    ink: Ink
    tables: list[RuledTable]
    lines: list[Snippet]
    owner: list[tuple[int, int] | None]  # per line: table and cell it stands in


def layout_of(upright: Upright, scale: float) -> Layout:
    """The layout of a straightened picture of ``scale`` pixels per point."""
    calm = calmed(upright.gray)
    tables = ruled_tables(upright.rules, scale)
    pixels = rule_pixels(tables, upright.rules, scale)
    text = text_ink(ink_of(calm, scale), pixels, scale)
    lines, owner = [], []
    inset = round(_INSET * scale)
    for t, table in enumerate(tables):
        for c, cell in enumerate(table.cells):
            x0, top, x1, bottom = table.rectangle(cell)
            for line in lines_within(text, x0 + inset, top + inset, x1 - inset, bottom - inset):
                lines.append(line)
                owner.append((t, c))
    outside = pieces_outside(text, [t.frame for t in tables])
    bare = without(without_specks(upright.gray), pixels)
    return Layout(
        upright, bare, without(calm, pixels), text, tables, lines + outside, [*owner, *([None] * len(outside))]
    )
