"""What the text of a project says its whole money is: ``预算数220万元`` in the form of a project of 218.00."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.layouts.forms import expression
from pipelines.model.form_words import Field, Kind
from pipelines.model.text import compact
from pipelines.model.units import YUAN, is_possible
from pipelines.recognise.forms.model import FormRow, Place, printed

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Stated:
    """``yuan`` as the text has it, ``text`` the figure as printed, ``step`` the yuan of its last digit, ``year`` the
    one named with it."""

    yuan: Decimal
    text: str
    unit: str
    step: Decimal
    year: str | None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    figure = expression("stated", "figure")
    whole, only = expression("stated", "whole"), expression("stated", "only")
    return re.compile(whole + figure), re.compile(only + figure), re.compile(figure)


def stated(text: str) -> Stated | None:
    """The money of the whole project in ``text``, or ``None`` where it could mean a part of it.

    >>> stated("预算数220万元。其中：财政资金 220 万元。").yuan
    Decimal('2200000.00')
    """
    whole, only, figure = _patterns()
    plain = compact(text)
    found = whole.search(plain)
    if found is None and len(figure.findall(plain)) == 1:
        found = only.search(plain)
    if found is None:
        return None
    number, unit = found["figure"].replace(",", ""), found["unit"]
    if not is_possible(Decimal(number), unit):
        return None
    factor = YUAN[unit]
    decimals = len(number.partition(".")[2])
    yuan = (Decimal(number) * factor).quantize(_CENT)
    return Stated(yuan, f"{found['figure']}{unit}", unit, factor.scaleb(-decimals), found["year"])


def stated_rows(project: FormRow, texts: list[tuple[str, Place]]) -> list[FormRow]:
    """A row for every text of ``project`` that states its money; ``texts`` with where they are printed.

    Projects without money of their own have nothing to be compared with and give none.
    """
    if Field.AMOUNT not in project.fields:
        return []
    found = [(text, place, stated(text)) for text, place in dict(texts).items()]
    return [_row(project, text, place, money) for text, place, money in found if money is not None]


def _row(project: FormRow, text: str, place: Place, money: Stated) -> FormRow:
    fields = {
        Field.PROJECT_NAME: project.fields[Field.PROJECT_NAME],
        Field.PROJECT_PLACE: project.place.cell_id,
        Field.AMOUNT: str(money.yuan),
        Field.AMOUNT_PUBLISHED: money.text,
        Field.UNIT: money.unit,
        Field.ROUNDING_STEP: str(money.step),
        Field.SENTENCE: text,
        **printed({Field.YEAR: money.year}),
    }
    return FormRow(Kind.PROJECT_CLAIM, place, project.table_no, fields)
