"""``gouji status``: what it says, and whether it calls for a person."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gouji import heartbeat
from gouji.cli.main import main
from gouji.condition.tables import _stopped
from tests.gouji.cli.conftest import Ingested
from warehouse.store.lock import holder, writer_lock


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def warehouse(here: Path, ingested: Ingested) -> Path:
    """A copy, with its state folder beside it, as the run left it."""
    shutil.copy(ingested.warehouse, here / "w.duckdb")
    shutil.copytree(ingested.warehouse.parent / ".gouji", here / ".gouji")
    return here / "w.duckdb"


def status(warehouse: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any]]:
    ended = main(["status", "--warehouse", str(warehouse), "--json", *more])
    return ended, json.loads(capsys.readouterr().out)


def needs(said: dict[str, Any]) -> list[str]:
    return [need["code"] for need in said["needs"]]


def test_no_warehouse_calls_for_a_person(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, said = status(here / "w.duckdb", capsys)
    assert (ended, needs(said), said["published"], said["last_run"]) == (1, ["unreachable"], None, None)
    assert main(["status"]) == 1
    assert "no warehouse at" in capsys.readouterr().out
    assert not any(here.iterdir()), "looking makes nothing"


def test_another_file_is_no_warehouse(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "text.duckdb").write_text("no database")
    assert needs(status(here / "text.duckdb", capsys)[1]) == ["unreachable"]
    duckdb.connect(str(here / "other.duckdb")).close()
    assert needs(status(here / "other.duckdb", capsys)[1]) == ["unreachable"]


@pytest.mark.parametrize("late", ["0", "-3", "soon", "nan"])
def test_hours_are_a_number_above_nothing(late: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--late", late]) == 2
    assert "--late" in capsys.readouterr().err


def test_a_night_that_went_well(warehouse: Path, ingested: Ingested, capsys: pytest.CaptureFixture[str]) -> None:
    ended, said = status(warehouse, capsys)
    assert (ended, said["fine"], said["needs"]) == (0, True, [])
    run = said["last_run"]  # the second run of the folder found nothing new
    assert [run[name] for name in ("ended", "found", "read", "judged", "withdrawn")] == ["done", 4, 0, 0, 0]
    held = said["published"]
    assert (held["documents"], held["unreadable"], held["unreadable_by_reason"]) == (4, 1, {"damaged": 1})
    assert held["run"]["run_id"] == run["run_id"]
    assert said["disk"]["warehouse"] == warehouse.stat().st_size
    assert said["disk"]["complete"]
    state = warehouse.parent / ".gouji"
    assert said["disk"]["state"] == sum(path.stat().st_size for path in state.rglob("*") if path.is_file())
    assert (said["automation"], said["held"], said["lock"]) == ({}, None, None)


def test_rules_without_a_case_are_those_the_report_counts(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        spoke = connection.execute(
            "SELECT DISTINCT rule_id FROM quality.result WHERE verdict NOT IN ('not_applicable', 'not_evaluable')"
        ).fetchall()
        rules = connection.execute("SELECT rule_id FROM quality.rule").fetchall()
    silent = sorted({rule for (rule,) in rules} - {rule for (rule,) in spoke})
    assert silent
    said = status(warehouse, capsys)[1]["published"]
    assert (said["rules"], said["rules_never_evaluated"]) == (len(rules), silent)
    assert main(["status", "--warehouse", str(warehouse)]) == 0
    assert f"{len(rules)}, of which {len(silent)} apply to nothing" in capsys.readouterr().out
    assert main(["report", "--warehouse", str(warehouse), "--images", "none", "--no-data-docs", "--jobs", "1"]) == 0
    overview = (warehouse.parent / "w-report" / "index.html").read_text(encoding="utf-8")
    assert f"{len(silent)} never evaluated" in overview


def test_a_failed_and_a_killed_run_call_for_a_person(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = warehouse.parent / ".gouji" / warehouse.name
    heartbeat.begin(state, "late one", "everything")
    assert status(warehouse, capsys)[1]["last_run"]["ended"] == "running"
    heartbeat.fail(state, "late one", "everything", "read_documents: no space left")
    ended, said = status(warehouse, capsys)
    assert (ended, needs(said)) == (1, ["run_failed"])
    assert said["last_success"]["ended"] == "done"
    assert said["last_run"]["error"] == "read_documents: no space left"
    heartbeat.begin(state, "another", "everything")
    path = state / "heartbeat.json"
    said = json.loads(path.read_text())
    said["run"]["process"] += "0"  # one that is no more
    path.write_text(json.dumps(said))
    ended, said = status(warehouse, capsys)
    assert (ended, needs(said), said["last_run"]["ended"]) == (1, ["run_killed"], "killed")


def test_a_silent_daemon_and_a_night_that_did_not_come(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = warehouse.parent / ".gouji" / warehouse.name
    heartbeat.sign_of_life(state, {"nightly": False}, None)
    ended, said = status(warehouse, capsys)
    assert (ended, said["automation"]["alive"]) == (0, True)
    assert needs(status(warehouse, capsys, "--late", "0.000001")[1]) == ["late"]
    path = state / "automation.json"
    path.write_text(path.read_text().replace('"at": "20', '"at": "19'))
    assert needs(status(warehouse, capsys)[1]) == ["daemon_silent"]
    heartbeat.stopped(state)
    assert status(warehouse, capsys)[0] == 0


def test_a_rollback_that_holds_and_shards_that_were_stopped(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = warehouse.parent / ".gouji" / warehouse.name
    (state / "hold").write_text("20260101T000000Z\n")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE quality.run SET stopped = '3205: a suite erred; and more; unplaced: keys'")
    ended, said = status(warehouse, capsys)
    assert (ended, needs(said)) == (1, ["held", "shard_stopped", "shard_stopped"])
    assert said["published"]["run"]["stopped"] == {"3205": "a suite erred; and more", "unplaced": "keys"}


def test_reasons_are_told_from_shards() -> None:
    assert _stopped(None) == {}
    assert _stopped("1301: what; 3205: why: because") == {"1301": "what", "3205": "why: because"}


def test_who_writes_is_named_and_not_disturbed(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    assert holder(warehouse) is None
    with writer_lock(warehouse):
        assert (holder(warehouse) or "").startswith("process ")
        stop = threading.Event()

        def look() -> None:
            while not stop.is_set():
                holder(warehouse)

        looking = threading.Thread(target=look)
        looking.start()
    for _ in range(200):
        with writer_lock(warehouse):  # raises where the lock is taken
            pass
    stop.set()
    looking.join()
    assert holder(warehouse) is None


def test_it_is_answered_while_the_file_is_written(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect(str(warehouse)):
        ended, said = status(warehouse, capsys)
    assert ended in (0, 1)
    assert said["last_run"]["ended"] == "done"
