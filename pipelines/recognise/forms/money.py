"""Printed money of a form in yuan: exact, with the unit printed beside the figure or around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipelines.model.amounts import Amount, parse_amount
from pipelines.model.form_words import Field
from pipelines.model.text import compact
from pipelines.model.units import UNIT_PATTERN, YUAN, is_possible

_WITH_UNIT = re.compile(rf"^[-+]?[\d,]+(?:\.\d+)?(?:{UNIT_PATTERN})$")
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
    amount = _amount(text)
    unit = amount.unit or unit if amount is not None else None
    if amount is None or unit is None or not is_possible(amount.value, unit):
        return None
    factor = YUAN[unit]
    yuan = (amount.value * factor).quantize(_CENT)
    return Money(yuan, text.strip().replace("\n", ""), unit, factor.scaleb(-amount.decimals))


def yuan_fields(amounts: Mapping[Field, Money | None]) -> dict[Field, str]:
    """The fields of amounts that are printed, in yuan."""
    return {field: str(amount.yuan) for field, amount in amounts.items() if amount is not None}


def is_figure(text: str) -> bool:
    """Whether ``text`` prints an amount, with or without its unit."""
    return _amount(text) is not None


def _amount(text: str) -> Amount | None:
    """The amount ``text`` prints; where a unit stands behind it, blanks inside do not part it."""
    bare = compact(text)
    return parse_amount(bare if _WITH_UNIT.match(bare) else text)
