"""Thirty nights with revisions, returns, renames, copies, withdrawals, clocks set and upgrades between them: after each
the warehouse says what happened, and at the end it is what one ingest makes that is told the history."""

from __future__ import annotations

from pathlib import Path

from scripts.nights.__main__ import simulate


def test_thirty_nights_are_one_ingest_with_its_history(tmp_path: Path) -> None:
    assert simulate(tmp_path, nights=30, seed=2) == []
