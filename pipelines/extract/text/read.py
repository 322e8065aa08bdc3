"""Read a text file: tell by its content which converter wrote it, and rebuild its tables."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.acquire.encoding import decode
from pipelines.extract.builder import Builder
from pipelines.extract.html.fragment import read_fragment
from pipelines.extract.text.cell_lines import read_cell_lines
from pipelines.extract.text.comma_rows import comma_records, read_comma_records
from pipelines.extract.text.marks import without_formulas, without_struck
from pipelines.extract.text.tab_rows import read_tab_rows
from pipelines.model.document import Document, ReadError, Unreadable

READER = "text/2"
MAX_BYTES = 64 << 20
# Tables that a converter to Markdown left as HTML; one in another ends with the inner one, and the rest is text.
_TABLE = re.compile(r"(<table\b[^>]*>.*?</table\s*>)", re.IGNORECASE | re.DOTALL)


def read_text(path: Path) -> Document:
    """The document in a text file.  Raises ``ReadError`` for an empty, oversized or binary file."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(Unreadable.TOO_LARGE, f"{path.name}: a text file of more than {MAX_BYTES >> 20} MB")
    text = decode(path.read_bytes())
    if text is None:
        raise ReadError(Unreadable.UNSUPPORTED, f"{path.name} is not text in any encoding we know")
    return text_document(text)


def text_document(text: str) -> Document:
    """The document in a text already decoded."""
    if not text.strip():
        raise ReadError(Unreadable.EMPTY, "the text file holds nothing but white space")
    builder = Builder(READER)
    read_lines(text, builder)
    return builder.finish()


def read_lines(text: str, builder: Builder) -> None:
    """Add the paragraphs and tables of a text."""
    text, struck = without_struck(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    if struck:
        builder.warn("text that is struck out is left out")
    for piece in _TABLE.split(without_formulas(text)):
        if _TABLE.fullmatch(piece):
            read_fragment(piece, builder)
        elif piece.strip():
            _by_converter(piece.split("\n"), builder)


def _by_converter(lines: list[str], builder: Builder) -> None:
    records = comma_records(lines)
    if records is not None:
        read_comma_records(records, builder)
    elif _cell_a_line(lines):
        read_cell_lines(lines, builder)
    else:
        read_tab_rows(lines, builder)


def _cell_a_line(lines: list[str]) -> bool:
    """Whether lines are cells (a tab in front and no other) more often than rows (tabs between)."""
    cells = sum(1 for line in lines if line.startswith("\t") and "\t" not in line[1:])
    rows = sum(1 for line in lines if "\t" in line[1:].rstrip("\t") or line.startswith("\t\t"))
    return cells > rows
