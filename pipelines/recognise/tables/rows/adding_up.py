"""Whether printed parts add up to a printed whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.model.amounts import Amount


def adds_up(whole: Amount, parts: Sequence[Amount]) -> bool:
    """Whether ``parts`` come to ``whole``, but for half of the last digit that each part may have been rounded by."""
    finest = max(amount.decimals for amount in (whole, *parts))
    slack = Decimal(len(parts)).scaleb(-finest) / 2
    return abs(sum((part.value for part in parts), Decimal(0)) - whole.value) <= slack
