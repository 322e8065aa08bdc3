"""What can differ between two departments' ways of telling the same figures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pipelines.model.units import YUAN
from tests.kit.variants.manner import Manner, drawn

CHOICES: dict[str, tuple[object, ...]] = {
    "stage": ("budget", "final"),
    "unit": ("万元", "元"),
    "comma": (False, True),
    "income": ("其中", "包括", "paragraphs"),
    "shares": (False, True),
    "compared": ("none", "bare", "with_base", "bracket", "than", "flat"),
    "change_at": ("with_whole", "after_list", "own_sentence"),
    "reason": ("none", "same", "own"),
    "functions": ("class", "quoted", "path", "name"),
    "uses": ("list", "sentence", "paragraphs"),
    "economic": ("none", "coded", "names"),
    "three_public": ("paragraph", "headings", "brackets"),
    "running": ("plain", "words_around", "none"),
    "procurement": ("list", "brackets", "none"),
    "vehicles": ("held", "held_and_bought", "none"),
    "completion": ("none", "of_budget", "with_base"),
    "staff": ("none", "posts", "list"),
    "assets": ("none", "equipment", "balance"),
    "trips": (False, True),
    "targets": ("none", "money", "of_one_project"),
    "amounts_in_reason": (False, True),
    "headings": ("一、", "（一）", "1.", "none"),
    "indent": (0.0, 0.5, 2.0),
    "page": ("roomy", "tight"),
}


@dataclass(frozen=True, slots=True)
class TextShape(Manner):
    """One manner of writing; every field is one of ``CHOICES``."""

    stage: str = "budget"
    unit: str = "万元"
    comma: bool = False
    income: str = "其中"  # what leads in the parts of the income
    shares: bool = False  # each part with its share of the whole
    compared: str = "none"  # how a whole is compared with the year before
    change_at: str = "with_whole"
    reason: str = "none"
    functions: str = "class"
    uses: str = "list"
    economic: str = "none"
    three_public: str = "paragraph"
    running: str = "plain"
    procurement: str = "list"
    vehicles: str = "held"
    completion: str = "none"  # of a final account: how far the budget was carried out
    staff: str = "none"
    assets: str = "none"
    trips: bool = False
    targets: str = "none"
    amounts_in_reason: bool = False
    headings: str = "一、"
    indent: float = 2.0  # of a paragraph's first line, in characters
    page: str = "roomy"  # a paragraph's lines over two pages, or not
    department: str = "长沙市望城区自然资源局"
    year: int = 2025

    @property
    def noun(self) -> str:
        """What the amounts of the year are called."""
        return "决算" if self.stage == "final" else "预算"

    def printed(self, amount: Decimal) -> str:
        """``amount`` (yuan) as it is printed, without its unit."""
        value = (amount / YUAN[self.unit]).quantize(Decimal("0.01"))
        return f"{value:,}" if self.comma else str(value)


def percent(part: Decimal, whole: Decimal) -> str:
    """What ``part`` is of ``whole``, in percent with two decimals, as text without the sign."""
    return str((part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP))


def single() -> Iterator[TextShape]:
    """Every choice once."""
    yield TextShape()
    for name, values in CHOICES.items():
        yield from (TextShape().but(**{name: value}) for value in values if getattr(TextShape(), name) != value)


def mixed(count: int, seed: int) -> Iterator[TextShape]:
    """Manners with every choice at random."""
    draw = random.Random(seed)
    for _ in range(count):
        yield TextShape(**drawn(draw, CHOICES))
