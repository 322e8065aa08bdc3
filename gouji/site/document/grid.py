"""A table as it was printed, rebuilt from its non-empty cells and their spans."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from gouji.site.document.load import CellRow

MAX_ROWS = 1_500  # a page stays quick to open; longer sheets say that they were cut
MAX_COLUMNS = 80

Place = tuple[int, int]  # row and column in the grid
Amounts = Mapping[Place, tuple[str, str]]  # per amount: its verdict, and what it is in yuan


@dataclass(frozen=True, slots=True)
class Grid:
    """One table on one page: its rows as markup, and how many rows were left out."""

    grid_no: int
    page: int
    html: Markup
    cut: int = 0


def cell_key(grid_no: int, row_no: int, col_no: int) -> str:
    """The cell inside its document, as pages call it."""
    return f"{grid_no}-{row_no}-{col_no}"


def build_grid(grid_no: int, page: int, size: Place, cells: Sequence[CellRow], amounts: Amounts) -> Grid:
    """Lay ``cells`` out in ``size`` (rows, columns).

    A place no cell covers becomes an empty cell; of two cells that claim a place the first keeps it.  Rows above the
    first amount are header.  Markup is made here and not in the template: a document has a thousand cells.
    """
    placed = {(cell[2], cell[3]): cell for cell in cells}
    height, width = _extent(size, placed)
    first_amount = min((r for r, c in amounts if (r, c) in placed), default=0)
    taken: set[Place] = set()
    lines = []
    for r in range(min(height, MAX_ROWS)):
        empty = "<td class=h></td>" if r < first_amount else "<td></td>"
        line = []
        for c in range(width):
            place = (r, c)
            if place in taken:
                continue
            cell = placed.get(place)
            if cell is None:
                line.append(empty)
                continue
            rows, cols = (1, 1) if cell[4] == cell[5] == 1 else _free_span(cell, width, taken)
            if rows > 1 or cols > 1:
                taken.update((r + i, c + j) for i in range(rows) for j in range(cols))
            line.append(_html(grid_no, cell, rows, cols, amounts.get(place), r < first_amount))
        lines.append(f"<tr>{''.join(line)}</tr>")
    return Grid(grid_no, page, Markup("\n".join(lines)), max(0, height - MAX_ROWS))


def _extent(size: Place, places: Collection[Place]) -> Place:
    """Rows, and columns shown: ``size``, or more where cells stand beyond it."""
    height = max([size[0], *(r + 1 for r, _ in places)])
    width = max([size[1], *(c + 1 for _, c in places)])
    return height, min(width, MAX_COLUMNS)


def _html(grid_no: int, cell: CellRow, rows: int, cols: int, amount: tuple[str, str] | None, is_header: bool) -> str:
    """One cell as markup; whatever the document says is escaped here."""
    spans = f' rowspan="{rows}"' if rows > 1 else ""
    if cols > 1:
        spans += f' colspan="{cols}"'
    text = escape(cell[6], quote=False)
    if amount is None:
        return f"<td{' class=h' if is_header else ''}{spans}>{text}</td>"
    verdict, title = amount
    key = cell_key(grid_no, cell[2], cell[3])
    return f'<td id="c{key}" class="v-{verdict}" tabindex="0"{spans} title="{escape(title)}">{text}</td>'


def _free_span(cell: CellRow, width: int, taken: set[Place]) -> Place:
    """The span of a cell, cut where another cell already covers the place."""
    r, c = cell[2], cell[3]
    cols = 1
    while cols < cell[5] and c + cols < width and (r, c + cols) not in taken:
        cols += 1
    return max(1, min(cell[4], MAX_ROWS - r)), cols
