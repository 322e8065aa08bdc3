"""Lines and rows of an RTF file, put together to paragraphs and tables.

A line waits until it is known what it belongs to: to a cell, which ends with ``\\cell``, or to no table.
"""

from __future__ import annotations

from pipelines.extract.builder import Builder
from pipelines.extract.rtf.rows import Edge, Row, table_cells


class Flow:
    """Takes the lines of a file and its words of structure in order."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._lines: list[str] = []  # whole lines that no cell has taken yet
        self._in_table = False
        self._row = Row()
        self._merges: set[str] = set()
        self._rows: list[Row] = []
        self._page = 1

    def word(self, word: str, number: int) -> None:
        """Take a word that says something of paragraphs and rows; others say nothing here."""
        if word in ("pard", "intbl"):
            self._in_table = word == "intbl"
        elif word == "trowd":
            self._begin_row()
        elif word == "trleft":
            self._row.left = number
        elif word in ("clmrg", "clvmrg"):
            self._merges.add(word)
        elif word == "cellx":
            self._row.edges.append(Edge(number, "clvmrg" in self._merges, "clmrg" in self._merges))
            self._merges = set()
        elif word == "row":
            self._end_row()

    def line(self, text: str) -> None:
        """Take a line that ``\\par`` ended."""
        self._lines.append(text.rstrip())
        if not self._in_table and not self._row.texts:
            self.end()

    def cell(self, text: str) -> None:
        """Take the last line of a cell."""
        self._row.texts.append("\n".join([*self._lines, text.rstrip()]).strip("\n"))
        self._lines = []

    def page(self) -> None:
        """Go on to the next page."""
        if not self._row.texts:
            self.end()
            self._page += 1

    def end(self) -> None:
        """End the table before the lines that wait, and add these as paragraphs."""
        if self._rows:
            self._builder.grid(table_cells(self._rows), method="table", page=self._page)
            self._rows = []
        for line in self._lines:
            self._builder.paragraph(line, self._page)
        self._lines = []

    def _begin_row(self) -> None:
        """What a row says of its cells comes before them; Word says it once more behind them."""
        if self._lines and not self._row.texts:  # the lines since the last row are in no cell
            self.end()
        self._row.left, self._row.edges, self._merges = 0, [], set()

    def _end_row(self) -> None:
        if self._row.texts:
            self._rows.append(self._row)
        # A row that says nothing of its cells has those of the row above.
        self._row = Row(self._row.left, list(self._row.edges))
