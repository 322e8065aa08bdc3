"""Scanned pages of a PDF and picture files, where the packages to read them are installed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from pipelines.allowance import ask_for
from pipelines.document import Doubt
from pipelines.extract.ocr.available import MISSING, is_available

if TYPE_CHECKING:
    from pipelines.extract.ocr.page import Scan
    from pipelines.extract.ocr.picture import Gray

READER = "ocr 1"  # raise with every change of what comes out
METHOD = "ocr"  # of a grid read from a picture
MAX_PAGES = 400  # of one file: more would hold up a run for a quarter of an hour
SECONDS = 15.0  # of wall time granted for each page; about 2 are used where cores are free


@dataclass(slots=True)
class Scans:
    """Reads the pages of one document that have no text, and remembers what to tell about them."""

    read: list[int] = field(default_factory=list)
    poor: list[int] = field(default_factory=list)
    doubtful: dict[int, int] = field(default_factory=dict)  # figures by page
    unread: list[int] = field(default_factory=list)

    def page(self, number: int, page: pdfium.FPDF_PAGE, width: float, height: float) -> Scan | None:
        """What the loaded page of that size in points shows; ``None`` where it is blank or cannot be read here."""
        if not is_available() or len(self.read) >= MAX_PAGES:
            self.unread.append(number)
            return None
        from pipelines.extract.ocr.picture import render, scale_for

        scale = scale_for(width, height)
        return self.picture(number, render(page, width, height, scale), scale)

    def picture(self, number: int, gray: Gray, scale: float) -> Scan:
        """What a picture of ``scale`` pixels per point shows; the packages must be there."""
        from pipelines.extract.ocr.engine import engine
        from pipelines.extract.ocr.page import read_picture

        ask_for(SECONDS)
        scan = read_picture(engine(), gray, scale)
        self._remember(number, scan)
        return scan

    def _remember(self, number: int, scan: Scan) -> None:
        if not scan.regions:
            return
        self.read.append(number)
        if scan.is_poor:
            self.poor.append(number)
        if scan.doubtful:
            self.doubtful[number] = scan.doubtful

    def doubts(self) -> list[Doubt]:
        """What a person should look at, page by page."""
        out = [Doubt("doubtful_figure", page, count) for page, count in self.doubtful.items()]
        out += [Doubt("poor_scan", page) for page in self.poor]
        out += [Doubt("unread_scan", page) for page in self.unread]
        return sorted(out, key=lambda doubt: doubt.page)

    def warnings(self) -> list[str]:
        """``ocr: pages …``, ``poor_scan: pages …``, ``ocr_doubtful: n figures on pages …``, ``tool_missing: …``."""
        out = []
        if self.read:
            out.append(f"ocr: pages {numbers(self.read)}")
        if self.poor:
            out.append(f"poor_scan: pages {numbers(self.poor)} are of poor quality; figures may be missing")
        if self.doubtful:
            count, pages = sum(self.doubtful.values()), numbers(list(self.doubtful))
            out.append(f"ocr_doubtful: {count} figures not certain on pages {pages}; left out")
        if self.unread:
            why = f"more than {MAX_PAGES} scanned pages" if is_available() else f"tool_missing: {MISSING}"
            out.append(f"{why}: pages {numbers(self.unread)}")
        return out


def numbers(pages: list[int]) -> str:
    """Page numbers for a message; long lists are cut."""
    shown = ", ".join(map(str, pages[:20]))
    return shown if len(pages) <= 20 else f"{shown} and {len(pages) - 20} more"
