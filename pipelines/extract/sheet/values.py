"""A cell's value as the person sees it, never with fewer digits than were typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypeAlias

from pipelines.extract.sheet.codes import Code, NumberFormat

Value: TypeAlias = int | float | str | bool | Decimal | dt.time | dt.date | dt.datetime | dt.timedelta


def shown(value: Value, form: NumberFormat | Code | None = None) -> str:
    """The text of a cell.

    Numbers are binary in the file, so 123.45 may be stored as 123.45000000000002.  A spreadsheet keeps
    and shows 15 significant digits, no more can be typed: rounding to 15 takes the noise away and loses
    nothing.  The number format moves the point and adds what it shows beyond that: decimals (6022.6 shown as
    6022.60), percent, leading zeros, a unit.  Where it would show fewer digits, all stored ones are kept.
    Nothing where the format hides the value.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return _number(value, form)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return str(value)
    if isinstance(form, Code) and form.hides(value):
        return ""
    return value.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def number_of(value: float | Decimal) -> Decimal | None:
    """A stored number with its 15 significant digits; ``None`` for what is no number."""
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return Decimal(value if isinstance(value, int) else f"{value:.15g}")


def _number(value: float | Decimal, form: NumberFormat | Code | None) -> str:
    number = number_of(value)
    if number is None or (isinstance(form, Code) and form.hides(number)):
        return ""
    shows = (form.of(number) if isinstance(form, Code) else form) or NumberFormat()
    number = number.scaleb(2 * shows.percent - shows.shift)
    number = number.normalize() if number else Decimal(0)
    decimals = max(0, -int(number.as_tuple().exponent))
    text = f"{number:.{max(decimals, shows.decimals)}f}"
    if shows.zeros and number >= 0:
        text = text.zfill(shows.zeros)
    return text + ("%" if shows.percent else "") + shows.unit
