"""Paragraphs as an author wrote them, out of printed lines; running heads, contents and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipelines.model.document import Cell, Document, Grid, Paragraph
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.narrative.model import Passage, Place

_NUMBERING = re.compile(
    r"^(第[一二三四五六七八九十]+[部章节]|[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．,，]|"
    r"[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳])"
)
_ENDS = tuple("。;；:：!！?？")
_DOTS = re.compile(r"[.…·]{4,}|^-?\d+-?$")
_DEEPEST_INDENT = 3.5  # characters; the first line of a paragraph is indented by two
_PROSE_CELL = 40  # compact characters from which a cell of a table that is no statement may be prose


def passages(document: Document, outcomes: dict[int, str], statement_ids: frozenset[str]) -> list[Passage]:
    """Passages in reading order.

    ``outcomes`` tells which grids are statements: their cells are no prose; long cells of others are.
    """
    heads = _running_heads(document)
    rights = _right_edges(document)
    out: list[Passage] = []
    lines: list[Paragraph] = []
    for block in document.blocks():
        if isinstance(block, Grid):
            if outcomes.get(block.grid_no) not in statement_ids:
                out += _close(lines)
                lines = []
                out += [_of_cell(block, cell) for cell in block.cells if _is_prose(cell)]
            continue
        if block.kind in ("header", "footer") or not (plain := compact(block.text)) or _DOTS.search(plain):
            continue
        if (block.page, plain) in heads:
            continue
        if lines and not _continues(lines, block, rights.get(lines[-1].page, 0.0)):
            out += _close(lines)
            lines = []
        lines.append(block)
    return [*out, *_close(lines)]


def _is_prose(cell: Cell) -> bool:
    return len(cell.text) >= _PROSE_CELL and "。" in cell.text and len(compact(cell.text)) >= _PROSE_CELL


def _of_cell(grid: Grid, cell: Cell) -> Passage:
    return Passage(compact(cell.text), join_wrapped(cell.text), [Place(0, grid.page, grid.order)])


def _close(lines: list[Paragraph]) -> list[Passage]:
    if not lines:
        return []
    places, offset = [], 0
    for line in lines:
        places.append(Place(offset, line.page, line.order))
        offset += len(compact(line.text))
    text = "".join(compact(line.text) for line in lines)
    return [Passage(text, join_wrapped("\n".join(line.text for line in lines)), places)]


def _running_heads(document: Document) -> set[tuple[int, str]]:
    """Lines that stand at the same edge of at least three pages with the same words (numbers aside)."""
    edge: dict[str, list[tuple[int, str]]] = {}
    heights = {page.number: page.height for page in document.pages}
    for line in document.paragraphs:
        height = heights.get(line.page, 0.0)
        if line.box is None or not height:
            continue
        if line.box.top < 0.1 * height or line.box.bottom > 0.9 * height:
            plain = compact(line.text)
            edge.setdefault(re.sub(r"\d+", "#", plain), []).append((line.page, plain))
    often = Counter({words: len({page for page, _ in places}) for words, places in edge.items()})
    return {place for words, count in often.items() if count >= 3 and len(words) < 40 for place in edge[words]}


def _right_edges(document: Document) -> dict[int, float]:
    edges: dict[int, float] = {}
    for line in document.paragraphs:
        if line.box is not None and line.kind == "body" and len(line.text) > 15:
            edges[line.page] = max(edges.get(line.page, 0.0), line.box.x1)
    return edges


def _continues(lines: list[Paragraph], line: Paragraph, right: float) -> bool:
    """Whether ``line`` goes on with the paragraph that ``lines`` began."""
    last = lines[-1]
    if last.box is None or line.box is None:
        return False  # formats without geometry give whole paragraphs
    text = last.text.strip()
    size = (last.box.x1 - last.box.x0) / max(len(text), 1)
    ended = text.endswith(_ENDS)
    numbered = bool(_NUMBERING.match(line.text.strip()))
    indented = line.box.x0 > min(one.box.x0 for one in lines if one.box) + 0.9 * size
    outdent = (lines[0].box.x0 - line.box.x0) / max(size, 1.0) if lines[0].box else 0.0
    if len(lines) == 1 and outdent > _DEEPEST_INDENT:
        return False  # a heading in the middle of the page
    if last.box.x1 >= right - 2.2 * max(size, 8.0):
        if ended and (numbered or len(lines) == 1):
            return outdent > 0.9 and not numbered
        return not indented
    if ended or numbered or len(text) < 12:
        return False
    return outdent > 0.9 or (len(lines) > 1 and not indented)


def sentences(passage: Passage) -> Iterator[tuple[int, str, str]]:
    """(offset in the passage, compact sentence, sentence as printed); a full stop inside brackets ends none."""
    plain = re.split(r"(?<=。)(?!\))", passage.text)
    printed = re.split(r"(?<=。)(?![”\"’'\s]*[)）])", passage.printed)
    if len(plain) != len(printed):
        printed = plain
    offset = 0
    for one, shown in zip(plain, printed, strict=True):
        if one:
            yield offset, one, shown.strip("”\"’' \u3000")
        offset += len(one)
