"""What a row prints, cell by cell."""

from __future__ import annotations

from pipelines.model.amounts import is_dash
from pipelines.model.text import compact
from pipelines.recognise.model import Printed, Row


def texts(row: Row) -> list[str]:
    """Compact non-empty texts of the cells that begin in ``row`` or cover it, each cell once."""
    out: list[str] = []
    seen: set[tuple[int, int, int]] = set()
    for cell in row:
        if cell is None or not cell.text:
            continue
        place = (cell.grid_no, cell.row_no, cell.col_no)
        if place not in seen:
            seen.add(place)
            text = compact(cell.text)
            if text:
                out.append(text)
    return out


def is_blank(cell: Printed | None) -> bool:
    """Whether a cell prints nothing, or a dash for nothing."""
    return cell is None or not cell.text.strip() or is_dash(cell.text)
