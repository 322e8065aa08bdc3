"""Collects pages, paragraphs and grids in reading order; numbers them; every reader writes through it."""

from __future__ import annotations

from pipelines.model.document import Box, Cell, Document, Grid, Page, Paragraph


class Builder:
    """A Document under construction.  ``order`` is shared by paragraphs and grids."""

    def __init__(self, reader: str) -> None:
        self.document = Document(reader=reader)
        self._order = 0

    def page(self, number: int, width: float = 0.0, height: float = 0.0, name: str = "") -> Page:
        """The page of that number, made if it is new."""
        for page in self.document.pages:
            if page.number == number:
                return page
        page = Page(number, width, height, name=name)
        self.document.pages.append(page)
        return page

    def paragraph(self, text: str, page: int = 1, kind: str = "body", box: Box | None = None) -> None:
        """Add a paragraph without the blanks around it; a blank one is left out."""
        text = text.strip()
        if not text:
            return
        self.page(page).chars += len(text)
        self.document.paragraphs.append(Paragraph(self._next(), page, text, box, kind))

    def grid(
        self,
        cells: list[Cell],
        *,
        method: str,
        page: int = 1,
        parent: tuple[int, int, int] | None = None,
        box: Box | None = None,
    ) -> Grid:
        """Add a table of at least one cell."""
        rows = max((c.row + c.row_span for c in cells), default=0)
        cols = max((c.col + c.col_span for c in cells), default=0)
        number = len(self.document.grids) + 1
        grid = Grid(number, self._next(), page, rows, cols, cells, box, method, parent)
        self.page(page).chars += sum(len(c.text) for c in cells)
        self.document.grids.append(grid)
        return grid

    def last_grid(self) -> Grid | None:
        """The table that nothing was added after, where it stands in no other."""
        grid = self.document.grids[-1] if self.document.grids else None
        return grid if grid is not None and grid.order == self._order and grid.parent is None else None

    def warn(self, message: str) -> None:
        """Something a person should know about this reading; said once."""
        if message not in self.document.warnings:
            self.document.warnings.append(message)

    def finish(self) -> Document:
        """The document, with at least one page and the pages in order."""
        self.page(1)
        self.document.pages.sort(key=lambda p: p.number)
        return self.document

    def _next(self) -> int:
        self._order += 1
        return self._order
