"""One planted error in a published budget that holds: the diagnosis names the cell, the figure and the mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
import pytest

from pipelines.model.schema import frame_schema
from pipelines.reconcile.diagnosis import diagnose
from pipelines.reconcile.evaluate import evaluate
from tests.reconcile.apart import apart, of_each
from tests.reconcile.builder import changed
from tests.reconcile.changli import changli
from tests.reconcile.support import RULES, cell


@dataclass(frozen=True)
class Misprint:
    """One cell of the budget with another amount (yuan), and what is printed there."""

    statement: str
    row: str
    column: int
    amount: str
    text: str

    @property
    def line(self) -> str:
        return cell(changli(), self.statement, self.row, self.column)

    def facts(self) -> pl.DataFrame:
        printed = pl.when(pl.col("line_id") == self.line).then(pl.lit(self.text)).otherwise("amount_published")
        return changed(changli().facts(), {self.line: self.amount}).with_columns(amount_published=printed)


Mistake = Misprint | Callable[[], pl.DataFrame]
Diagnoses = dict[Mistake, pl.DataFrame]

# misprint, kind (None: one digit, which may be several kinds of slip), the figure the other cells imply
MISPRINTS = [
    (Misprint("general_budget", "2080505", 1, "103500", "10.35"), None, "130500"),
    (Misprint("general_budget", "2101501", 1, "596800", "59.68"), "transposed", "569800"),
    (Misprint("expenditure", "2101550", 0, "13522000", "1352.20"), "decimal_shift", "1352200"),
    (Misprint("basic_economic", "30113", 1, "-193500", "-19.35"), "sign", "193500"),
    (Misprint("revenue", "2080505", 2, "135000", "13.50"), "transposed", "130500"),
    (Misprint("summary", "本年收入合计", 0, "65055100", "6505.51"), None, "65054100"),
    (Misprint("appropriation", "229", 2, "27000000", "2700.00"), "decimal_shift", "2700000"),
]
READ_ANOTHER_WAY = Misprint("general_budget", "2101501", 1, "5698000000", "56,98")
SWAPPED = [("expenditure", code, 1) for code in ("2080505", "2080506")]
ONE_ROW = [("basic_economic", "30201", column) for column in (0, 2)]


def sound() -> pl.DataFrame:
    return changli().facts()


def a_row_gone() -> pl.DataFrame:
    return sound().filter(~((pl.col("statement") == "general_budget") & (pl.col("functional_code") == "2101506")))


def two_swapped() -> pl.DataFrame:
    first, second = (cell(changli(), *one) for one in SWAPPED)
    return changed(sound(), {first: "12000", second: "130500"})


def another_unit() -> pl.DataFrame:
    own = pl.col("statement") == "general_budget"
    small = (pl.col("amount").cast(pl.Decimal(38, 6)) * pl.lit(Decimal("0.0001"))).cast(pl.Decimal(20, 2))
    step = (pl.col("rounding_step").cast(pl.Decimal(38, 6)) * pl.lit(Decimal("0.0001"))).cast(pl.Decimal(20, 6))
    return sound().with_columns(
        amount=pl.when(own).then(small).otherwise("amount"),
        rounding_step=pl.when(own).then(step).otherwise("rounding_step"),
    )


def both_columns_of_a_row() -> pl.DataFrame:
    return changed(sound(), dict.fromkeys((cell(changli(), *one) for one in ONE_ROW), "90000"))


@pytest.fixture(scope="module")
def diagnoses() -> Diagnoses:
    """The diagnosis of every misprint and mistake: all in one evaluation, a document each."""
    made: list[Mistake] = [misprint for misprint, *_ in MISPRINTS]
    made += [READ_ANOTHER_WAY, sound, a_row_gone, two_swapped, another_unit, both_columns_of_a_row]
    facts = apart(one.facts() if isinstance(one, Misprint) else one() for one in made)
    documents = apart(changli().documents() for _ in made)
    found = diagnose(evaluate(facts, documents, RULES), facts, RULES)
    return dict(zip(made, of_each(found, len(made)), strict=True))


def test_a_sound_document_has_no_diagnosis(diagnoses: Diagnoses) -> None:
    found = diagnoses[sound]
    assert found.is_empty()
    assert found.schema == frame_schema("quality.diagnosis")


@pytest.mark.parametrize(("misprint", "kind", "implied"), MISPRINTS)
def test_the_cell_and_its_figure_are_named(
    misprint: Misprint, kind: str | None, implied: str, diagnoses: Diagnoses
) -> None:
    found = diagnoses[misprint]
    first = found.row(0, named=True)
    assert (first["line_id"], first["candidates"]) == (misprint.line, 1)
    assert abs(first["implied"] - Decimal(implied)) <= 100  # one printed step: the document itself is rounded
    assert first["printed"] == Decimal(misprint.amount)
    if kind is not None:
        assert first["kind"] == kind
    assert first["support"] >= 2
    assert found["line_id"].n_unique() == 1


def test_the_same_characters_read_another_way_are_our_mistake(diagnoses: Diagnoses) -> None:
    first = diagnoses[READ_ANOTHER_WAY].row(0, named=True)
    assert (first["verdict"], first["evidence"]) == ("misread", "text")
    assert first["implied"] == Decimal("569800")
    assert "我方误读" in first["message_zh"]
    assert "misread by us" in first["message_en"]


def test_a_row_that_is_not_printed(diagnoses: Diagnoses) -> None:
    first = diagnoses[a_row_gone].row(0, named=True)
    assert (first["kind"], first["printed"], first["implied"]) == ("missing_row", None, Decimal("82400"))
    # The spending table prints it still: 2101506 is 医疗保障经办事务, 8.24 万元.
    assert "缺一行：科目2101506" in first["message_zh"] and "82,400.00元，见第" in first["message_zh"]
    assert (
        "a row is missing: code 2101506" in first["message_en"] and "82,400.00 yuan, as printed" in first["message_en"]
    )
    assert first["line_id"] == cell(changli(), "general_budget", "21015", 0)


def test_two_figures_in_each_others_place(diagnoses: Diagnoses) -> None:
    lines = [cell(changli(), *one) for one in SWAPPED]
    found = diagnoses[two_swapped]
    assert set(found["kind"]) == {"swap"}
    assert set(found["line_id"]) == set(lines)
    assert dict(found.select("line_id", "implied").iter_rows()) == {
        lines[0]: Decimal("130500"), lines[1]: Decimal("12000"),
    }  # fmt: skip


def test_a_statement_in_the_wrong_unit(diagnoses: Diagnoses) -> None:
    first = diagnoses[another_unit].row(0, named=True)
    assert (first["kind"], first["statement"]) == ("unit", "general_budget")
    assert (first["printed"], first["implied"]) == (Decimal("6248.64"), Decimal("62486400"))


def test_one_equation_alone_does_not_tell_the_cell(diagnoses: Diagnoses) -> None:
    """Both columns of a row changed alike: the row holds, the sums above it fail, and any row of them may be it."""
    first = diagnoses[both_columns_of_a_row].row(0, named=True)
    assert first["verdict"] == "undecided"
    assert "等式" in first["message_zh"]


def test_without_a_second_look_nothing_is_called_misprinted(diagnoses: Diagnoses) -> None:
    for misprint, *_ in MISPRINTS:
        assert set(diagnoses[misprint]["verdict"]) == {"undecided"}
        assert set(diagnoses[misprint]["evidence"]) == {"not_checked"}


def test_what_should_stand_there_is_said_only_of_what_is_surely_printed_so(diagnoses: Diagnoses) -> None:
    for misprint, *_ in MISPRINTS:
        first = diagnoses[misprint].row(0, named=True)
        assert "should be" not in first["message_en"] and "应为" not in first["message_zh"]
        assert "does not add up" in first["message_en"] and "与相关等式不符" in first["message_zh"]
    assert "should be 569,800" in diagnoses[READ_ANOTHER_WAY].row(0, named=True)["message_en"]
    in_a_workbook = diagnose_in_a_workbook(MISPRINTS[1][0])
    assert (in_a_workbook["verdict"], in_a_workbook["evidence"]) == ("misprinted", "format")
    assert "printed 596,800.00 yuan, should be 569,800.00 (two digits swapped)" in in_a_workbook["message_en"]


def diagnose_in_a_workbook(misprint: Misprint) -> dict[str, object]:
    facts = misprint.facts()
    formats = dict.fromkeys(facts["document_id"].unique(), True)
    found = diagnose(evaluate(facts, changli().documents(), RULES), facts, RULES, exact_formats=formats)
    return found.row(0, named=True)
