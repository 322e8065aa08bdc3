"""The figures every variant prints: one department's year, in yuan, made so that everything foots."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FUNDS = ("general_public", "government_fund", "business")


@dataclass(frozen=True, slots=True)
class Leaf:
    """Spending on one 项 from one fund; ``carried`` of it is paid from last year's balance."""

    code: str
    personnel: int = 0
    public: int = 0
    project: int = 0
    fund: str = "general_public"
    carried: int = 0

    def of(self, measure: str) -> Decimal:
        """One measure: total, basic, personnel, public, project, carried, income or a fund's income."""
        total = self.personnel + self.public + self.project
        amounts = {
            "total": total,
            "basic": self.personnel + self.public,
            "personnel": self.personnel,
            "public": self.public,
            "project": self.project,
            "carried": self.carried,
            "income": total - self.carried,
        }
        if measure in FUNDS:
            return Decimal(total - self.carried if measure == self.fund else 0)
        return Decimal(amounts[measure])


LEAVES = (
    Leaf("2080505", personnel=1_203_400),
    Leaf("2080506", personnel=601_700),
    Leaf("2101101", personnel=482_500),
    Leaf("2120801", project=3_000_000, fund="government_fund"),
    Leaf("2200101", personnel=8_450_900, public=1_320_000),
    Leaf("2200102", project=2_400_000),
    Leaf("2200106", project=5_618_300, carried=400_000),
    Leaf("2200150", personnel=700_000, fund="business"),
    Leaf("2210201", personnel=1_054_000),
)
ECONOMIC = {  # basic spending from the general budget
    "30101": 3_600_000, "30102": 2_500_000, "30103": 1_900_000, "30108": 1_203_400, "30109": 601_700,
    "30110": 482_500, "30113": 1_054_000, "30201": 400_000, "30211": 210_000, "30217": 80_000,
    "30228": 130_000, "30231": 200_000, "30239": 300_000, "30302": 300_000, "30309": 150_900,
}  # fmt: skip
THREE_PUBLIC = {"abroad": 0, "vehicle_purchase": 180_000, "vehicle_operation": 200_000, "reception": 80_000}
CLASSES = ("201", "205", "206", "207", "208", "210", "211", "212", "213", "214", "215", "220", "221", "224", "229")


def total(measure: str, code: str = "", *funds: str) -> Decimal:
    """Sum of ``measure`` over the leaves below ``code`` paid from ``funds`` (all without any)."""
    leaves = (leaf for leaf in LEAVES if leaf.code.startswith(code) and (not funds or leaf.fund in funds))
    return sum((leaf.of(measure) for leaf in leaves), Decimal(0))


def tree(*funds: str) -> list[str]:
    """Functional codes with their parents, parents first."""
    codes = [leaf.code for leaf in LEAVES if leaf.fund in funds]
    return sorted({code[:n] for code in codes for n in (3, 5, 7)})


def economic_tree() -> list[str]:
    """Economic codes with their classes."""
    return sorted({code[:n] for code in ECONOMIC for n in (3, 5)})


def economic(code: str) -> Decimal:
    """Basic spending from the general budget at or below an economic code."""
    return Decimal(sum(amount for c, amount in ECONOMIC.items() if c.startswith(code)))


def whole(amount: Decimal) -> Decimal:
    """All of an amount: what the department has."""
    return amount


def first_part(amount: Decimal) -> Decimal:
    """What the first of two units has of an amount, in whole hundreds of yuan."""
    return amount * 6 // 1000 * 100


def second_part(amount: Decimal) -> Decimal:
    """What the second unit has."""
    return amount - first_part(amount)


def before(amount: Decimal) -> Decimal:
    """The figure of the year before: linear, so that everything foots there too."""
    return amount * 2


def three_public() -> dict[str, Decimal]:
    """The items with 公务用车 and the whole."""
    items = {name: Decimal(amount) for name, amount in THREE_PUBLIC.items()}
    items["vehicles"] = items["vehicle_purchase"] + items["vehicle_operation"]
    items["total"] = items["abroad"] + items["vehicles"] + items["reception"]
    return items
