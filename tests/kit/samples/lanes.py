"""Statements printed as lanes side by side: 收支总表, 财政拨款收支总表, 三公经费."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .ledger import CLASSES, FISCAL, ZERO, Item, Ledger, Measure, economic_name, functional_name, total, within
from .table import Cell, Path, Printer, Row, Style, Table, finish

_DIGITS = "〇一二三四五六七八九"
FUNDS = ("general_public", "government_fund", "state_capital")
THREE_PUBLIC = ("abroad", "vehicle_purchase", "vehicle_operation", "reception")


def numeral(n: int) -> str:
    """1-99 as a Chinese numeral.

    >>> [numeral(n) for n in (3, 10, 14, 21)]
    ['三', '十', '十四', '二十一']
    """
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


@dataclass(slots=True)
class Lane:
    """One lane: its header, its rows, and the rows that stand at the foot of the table."""

    paths: list[Path]
    rows: list[Row]
    foot: list[Row]
    widths: list[float]


def side_by_side(title: str, meta: list[str], lanes: Sequence[Lane], style: Style) -> Table:
    """Lanes next to one another, feet aligned at the bottom."""
    height = max(len(lane.rows) for lane in lanes)
    foot = max(len(lane.foot) for lane in lanes)
    body: list[Row] = [[] for _ in range(height + foot)]
    for lane in lanes:
        blank: Row = [Cell() for _ in lane.paths]
        gap = [list(blank) for _ in range(height + foot - len(lane.rows) - len(lane.foot))]
        for row, part in zip(body, [*lane.rows, *gap, *lane.foot], strict=True):
            row.extend(part)
    return finish(title, meta, [p for n in lanes for p in n.paths], body, style, [w for n in lanes for w in n.widths])


def numbered_labels(labels: Sequence[str]) -> list[str]:
    """``labels`` with 一、 二、 in front."""
    return [f"{numeral(n)}、{label}" for n, label in enumerate(labels, 1)]


Labelled = Sequence[tuple[str, Sequence[Cell]]]


def lane(paths: list[Path], rows: Labelled, foot: Labelled) -> Lane:
    """A lane of one label column and amount columns."""

    def cells(pairs: Labelled) -> list[Row]:
        return [[Cell(label), *amounts] for label, amounts in pairs]

    return Lane(paths, cells(rows), cells(foot), [6.0, *[3.0] * (len(paths) - 1)])


def income_lane(
    printer: Printer, ledger: Ledger, paths: list[Path], labels: dict[str, str], foot: dict[str, Decimal]
) -> Lane:
    """Income by source (fund -> printed label), then the foot (label -> amount)."""
    shown = zip(numbered_labels(list(labels.values())), labels, strict=True)
    rows = [(t, [printer.money(ledger.sum(lambda i: i.income, f), t, fund=f)]) for t, f in shown]
    return lane(paths, rows, [(t, [printer.money(a, t)]) for t, a in foot.items()])


def class_lane(printer: Printer, ledger: Ledger, paths: list[Path], foot: dict[str, Decimal]) -> Lane:
    """Spending by functional class, every class printed, then the foot."""
    labels = numbered_labels([functional_name(c) for c in CLASSES])
    rows = [
        (t, [printer.money(total(within(ledger.items, c), lambda i: i.total), t, functional=c)])
        for t, c in zip(labels, CLASSES, strict=True)
    ]
    return lane(paths, rows, [(t, [printer.money(a, t)]) for t, a in foot.items()])


def economic_lane(printer: Printer, ledger: Ledger, paths: list[Path], foot: dict[str, Decimal]) -> Lane:
    """Spending by economic class of the whole ledger, then the foot."""
    amounts: dict[str, Decimal] = {}
    for items in (ledger.basic_economic, ledger.project_economic, ledger.other_economic):
        for code, amount in items.items():
            amounts[code[:3]] = amounts.get(code[:3], ZERO) + amount
    codes = ("301", "302", "303", "307", "309", "310", "311", "312", "313", "399")
    labels = numbered_labels([economic_name(c) for c in codes])
    rows = [(t, [printer.money(amounts.get(c, ZERO), t, economic=c)]) for t, c in zip(labels, codes, strict=True)]
    return lane(paths, rows, [(t, [printer.money(a, t)]) for t, a in foot.items()])


def appropriation_spending_lane(
    printer: Printer, ledger: Ledger, paths: list[Path], feet: Sequence[tuple[str, Measure | None]]
) -> Lane:
    """Spending of appropriations by class: total and one column a fund; ``feet`` are label and what is summed."""

    def amounts(items: Sequence[Item], measure: Measure, name: str, code: str = "") -> list[Cell]:
        whole = [i for i in items if i.fund in FISCAL]
        cells = [printer.money(total(whole, measure), name, functional=code)]
        for fund in FUNDS:
            part = total([i for i in whole if i.fund == fund], measure)
            cells.append(printer.money(part, name, fund, functional=code, fund=fund))
        return cells

    def spent(item: Item) -> Decimal:
        return item.total

    labels = numbered_labels([functional_name(c) for c in CLASSES])
    rows = [(t, amounts(within(ledger.items, c), spent, t, c)) for t, c in zip(labels, CLASSES, strict=True)]
    empty = [Cell() for _ in paths[1:]]
    foot = [(t, amounts(ledger.items, of, t) if of else empty) for t, of in feet]
    return lane(paths, rows, foot)


def three_public_sums(parts: dict[str, Decimal]) -> dict[str, Decimal]:
    """The four items with vehicles and total."""
    items = {name: parts.get(name, ZERO) for name in THREE_PUBLIC}
    vehicles = items["vehicle_purchase"] + items["vehicle_operation"]
    return {**items, "vehicles": vehicles, "total": items["abroad"] + items["reception"] + vehicles}
