from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from gouji import heartbeat


def test_a_run_is_said_at_its_beginning_and_at_its_end(tmp_path: Path) -> None:
    state = tmp_path / "not there yet"
    assert heartbeat.read(state) == {"run": None, "last_success": None}
    heartbeat.begin(state, "1", "everything")
    at_work = heartbeat.read(state)["run"]
    assert (at_work["run_id"], at_work["ended"], at_work["finished_at"]) == ("1", "running", None)
    heartbeat.end(state, "1", heartbeat.DONE, did={"read": 3})
    said = json.loads((state / "heartbeat.json").read_text())
    assert (said["run"]["ended"], said["run"]["read"], said["last_success"]["run_id"]) == ("done", 3, "1")
    assert datetime.fromisoformat(said["run"]["started_at"]) <= datetime.fromisoformat(said["run"]["finished_at"])
    assert [path.name for path in state.iterdir()] == ["heartbeat.json"]


def test_a_run_that_failed_leaves_the_last_success(tmp_path: Path) -> None:
    heartbeat.begin(tmp_path, "1", "everything")
    heartbeat.end(tmp_path, "1", heartbeat.DONE)
    heartbeat.begin(tmp_path, "2", "everything")
    heartbeat.end(tmp_path, "2", heartbeat.FAILED, "read_documents: no space left")
    said = heartbeat.read(tmp_path)
    assert (said["run"]["error"], said["last_success"]["run_id"]) == ("read_documents: no space left", "1")


def test_a_step_that_is_tried_again_began_when_it_did(tmp_path: Path) -> None:
    heartbeat.begin(tmp_path, "1", "everything")
    path = tmp_path / "heartbeat.json"
    path.write_text(path.read_text().replace("20", "19", 1))
    began = heartbeat.read(tmp_path)["run"]["started_at"]
    heartbeat.begin(tmp_path, "1", "everything")
    assert heartbeat.read(tmp_path)["run"]["started_at"] == began


def test_a_run_whose_process_is_gone_was_killed(tmp_path: Path) -> None:
    heartbeat.begin(tmp_path, "1", "everything")
    path = tmp_path / "heartbeat.json"
    said = json.loads(path.read_text())
    said["run"]["process"] += "0"
    path.write_text(json.dumps(said))
    assert heartbeat.read(tmp_path)["run"]["ended"] == "killed"


def test_the_end_of_another_run_changes_nothing(tmp_path: Path) -> None:
    heartbeat.begin(tmp_path, "2", "everything")
    heartbeat.end(tmp_path, "1", heartbeat.FAILED)
    assert heartbeat.read(tmp_path)["run"]["ended"] == "running"


def test_failures_are_listed_the_last_hundred_of_them(tmp_path: Path) -> None:
    for number in range(103):
        heartbeat.fail(tmp_path, str(number), "everything", "no\nspace")
    lines = (tmp_path / "failures.jsonl").read_text().splitlines()
    assert [json.loads(line)["run_id"] for line in (lines[0], lines[-1])] == ["3", "102"]
    assert len(lines) == 100
    assert heartbeat.read(tmp_path)["run"]["error"] == "no\nspace"


def test_a_failure_of_an_earlier_run_does_not_hide_the_one_at_work(tmp_path: Path) -> None:
    heartbeat.begin(tmp_path, "2", "everything")
    heartbeat.fail(tmp_path, "1", "everything", "killed")
    assert heartbeat.read(tmp_path)["run"]["run_id"] == "2"


def test_the_daemon_is_there_for_as_long_as_it_says_so(tmp_path: Path) -> None:
    assert heartbeat.automation(tmp_path) == {}
    heartbeat.sign_of_life(tmp_path, {"nightly": True}, datetime(2026, 1, 2, 3, tzinfo=UTC))
    heartbeat.begin(tmp_path, "1", "everything")
    assert heartbeat.read(tmp_path)["run"]["next_schedule"] == "2026-01-02T03:00:00+00:00"
    path = tmp_path / "automation.json"
    path.write_text(path.read_text().replace('"at": "20', '"at": "19'))
    assert heartbeat.automation(tmp_path)["alive"] is False
    heartbeat.stopped(tmp_path)
    assert heartbeat.automation(tmp_path) == {}


def test_a_file_of_half_a_line_is_none(tmp_path: Path) -> None:
    (tmp_path / "heartbeat.json").write_text('{"run": {"run_')
    assert heartbeat.read(tmp_path)["run"] is None
