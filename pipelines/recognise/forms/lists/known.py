"""What the tables of a document say that its lists do not: the names of its units, the unit of its money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from pipelines.model.amounts import parse_amount
from pipelines.model.form_words import ListKind, Role
from pipelines.model.text import compact
from pipelines.model.units import YUAN
from pipelines.recognise.forms.lists.layout import is_total, role_of
from pipelines.recognise.forms.lists.listing import Listing
from pipelines.recognise.forms.surroundings import is_money_statement
from pipelines.recognise.model import Printed, Row, Table


class Known:
    """Of the tables of one document, each asked for once."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables

    @cached_property
    def units(self) -> frozenset[str]:
        """Names, compact, in columns headed by the word for a unit."""
        names = (compact(cell.text) for table in self._tables for cell in _named_units(table))
        return frozenset(name for name in names if name and not is_total(name))

    @cached_property
    def money_unit(self) -> str | None:
        """The unit of money of the document, where every table that states one states this."""
        stated = {table.unit for table in self._tables if table.unit}
        return stated.pop() if len(stated) == 1 else None

    @cached_property
    def _figures(self) -> frozenset[Decimal]:
        """Every figure in statements of money, as printed."""
        rows = (row for table in self._tables if is_money_statement(table) for row in table.body)
        amounts = (parse_amount(cell.text) for row in rows for cell in row.printed)
        return frozenset(amount.value for amount in amounts if amount is not None)

    def may_be_in(self, listing: Listing) -> bool:
        """Whether the figures of a list can be in the unit of the statements: none is above the largest of those.

        Nothing is known where no statement prints any.
        """
        printed = (parse_amount(item.text(Role.TOTAL)) for item in listing.items)
        own = [amount.value for amount in printed if amount is not None]
        if not own or not self._figures:
            return True
        largest = max(own)
        return largest in self._figures or _NEXT_UNIT * largest >= max(self._figures) >= largest


_NEXT_UNIT = YUAN["万元"]  # so many times smaller a list would be in the other usual unit


def _named_units(table: Table) -> Iterator[Printed]:
    columns = {number for row in table.header for number, cell in enumerate(row) if _heads_units(cell)}
    yield from (cell for row in table.body for number in columns if (cell := _at(row, number)) is not None)


def _heads_units(cell: Printed | None) -> bool:
    return cell is not None and role_of(ListKind.PROJECT, compact(cell.text)) is Role.UNIT_NAME


def _at(row: Row, number: int) -> Printed | None:
    return row[number] if number < len(row) else None
