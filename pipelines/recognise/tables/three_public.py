"""Lines of a 三公 table: the item each figure is of, named by its row, by the rows above it or by its column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipelines.layouts.tables import outside_three_public, three_public_item
from pipelines.model.text import compact
from pipelines.recognise.model import Column, Entry, Table
from pipelines.recognise.tables.columns import lists_units


class ThreePublic:
    """Settles the lines of one 三公 table in their order."""

    def __init__(self, table: Table, entries: list[Entry]) -> None:
        self._table = table
        self._rows = {e.line_no: e for e in entries}
        self._seen: set[tuple[Any, ...]] = set()
        self._beyond = _prints_beyond(table)

    def settle(self, line: dict[str, Any], entry: Entry, column: Column) -> bool:
        """Set measure, role and fund of ``line``; ``False`` where it is none of 三公 (国有资产, 政府采购)."""
        by_unit = lists_units(self._table.columns, entry.lane)
        chain = [] if by_unit else list(self._chain(entry))
        if any(outside_three_public(e.key) for e in chain):
            return False
        own = three_public_item(entry.key) if chain else None
        above = next((i for e in chain[1:] if (i := three_public_item(e.key)) and i != "total"), None)
        item = own or column.item or above
        if item is None:
            outer = not any("三公" in text for text in column.path)
            item = "total_with_meeting_training" if outer and self._beyond else "total"
        line["measure"] = item
        if column.item is None and not by_unit:
            line["line_role"] = self._role(entry, column, item, own is None and above is not None)
        return True

    def _role(self, entry: Entry, column: Column, item: str, is_part: bool) -> str:
        """A second row of the same item breaks it down (其中：教学科研人员…) or repeats it (合计)."""
        key = (entry.block, item, column.index, entry.year, entry.stage)
        again = key in self._seen
        self._seen.add(key)
        if again or is_part:
            return "of_which"
        return "total" if item.startswith("total") else "item"

    def _chain(self, entry: Entry) -> Iterator[Entry]:
        """The row and the rows it is part of, nearest first."""
        found: Entry | None = entry
        for _ in range(8):
            if found is None:
                return
            yield found
            found = self._rows.get(found.parent) if found.parent is not None else None


def _prints_beyond(table: Table) -> bool:
    """Whether a 三公 table also prints 会议费 or 培训费, so that its 合计 holds more than 三公."""
    names = {c.item for c in table.columns} | {
        three_public_item(compact(cell.text)) for r in table.body for cell in r[:3] if cell is not None
    }
    return bool(names & {"meeting", "training"})
