from __future__ import annotations

import socket
from pathlib import Path

import dagster as dg
import pytest
import yaml

from gouji.cli.dev import environment, prepare_home
from gouji.cli.main import main
from gouji.settings import load_settings


def test_a_taken_port_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["dev", "--port", str(port)]) == 2
    assert f"port {port} is in use" in capsys.readouterr().err


def test_the_instance_queues_runs_has_no_pool_and_no_telemetry(tmp_path: Path, repo_root: Path) -> None:
    prepare_home(tmp_path / "home")
    assert (repo_root / "dagster.yaml").read_text() == (tmp_path / "home" / "dagster.yaml").read_text()
    said = yaml.safe_load((tmp_path / "home" / "dagster.yaml").read_text())
    assert said["telemetry"] == {"enabled": False}
    assert "pools" not in said["concurrency"]
    with dg.DagsterInstance.from_config(str(tmp_path / "home")) as instance:
        assert instance.get_settings("retention")["schedule"]["purge_after_days"] == 90
        assert not instance.telemetry_enabled
        assert type(instance.run_coordinator).__name__ == "QueuedRunCoordinator"


def test_a_home_keeps_settings_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "dagster.yaml").write_text("telemetry:\n  enabled: false\n")
    prepare_home(tmp_path)
    assert "retention" not in (tmp_path / "dagster.yaml").read_text()


def test_servers_and_runs_get_the_same_settings(tmp_path: Path) -> None:
    settings = load_settings({"warehouse": "w.duckdb"}, {}, tmp_path)
    told = environment(settings)
    assert told["GOUJI_WAREHOUSE"] == str(tmp_path / "w.duckdb")
    assert told["DAGSTER_HOME"] == str(tmp_path / ".dagster")
    assert told["GOUJI_AUTOMATION"] == "on"
