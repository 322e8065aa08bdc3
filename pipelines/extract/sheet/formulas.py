"""Formulas stored without their result: + - * /, SUM, ROUND and references are calculated, nothing else.

Programs that write workbooks often leave results out; a spreadsheet program calculates them when it opens the
file, so the person sees them.  A formula of another kind, or one that refers to what cannot be calculated, has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from pipelines.extract.sheet.look import Place, column_of, letters_of, place_of
from pipelines.extract.sheet.values import Value, number_of

_CELL = r"\$?[A-Z]{1,3}\$?\d+"
_TOKEN = re.compile(
    rf"\s*(?:(?P<ref>(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?P<first>{_CELL})(?::(?P<last>{_CELL}))?)(?![\w(])"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?)"
    r"|(?P<function>SUM|ROUND)\s*\("
    r"|(?P<mark>[-+*/(),%]))"
)
_STEP = re.compile(r"('(?:[^']|'')+'|\"[^\"]*\")|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(])")
_DEEPEST = 60  # formulas that refer to formulas; also brackets in brackets
_MAX_AREA = 200_000
_MOST_PLACES = 10

Cells = Mapping[Place, Value]


class NotCalculatedError(Exception):
    """A formula of another kind, or one that refers to something that is no number."""


class Calculator:
    """Results of the formulas of one workbook.

    ``formulas`` are those without a result, by sheet name; ``values`` gives what is stored in a sheet, ``None``
    where there is no such sheet.
    """

    def __init__(self, formulas: Mapping[str, Mapping[Place, str]], values: Callable[[str], Cells | None]) -> None:
        self._formulas = formulas
        self._values = values
        self._known: dict[tuple[str, Place], Value | None] = {}
        self._depth = 0

    def result(self, sheet: str, place: Place) -> Value | None:
        """The result of the formula in a cell; ``None`` where it is not calculated."""
        key = (sheet, place)
        if key not in self._known:
            self._known[key] = None  # stays so for one that refers to itself
            self._known[key] = self._calculated(sheet, self._formulas[sheet][place])
        return self._known[key]

    def _calculated(self, sheet: str, formula: str) -> Value | None:
        self._depth += 1
        try:
            return None if self._depth > _DEEPEST else _Reader(formula, sheet, self).whole()
        except (NotCalculatedError, ArithmeticError):
            return None
        finally:
            self._depth -= 1

    def number(self, sheet: str, place: Place) -> Decimal:
        """What a cell adds to a sum of references: an empty one nothing."""
        value = self.value(sheet, place)
        if value is None or value == "":
            return Decimal(0)
        return _as_number(value)

    def numbers(self, sheet: str, first: Place, last: Place) -> Iterator[Decimal]:
        """The numbers of an area; SUM passes over text."""
        cells = (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
        if last[0] < first[0] or last[1] < first[1] or cells > _MAX_AREA:
            raise NotCalculatedError
        for row in range(first[0], last[0] + 1):
            for col in range(first[1], last[1] + 1):
                value = self.value(sheet, (row, col))
                if value is not None and not (isinstance(value, str) and not value.startswith("#")):
                    yield _as_number(value)

    def value(self, sheet: str, place: Place) -> Value | None:
        """What a cell holds, calculated where it must be; ``None`` for an empty one."""
        if place in self._formulas.get(sheet, {}):
            result = self.result(sheet, place)
            if result is None:
                raise NotCalculatedError
            return result
        cells = self._values(sheet)
        if cells is None:
            raise NotCalculatedError
        return cells.get(place)


def _as_number(value: Value) -> Decimal:
    number = number_of(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None
    if number is None:
        raise NotCalculatedError
    return number


class _Reader:
    """Reads one formula from left to right."""

    def __init__(self, formula: str, sheet: str, book: Calculator) -> None:
        self._tokens = _tokens(formula.removeprefix("="))
        self._at = 0
        self._open = 0
        self._sheet = sheet
        self._book = book

    def whole(self) -> Value:
        """The result; a single reference gives whatever the cell holds, an empty one zero."""
        if len(self._tokens) == 1 and self._tokens[0]["ref"] and not self._tokens[0]["last"]:
            held = self._book.value(self._name(self._tokens[0]), _place(self._tokens[0]["first"]))
            return Decimal(0) if held is None else held
        value = self._sum()
        if self._at < len(self._tokens):
            raise NotCalculatedError
        return value

    def _mark(self, marks: str) -> str:
        """The next token if it is one of ``marks``, taken; else nothing."""
        if self._at < len(self._tokens) and (self._tokens[self._at]["mark"] or "~") in marks:
            self._at += 1
            return str(self._tokens[self._at - 1]["mark"])
        return ""

    def _need(self, mark: str) -> None:
        if not self._mark(mark):
            raise NotCalculatedError

    def _sum(self) -> Decimal:
        self._open += 1
        if self._open > _DEEPEST:
            raise NotCalculatedError
        value = self._product()
        while mark := self._mark("+-"):
            value = value + self._product() if mark == "+" else value - self._product()
        self._open -= 1
        return value

    def _product(self) -> Decimal:
        value = self._signed()
        while mark := self._mark("*/"):
            value = value * self._signed() if mark == "*" else value / self._signed()
        return value

    def _signed(self) -> Decimal:
        negative = False
        while mark := self._mark("+-"):
            negative ^= mark == "-"
        value = self._single()
        while self._mark("%"):
            value /= 100
        return -value if negative else value

    def _single(self) -> Decimal:
        if self._mark("("):
            value = self._sum()
            self._need(")")
            return value
        if self._at >= len(self._tokens):
            raise NotCalculatedError
        token = self._tokens[self._at]
        self._at += 1
        if token["number"]:
            return Decimal(token["number"])
        if token["function"]:
            return self._sum_of_arguments() if token["function"] == "SUM" else self._rounded()
        if token["ref"] and not token["last"]:
            return self._book.number(self._name(token), _place(token["first"]))
        raise NotCalculatedError

    def _rounded(self) -> Decimal:
        """ROUND: halves away from zero, as people round."""
        value = self._sum()
        self._need(",")
        places = self._sum()
        self._need(")")
        if places != int(places) or abs(places) > _MOST_PLACES:
            raise NotCalculatedError
        held = number_of(value)  # 15 digits, or a half a hair too small would be rounded down
        return Decimal(0) if held is None else held.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)

    def _sum_of_arguments(self) -> Decimal:
        total = Decimal(0)
        while True:
            token = self._tokens[self._at] if self._at < len(self._tokens) else None
            if token is not None and token["ref"] and self._ends_argument(self._at + 1):
                self._at += 1
                first, last = _place(token["first"]), _place(token["last"] or token["first"])
                total += sum(self._book.numbers(self._name(token), first, last))
            else:
                total += self._sum()
            if self._mark(","):
                continue
            self._need(")")
            return total

    def _ends_argument(self, at: int) -> bool:
        return at < len(self._tokens) and (self._tokens[at]["mark"] or "~") in ",)"

    def _name(self, token: dict[str, str | None]) -> str:
        name = token["sheet"]
        return self._sheet if name is None else name.strip("'").replace("''", "'")


def _place(reference: str | None) -> Place:
    place = place_of(reference or "")
    if place is None:
        raise NotCalculatedError
    return place


def _tokens(formula: str) -> list[dict[str, str | None]]:
    out: list[dict[str, str | None]] = []
    at = 0
    text = formula.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise NotCalculatedError
        out.append(found.groupdict())
        at = found.end()
    return out


def stepped(formula: str, rows: int, cols: int) -> str:
    """A shared formula as it reads in the cell that many rows and columns on."""

    def moved(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        col = column_of(found[3]) + (0 if found[2] else cols)
        row = int(found[5]) + (0 if found[4] else rows)
        return f"{found[2]}{letters_of(col)}{found[4]}{row}" if col >= 0 and row > 0 else "#REF!"

    return _STEP.sub(moved, formula)
