"""A page in document order: paragraphs from block elements, grids from tables."""

from __future__ import annotations

import re
from collections.abc import Set

from lxml import html

from pipelines.extract.builder import Builder
from pipelines.extract.html.style import StyleSheet
from pipelines.extract.html.tables import TableCell, is_layout, table_cells
from pipelines.model.document import Cell, Paragraph

_NOT_SHOWN = (
    "script style noscript template head title select option button textarea iframe object svg canvas audio video map "
    "link meta input"
)
_IN_LINE = (
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u "
    "var nobr img wbr"
)
DROPPED = frozenset(_NOT_SHOWN.split())
_INLINE = frozenset(_IN_LINE.split())
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_MAX_DEPTH = 200
_MENU = 6  # links in a row


class Flow:
    """Writes what it walks over to a builder, on page 1.  Elements in ``skip`` (by id) are read by others."""

    def __init__(self, builder: Builder, sheet: StyleSheet, skip: Set[int] = frozenset()) -> None:
        self._builder = builder
        self._sheet = sheet
        self._skip = skip
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
        self._add(_SPACE.sub(" ", element.text or ""))
        for node in element:
            if isinstance(node.tag, str):
                if depth < _MAX_DEPTH:
                    self._element(node, depth)
                else:  # nobody nests like this; the text is kept, its structure is not
                    self._add("\n".join(node.itertext(with_tail=False)))
            self._add(_SPACE.sub(" ", node.tail or ""))

    def _element(self, node: html.HtmlElement, depth: int) -> None:
        tag = node.tag.lower()
        if tag in DROPPED or id(node) in self._skip or self._sheet.hidden(node):
            return
        if tag == "br":
            self._add("\n")
        elif tag == "table":
            self._flush()
            self._end_menu()
            self._table(node, None)
        elif tag in _INLINE or ":" in tag:  # o:p, st1:chsdate: left by Word, inline
            self._links += tag == "a"
            self._walk(node, depth + 1)
            self._links -= tag == "a"
        else:
            self._flush()
            self._walk(node, depth + 1)
            self._flush()

    def _add(self, text: str) -> None:
        self._text.append(text)
        if not self._links and text.strip():
            self._only_links = False

    def _flush(self) -> None:
        text = "".join(self._text).replace("\xa0", " ")
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
        nested: list[tuple[html.HtmlElement, TableCell]] = []
        out = [Cell(c.row, c.col, cell_text(c.element, self._sheet, nested, c), c.row_span, c.col_span) for c in cells]
        if not any(c.text for c in out) and not nested:
            return
        grid = self._builder.grid(out, method="table", parent=parent)
        for inner, cell in nested:
            self._table(inner, (grid.grid_no, cell.row, cell.col))


def cell_text(
    element: html.HtmlElement,
    sheet: StyleSheet,
    nested: list[tuple[html.HtmlElement, TableCell]],
    cell: TableCell,
) -> str:
    """Text of a cell with its line breaks; tables in it go to ``nested`` instead."""
    parts: list[str] = []
    _collect(element, sheet, parts, nested, cell)
    lines = [_SPACE.sub(" ", line).replace("\xa0", " ") for line in "".join(parts).split("\n")]
    lines = [line.rstrip() for line in lines]
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(line for i, line in enumerate(lines) if line.strip() or 0 < i < len(lines) - 1).rstrip()


def _collect(
    element: html.HtmlElement,
    sheet: StyleSheet,
    parts: list[str],
    nested: list[tuple[html.HtmlElement, TableCell]],
    cell: TableCell,
) -> None:
    parts.append(_SPACE.sub(" ", element.text or "").lstrip(" ") if not parts else _SPACE.sub(" ", element.text or ""))
    for node in element:
        if isinstance(node.tag, str):
            tag = node.tag.lower()
            if tag == "table":
                if not sheet.hidden(node):
                    nested.append((node, cell))
            elif tag == "br":
                parts.append("\n")
            elif tag not in DROPPED and not sheet.hidden(node):
                block = tag not in _INLINE and ":" not in tag
                if block:
                    _new_line(parts)
                _collect(node, sheet, parts, nested, cell)
                if block:
                    _new_line(parts)
        parts.append(_SPACE.sub(" ", node.tail or ""))


def _new_line(parts: list[str]) -> None:
    """Begin a new line unless we are at the beginning of one."""
    for part in reversed(parts):
        if part.endswith("\n"):
            return
        if part.strip(" "):
            parts.append("\n")
            return
