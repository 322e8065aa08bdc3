"""Walk a Word body: paragraphs, tables, text boxes, counting pages on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipelines.extract.builder import Builder
from pipelines.extract.docx import tabbed
from pipelines.extract.docx.chunks import CHUNK, Chunks
from pipelines.extract.docx.looks import Looks
from pipelines.extract.docx.names import W, child, value
from pipelines.extract.docx.numbering import Numbering
from pipelines.extract.docx.runs import ParagraphText, paragraph_text
from pipelines.extract.docx.tables import TableCell, blocks, is_frame, table_cells
from pipelines.model.document import Cell

_MAX_DEPTH = 20  # tables in tables; Word itself stops being usable long before
Place = tuple[int, int, int]


@dataclass(slots=True)
class _Later:
    """What stands in the cells of a table and is read after it."""

    tables: list[tuple[etree._Element, TableCell]] = field(default_factory=list)
    boxes: list[ParagraphText] = field(default_factory=list)
    chunks: list[etree._Element] = field(default_factory=list)


class Body:
    """Writes what it walks over to a builder.  A page number is where Word last broke the pages, as far as stored."""

    def __init__(self, builder: Builder, numbering: Numbering, looks: Looks, chunks: Chunks | None = None) -> None:
        self._builder = builder
        self._numbering = numbering
        self._looks = looks
        self._chunks = chunks
        self._tabbed: list[tabbed.Tabbed] = []  # paragraphs that may be rows of a table typed with tabs
        self._page = 1
        self._fresh = True  # nothing printed yet on this page
        self._depth = 0
        self._margin_texts: set[tuple[str, str]] = set()
        self.has_picture = False

    def read(self, container: etree._Element, kind: str = "body") -> None:
        """Add everything in a body, cell or text box at top level."""
        for block in blocks(container):
            if block.tag == W + "p":
                self._paragraph(block, kind)
                continue
            self._end_tabbed()
            if block.tag == W + "tbl":
                self._table(block, None)
            else:
                self._chunk(block)
        self._end_tabbed()

    def margin(self, root: etree._Element, kind: str) -> None:
        """Add a header or footer, each text once (sections repeat them)."""
        for paragraph in root.iter(W + "p"):
            text = paragraph_text(paragraph, self._looks).text.strip()
            if text and (kind, text) not in self._margin_texts:
                self._margin_texts.add((kind, text))
                self._builder.paragraph(text, 1, kind)

    def _paragraph(self, element: etree._Element, kind: str) -> None:
        read = self._text(element)
        label = self._numbering.label(element)
        self._turn(read.breaks_before, read.rendered_before)
        text = label + read.text if read.text.strip() else read.text
        self._add(text, kind)
        self._fresh &= not text.strip() and not read.has_picture
        self._turn(read.breaks_inside, False)
        self._boxes(read)
        section = child(element, "pPr", "sectPr")
        if section is not None and value(child(section, "type")) not in ("continuous", "nextColumn"):
            self._turn(1, False)

    def _text(self, paragraph: etree._Element) -> ParagraphText:
        read = paragraph_text(paragraph, self._looks)
        self.has_picture |= read.has_picture
        if read.has_struck:
            self._builder.warn("text that is struck out is left out")
        return read

    def _add(self, text: str, kind: str) -> None:
        """Add a paragraph; those with tabs in them wait for what follows."""
        if not text.strip():
            return
        if "\t" not in text and not (self._tabbed and "\t" in self._tabbed[-1][0]):
            self._end_tabbed()
            self._builder.paragraph(text, self._page, kind)
        else:
            self._tabbed.append((text, self._page, kind))

    def _end_tabbed(self) -> None:
        waiting, self._tabbed = self._tabbed, []
        tabbed.add(waiting, self._builder)

    def _chunk(self, chunk: etree._Element) -> None:
        self._end_tabbed()
        if self._chunks is not None:
            self._chunks.read(chunk)

    def _turn(self, breaks: int, rendered: bool) -> None:
        """Go on by so many pages; a stored page end right after an explicit break is that same break."""
        if breaks and not (rendered and self._fresh):
            self._page += breaks
            self._fresh = True

    def _boxes(self, read: ParagraphText) -> None:
        for box in read.boxes:
            self._end_tabbed()
            self.read(box, "textbox")
        if (read.objects or read.pictures) and self._chunks is not None:
            self._end_tabbed()
            for stored in read.objects:
                self._chunks.add_object(stored, self._page)
            for relation_id in read.pictures:
                self._chunks.add_picture(relation_id, self._page)

    def _table(self, table: etree._Element, parent: Place | None) -> None:
        cells = table_cells(table)
        if not cells or self._depth >= _MAX_DEPTH:
            return
        if parent is None and is_frame(cells):
            for cell in cells:
                self.read(cell.element)
            return
        self._depth += 1
        first_page = self._page
        out: list[Cell] = []
        later = _Later()
        breaks = 0
        row = -1
        for cell in cells:
            if cell.row != row:
                self._page += breaks
                breaks, row = 0, cell.row
                first_page = self._page if row == 0 else first_page
            text, turned = self._cell(cell, later)
            breaks = max(breaks, turned)
            out.append(Cell(cell.row, cell.col, text, cell.row_span, cell.col_span))
        self._page += breaks
        self._fresh = False
        grid = self._builder.grid(out, method="table", page=first_page, parent=parent)
        for inner, cell in later.tables:
            self._table(inner, (grid.grid_no, cell.row, cell.col))
        for read in later.boxes:
            self._boxes(read)
        for chunk in later.chunks:
            self._chunk(chunk)
        self._depth -= 1

    def _cell(self, cell: TableCell, later: _Later) -> tuple[str, int]:
        """Text of a cell, and by how many pages its text turns."""
        lines: list[str] = []
        breaks = 0
        for block in blocks(cell.element):
            if block.tag == W + "tbl":
                later.tables.append((block, cell))
                continue
            if block.tag == CHUNK:
                later.chunks.append(block)
                continue
            read = self._text(block)
            breaks += read.breaks_before + read.breaks_inside
            if read.boxes or read.objects or read.pictures:
                later.boxes.append(read)
            label = self._numbering.label(block)
            lines.append(label + read.text if read.text.strip() else read.text)
        return "\n".join(line.rstrip() for line in lines).strip("\n"), breaks
