"""What a run is given before its first step."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import dagster as dg
import pytest

from assets.resources import Workspace
from pipelines.model import logs
from warehouse.store.lock import writer_lock


@pytest.mark.parametrize(("said_before", "logged_from"), [(None, "info"), ("error", "error")])
def test_a_run_of_dagster_logs_by_the_settings_unless_a_command_has_said(
    said_before: str | None, logged_from: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_LOG_LEVEL", "info")
    for name in logs.OURS:
        monkeypatch.setattr(logging.getLogger(name), "level", logging.NOTSET)
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
    if said_before is not None:
        logs.configure(said_before)
    with Workspace(warehouse=str(tmp_path / "w.duckdb")).yield_for_execution(dg.build_init_resource_context()):
        assert logs.configured() == logged_from


def test_a_run_that_waits_for_another_says_so_and_goes_on(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    said = threading.Event()

    class Told(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage().endswith(f"another run is writing {warehouse}; waiting for it"):
                said.set()

    context = dg.build_init_resource_context()
    context.log.addHandler(Told())
    entered = threading.Event()

    def second() -> None:
        with Workspace(warehouse=str(warehouse)).yield_for_execution(context):
            entered.set()

    waiting = threading.Thread(target=second, daemon=True)
    with writer_lock(warehouse):
        waiting.start()
        assert said.wait(60)
        assert not entered.is_set()
    waiting.join(60)
    assert entered.is_set()


def test_the_inventory_lies_with_the_state_of_its_warehouse(tmp_path: Path) -> None:
    workspace = Workspace(warehouse=str(tmp_path / "w.duckdb"))
    assert workspace.inventory().path == tmp_path / ".gouji" / "w.duckdb" / "inventory.sqlite"
