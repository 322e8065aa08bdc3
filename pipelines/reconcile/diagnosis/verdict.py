"""Whose mistake: ours in reading the page, the publisher's in printing it, or not to be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Protocol

from pipelines.reconcile.diagnosis.model import MICRO, Cell, Edit, System
from pipelines.reconcile.diagnosis.search import Explanation
from pipelines.reconcile.diagnosis.support import independent

MISREAD, MISPRINTED, UNDECIDED = "misread", "misprinted", "undecided"
WITHOUT_FIGURE = ("missing_row", "wrong_row", "unit")  # no single cell is said to hold another figure
ENOUGH = 2  # independent statements of the same figure; a single sum accuses all its cells alike


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """An explanation with its support and verdict.

    `support`: independent equations and repetitions that ask for the implied figure.  `evidence` names what the
    verdict rests on: equations (they do not determine the cell), text, second_reader, format, not_checked.
    """

    explanation: Explanation
    support: int
    determined: bool
    verdict: str = UNDECIDED
    evidence: str = "equations"


class Pages(Protocol):
    """The figures of a page, in thousandths of the printed unit without sign."""

    def look_up(self, places: Iterable[tuple[str, int]]) -> None:
        """These (document_id, page) will be asked for, the most important first."""

    def loaded(self, document_id: str, page: int) -> Counter[int]:
        """Those that were read into the facts."""

    def printed(self, document_id: str, page: int) -> Counter[int] | None:
        """All that another reader sees there; None where it was not asked to look, or could not."""


def standing(system: System, explanation: Explanation) -> Diagnosed:
    """How firmly the equations stand behind an explanation."""
    one = explanation.effect
    votes = max(0, explanation.votes)
    support = independent(system, one.fixed) + votes
    alone = not explanation.rivals and explanation.complete and not one.broken
    short = any(system.equations[e].sums for e in one.fixed)  # a sum may also lack a row
    if one.edit.kind == "missing_row" and not short:
        alone = False  # the sums hold without it: it may stand there under another code or name
    if one.edit.place in system.borne_out:
        alone = False  # text and tables each hold among themselves: neither is known to be the wrong one
    return Diagnosed(explanation, support, alone and (support >= ENOUGH or not short))


def _read_again(text: str) -> set[Decimal]:
    """What the characters of a cell may say: as they stand, with a comma for a point, in parentheses as negative."""
    bare = text.replace("\n", "").replace(" ", "").replace("，", ",")
    variants = {bare.replace(",", ""), bare.replace(",", "."), bare.replace(".", "").replace(",", "")}
    found = set()
    for one in variants:
        negative = one.startswith(("(", "（", "△", "-", "－"))
        try:
            value = Decimal(one.strip("()（）△-－¥￥"))
        except InvalidOperation:
            continue
        found.add(-value if negative else value)
    return found


def in_thousandths(amount: int, unit: int) -> int:
    """Millionths of a yuan -> thousandths of the printed unit, without sign."""
    return abs(amount) * 1000 // (unit * MICRO)


def _misread_by_text(cell: Cell, one: Diagnosed) -> bool:
    """Whether the characters of the cell also give the implied figure."""
    edit = one.explanation.effect.edit
    if edit.kind in WITHOUT_FIGURE:
        return False
    implied = Decimal(cell.amount + edit.changes.get(edit.place, 0)) / (cell.unit * MICRO)
    return implied in _read_again(cell.text)


def page_in_question(system: System, one: Diagnosed, exact_formats: Mapping[str, bool]) -> tuple[str, int] | None:
    """The (document_id, page) that tells whose mistake it is; None where that is clear, or cannot be told, without."""
    cell = system.cells[one.explanation.effect.edit.place]
    known = not one.determined or _misread_by_text(cell, one) or exact_formats.get(cell.table[0], False)
    return None if known else (cell.table[0], cell.page)


def judged(system: System, one: Diagnosed, exact_formats: Mapping[str, bool], pages: Pages | None) -> Diagnosed:
    """The verdict on a diagnosis.

    Args:
        system: the cells.
        one: the diagnosis.
        exact_formats: document_id -> its format holds cells as such (a workbook, a web page), so nothing was read
            off a drawing.
        pages: figures by page, as loaded and as another reader sees them.
    """
    if not one.determined:
        return one
    edit = one.explanation.effect.edit
    cell = system.cells[edit.place]
    if _misread_by_text(cell, one):
        return replace(one, verdict=MISREAD, evidence="text")
    if exact_formats.get(cell.table[0], False):
        return replace(one, verdict=MISPRINTED, evidence="format")
    printed = pages.printed(cell.table[0], cell.page) if pages is not None else None
    if pages is None or printed is None:
        return replace(one, evidence="not_checked")
    loaded = pages.loaded(cell.table[0], cell.page)
    verdict = (
        _missing(cell, edit, printed, loaded) if edit.kind == "missing_row" else _figure(cell, edit, printed, loaded)
    )
    return replace(one, verdict=verdict, evidence="second_reader")


def _missing(cell: Cell, edit: Edit, printed: Counter[int], loaded: Counter[int]) -> str:
    """A figure the page holds and the facts do not was dropped by us; a page without any was printed short."""
    unread = printed - loaded
    if any(in_thousandths(shift, cell.unit) in unread for shift in edit.mends.values()):
        return MISREAD
    return UNDECIDED if any(figure % 1000 for figure in unread) else MISPRINTED


def _figure(cell: Cell, edit: Edit, printed: Counter[int], loaded: Counter[int]) -> str:
    own = in_thousandths(cell.amount, cell.unit)
    if printed[own] >= loaded[own]:
        return MISPRINTED
    implied = in_thousandths(cell.amount + edit.changes.get(edit.place, 0), cell.unit)
    return MISREAD if printed[implied] > loaded[implied] else UNDECIDED
