"""Which statement each table is, or why it is none, and its money unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.layouts.tables import StatementLayout
from pipelines.recognise.model import Joined, Table
from pipelines.recognise.tables.name.scheme import scheme
from pipelines.recognise.tables.name.units import Unit, units
from pipelines.recognise.tables.name.untitled import by_shared_figures
from pipelines.recognise.tables.name.vetoed import by_header
from pipelines.recognise.tables.row_texts import width_of
from pipelines.recognise.tables.titles import title_of


@dataclass(frozen=True, slots=True)
class _Naming:
    title: str
    layout: StatementLayout | None
    outcome: str

    @property
    def is_money(self) -> bool:
        return self.layout is not None and self.layout.money


def named(tables: Sequence[Joined]) -> Iterator[Table]:
    """``tables``, in reading order, as what they are."""
    namings = _namings(tables)
    is_money = [naming.is_money for naming in namings]
    found = units(list(zip(tables, is_money, strict=True)))
    for table, naming, unit in zip(tables, namings, found, strict=True):
        yield _table(table, naming, unit)


def _namings(tables: Sequence[Joined]) -> list[_Naming]:
    namings = [_naming(table) for table in tables]
    if any(naming.is_money for naming in namings):
        return namings
    told = by_shared_figures([table for table in tables if not table.title])
    layouts = [told.get(table.table_no) for table in tables]
    return [
        naming if layout is None else _Naming("", layout, layout.id)
        for naming, layout in zip(namings, layouts, strict=True)
    ]


def _naming(table: Joined) -> _Naming:
    found = title_of(table.lines_above, scheme(table)) if not _is_chart(table) else None
    if found is not None:
        title, named_by_title = found
        layout = by_header(table, named_by_title)
        return _Naming(title, layout, layout.id)
    return _Naming(table.title, None, f"other: {table.title}" if table.title else "no title")


def _is_chart(table: Joined) -> bool:
    """Whether a table has no header and one column: the frame and the lines of a chart make such a grid."""
    return not table.header and width_of(table.body) == 1


def _table(table: Joined, naming: _Naming, unit: Unit) -> Table:
    return Table(
        table_no=table.table_no,
        title=naming.title,
        lines_above=table.lines_above,
        header=table.header,
        body=table.body,
        pieces=table.pieces,
        notes=table.notes,
        base=table.base,
        layout=naming.layout,
        outcome=naming.outcome,
        unit=unit.name,
        unit_source=unit.source,
    )
