"""One error at a time in the facts of a document that holds."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

KINDS = ("digit", "sign", "decimal_shift", "swap", "dropped_row", "wrong_unit", "changed_total")
UNIT = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
FACTOR = Decimal(10_000)
CENT = Decimal("0.01")  # facts hold no less
MOST = Decimal(10) ** 16


@dataclass(frozen=True)
class Planted:
    """What was done: `cells` are the wrong ones (line_id), of a dropped row those that are gone."""

    kind: str
    cells: tuple[str, ...]
    table: tuple[int, int]
    facts: pl.DataFrame


def _printed(amount: Decimal, row: dict[str, Any]) -> str:
    """The amount as the table would print it."""
    unit = UNIT[str(row["unit"])]
    decimals = len(str(row["amount_published"]).partition(".")[2].strip())
    return f"{amount / unit:,.{decimals}f}"


def _put(facts: pl.DataFrame, amounts: dict[str, Decimal], rows: dict[str, dict[str, Any]]) -> pl.DataFrame:
    new = pl.DataFrame(
        {
            "line_id": list(amounts),
            "new": list(amounts.values()),
            "text": [_printed(amount, rows[line]) for line, amount in amounts.items()],
        },
        schema={"line_id": pl.String, "new": pl.Decimal(20, 2), "text": pl.String},
    )
    joined = facts.join(new, on="line_id", how="left", maintain_order="left")
    return joined.with_columns(
        amount=pl.coalesce("new", "amount"), amount_published=pl.coalesce("text", "amount_published")
    ).drop("new", "text")


def _digit(row: dict[str, Any], chance: random.Random) -> Decimal:
    """One printed digit becomes another."""
    amount, step = Decimal(str(row["amount"])), Decimal(str(row["rounding_step"]))
    digits = str(int(abs(amount) / step))
    place = chance.randrange(len(digits))
    others = [d for d in "0123456789" if d != digits[place]]
    other = Decimal(digits[:place] + chance.choice(others) + digits[place + 1 :]) * step
    return -other if amount < 0 else other


def _shifted(row: dict[str, Any], chance: random.Random) -> Decimal:
    amount, step = Decimal(str(row["amount"])), Decimal(str(row["rounding_step"]))
    up = amount * 10
    return up if chance.random() < 0.5 or (amount / 10) % step else amount / 10


def _total(row: dict[str, Any], chance: random.Random) -> Decimal:
    amount, step = Decimal(str(row["amount"])), Decimal(str(row["rounding_step"]))
    share = Decimal(chance.randrange(5, 40)) / 100
    return ((amount * (1 + (share if chance.random() < 0.5 else -share))) // step) * step


def _neighbour(rows: Sequence[dict[str, Any]], own: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A cell above, below, left or right with another figure; the cell itself where there is none."""

    def near(other: dict[str, Any]) -> bool:
        same = all(other[name] == own[name] for name in ("part_no", "table_no", "grid_no"))
        down, right = (abs(int(str(other[name])) - int(str(own[name]))) for name in ("row_no", "col_no"))
        return same and sorted((down, right)) == [0, 1] and other["amount"] != own["amount"]

    found = [other for other in rows if near(other)]
    return chance.choice(found) if found else own


def _dropped(facts: pl.DataFrame, row: dict[str, Any]) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Without the row; what stood below it is then below the row above it."""
    table = (pl.col("part_no") == row["part_no"]) & (pl.col("table_no") == row["table_no"])
    gone = table & (pl.col("line_no") == row["line_no"])
    lost = facts.filter(gone)
    orphan = table & (pl.col("parent_line_no") == row["line_no"])
    parent = pl.when(orphan).then(pl.lit(row["parent_line_no"], pl.Int64)).otherwise("parent_line_no")
    kept = facts.with_columns(parent_line_no=parent).filter(~gone)
    return kept, tuple(lost.sort(pl.col("amount").abs(), descending=True)["line_id"])


def _scaled(facts: pl.DataFrame, row: dict[str, Any]) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The whole statement read in the other unit."""
    table = (pl.col("part_no") == row["part_no"]) & (pl.col("table_no") == row["table_no"])
    up = row["unit"] == "元"
    factor = pl.lit(FACTOR if up else 1 / FACTOR, pl.Decimal(20, 4))
    amount = (pl.col("amount").cast(pl.Decimal(38, 6)) * factor).cast(pl.Decimal(20, 2), strict=False)
    step = (pl.col("rounding_step").cast(pl.Decimal(38, 6)) * factor).cast(pl.Decimal(20, 6))
    step = pl.max_horizontal(step, pl.lit(CENT, pl.Decimal(20, 6)))
    changed = facts.with_columns(
        amount=pl.when(table).then(amount).otherwise("amount"),
        rounding_step=pl.when(table).then(step).otherwise("rounding_step"),
        unit=pl.when(table).then(pl.lit("万元" if up else "元")).otherwise("unit"),
    )
    return changed, tuple(facts.filter(table)["line_id"])


ONE_CELL: dict[str, Callable[[dict[str, Any], random.Random], Decimal]] = {
    "digit": _digit,
    "sign": lambda row, _: -Decimal(str(row["amount"])),
    "decimal_shift": _shifted,
    "changed_total": _total,
}


def plant(facts: pl.DataFrame, kind: str, chance: random.Random) -> Planted | None:
    """One error of a kind at a random place, or None where chance found no figure to change.

    `facts` are core.fact_budget of one document.
    """
    figures = facts.filter(pl.col("amount").is_not_null() & (pl.col("amount") != 0))
    if kind == "changed_total":
        figures = figures.filter("is_total")
    if figures.is_empty():
        return None
    rows = figures.rows(named=True)
    row = chance.choice(rows)
    if kind == "wrong_unit":  # by statement, not by size
        tables = sorted({(one["part_no"], one["table_no"]) for one in rows})
        table = chance.choice(tables)
        row = next(one for one in rows if (one["part_no"], one["table_no"]) == table)
    place, line = (row["part_no"], row["table_no"]), row["line_id"]
    if kind == "dropped_row":
        changed, cells = _dropped(facts, row)
        return Planted(kind, cells, place, changed)
    if kind == "wrong_unit":
        changed, cells = _scaled(facts, row)
        return Planted(kind, cells, place, changed)
    if kind == "swap":
        other = _neighbour(facts.filter(pl.col("amount").is_not_null()).rows(named=True), row, chance)
        if other["line_id"] == line:
            return None
        swapped: dict[str, Decimal] = {line: other["amount"], str(other["line_id"]): row["amount"]}
        return Planted(kind, tuple(swapped), place, _put(facts, swapped, {line: row, str(other["line_id"]): other}))
    amount = ONE_CELL[kind](row, chance)
    if amount == row["amount"] or abs(amount) > MOST:
        return None
    return Planted(kind, (line,), place, _put(facts, {line: amount}, {line: row}))
