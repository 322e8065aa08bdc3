"""Whether a piece goes on with the table before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipelines.model.document import Box
from pipelines.model.text import compact
from pipelines.recognise.model import Joined, Piece, Row
from pipelines.recognise.tables.row_texts import all_texts, has_figure, is_sum
from pipelines.recognise.tables.titles import best_title, is_meta, nearest_title

_TABLE_MARK = re.compile(
    r"^(附?表[一二三四五六七八九十\d]+(-\d+)?|(部门|单位)?(预算|决算)?公开表?\d+表?|附[件表]\d*|(预算|决算)\d+表)[:.、]?$"
)
_RUNNING = re.compile(r"^[-—_第\d\s页共/]*$")
_OWNER = re.compile(r"(?:部门|单位)(?:\(单位\))?(?:名称)?:(.{3,40}?)(?=(?:金额)?单位:|$)")
_SAME_EDGE = 12  # points between the edges of one table on two pages
_MORE_COLUMNS = 4  # a page may show so many columns more or less of one table


def header_was_cut(table: Joined, piece: Piece) -> bool:
    """A table whose header stands alone at the foot of a page goes on where the next page begins with a header
    of the same width."""
    only_header = bool(table.title) and not table.body and len(table.pieces) == 1
    if not only_header or not piece.header or _pages_on(table, piece) != 1:
        return False
    if not piece.first_on_page or piece.context or nearest_title(piece.titles):
        return False
    return _same_edges(table.pieces[-1].grid.box, piece.grid.box)


def _same_edges(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return False
    return abs(one.x0 - other.x0) < _SAME_EDGE and abs(one.x1 - other.x1) < _SAME_EDGE


def _pages_on(table: Joined, piece: Piece) -> int:
    return piece.grid.page - table.page_to


def continues(table: Joined, piece: Piece, last_grids: Mapping[int, int]) -> bool:
    """Whether ``piece`` goes on with ``table``; ``last_grids``: page -> the last grid on it."""
    if not _follows(table, piece, last_grids):
        return False
    same_header = _same_header(table, piece)
    title = best_title(piece.lines)
    if title is not None:
        return title == table.title and same_header and _goes_on(table, piece)
    if same_header:
        return len(_prose(piece)) <= 2 and not _begins_again(table, piece)
    return _continues_without_header(table, piece)


def _follows(table: Joined, piece: Piece, last_grids: Mapping[int, int]) -> bool:
    """Whether nothing but a page break can stand between the two."""
    pages = _pages_on(table, piece)
    if pages == 1:
        return last_grids.get(table.page_to) == table.pieces[-1].grid.grid_no
    return pages < 1


def _goes_on(table: Joined, piece: Piece) -> bool:
    """Whether a table under the same title is the same one: of the same owner, and without a second total row."""
    two_totals = _has_total(table.body[-3:]) and _has_total(piece.body[:2])
    return not two_totals and _owner(piece.lines) == _owner(table.lines_above)


def _begins_again(table: Joined, piece: Piece) -> bool:
    """Whether a piece without title begins with a total and then the row that a table without title begins with."""
    if table.title or not (_has_total(table.body[:1]) and _has_total(piece.body[:1])):
        return False
    first, again = (rows[1].texts[:1] if len(rows) > 1 else () for rows in (table.body, piece.body))
    return first == again != ()


def _has_total(rows: Sequence[Row]) -> bool:
    return any(is_sum(text) for row in rows for text in row.texts[:2])


def _owner(lines: Sequence[str]) -> str | None:
    """The budget unit the lines above a table name, to keep two units' equal tables apart."""
    for line in reversed(lines):
        found = _OWNER.search(compact(line))
        if found:
            return found.group(1)
    return None


def _same_header(table: Joined, piece: Piece) -> bool:
    """Whether ``piece`` repeats the header of ``table``, one text less at most."""
    ours, theirs = all_texts(table.header), all_texts(piece.header)
    if not ours or not theirs:
        return False
    if ours == theirs:
        return True
    missing = set(ours) - set(theirs)
    return len(theirs) > 1 and set(theirs) <= set(ours) and len(missing) <= 1


def _prose(piece: Piece) -> list[str]:
    """The lines above a piece that are neither page numbers nor say whose table it is."""
    return [line for line in piece.context if not _RUNNING.match(line) and not is_meta(compact(line))]


def _continues_without_header(table: Joined, piece: Piece) -> bool:
    if piece.header or any(_TABLE_MARK.match(compact(line)) for line in piece.lines):
        return False
    if _pages_on(table, piece) == 0:
        return not piece.context and _fits(table, piece)
    if _pages_on(table, piece) == 1 and not piece.first_on_page:
        return False
    return len(_prose(piece)) <= 1 and _fits(table, piece)


def _fits(table: Joined, piece: Piece) -> bool:
    """Whether the columns of ``piece`` can be those of ``table``."""
    first = table.pieces[table.base]
    more = abs(piece.grid.cols - first.grid.cols)
    if more == 0:
        return True
    if piece.centres is None or first.centres is None or more > _MORE_COLUMNS:
        return False
    return any(map(has_figure, piece.body))
