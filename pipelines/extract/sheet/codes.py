"""Number format codes: what a number is shown as, and whether it is shown at all.

ECMA-376 Part 1, 18.8.31.  A code has up to four sections (positive; negative; zero; text), or sections with a
condition such as ``[>=10000]``.  Two ways to print yuan as ten thousands are common: a comma behind the digits
divides by a thousand (``0.00,``), and a point that is mere text stands before the last digits (``0!.0000``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import eq, ge, gt, le, lt, ne

_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[[^\]]*\]|(?P<bare>.)', re.DOTALL)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|!.|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_UNIT = re.compile(r"(?:[十百千万亿]*元|[万亿])$")
_NOT_NUMBERS = re.compile(r"[ymdhs/e]", re.IGNORECASE)  # dates, fractions, powers of ten
_PLACES = "0#?"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What one section of a code shows beyond the bare digits."""

    decimals: int = 0
    percent: bool = False
    zeros: int = 0  # digits to fill with zeros, as in 00000 for a code
    shift: int = 0  # places the point is moved to the left: 4 where yuan are shown as 万元
    unit: str = ""  # printed behind the digits


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a code, and for which numbers it holds."""

    form: NumberFormat | None
    blank: bool = False  # shows nothing
    test: str = ""
    limit: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Code:
    """A whole format code."""

    sections: tuple[Section, ...]

    def of(self, number: Decimal) -> NumberFormat | None:
        """What the code shows of a number; ``None`` where nothing special.

        A zero that is printed as a dash or a blank keeps the decimals of other numbers.
        """
        section = self._section(number)
        return section.form or (None if section.test or number else self.sections[0].form)

    def hides(self, value: Decimal | str) -> bool:
        """Whether nothing is shown; a zero shown as a blank is not hidden, it says the same."""
        if isinstance(value, str):
            return len(self.sections) > 3 and self.sections[3].blank
        return len(self.sections) > 2 and bool(value) and self._section(value).blank

    def _section(self, number: Decimal) -> Section:
        tested = [s for s in self.sections[:3] if s.test]
        for section in tested:
            if _TESTS[section.test](number, section.limit):
                return section
        if tested:
            return next((s for s in self.sections[:3] if not s.test), self.sections[0])
        place = 0 if number > 0 else 1 if number < 0 else 2
        return self.sections[place] if place < len(self.sections) else self.sections[0]


@cache
def parse_code(code: str) -> Code | None:
    """The code, or ``None`` where it adds nothing to the digits of any number and hides nothing."""
    sections = tuple(map(_section, _split(code)))
    return Code(sections) if any(s.form or (s.blank and len(sections) > 1) for s in sections) else None


def parse_format(code: str) -> NumberFormat | None:
    """What the first section of a format code such as ``#,##0.00_);[Red](#,##0.00)`` shows."""
    return _section(_split(code)[0]).form


def _split(code: str) -> list[str]:
    out: list[str] = []
    at = 0
    while at <= len(code):
        found = _SECTION.match(code, at)
        end = found.end() if found else len(code)
        out.append(code[at:end])
        at = end + 1
    return out


def _section(text: str) -> Section:
    condition = _CONDITION.search(text)
    tokens = _tokens(text)
    form, blank = _form(tokens), not any(token.strip() for _, token in tokens)
    return Section(form, blank, condition[1], Decimal(condition[2])) if condition else Section(form, blank)


def _tokens(text: str) -> list[tuple[bool, str]]:
    """(is it mere text, what) for quoted and escaped text and for single characters; without widths and colours."""
    out = []
    for found in _TOKEN.finditer(text):
        literal = found["quoted"] if found["quoted"] is not None else found["escaped"]
        if literal is not None:
            out.append((True, literal))
        elif found["bare"] is not None:
            out.append((False, found["bare"]))
    return out


def _form(tokens: list[tuple[bool, str]]) -> NumberFormat | None:
    bare = "".join(text for literal, text in tokens if not literal)
    if not re.search("[0#]", bare) or _NOT_NUMBERS.search(bare):
        return None
    places = [i for i, (literal, text) in enumerate(tokens) if not literal and text in _PLACES]
    point = tokens.index((False, ".")) if "." in bare else None
    decimals, zeros, shift = _digits(tokens, places, point)
    factor, percent = _percent(tokens, bare)
    shift += 3 * _scaling_commas(tokens, places, point) - factor
    unit = _unit("".join(text for _, text in tokens[places[-1] + 1 :]))
    found = NumberFormat(decimals, percent, zeros, shift, unit)
    return None if found == NumberFormat() else found


def _digits(tokens: list[tuple[bool, str]], places: list[int], point: int | None) -> tuple[int, int, int]:
    """Decimals, digits filled with zeros, and places a point that is mere text stands before the end."""
    if point is not None:
        return sum(tokens[i][1] == "0" for i in places if i > point), 0, 0
    mere_point = _mere_point(tokens, places)
    if mere_point is not None:
        moved = sum(i > mere_point for i in places)
        return moved, 0, moved
    return 0, _zeros("".join(tokens[i][1] for i in places)), 0


def _percent(tokens: list[tuple[bool, str]], bare: str) -> tuple[int, bool]:
    """Places that a percent sign moves the point beyond its own, and whether it is seen.

    On a second line of the cell it is not: what is left of it is the hundredfold.
    """
    if "%" not in bare:
        return 0, False
    is_seen = not any("\n" in text for _, text in tokens)
    return (0, True) if is_seen else (2, False)


def _zeros(whole: str) -> int:
    """Digits that a code such as 00000 fills with zeros."""
    count = whole.count("0")
    return count if count > 1 and "#" not in whole else 0


def _mere_point(tokens: list[tuple[bool, str]], places: list[int]) -> int | None:
    """Where a point that is text stands between digits."""
    inside = range(places[0], places[-1])
    return next((i for i in inside if tokens[i] == (True, ".")), None)


def _scaling_commas(tokens: list[tuple[bool, str]], places: list[int], point: int | None) -> int:
    """Commas right behind the last digit of the whole part or of all; one between digits only groups them."""
    ends = {places[-1]}
    if point is not None:
        ends |= {max((i for i in places if i < point), default=places[-1])}
    count = 0
    for end in ends:
        at = end + 1
        while at < len(tokens) and tokens[at] == (False, ","):
            count, at = count + 1, at + 1
    return count


def _unit(behind: str) -> str:
    text = behind.strip(" ,.%)")
    return text if _UNIT.match(text) else ""
