"""A page in document order: paragraphs from block elements, grids from tables."""

from __future__ import annotations

from collections.abc import Set

from lxml import html

from pipelines.extract.builder import Builder
from pipelines.extract.html.beside import goes_beside, put_beside
from pipelines.extract.html.boxes import box_cells
from pipelines.extract.html.cell import SPACE, CellReader, is_struck
from pipelines.extract.html.images import in_page
from pipelines.extract.html.style import StyleSheet
from pipelines.extract.html.tables import TableCell, is_layout, table_cells
from pipelines.extract.html.tags import DROPPED, INLINE
from pipelines.extract.ocr.stored import StoredPictures
from pipelines.extract.raised import Raised, joined
from pipelines.model.document import Cell, Paragraph

_MAX_DEPTH = 200
_MENU = 6  # links in a row


class Flow:
    """Writes what it walks over to a builder, on page 1.  Elements in ``skip`` (by id) are read by others."""

    def __init__(self, builder: Builder, sheet: StyleSheet, skip: Set[int] = frozenset()) -> None:
        self._builder = builder
        self._sheet = sheet
        self._skip = skip
        self._cells = CellReader(builder, sheet)
        self._pictures = StoredPictures(builder)
        self._text: list[str] = []
        self._links = 0  # links we are inside of
        self._only_links = True
        self._menu: list[Paragraph] = []

    def read(self, element: html.HtmlElement) -> None:
        """Add an element's content at top level."""
        self._walk(element, 0)
        self._flush()
        self._end_menu()

    def _walk(self, element: html.HtmlElement, depth: int) -> None:
        self._add(SPACE.sub(" ", element.text or ""))
        for node in element:
            if isinstance(node.tag, str):
                if depth < _MAX_DEPTH:
                    self._element(node, depth)
                else:  # nobody nests like this; the text is kept, its structure is not
                    self._add("\n".join(node.itertext(with_tail=False)))
            self._add(SPACE.sub(" ", node.tail or ""))

    def _element(self, node: html.HtmlElement, depth: int) -> None:
        tag = node.tag.lower()
        if tag in DROPPED or id(node) in self._skip or self._sheet.hidden(node) or self._struck(node):
            return
        if tag == "br":
            self._add("\n")
        elif tag == "img":
            self._picture(node)
        elif tag == "table":
            self._flush()
            self._end_menu()
            self._table(node, None)
        elif tag in INLINE or ":" in tag:  # o:p, st1:chsdate: left by Word, inline
            self._links += tag == "a"
            before = len(self._text)
            self._walk(node, depth + 1)
            if self._sheet.raised(node):
                self._text[before:] = [Raised("".join(self._text[before:]))]
            self._links -= tag == "a"
        else:
            self._flush()
            self._block(node, depth)
            self._flush()

    def _picture(self, image: html.HtmlElement) -> None:
        """A picture that lies in the page itself; nothing is fetched."""
        data = in_page(image.get("src") or "")
        if data is not None:
            self._flush()
            self._pictures.add(data, 1)

    def _block(self, node: html.HtmlElement, depth: int) -> None:
        cells = box_cells(node, self._sheet)
        if cells:
            self._end_menu()
            self._grid(cells, None)
        else:
            self._walk(node, depth + 1)

    def _struck(self, node: html.HtmlElement) -> bool:
        return is_struck(node, self._sheet, self._builder)

    def _add(self, text: str) -> None:
        self._text.append(text)
        if not self._links and text.strip():
            self._only_links = False

    def _flush(self) -> None:
        text = joined(self._text).replace("\xa0", " ")
        added = self._builder.document.paragraphs
        before = len(added)
        for line in text.split("\n"):
            self._builder.paragraph(line)
        if not self._only_links:
            self._end_menu()
        elif len(added) > before:
            self._menu.extend(added[before:])
        self._text, self._only_links = [], True

    def _end_menu(self) -> None:
        """A run of paragraphs that are nothing but links is a menu of the site, not what the page says."""
        if len(self._menu) >= _MENU:
            for paragraph in self._menu:
                paragraph.kind = "footer"
        self._menu = []

    def _table(self, table: html.HtmlElement, parent: tuple[int, int, int] | None) -> None:
        caption = table.find("caption")
        if caption is not None and parent is None:
            self._builder.paragraph(" ".join(caption.text_content().split()))
        cells = table_cells(table, self._sheet)
        if not cells:
            return
        if parent is None and is_layout(cells):
            for cell in cells:
                self._walk(cell.element, 0)
                self._flush()
            return
        self._grid(cells, parent)

    def _grid(self, cells: list[TableCell], parent: tuple[int, int, int] | None) -> None:
        nested: list[tuple[html.HtmlElement, TableCell]] = []
        out: list[Cell] = []
        for cell in cells:
            read = self._cells.read(cell.element)
            nested += [(inner, cell) for inner in read.tables]
            out.append(Cell(cell.row, cell.col, read.text, cell.row_span, cell.col_span))
        if not any(c.text for c in out) and not nested:
            return
        before = self._builder.last_grid() if parent is None and not nested else None
        if before is not None and goes_beside(before, out):
            put_beside(before, out)
            return
        grid = self._builder.grid(out, method="table", parent=parent)
        for inner, cell in nested:
            self._table(inner, (grid.grid_no, cell.row, cell.col))
