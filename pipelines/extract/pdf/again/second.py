"""Where the second reader is called: pages whose figures stand in columns without rules."""

from __future__ import annotations

import contextlib
import logging
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any

from pipelines.extract.pdf.fallback import only_seen
from pipelines.extract.pdf.page import Block, PageContent
from pipelines.extract.pdf.words import words_of
from pipelines.extract.unruled.aligned import aligned_tables, ends_with_figure

MAX_PAGES = 300  # of one file: at some 30 pages a second, more would take the file's whole time limit


class SecondReader:
    """Reads pages of one file again with pdfplumber; opens the file at the first page that needs it."""

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self._path, self._data = path, data
        self._pdf: Any = None
        self.pages = 0
        self._foot: tuple[int, list[float]] = 0, []  # page that ends with a table without rules; its columns

    def __enter__(self) -> SecondReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pdf is not None:
            with contextlib.suppress(Exception):  # it reads pages to close them, and stumbles over damaged ones
                self._pdf.close()

    def page(self, number: int) -> Any:
        """The pdfplumber page, or ``None`` where it cannot be had (too many asked for, file beyond pdfminer)."""
        if self.pages >= MAX_PAGES:
            return None
        self.pages += 1
        try:
            if self._pdf is None:
                import pdfplumber  # costs half a second: only where a page needs it

                self._pdf = pdfplumber.open(self._path if self._data is None else BytesIO(self._data))
            for page in self._pdf.pages[max(0, number - 2) : number]:
                page.close()  # forget what the page before left in memory
            found = self._pdf.pages[number - 1]
            found.chars  # noqa: B018 - parsed here, where a failure is caught
            return found
        except Exception as error:  # a second opinion must not cost the first one
            logging.getLogger(__name__).info("page %d: no second reading: %s", number, error)
            return None

    def add_tables(self, number: int, content: PageContent) -> None:
        """Replace the lines of unruled tables on page ``number`` by grids; a page it cannot read stays as it is."""
        page = self.page(number)
        if page is None:
            return
        if content.seen is not None:
            page = only_seen(page, content.seen)
        ruled = [b.box for b in content.blocks if b.cells is not None]
        tables = aligned_tables(words_of(page), ruled, self._columns_before(number))
        for table in tables:
            box = table.box
            kept = [b for b in content.blocks if b.cells is not None or not _within(b, box)]
            grid = Block(box.top, box.x0, box, rows=table.rows, cols=table.cols, cells=table.cells, method="aligned")
            content.blocks = sorted([*kept, grid], key=lambda b: (b.top, b.left))
        if tables and _printed(content)[-1].method == "aligned":
            self._foot = number, tables[-1].edges

    def may_go_on(self, number: int, content: PageContent) -> bool:
        """Whether page ``number`` begins with a row of figures and the page before ends with a table without rules."""
        printed = _printed(content)
        if not printed or content.is_turned or not self._columns_before(number):
            return False
        return printed[0].cells is None and ends_with_figure(printed[0].text)

    def _columns_before(self, number: int) -> list[float]:
        return self._foot[1] if self._foot[0] == number - 1 else []


def _printed(content: PageContent) -> list[Block]:
    """What a page prints beside its running lines."""
    return [block for block in content.blocks if block.kind == "body"]


def _within(block: Block, box: Any) -> bool:
    middle = (block.box.top + block.box.bottom) / 2
    return bool(box.top <= middle <= box.bottom and block.box.x1 > box.x0 and block.box.x0 < box.x1)
