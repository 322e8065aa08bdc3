"""A document whose worker was killed is read in the next night, and nothing is left of it."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.store.killed_once import TOLD, nights
from warehouse.connection import connect_readonly
from warehouse.store.file import FileStore


def test_it_is_read_in_the_next_night(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "w.duckdb")
    assert nights(store, tmp_path) == TOLD
    with connect_readonly(store.path) as connection:
        assert connection.execute("SELECT status, tries FROM quality.document").fetchall() == [("loaded", None)]
        assert connection.execute("SELECT documents_read FROM quality.run ORDER BY run_id").fetchall() == [(1,), (1,)]
