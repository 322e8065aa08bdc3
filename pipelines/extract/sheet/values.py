"""A cell's value as the person sees it, never with fewer digits than were typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypeAlias

from pipelines.extract.sheet.formats import NumberFormat

Value: TypeAlias = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def shown(value: Value, form: NumberFormat | None = None) -> str:
    """The text of a cell.

    Numbers are binary in the file, so 123.45 may be stored as 123.45000000000002.  A spreadsheet keeps
    and shows 15 significant digits, no more can be typed: rounding to 15 takes the noise away and loses
    nothing.  The number format adds what it shows beyond that: decimals (6022.6 shown as 6022.60),
    percent, leading zeros.  Where it would show fewer digits, all stored ones are kept.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, form or NumberFormat())
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return str(value)
    return value.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def _number(value: float, form: NumberFormat) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    number = Decimal(f"{value:.15g}" if isinstance(value, float) else value)
    if form.percent:
        number *= 100
    number = number.normalize() if number else Decimal(0)
    decimals = max(0, -int(number.as_tuple().exponent))
    text = f"{number:.{max(decimals, form.decimals)}f}"
    if form.zeros and number >= 0:
        text = text.zfill(form.zeros)
    return text + ("%" if form.percent else "")
