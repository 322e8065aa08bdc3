"""Figures that were read in a picture without certainty: what each may be."""

from __future__ import annotations

from decimal import Decimal

from pipelines.model.amounts import Amount, parse_amount
from pipelines.model.document import DOUBT
from pipelines.recognise.model import Column, Figure, Printed

_UNREAD = Amount(Decimal(0), 2)  # stands for a figure of which no reading is an amount


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
