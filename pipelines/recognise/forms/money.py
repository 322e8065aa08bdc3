"""Printed money of a form in yuan: exact, with the unit printed beside the figure or around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipelines.model.amounts import parse_amount
from pipelines.model.form_words import Field
from pipelines.model.text import compact
from pipelines.model.units import UNIT_PATTERN, YUAN

_WITH_UNIT = re.compile(rf"^([-+]?[\d,]+(?:\.\d+)?)({UNIT_PATTERN})$")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Money:
    """``yuan`` rounded to the cent, ``text`` as printed in ``unit``, ``step`` the yuan of its last printed digit."""

    yuan: Decimal
    text: str
    unit: str
    step: Decimal

    @property
    def fields(self) -> dict[Field, str]:
        """The fields of a row with this amount."""
        return {
            Field.AMOUNT: str(self.yuan),
            Field.AMOUNT_PUBLISHED: self.text,
            Field.UNIT: self.unit,
            Field.ROUNDING_STEP: str(self.step),
        }


def money(text: str, unit: str | None) -> Money | None:
    """The money ``text`` prints; a unit beside the figure goes before ``unit``.  ``None`` where either is missing."""
    printed = text.strip()
    with_unit = _WITH_UNIT.match(compact(printed))
    if with_unit:
        printed, unit = with_unit.group(1), with_unit.group(2)
    amount = parse_amount(printed)
    if amount is None or unit is None:
        return None
    factor = YUAN[unit]
    yuan = (amount.value * factor).quantize(_CENT)
    return Money(yuan, text.strip().replace("\n", ""), unit, factor.scaleb(-amount.decimals))


def yuan_fields(amounts: Mapping[Field, Money | None]) -> dict[Field, str]:
    """The fields of amounts that are printed, in yuan."""
    return {field: str(amount.yuan) for field, amount in amounts.items() if amount is not None}


def is_figure(text: str) -> bool:
    """Whether ``text`` prints an amount, with or without its unit."""
    return parse_amount(text) is not None or _WITH_UNIT.match(compact(text)) is not None
