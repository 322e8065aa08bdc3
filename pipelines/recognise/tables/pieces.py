"""Cut every grid into title lines, header and body, with the lines printed above it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.layouts.tables import column_role, neutral, row_role, strip_numbering
from pipelines.model.amounts import parse_amount
from pipelines.model.document import DOUBT, Document, Grid, Paragraph
from pipelines.model.text import compact, join_wrapped
from pipelines.recognise.codes import plain_code, scheme_of, split_code
from pipelines.recognise.model import Piece, Printed, Row
from pipelines.recognise.tables.centres import centres_of
from pipelines.recognise.tables.row_texts import texts
from pipelines.recognise.tables.titles import is_meta, is_note, nearest_title, sheet_title, title_of, unwrapped

_INDEX_CELL = re.compile(
    r"^(栏次|行次|档次|序号|编号|\*+|-+|[一二三四五六七八九十]|[A-Z]|\d{1,2}([=+\-*/×]\(?\d{1,2}\)?)*\)?)$"
)
_SMALL = re.compile(r"^\d{1,2}([=+\-]|$)")
_YEAR = re.compile(r"20\d\d年?度?")
_CONTEXT_LINES = 10
_TITLE_ROWS = 4
_CODE_HEADERS = frozenset({"类", "款", "项"})


def pieces(document: Document) -> list[Piece]:
    """Every top-level grid of ``document`` in reading order, cut up."""
    out: list[Piece] = []
    above: list[Paragraph] = []
    seen_page = 0
    sheets = {page.number: page.name for page in document.pages if page.name}
    for block in document.blocks():
        if isinstance(block, Paragraph):
            if block.kind == "body" or block.kind == "textbox":
                above.append(block)
                if out and is_note(compact(block.text)) and block.page == out[-1].grid.page:
                    out[-1].notes.append(join_wrapped(block.text))
            continue
        context = unwrapped([line for p in above[-_CONTEXT_LINES:] for line in p.text.split("\n") if line.strip()])
        if block.page != seen_page and block.page in sheets:
            context.insert(0, sheet_title(sheets[block.page]))  # a workbook may name the sheet, not the table
        for number, (part, rows) in enumerate(_split(block)):
            piece = _cut(part, rows, context if number == 0 else [])
            piece.first_on_page = block.page != seen_page and number == 0
            piece.clean_above = number == 0 and len(above) <= 3
            out.append(piece)
        seen_page = block.page
        above = []
    return out


def _printed_rows(grid: Grid) -> list[Row]:
    rows: list[Row] = []
    shared: dict[int, Printed] = {}
    for r, line in enumerate(grid.matrix()):
        row: Row = []
        for c, cell in enumerate(line):
            if cell is None:
                row.append(None)
            elif cell.row == r and cell.col == c:
                row.append(Printed(cell.text, grid.grid_no, cell.row, cell.col, grid.page))
            else:
                key = id(cell)
                if key not in shared:
                    shared[key] = Printed(cell.text, grid.grid_no, cell.row, cell.col, grid.page, anchor=False)
                row.append(shared[key])
        rows.append(row)
    return rows


def _split(grid: Grid) -> Iterator[tuple[Grid, list[Row]]]:
    """A grid as one or, where title rows stand inside it (sheets, web pages), several tables."""
    rows = _printed_rows(grid)
    starts = [0]
    for r in range(2, len(rows) - 1):
        if not _is_inner_title(rows[r]):
            continue
        start = r
        while start - 1 > starts[-1] and (not texts(rows[start - 1]) or _is_meta_row(rows[start - 1])):
            start -= 1
        if start > starts[-1] + 1 and any(_is_data(row) for row in rows[starts[-1] : start]):
            starts.append(start)
    ends = [*starts[1:], len(rows)]
    for start, end in zip(starts, ends, strict=True):
        yield grid, rows[start:end]


def _is_inner_title(row: Row) -> bool:
    found = texts(row)
    return (
        len(found) == 1 and found[0].endswith("表") and title_of([found[0]]) is not None and row_role(found[0]) is None
    )


def _is_meta_row(row: Row) -> bool:
    found = texts(row)
    return bool(found) and all(is_meta(t) for t in found)


def _cut(grid: Grid, rows: list[Row], context: list[str]) -> Piece:
    titles: list[str] = []
    at, last = 0, _last_title_row(rows, grid.cols)
    while at < len(rows):
        found = texts(rows[at])
        if not found:
            at += 1
            continue
        if at > last and not _is_title_row(rows[at], found, grid.cols):
            break
        titles += [line for cell in _cells(rows[at]) for line in cell.text.split("\n") if line.strip()]
        at += 1
    header: list[Row] = []
    while at < len(rows) and _is_header(rows, at, bool(header)):
        if is_index_row(rows[at]):  # 栏次 closes the header
            header += [row for row in [_code_headers(rows[at])] if row]
            at += 1
            break
        if texts(rows[at]):
            header.append(rows[at])
        at += 1
    if at == len(rows) and len(header) > 3 and not any(column_role(tuple(texts(h)[-1:])) for h in header[3:]):
        header, at = header[:3], at - len(header) + 3  # a table of nothing but words: only its top is header
    body: list[Row] = []
    notes: list[str] = []
    for row in rows[at:]:
        found = texts(row)
        if not found or is_index_row(row):
            continue
        if len(found) == 1 and is_note(found[0]):
            notes.append(join_wrapped(_cells(row)[0].text))
        elif len(found) == 1 and not body and not header and _cells(row)[0].text.count("\n") == 0 and is_meta(found[0]):
            titles.append(found[0])
        else:
            body.append(row)
    return Piece(grid, context, titles, header, body, notes, centres_of(grid))


def _cells(row: Row) -> list[Printed]:
    out: list[Printed] = []
    for cell in row:
        if cell is not None and cell.text.strip() and cell not in out:
            out.append(cell)
    return out


def _last_title_row(rows: list[Row], cols: int) -> int:
    """The row of the title where lines that are none (whose table, which year) stand above it, one a row, else -1."""
    for at, row in enumerate(rows[:_TITLE_ROWS]):
        found = texts(row)
        if found and _is_title_row(row, found, cols) and nearest_title(found):
            return at
        if len(found) > 1 or (found and _is_data(row)):
            return -1
    return -1


def _is_title_row(row: Row, found: list[str], cols: int) -> bool:
    if all(is_meta(t) or (title_of([t]) is not None and "表" in t) for t in found):
        return not any(parse_amount(t) for t in found)
    if len(found) > 1 or parse_amount(found[0]) or cols < 2:
        return False
    cell = _cells(row)[0]
    width = sum(
        1 for other in row if other is cell or (other and (other.row_no, other.col_no) == (cell.row_no, cell.col_no))
    )
    lines = [compact(line) for line in cell.text.split("\n") if line.strip()]
    return width >= max(2, cols // 2) and any(is_meta(t) or title_of([t]) for t in lines)


def is_index_row(row: Row) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3, ** 1 2, 1=2+3)."""
    found = [t for t in texts([c for c in row if c is not None and c.anchor]) if t not in _CODE_HEADERS]
    if len(found) < 2 or not all(_INDEX_CELL.match(t) for t in found):
        return False
    numbers = [int(re.match(r"\d+", t).group()) for t in found if t[0].isdigit()]  # type: ignore[union-attr]
    if any(t in {"栏次", "行次", "档次"} or t.startswith("**") for t in found):
        return True
    return (
        len(numbers) >= 2
        and numbers == sorted(set(numbers))
        and numbers[-1] - numbers[0] <= 2 * len(numbers)
        and numbers[0] <= 2
    )


def _code_headers(row: Row) -> Row:
    """类 款 项 of a row that also numbers the columns, nothing where it has none."""
    kept: Row = [c if c is not None and compact(c.text) in _CODE_HEADERS else None for c in row]
    return kept if any(kept) else []


def _is_header(rows: list[Row], at: int, started: bool) -> bool:
    found = texts(rows[at])
    if not found or is_index_row(rows[at]):
        return True
    if _is_data(rows[at]) or (len(found) == 1 and is_note(found[0])):
        return False
    if started or len(found) > 1 or _worded(found):
        return True
    below = next((r for r in rows[at + 1 :] if texts(r)), None)  # one cell over several columns of a header
    return below is not None and len(texts(below)) > 1 and not _is_data(below)


def _worded(found: list[str]) -> bool:
    return any(column_role((t,)) or neutral().search(_YEAR.sub("", t)) for t in found)


def _is_data(row: Row) -> bool:
    """Whether a row carries figures, codes or the label of a row of figures."""
    if is_index_row(row):
        return False
    cells = [(c, compact(c.text)) for c in row if c is not None and c.anchor]
    filled = [(c, t) for c, t in cells if t]
    if not filled:
        return False
    beside_codes = sum(1 for _, t in filled if t in _CODE_HEADERS) > 1  # 类 款 项, then classes as columns
    for position, (_, text) in enumerate(filled):
        if text in _CODE_HEADERS:
            continue
        code = plain_code(text)
        if beside_codes and code and scheme_of(code):
            continue
        if position < 3 and (split_code(text)[0] or (code and scheme_of(code))):
            return True
        if text.startswith(DOUBT):  # a figure that could not be read for certain is no header either
            return True
        if parse_amount(text) is not None and not re.fullmatch(r"20\d\d", text):
            return True
    label = filled[0][1]
    numbering, rest = strip_numbering(label)
    if column_role((label,)) or not rest:
        return False
    if numbering and len(filled) <= max(2, len(cells) // 2 + 1):
        return True
    return all(row_role(strip_numbering(t)[1]) in {"total", "grand_total"} for _, t in filled) or (
        len(filled) == 1 and bool(row_role(rest))
    )
