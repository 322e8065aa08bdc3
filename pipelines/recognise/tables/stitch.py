"""Join the pieces of a table that runs over pages, by title, header and the x of its columns."""

from __future__ import annotations

import re

from pipelines.layouts.tables import row_role, strip_numbering
from pipelines.model.amounts import parse_amount
from pipelines.model.document import Document
from pipelines.model.text import compact
from pipelines.recognise.model import Piece, Printed, Row, Table
from pipelines.recognise.tables.pieces import pieces
from pipelines.recognise.tables.row_texts import is_blank, texts
from pipelines.recognise.tables.titles import is_meta, nearest_title, title_of

_TABLE_MARK = re.compile(
    r"^(附?表[一二三四五六七八九十\d]+(-\d+)?|(部门|单位)?(预算|决算)?公开表?\d+表?|附[件表]\d*|(预算|决算)\d+表)[:.、]?$"
)
_RUNNING = re.compile(r"^[-—_第\d\s页共/]*$")


def tables(document: Document) -> list[Table]:
    """The tables of ``document``, each joined over its pages, in reading order."""
    out: list[Table] = []
    last_grid_of_page: dict[int, int] = {g.page: g.grid_no for g in document.grids if g.parent is None}
    for piece in pieces(document):
        previous = out[-1] if out else None
        if previous is not None:
            _free_rows_below_header(previous, piece)
        if previous is not None and _header_was_cut(previous, piece):
            _restart(previous, piece)
        elif previous is not None and _continues(previous, piece, last_grid_of_page):
            _append(previous, piece)
        else:
            out.append(_begin(piece, len(out) + 1))
    return out


def _begin(piece: Piece, number: int) -> Table:
    lines = [*piece.context, *piece.titles]
    found = title_of(lines)
    title = found[0] if found else (nearest_title(lines) or "")
    return Table(
        table_no=number,
        title=title,
        lines_above=lines,
        header=list(piece.header),
        body=list(piece.body),
        pieces=[piece],
        notes=list(piece.notes),
    )


def _free_rows_below_header(table: Table, piece: Piece) -> None:
    """Rows under a repeated header are body, even where they hold only the rest of a name."""
    n = len(table.header)
    if not 0 < n < len(piece.header) or any(len(texts(row)) > 1 for row in piece.header[n:]):
        return
    if all(texts(ours) == texts(theirs) for ours, theirs in zip(table.header, piece.header, strict=False)):
        piece.body = [*piece.header[n:], *piece.body]
        piece.header = piece.header[:n]


def _header_was_cut(table: Table, piece: Piece) -> bool:
    """A table whose header stands alone at the foot of a page goes on where the next page begins with a header
    of the same width."""
    last = table.pieces[-1]
    if (
        table.body
        or len(table.pieces) > 1
        or not table.title
        or not piece.header
        or piece.grid.page != last.grid.page + 1
    ):
        return False
    ours, theirs = last.grid.box, piece.grid.box
    if ours is None or theirs is None or not piece.first_on_page or nearest_title([*piece.context, *piece.titles]):
        return False
    return abs(ours.x0 - theirs.x0) < 12 and abs(ours.x1 - theirs.x1) < 12 and not piece.context


def _restart(table: Table, piece: Piece) -> None:
    table.pieces.append(piece)
    table.base = 1
    table.header, table.body, table.notes = list(piece.header), list(piece.body), list(piece.notes)


def _continues(table: Table, piece: Piece, last_grid_of_page: dict[int, int]) -> bool:
    last = table.pieces[-1]
    gap = piece.grid.page - last.grid.page
    if gap > 1 or (gap == 1 and last_grid_of_page.get(last.grid.page) != last.grid.grid_no):
        return False
    lines = [*piece.context, *piece.titles]
    title = nearest_title(lines) or (found[0] if (found := title_of(lines)) else None)
    header_same = bool(piece.header) and _same_header(table, piece)
    if title is not None:
        return (
            title == table.title
            and header_same
            and _owner(lines) == _owner(table.lines_above)
            and not _closed(table, piece)
        )
    if any(_TABLE_MARK.match(compact(line)) for line in lines) and not header_same:
        return False
    prose = [line for line in piece.context if not _RUNNING.match(line) and not is_meta(compact(line))]
    if header_same:
        return len(prose) <= 2
    if piece.header or len(prose) > 1 or (not piece.first_on_page and gap == 1):
        return False
    if gap == 0 and piece.context:
        return False
    return _fits(table, piece)


def _owner(lines: list[str]) -> str | None:
    """The budget unit the lines above a table name, to keep two units' equal tables apart."""
    for line in reversed(lines):
        found = re.search(r"(?:部门|单位)(?:\(单位\))?(?:名称)?:(.{3,40}?)(?=(?:金额)?单位:|$)", compact(line))
        if found:
            return found.group(1)
    return None


def _closed(table: Table, piece: Piece) -> bool:
    """A table that has had its total row ends there: the same title again with a total is another table."""
    return _has_total(table.body[-3:]) and _has_total(piece.body[:2])


def _has_total(rows: list[Row]) -> bool:
    return any(row_role(strip_numbering(t)[1]) in {"total", "grand_total"} for row in rows for t in texts(row)[:2])


def _same_header(table: Table, piece: Piece) -> bool:
    ours = [t for row in table.header for t in texts(row)]
    theirs = [t for row in piece.header for t in texts(row)]
    if not ours or not theirs:
        return False
    return ours == theirs or (len(theirs) >= 2 and set(theirs) <= set(ours) and len(set(ours)) - len(set(theirs)) <= 1)


def _fits(table: Table, piece: Piece) -> bool:
    first = table.pieces[table.base]
    if piece.grid.cols == first.grid.cols:
        return True
    if piece.centres is None or first.centres is None or not piece.body:
        return False
    mapping = _mapping(first, piece)
    amounts = [m for row in piece.body for c, m in zip(row, mapping, strict=False) if c and parse_amount(c.text)]
    return abs(piece.grid.cols - first.grid.cols) <= 4 and len(amounts) > 0


def _mapping(first: Piece, piece: Piece) -> list[int]:
    """For each column of ``piece`` the column of ``first`` whose middle is nearest."""
    assert first.centres is not None and piece.centres is not None
    return [min(range(len(first.centres)), key=lambda i: abs(first.centres[i] - x)) for x in piece.centres]  # type: ignore[index]


def _append(table: Table, piece: Piece) -> None:
    first = table.pieces[table.base]
    rows = piece.body
    if piece.grid.cols != first.grid.cols and piece.centres is not None and first.centres is not None:
        rows = [_moved(row, first, piece) for row in rows]
    if rows and table.body and _is_rest_of_row(rows[0], table.body[-1]):
        table.body[-1] = _joined(table.body[-1], rows[0])
        rows = rows[1:]
    table.body += rows
    table.notes += piece.notes
    table.pieces.append(piece)


def _moved(row: Row, first: Piece, piece: Piece) -> Row:
    """``row`` laid over the columns of ``first``: by the middle of each of its columns, and for merged cells
    by the columns they cover."""
    out: Row = [None] * first.grid.cols
    boxes = {(c.row, c.col): c.box for c in piece.grid.cells}
    for cell in row:
        if cell is None:
            continue
        box = boxes.get((cell.row_no, cell.col_no))
        if box is None or first.centres is None:
            continue
        inside = [i for i, x in enumerate(first.centres) if box.x0 - 1 <= x <= box.x1 + 1]
        if not inside:
            middle = (box.x0 + box.x1) / 2
            inside = [min(range(len(first.centres)), key=lambda i: abs(first.centres[i] - middle))]  # type: ignore[index]
        for n, i in enumerate(inside):
            if out[i] is None or (is_blank(out[i]) and cell.text.strip()):
                anchor = cell.anchor and n == 0
                out[i] = Printed(cell.text, cell.grid_no, cell.row_no, cell.col_no, cell.page, anchor)
    return out


def _is_rest_of_row(row: Row, last: Row) -> bool:
    """A row that holds only the rest of a name whose row was cut by the page break."""
    filled = [(i, c) for i, c in enumerate(row) if c is not None and c.anchor and c.text.strip()]
    if len(filled) != 1:
        return False
    index, cell = filled[0]
    text = compact(cell.text)
    numbering, rest = strip_numbering(text)
    if numbering or row_role(rest) or parse_amount(cell.text) or re.match(r"^[\[\d]", text):
        return False
    above = last[index] if index < len(last) else None
    return above is not None and bool(above.text.strip()) and any(c and parse_amount(c.text) for c in last)


def _joined(last: Row, rest: Row) -> Row:
    out = list(last)
    for i, cell in enumerate(rest):
        above = out[i] if i < len(out) else None
        if cell is not None and cell.anchor and cell.text.strip() and above is not None:
            out[i] = Printed(above.text + "\n" + cell.text, above.grid_no, above.row_no, above.col_no, above.page)
    return out
