"""A document that took too long in one night is read in another; old ones that stay unreadable are no news."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.end_to_end.budget import write_budget
from tests.end_to_end.conftest import Place
from tests.end_to_end.test_many_pages import write_many_pages

SAID = (
    "SELECT file_name, q.status, q.reason, q.tries, q.next_try_at IS NOT NULL FROM raw.document "
    "JOIN quality.document q USING (document_id) WHERE q.status = 'unreadable' ORDER BY file_name"
)


def make_due(warehouse: Path) -> None:
    """As if a night had passed."""
    with duckdb.connect(str(warehouse)) as connection:
        for table in ("raw.document", "quality.document"):
            connection.execute(f"UPDATE {table} SET next_try_at = next_try_at - INTERVAL 1 DAY")


def documents_read(place: Place) -> int:
    ((count,),) = place.rows("SELECT arg_max(documents_read, finished_at) FROM quality.run")
    return int(count)


def test_the_limit_of_time(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    write_many_pages(place.documents / "many.pdf", 12_000)
    (place.documents / "ruin.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    write_budget(place.documents / "good.docx")
    monkeypatch.setenv("GOUJI_TRIES", "2")
    monkeypatch.setenv("GOUJI_DOCUMENT_SECONDS", "3")
    first = place.ingest()
    assert first.returncode == 1, first.stderr
    damaged = ("ruin.pdf", "unreadable", "damaged", 1, False)
    assert place.rows(SAID) == [("many.pdf", "unreadable", "time_limit", 1, True), damaged]

    second = place.ingest()
    assert (second.returncode, documents_read(place)) == (0, 0)
    assert "Still unreadable (2)" in second.stdout
    assert "next try" in second.stdout

    make_due(place.warehouse)
    third = place.ingest()
    assert (third.returncode, documents_read(place)) == (0, 1)
    assert place.rows(SAID) == [("many.pdf", "unreadable", "time_limit", 2, False), damaged]
    assert place.rows("SELECT kind, severity FROM quality.finding WHERE kind = 'given_up'") == [("given_up", "warning")]

    monkeypatch.delenv("GOUJI_DOCUMENT_SECONDS")
    fourth = place.ingest()
    assert (fourth.returncode, documents_read(place)) == (0, 0)
    asked = place.again("many.pdf")
    assert (asked.returncode, documents_read(place)) == (0, 1), asked.stderr
    assert place.rows(SAID) == [damaged]
    assert place.rows("SELECT count(*) FROM quality.finding WHERE kind = 'given_up'") == [(0,)]
