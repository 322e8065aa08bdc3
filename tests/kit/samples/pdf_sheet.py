"""A PDF page being written: font, text, size, rotation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT_FILE = Path(__file__).with_name("wqy-microhei-subset.ttf")
FONT = "Hei"
SHORT, LONG = 595.2, 841.9
MARGIN, SIZE, LEADING, PAD = 42.0, 8.0, 10.5, 2.5


rl_config.useA85 = 0  # binary streams: a fifth smaller


def font() -> str:
    """The registered font's name."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE)))
    return FONT


def check_glyphs(text: str) -> None:
    """ValueError where the bundled font lacks a character of ``text``."""
    glyphs = pdfmetrics.getFont(font()).face.charToGlyph
    missing = sorted({c for c in text if ord(c) not in glyphs and c != "\n"})
    if missing:
        raise ValueError(f"{FONT_FILE.name} lacks {''.join(missing)}: see docs/samples.md")


_UNITS = re.compile(r"[0-9][0-9.,%]*|\n|.", re.DOTALL)


def wrap(text: str, width: float, size: float) -> list[str]:
    """``text`` cut into lines that fit ``width`` points; a figure is never cut."""
    lines, line = [], ""
    for unit in _UNITS.findall(text):
        if unit == "\n" or (line and pdfmetrics.stringWidth(line + unit, font(), size) > width):
            lines.append(line)
            line = "" if unit == "\n" else unit
        else:
            line += unit
    return [*lines, line]


@dataclass(slots=True)
class Sheet:
    """The page being written; y runs down from the top."""

    canvas: Canvas
    width: float = SHORT
    height: float = LONG
    y: float = MARGIN
    number: int = 0

    def open(self, landscape: bool = False, rotated: bool = False) -> None:
        """Start a page; a rotated one is stored upright with /Rotate 90 and read in landscape."""
        if self.number:
            self.close()
        self.number += 1
        self.width, self.height = (LONG, SHORT) if landscape or rotated else (SHORT, LONG)
        self.canvas.setPageSize((self.width, self.height))  # as displayed: reportlab turns the media box itself
        self.canvas.setPageRotation(90 if rotated else 0)
        if rotated:
            self.canvas.translate(SHORT, 0)
            self.canvas.rotate(90)
        self.y = MARGIN

    def close(self) -> None:
        """Number the page and end it."""
        self.text(str(self.number), self.width / 2, self.height - 24, SIZE, "centre")
        self.canvas.showPage()

    def text(self, text: str, x: float, base: float, size: float, align: str = "left") -> None:
        """One line of text with its baseline ``base`` below the top."""
        check_glyphs(text)
        self.canvas.setFont(font(), size)
        draw: dict[str, Callable[[float, float, str], None]] = {
            "left": self.canvas.drawString,
            "right": self.canvas.drawRightString,
            "centre": self.canvas.drawCentredString,
        }
        draw[align](x, self.height - base, text)

    def room(self, height: float) -> bool:
        """Whether ``height`` fits above the foot margin."""
        return self.y + height <= self.height - MARGIN
