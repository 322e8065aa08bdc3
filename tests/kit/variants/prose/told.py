"""A text under way: its paragraphs, and what its figures say."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tests.kit.variants.prose.shape import TextShape, percent


@dataclass(frozen=True, slots=True)
class Said:
    """What a correct pipeline must read of one figure; ``figure`` in the printed unit, without commas."""

    kind: str
    subject: str
    figure: str = ""
    code: str = ""
    direction: str = ""
    year: int = 0  # of which year, where it is not the document's


@dataclass(slots=True)
class Text:
    """Paragraphs in order; a heading is one with ``None`` for its figures."""

    shape: TextShape
    paragraphs: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    changes_with_reason: int = 0

    def write(self, paragraph: str) -> None:
        """One more paragraph."""
        self.paragraphs.append(paragraph)

    def money(self, subject: str, amount: Decimal, code: str = "", year: int = 0) -> str:
        """``amount`` with its unit, noted as said of ``subject``."""
        shown = self.shape.printed(amount)
        self.said.append(Said("amount", subject, shown.replace(",", ""), code, year=year))
        return shown + self.shape.unit

    def share(self, subject: str, part: Decimal, whole: Decimal, code: str = "") -> str:
        """，占N%, noted; nothing where the shape prints no shares."""
        if not self.shape.shares:
            return ""
        shown = percent(part, whole)
        self.said.append(Said("share", subject, shown, code))
        return f"，占{shown}%"

    def count(self, subject: str, number: int, counter: str) -> str:
        """A count with its counter, noted."""
        self.said.append(Said("count", subject, str(number)))
        return f"{number}{counter}"

    def none(self, subject: str) -> str:
        """Nothing printed: that there is none of ``subject`` is noted."""
        self.said.append(Said("none", subject))
        return ""

    def compared(self, subject: str, amount: Decimal, before: Decimal, code: str = "") -> str:
        """The comparison with the year before in the manner of the shape, without a comma in front; noted."""
        manner = self.shape.compared
        if manner == "none":
            return ""
        if manner == "flat":
            self.said.append(Said("change", subject, "", code, "unchanged"))
            return "与上年持平"
        by, rate = abs(amount - before), percent(abs(amount - before), before)
        up = amount > before
        direction = "increase" if up else "decrease"
        lead = {"bare": "比上年", "than": "与上年相比", "bracket": "较上年", "with_base": f"比{self.shape.year - 1}年"}
        base = ""
        if manner == "with_base":
            base = f"{self.shape.noun}数{self.money(subject, before, code, self.shape.year - 1)}"
        shown = self.shape.printed(by)
        self.said.append(Said("change", subject, shown.replace(",", ""), code, direction))
        self.said.append(Said("change_percent", subject, rate, code, direction))
        changed = f"{lead[manner]}{base}{'增加' if up else '减少'}{shown}{self.shape.unit}"
        return changed + (f"（{rate}%）" if manner == "bracket" else f"，{'增长' if up else '下降'}{rate}%")

    def because(self, why: str, code: str = "") -> str:
        """A sentence's end with its reason, in it or in a sentence of its own; ``code``: of what it is the reason."""
        manner = self.shape.reason if self.shape.compared not in {"none", "flat"} else "none"
        if manner == "none":
            return "。"
        self.changes_with_reason += 1
        if self.shape.amounts_in_reason:
            shown = self.shape.printed(Decimal(90_000))
            why = f"基本支出增加{shown}{self.shape.unit}"
            self.said.append(Said("change", "basic", shown.replace(",", ""), code, "increase"))
        return f"，主要原因是{why}。" if manner == "same" else f"。主要原因是{why}。"
