"""What a run is given before its first step."""

from __future__ import annotations

import logging
from pathlib import Path

import dagster as dg
import pytest

from assets.resources import Workspace
from pipelines.model import logs


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
