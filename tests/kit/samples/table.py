"""Tables as they are printed: merged header cells, body cells, and the fact behind every amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .ledger import UNIT_YUAN

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a correct pipeline must read from one cell; ``amount`` in yuan."""

    statement: str
    line_name: str
    functional_code: str
    economic_code: str
    measure: str
    fund_source: str
    fiscal_year: int
    stage: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell; ``fact`` where it is an amount."""

    text: str = ""
    rows: int = 1
    cols: int = 1
    fact: Fact | None = None


Row = list[Cell | None]  # None: covered by a merged cell above or to the left


@dataclass(slots=True)
class Table:
    """A titled grid; ``meta`` are the lines between title and grid, ``notes`` the ones below."""

    title: str
    meta: list[str]
    header: list[Row]
    body: list[Row]
    widths: list[float]  # relative
    notes: list[str] = field(default_factory=list)
    wide: bool = False  # a landscape page where the format has pages
    number: str = ""  # 公开01表

    @property
    def rows(self) -> list[Row]:
        """Header and body."""
        return [*self.header, *self.body]

    def facts(self) -> list[Fact]:
        """The facts of all cells, in printed order."""
        return [cell.fact for row in self.rows for cell in row if cell is not None and cell.fact is not None]


@dataclass(slots=True)
class Style:
    """How one document prints its tables."""

    unit: str = "万元"
    places: int = 2
    comma: bool = False
    zero: str = ""  # what stands where nothing is spent
    index: bool = False  # 序号 column and 栏次 row
    codes: str = "plain"  # plain | split (类|款|项) | bracket ([20805]name) | dash (20805-name)
    total_last: bool = False


@dataclass(slots=True)
class Printer:
    """Makes the amount cells of one statement."""

    statement: str
    style: Style
    year: int
    stage: str = "budget"

    def show(self, amount: Decimal) -> str:
        """``amount`` (yuan) in the document's unit; ValueError where its places do not hold it exactly."""
        value = amount / UNIT_YUAN[self.style.unit]
        printed = value.quantize(Decimal(1).scaleb(-self.style.places))
        if printed != value:
            raise ValueError(f"{amount} yuan does not fit {self.style.places} places of {self.style.unit}")
        return f"{printed:,}" if self.style.comma else str(printed)

    def money(
        self,
        amount: Decimal,
        name: str,
        measure: str = "total",
        *,
        functional: str = "",
        economic: str = "",
        fund: str = "",
        year: int | None = None,
        stage: str | None = None,
    ) -> Cell:
        """An amount cell; nothing spent prints ``style.zero`` and is a fact only where that is a figure."""
        if not amount and not any(c.isdigit() for c in self.style.zero):
            return Cell(self.style.zero)
        fact = Fact(
            self.statement, name, functional, economic, measure, fund, year or self.year, stage or self.stage, amount
        )
        return Cell(self.show(amount) if amount else self.style.zero, fact=fact)


def header(paths: Sequence[Path]) -> list[Row]:
    """Header rows for columns with these paths: equal neighbours merge, short paths reach down.

    >>> [[c and (c.text, c.rows, c.cols) for c in row] for row in header([("A",), ("B", "x"), ("B", "y")])]
    [[('A', 2, 1), ('B', 1, 2), None], [None, ('x', 1, 1), ('y', 1, 1)]]
    """
    depth = max(len(p) for p in paths)
    rows: list[Row] = [[None] * len(paths) for _ in range(depth)]
    for level in range(depth):
        start = 0
        while start < len(paths):
            path = paths[start]
            end = start + 1
            if level >= len(path):
                start = end
                continue
            leaf = level == len(path) - 1
            while not leaf and end < len(paths) and paths[end][: level + 1] == path[: level + 1]:
                end += 1
            rows[level][start] = Cell(path[level], rows=depth - level if leaf else 1, cols=end - start)
            start = end
    return rows


def numbered(rows: list[Row], columns: int) -> tuple[Row, list[Row]]:
    """The 栏次 row for ``columns`` columns after 序号, and ``rows`` with their 序号 in front."""
    index: Row = [Cell("栏次"), *(Cell(str(n)) for n in range(1, columns + 1))]
    return index, [[Cell(str(n)), *row] for n, row in enumerate(rows, 1)]


def finish(title: str, meta: list[str], paths: list[Path], body: list[Row], style: Style, widths: list[float]) -> Table:
    """A table from column paths and rows, with 序号 and 栏次 where the style has them."""
    if not style.index:
        return Table(title, meta, header(paths), body, widths)
    index, rows = numbered(body, len(paths))
    return Table(title, meta, [*header([("序号",), *paths]), index], rows, [1.2, *widths])
