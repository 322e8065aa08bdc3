"""A department's money as leaves; every printed total is a sum over them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[3] / "warehouse" / "reference"
ZERO = Decimal(0)
FISCAL = frozenset({"general_public", "government_fund", "state_capital"})
UNIT_YUAN = {"元": Decimal(1), "万元": Decimal(10000)}

# Functional classes in the order every 收支总表 prints them.
CLASSES = tuple(str(code) for code in [*range(201, 218), *range(219, 225), 227, *range(229, 234)])


@dataclass(frozen=True, slots=True)
class Item:
    """One functional leaf paid from one fund, in yuan; ``carried`` is the part financed by last year's balance,
    ``kept`` the part of this year's income left at the year's end."""

    code: str
    basic: Decimal = ZERO
    project: Decimal = ZERO
    carried: Decimal = ZERO
    fund: str = "general_public"
    kept: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Spending on the leaf."""
        return self.basic + self.project

    @property
    def income(self) -> Decimal:
        """This year's income for it."""
        return self.total + self.kept - self.carried


Measure = Callable[[Item], Decimal]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything one sample document knows: whose, when, and the leaves (yuan)."""

    department: str
    year: int
    items: tuple[Item, ...]
    basic_economic: dict[str, Decimal] = field(default_factory=dict)  # 部门预算经济分类, general budget, basic
    project_economic: dict[str, Decimal] = field(default_factory=dict)  # likewise, projects
    other_economic: dict[str, Decimal] = field(default_factory=dict)  # all spending outside the general budget
    three_public: dict[str, Decimal] = field(default_factory=dict)
    stage: str = "budget"

    def of(self, *funds: str) -> tuple[Item, ...]:
        """The items paid from ``funds``."""
        return tuple(i for i in self.items if i.fund in funds)

    def by_budget(self) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
        """The items of the general budget, of government funds and of state capital, each in a table of its own."""
        return self.of("general_public"), self.of("government_fund"), self.of("state_capital")

    def sum(self, measure: Measure, *funds: str) -> Decimal:
        """Sum of ``measure`` over the items paid from ``funds`` (all without any)."""
        return total(self.items if not funds else self.of(*funds), measure)


def total(items: Iterable[Item], measure: Measure) -> Decimal:
    """Sum of ``measure`` over ``items``."""
    return sum((measure(i) for i in items), ZERO)


def tree(codes: Iterable[str], steps: tuple[int, ...] = (3, 5, 7)) -> list[str]:
    """``codes`` with all their parents, parents first."""
    return sorted({code[:step] for code in codes for step in steps if step <= len(code)})


def within(items: Iterable[Item], code: str) -> tuple[Item, ...]:
    """The items at or below ``code``."""
    return tuple(i for i in items if i.code.startswith(code))


@cache
def _names(file: str) -> dict[str, str]:
    names: dict[str, tuple[int, str]] = {}
    with (REFERENCE / file).open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            seen = int(row["observed_documents"] or 0) - (10**6 if row["valid_to"] else 0)
            if row["code"] not in names or seen > names[row["code"]][0]:
                names[row["code"]] = (seen, row["name"])
    return {code: name for code, (_, name) in names.items()}


def functional_name(code: str) -> str:
    """The current standard name of a functional code; KeyError for an unknown one."""
    return _names("functional.csv")[code]


def economic_name(code: str) -> str:
    """The current standard name of a 部门预算 economic code; KeyError for an unknown one."""
    return _names("economic_department.csv")[code]


def seen_names() -> list[str]:
    """The names of codes that real disclosures print (confidence A)."""
    names: list[str] = []
    for file in ("functional.csv", "economic_department.csv"):
        with (REFERENCE / file).open(encoding="utf-8", newline="") as handle:
            names += [row["name"] for row in csv.DictReader(handle) if row["confidence"] == "A"]
    return names


def wan(text: str) -> Decimal:
    """An amount in 万元 as yuan."""
    return Decimal(text) * UNIT_YUAN["万元"]


def wans(text: str) -> dict[str, Decimal]:
    """``"30101 161.83 30102 25.33"`` (万元) as code -> yuan."""
    words = text.split()
    return {code: wan(amount) for code, amount in zip(words[::2], words[1::2], strict=True)}
