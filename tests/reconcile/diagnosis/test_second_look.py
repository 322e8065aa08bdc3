"""The second look at pages, on a bundled sample: the real file, the real engine, each document's share of pages."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from pipelines.reconcile.diagnosis.pages import SecondLook
from tests.reconcile.changli import changli

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "city_budget_2022.pdf"
SUMMARY = 4  # its page
INCOME, STATE_CAPITAL = 60_170_300_100, 500_000_000  # thousandths of a yuan, as the page prints them


def look(pages: int = 12, file: Path | None = SAMPLE) -> SecondLook:
    facts = changli().facts()
    return SecondLook(facts, {"a": "file", "b": None}, lambda _id, source: nullcontext(file if source else None), pages)


def test_the_figures_of_a_page_are_found_again() -> None:
    seen = look()
    seen.look_up([("a", SUMMARY), ("a", SUMMARY)])
    printed = seen.printed("a", SUMMARY)
    assert printed is not None
    assert printed[INCOME] == 1
    assert printed[STATE_CAPITAL] == 2  # income, and the class that spends it


def test_pages_beyond_the_limit_of_a_document_are_not_read() -> None:
    seen = look(pages=1)
    seen.look_up([("b", SUMMARY), ("b", SUMMARY + 1), ("a", SUMMARY), ("a", SUMMARY + 1)])
    assert seen.printed("a", SUMMARY) is not None
    assert seen.printed("a", SUMMARY + 1) is None


def test_what_is_not_there_is_no_second_opinion(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(SAMPLE.read_bytes()[:2000])
    for seen, document in ((look(), "b"), (look(file=None), "a"), (look(file=broken), "a")):
        seen.look_up([(document, SUMMARY)])
        assert seen.printed(document, SUMMARY) is None


def test_a_page_the_file_does_not_have() -> None:
    seen = look()
    seen.look_up([("a", 999), ("a", SUMMARY)])
    assert seen.printed("a", 999) is None
    assert seen.printed("a", SUMMARY) is not None
