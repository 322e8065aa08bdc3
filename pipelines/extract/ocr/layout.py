"""Where text stands on an upright picture: its tables, their cells, and the lines in and around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import cv2
import numpy as np

from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.ruled import RuledTable, rule_pixels, ruled_tables, without
from pipelines.extract.ocr.rules import Rules, calmed, ink_of, without_specks
from pipelines.extract.ocr.snippets import Ink, Snippet, lines_within, pieces_outside, text_ink
from pipelines.extract.ocr.upright import Upright

Flags: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"

_LONG = 72.0  # pt: no stroke of a character is as long as this
_EDGE = 2.0  # pt: ink of a rule lies this near to it
_ONE_COLUMN = 2  # rules down
_INSET = 0.35  # pt: the edge of a cell that is not looked at; more of it cuts figures that stand against the rule
_THROUGH = 3.5  # pt: no rule is thicker


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
    cut: set[int] = field(default_factory=set)  # lines whose first or last ink runs through a rule


def layout_of(upright: Upright, scale: float) -> Layout:
    """The layout of a straightened picture of ``scale`` pixels per point."""
    calm = calmed(upright.gray)
    found = ruled_tables(upright.rules, scale)
    pixels = np.maximum(rule_pixels(found, upright.rules, scale), _loose(upright.rules, scale))
    # rules across alone make no columns: their words show them, as those of a table without rules do
    tables = [table for table in found if len(table.xs) > _ONE_COLUMN]
    text = text_ink(ink_of(calm, scale), pixels, scale, [table.frame for table in tables])
    lines: list[Snippet] = []
    owner: list[tuple[int, int] | None] = []
    cut: set[int] = set()
    inset = round(_INSET * scale)
    for t, table in enumerate(tables):
        for c, cell in enumerate(table.cells):
            x0, top, x1, bottom = table.rectangle(cell)
            for line in lines_within(text, x0 + inset, top + inset, x1 - inset, bottom - inset):
                if _is_cut(line, text, pixels, scale):
                    cut.add(len(lines))
                lines.append(line)
                owner.append((t, c))
    outside = pieces_outside(text, [t.frame for t in tables])
    gray = without_specks(upright.gray)
    bare = _bare(gray, pixels, text)
    return Layout(
        upright,
        bare,
        bare if calm is gray else _bare(calm, pixels, text),  # one picture, where there is no grain
        text,
        tables,
        lines + outside,
        [*owner, *([None] * len(outside))],
        cut,
    )


def _bare(gray: Gray, pixels: Gray, text: Ink) -> Gray:
    """The picture without rules, but with the print that goes on into their fringe."""
    return np.asarray(cv2.copyTo(gray, text.mask, without(gray, pixels)), dtype=np.uint8)


def _is_cut(line: Snippet, text: Ink, pixels: Gray, scale: float) -> bool:
    """Whether the first or last ink of a line runs through a rule and goes on behind it."""
    rows, reach = slice(line.top, line.bottom), round(_THROUGH * scale)
    for edge, beyond, way in (
        (line.x0, slice(max(0, line.x0 - reach), line.x0), -1),
        (line.x1 - 1, slice(line.x1, line.x1 + reach), 1),
    ):
        if pixels[rows, edge + way : edge + way + 1].any():
            goes_on = _after(pixels[rows, beyond][:, ::way] > 0, text.mask[rows, beyond][:, ::way] > 0)
            if (goes_on & (text.mask[rows, edge] > 0)).any():
                return True
    return False


def _after(rule: Flags, ink: Flags) -> Flags:
    """In which rows ink follows on the pixels of a rule with which the row begins."""
    length = np.where(rule.all(axis=1), 0, np.argmin(rule, axis=1))
    row = np.flatnonzero((length > 0) & (length < rule.shape[1]))
    out = np.zeros(len(rule), dtype=bool)
    out[row] = ink[row, length[row]]
    return out


def _loose(rules: Rules, scale: float) -> Gray:
    """The pixels (255) of long rules across, whether they bound a cell or not: under a title, over a total."""
    along = np.zeros_like(rules.mask)
    for rule in rules.across:
        if rule.length >= _LONG * scale:
            ends = (round(rule.x0), round(rule.y0)), (round(rule.x1), round(rule.y1))
            cv2.line(along, *ends, (255,), 2 * round(_EDGE * scale) + 1)
    return np.asarray(cv2.bitwise_and(along, rules.mask), dtype=np.uint8)
