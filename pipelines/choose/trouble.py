"""Which tables are worth another reading."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.choose.model import Line
from pipelines.choose.scale import Outsized, outsized
from pipelines.choose.tally import Tally, tally
from pipelines.choose.units import doubts
from pipelines.model.amounts import parse_amount
from pipelines.model.bodies import BodyKind
from pipelines.model.document import Document, Grid
from pipelines.recognise import Recognised
from pipelines.recognise.tables.unread import KIND as UNREAD

_FIGURE = r"[-－—]?\d[\d,，]*(?:[.．]\d+)?"
_SEVERAL = re.compile(rf"^{_FIGURE}(\s+{_FIGURE})+$")
_WRAPPED_CODE = re.compile(r"\d+\n\d+")
_FEW = 2  # cells of one column: as many of one length are codes
_LONG = re.compile(r"[.．]\d|\d{4}|\d,\d{3}")  # what tells money from two small numbers
_FROM_PRINT = ("printed", "header")


def doubt_in(document: Document, recognised: Recognised) -> list[int]:
    """The first grids of money tables that may be read wrongly; empty where all is in order.

    Sums of the table fail, cells of it hold more than one figure or one that is not read, or its unit is missing or
    borne out by nothing.
    """
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in recognised.lines:
        lines[line["table_no"]].append(line)
    printed = {row["table_no"]: printed_unit(row) for row in recognised.statements}
    doubtful = {d.table_no for d in doubts(lines, printed, recognised.claims)}
    doubtful |= {number for out in outsized_in(recognised) for number in out.tables}
    told = {f.grid_no for f in recognised.findings if f.kind in ("unit_missing", UNREAD)}
    out: list[int] = []
    for row in recognised.statements:
        grids = json.loads(row["grids"])
        doubted = row["table_no"] in doubtful or not told.isdisjoint(grids)
        if doubted or score(document, grids, lines[row["table_no"]]).failed:
            out.append(grids[0])
    return out


def outsized_in(recognised: Recognised) -> Iterator[Outsized]:
    """The tables that are out of scale, body by body."""
    for part in recognised.parts:
        lines: dict[int, list[Line]] = defaultdict(list)
        for line in recognised.lines:
            if line["part_no"] == part["part_no"]:
                lines[line["table_no"]].append(line)
        claims = [claim for claim in recognised.claims if claim["part_no"] == part["part_no"]]
        region = None if part["kind"] == BodyKind.GOVERNMENT else part["region_code"]  # it spends what all bodies do
        yield from outsized(lines, claims, region)


def printed_unit(row: Mapping[str, Any]) -> str | None:
    """The unit of a statement where the table itself prints it."""
    return row["unit"] if row["unit_source"] in _FROM_PRINT else None


def score(document: Document, grids: Sequence[int], lines: Sequence[Line]) -> Tally:
    """The sums of one table; a cell that holds several figures counts as one that fails."""
    return tally(lines) + Tally(0, unreadable(document, grids))


def unreadable(document: Document, grids: Sequence[int]) -> int:
    """Cells of ``grids`` that hold more than one figure, codes that go over the line aside."""
    wanted = set(grids)
    return sum(_several(grid) for grid in document.grids if grid.grid_no in wanted)


def _several(grid: Grid) -> int:
    cells = [cell for cell in grid.cells if len(cell.text) > 6 and _holds_several(cell.text)]
    codes = Counter((cell.col, len(cell.text)) for cell in cells if _WRAPPED_CODE.fullmatch(cell.text))
    return sum(codes[cell.col, len(cell.text)] < _FEW for cell in cells)


def _holds_several(text: str) -> bool:
    return bool(_SEVERAL.match(text.strip()) and _LONG.search(text)) and parse_amount(text) is None
