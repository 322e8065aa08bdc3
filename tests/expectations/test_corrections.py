"""Corrections: read strictly, applied only when accepted, visible beside the printed cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.corrections import load_corrections, suggestions
from expectations.registry import RegistryError
from pipelines.reconcile.corrections import CORRECTION_SCHEMA, apply_corrections
from pipelines.reconcile.diagnosis import diagnose
from tests.reconcile.builder import changed
from tests.reconcile.changli import changli
from tests.reconcile.support import RULES, cell, evaluation_of

HEADER = "document_id,line_id,statement,node,measure,printed,corrected,reason,owner,accepted\n"
DOCUMENT = "1" * 64


def listed(folder: Path, *lines: str) -> pl.DataFrame:
    path = folder / "corrections.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return load_corrections(path)


def wrong() -> tuple[str, pl.DataFrame]:
    """A budget with 596,800 printed for 569,800 yuan, and the cell."""
    document = changli(DOCUMENT)
    line = cell(document, "general_budget", "2101501", 1)
    printed = pl.when(pl.col("line_id") == line).then(pl.lit("59.68")).otherwise("amount_published")
    return line, changed(document.facts(), {line: "596800"}).with_columns(amount_published=printed)


def amount(facts: pl.DataFrame, line: str) -> tuple[Decimal, str]:
    row = facts.filter(pl.col("line_id") == line).row(0, named=True)
    return row["amount"], row["amount_published"]


def test_the_list_in_the_repository_loads() -> None:
    assert load_corrections().schema == pl.Schema(CORRECTION_SCHEMA)


def test_an_accepted_correction_mends_the_identities_and_keeps_what_is_printed(tmp_path: Path) -> None:
    line, facts = wrong()
    corrections = listed(tmp_path, f"{DOCUMENT},{line},,,,596800,569800,digits swapped (page 5),data team,2026-03-02")
    mended, told = apply_corrections(facts, corrections)
    assert told["status"].to_list() == ["applied"]
    assert amount(mended, line) == (Decimal("569800.00"), "59.68")
    results = evaluation_of(mended, changli(DOCUMENT).documents()).results
    assert not (results["verdict"] == "fail").any()
    assert (evaluation_of(facts, changli(DOCUMENT).documents()).results["verdict"] == "fail").any()


def test_a_cell_may_be_named_by_statement_row_and_measure(tmp_path: Path) -> None:
    line, facts = wrong()
    corrections = listed(tmp_path, f"{DOCUMENT},,general_budget,2101501,basic,596800,569800,why,data team,2026-03-02")
    mended, told = apply_corrections(facts, corrections)
    assert told["line_id"].to_list() == [line]
    assert amount(mended, line)[0] == Decimal("569800.00")


@pytest.mark.parametrize(
    ("place", "printed", "accepted", "status"),
    [
        ("{line},,,", "596800", "", "suggested"),
        ("{line},,,", "596801", "2026-03-02", "other_figure"),
        ("nowhere-1-1-1,,,", "596800", "2026-03-02", "not_found"),
        (",general_budget,行政运行,basic", "596800", "2026-03-02", "not_found"),
    ],
)
def test_anything_less_changes_nothing(place: str, printed: str, accepted: str, status: str, tmp_path: Path) -> None:
    line, facts = wrong()
    row = f"{DOCUMENT},{place.format(line=line)},{printed},569800,why,data team,{accepted}"
    mended, told = apply_corrections(facts, listed(tmp_path, row))
    assert told["status"].to_list() == [status]
    assert mended.equals(facts)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (",a-1-1-1,,,,1,2,why,team,", "line 2: document_id missing"),
        ("d,,summary,,,1,2,why,team,", "line_id"),
        ("d,a-1-1-1,,,,one,2,why,team,", "printed 'one' is not an amount"),
        ("d,a-1-1-1,,,,1,2,,team,", "reason missing"),
        ("d,a-1-1-1,,,,1,2,why,team,soon", "not a date"),
    ],
)
def test_a_line_that_cannot_be_used_is_refused(line: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=message):
        listed(tmp_path, line)


def test_one_cell_cannot_be_corrected_twice(tmp_path: Path) -> None:
    line = "d,a-1-1-1,,,,1,2,why,team,2026-03-02"
    with pytest.raises(RegistryError, match="two accepted"):
        listed(tmp_path, line, line)


def test_a_diagnosis_is_a_suggestion_nobody_has_accepted(tmp_path: Path) -> None:
    line, facts = wrong()
    evaluation = evaluation_of(facts, changli(DOCUMENT).documents())
    found = diagnose(evaluation, facts, RULES, exact_formats={DOCUMENT: True})
    rows = suggestions(found)
    assert rows.select("line_id", "printed", "corrected").rows() == [(line, Decimal("596800"), Decimal("569800"))]
    assert rows["accepted"].to_list() == [None]
    path = tmp_path / "corrections.csv"
    rows.with_columns(owner=pl.lit("data team")).write_csv(path)
    corrections = load_corrections(path)
    assert apply_corrections(facts, corrections)[1]["status"].to_list() == ["suggested"]


def test_the_correction_stands_beside_the_printed_cell(ask: Callable[..., list[tuple[Any, ...]]]) -> None:
    from tests.warehouse.facts import Books

    books = Books()
    books.document("x").table("expenditure").line("行政运行", {"total": "2.00"}, code="2010601")
    fact = books.facts[0]
    row = dict.fromkeys(CORRECTION_SCHEMA) | {
        "correction_id": "C2", "document_id": fact["document_id"], "line_id": fact["line_id"], "printed": Decimal(1),
        "corrected": Decimal(2), "reason": "misprint", "owner": "data team", "accepted": date(2026, 3, 2),
    }  # fmt: skip
    corrections = pl.DataFrame([row], schema=CORRECTION_SCHEMA)

    class Corrected(Books):
        def frames(self) -> dict[str, pl.DataFrame]:
            return books.frames() | {"quality.correction": corrections.with_columns(status=pl.lit("applied"))}

    told = ask(Corrected(), "SELECT correction FROM mart.evidence")
    assert told == [("1.00 -> 2.00: misprint (data team, 2026-03-02)",)]
