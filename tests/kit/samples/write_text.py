"""Blocks as the text forms of document converters and as HTML tables."""

from __future__ import annotations

from html import escape

from .blocks import Placed, Sample, Text
from .table import Cell, Row, Table


def write_cell_lines(sample: Sample) -> bytes:
    """A Word document exported cell by cell: every cell a line after a tab, a blank line after every row."""
    parts: list[str] = []
    for block in sample.blocks:
        if isinstance(block, Text):
            parts.append(block.text)
        elif isinstance(block, Placed):
            table = block.table
            parts += [table.title, *(f"\t{line}" for line in table.meta), ""]
            for row in table.rows:
                parts += [*(f"\t{text}" for text in unmerged(row)), ""]
            parts += [*table.notes, ""]
    return ("\n".join(parts) + "\n").encode()


def unmerged(row: Row) -> list[str]:
    """The texts of a row: a cell over several columns once, a cell reached from above as an empty one."""
    texts, skip = [], 0
    for cell in row:
        if cell is None and skip:
            skip -= 1
            continue
        texts.append(cell.text if cell else "")
        skip = cell.cols - 1 if cell else 0
    return texts


def write_tab_rows(sample: Sample) -> bytes:
    """A PDF exported row by row: cells between tabs, headings with #."""
    parts: list[str] = []
    for block in sample.blocks:
        if isinstance(block, Text):
            parts += [f"{'# ' if block.level else ''}{block.text}", ""]
        elif isinstance(block, Placed):
            table = block.table
            parts += [f"## {table.title}", ""]
            for line in table.meta:
                parts += [line, ""]
            parts += ["\t".join(cell.text if cell else "" for cell in row) for row in table.rows]
            parts += ["", *table.notes, ""]
    return ("\n".join(parts) + "\n").encode()


def write_html(sample: Sample) -> bytes:
    """A web page with one HTML table a statement."""
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8"><title>',
        escape(sample.title),
        "</title></head>\n<body>\n",
    ]
    for block in sample.blocks:
        if isinstance(block, Text):
            tag = f"h{block.level}" if 0 < block.level < 7 else "p"
            parts.append(f"<{tag}>{escape(block.text)}</{tag}>\n")
        elif isinstance(block, Placed):
            parts.append(_html_table(block.table))
    parts.append("</body>\n</html>\n")
    return "".join(parts).encode()


def _html_table(table: Table) -> str:
    lines = [f"<h3>{escape(table.title)}</h3>", *(f"<p>{escape(line)}</p>" for line in table.meta)]
    lines.append('<table border="1">')
    for row in table.rows:
        lines.append(html_row(row))
    lines.append("</table>")
    lines += [f"<p>{escape(note)}</p>" for note in table.notes]
    return "\n".join(lines) + "\n"


def html_row(row: Row) -> str:
    """A row of an HTML table; a cell reached from above or from the left stands in the cell that covers it."""
    return "<tr>" + "".join(_html_cell(cell) for cell in row if cell is not None) + "</tr>"


def _html_cell(cell: Cell) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    return f"<td{spans}>{escape(cell.text)}</td>"
