"""What the other readers of a page are given."""

from __future__ import annotations

from typing import Any, Protocol


class Pages(Protocol):
    """Pages of the file as pdfplumber reads them (`pipelines.extract.pdf.again.second.SecondReader`)."""

    def page(self, number: int) -> Any:
        """The page of that number (from 1), or ``None`` where it cannot be had."""
