"""Figures that nobody can be sure of: of a picture, with what each may be, and printed ones that are no amount."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.model.amounts import Amount, parse_amount
from pipelines.model.document import DOUBT
from pipelines.model.text import compact
from pipelines.recognise.model import Column, Figure, Printed

_UNREAD = Amount(Decimal(0), 2)  # stands for a figure of which no reading is an amount
# What programs put where there is no number, and where a column is too narrow for it.
_NO_NUMBER = re.compile(
    r"[-+]?(?:nan|inf|infinity|∞|1\.#(?:inf|ind|qnan)0*)|#(?:ref|div/0|value|name|num|null|n/a|spill|calc)[!?]?|#{2,}",
    re.IGNORECASE,
)
POWER = re.compile(r"[-+]?\d(\.\d+)?E[+-]?\d{1,3}", re.IGNORECASE)  # 8.63E+02, digits lost for want of room
_DIGITS = re.compile(r"[-+(]?\d{16,}(\.\d*)?\)?")  # more than any budget has


def doubted_figure(column: Column, cell: Printed) -> Figure | None:
    """The figure of a cell whose text begins with ``DOUBT``; ``None`` where it has no digit, hence no figure.

    It stands in its row like any other, with its likeliest amount; which amount it is, or that it stays unknown, is
    said later, by the equations (`pipelines.reconcile.settle`).
    """
    said = cell.text.removeprefix(DOUBT)
    found: dict[Amount, str] = {}
    for text in cell.candidates or (said,):
        amount = parse_amount(text)
        if amount is not None:
            found.setdefault(amount, text)
    if not found and not any(map(str.isdigit, said)):
        return None
    return Figure(column, cell, next(iter(found), _UNREAD), tuple(found.values()))


def unread_figure(column: Column, cell: Printed) -> Figure | None:
    """The figure of a cell that `is_no_amount`: it stands in its row, and what it comes to stays unknown."""
    return Figure(column, cell, _UNREAD, ()) if is_no_amount(compact(cell.text)) else None


def is_no_amount(text: str) -> bool:
    """Whether a cell prints in a figure's place what is none: #REF!, 1e308, more digits than money has.

    What may be a part of a figure (3,23 beside 0.60) is left to another reading.
    """
    if _NO_NUMBER.fullmatch(text):
        return True
    looks = POWER.fullmatch(text) or _DIGITS.fullmatch(text)
    return looks is not None and parse_amount(text) is None
