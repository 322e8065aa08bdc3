"""What a diagnosis says to a reader, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipelines.model.sentences import NOTHING, Sentence, capital, joined, say, words
from pipelines.reconcile.diagnosis.build import NARRATIVE
from pipelines.reconcile.diagnosis.model import MICRO, Cell, System
from pipelines.reconcile.diagnosis.verdict import MISPRINTED, UNDECIDED, Diagnosed
from pipelines.reconcile.wording import statement_words, yuan_text

SHOWN_RIVALS = 3


def yuan(amount: int) -> Decimal:
    """Millionths of a yuan -> yuan with two decimals (amounts have no more)."""
    return (Decimal(amount) / MICRO).quantize(Decimal("0.01"))


def _where(cell: Cell) -> Sentence:
    name = cell.name.replace(" ", "") or cell.text
    if cell.statement == NARRATIVE:
        return say("places.cell_of_text", page=cell.page, name=name)
    column = cell.column_title.replace("\n", "").replace("/", "·")
    return say(
        "places.cell",
        page=cell.page,
        statement=statement_words(cell.statement),
        name=name,
        column=say("places.column", columns=column) if column else NOTHING,
    )


def _missing(cell: Cell, lack: str, elsewhere: Cell | None) -> Sentence:
    """A row that is not there, and where another statement prints it."""
    if elsewhere is None:
        return say("diagnosis.what.lacking", where=_where(cell), lack=lack)
    return say(
        "diagnosis.what.missing_row",
        where=_where(cell),
        code=elsewhere.code,
        name=elsewhere.name.replace(" ", ""),
        amount=yuan_text(yuan(elsewhere.amount)),
        page=elsewhere.page,
        statement=statement_words(elsewhere.statement),
    )


def _what(system: System, one: Diagnosed, place: int, elsewhere: Cell | None) -> Sentence:
    edit = one.explanation.effect.edit
    cell = system.cells[place]
    if edit.kind == "missing_row":
        return _missing(cell, yuan_text(yuan(most(edit.mends.values()))), elsewhere)
    where, printed = _where(cell), yuan_text(yuan(cell.amount))
    if edit.kind in ("wrong_row", "extra_row"):
        return say(f"diagnosis.what.{edit.kind}", where=where, printed=printed)
    implied = yuan_text(yuan(cell.amount + edit.changes.get(place, 0)))
    settled = "open" if one.verdict == UNDECIDED else "what"
    if edit.kind in ("unit", "swap"):
        return say(f"diagnosis.{settled}.{edit.kind}", where=where, printed=printed, implied=implied)
    mistake = words("diagnosis.mistake").get(edit.kind, NOTHING)
    return say(f"diagnosis.{settled}.cell", where=where, printed=printed, implied=implied, mistake=mistake)


def most(shifts: Iterable[int]) -> int:
    """The largest of some shifts, without sign."""
    return max((abs(shift) for shift in shifts), default=0)


def _rivals(system: System, one: Diagnosed) -> Sentence:
    others = list(dict.fromkeys(edit.place for edit in one.explanation.rivals))
    if not others:
        return NOTHING
    places = joined([_where(system.cells[place]) for place in others[:SHOWN_RIVALS]], en="; ")
    more = len(others) - SHOWN_RIVALS
    if more > 0:
        return say("diagnosis.rivals.many", places=places, count=Sentence(str(len(others)), str(more)))
    return say("diagnosis.rivals.few", places=places)


def sentence(system: System, one: Diagnosed, place: int, elsewhere: Cell | None = None) -> Sentence:
    """The sentence for one cell of a diagnosis.

    ``elsewhere`` is a cell of another statement that prints the row missing here.
    """
    count = len(one.explanation.effect.fixed)
    evidence = one.evidence
    if (one.verdict, evidence) == (MISPRINTED, "second_reader") and one.explanation.effect.edit.kind == "missing_row":
        evidence = "second_reader_row"
    return say(
        "diagnosis.whole",
        what=_what(system, one, place, elsewhere),
        then=say("diagnosis.equation_holds") if count == 1 else say("diagnosis.equations_hold", count=count),
        rivals=_rivals(system, one),
        verdict=capital(say(f"diagnosis.verdict.{one.verdict}.{evidence}")),
    )
