from __future__ import annotations

import os
from pathlib import Path

import dagster as dg
import pytest

from assets.jobs import inbox_sensor, listing, nightly


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    monkeypatch.setenv("GOUJI_INBOX", str(folder))
    return folder


def tick(cursor: str | None) -> tuple[int, str | None]:
    """Runs requested at one evaluation, and the cursor after it."""
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, cursor=cursor)
        data = inbox_sensor().evaluate_tick(context)
    return len(data.run_requests or []), data.cursor


def test_a_new_file_asks_for_one_run_and_only_once(inbox: Path) -> None:
    runs, cursor = tick(None)
    assert runs == 0
    (inbox / "a.pdf").write_bytes(b"1")
    (inbox / "deeper").mkdir()
    (inbox / "deeper" / "b.docx").write_bytes(b"2")
    runs, cursor = tick(cursor)
    assert runs == 1
    assert tick(cursor)[0] == 0


def test_a_changed_file_asks_again_and_a_removed_one_does_not(inbox: Path) -> None:
    (inbox / "a.pdf").write_bytes(b"1")
    _, cursor = tick(None)
    os.utime(inbox / "a.pdf", ns=(1, 2))
    runs, cursor = tick(cursor)
    assert runs == 1
    (inbox / "a.pdf").unlink()
    runs, cursor = tick(cursor)
    assert runs == 0
    (inbox / "a.pdf").write_bytes(b"1")
    assert tick(cursor)[0] == 1


def test_an_absent_inbox_is_no_error(inbox: Path) -> None:
    inbox.rmdir()
    assert listing(inbox) == {}
    assert tick(None)[0] == 0


def test_the_schedule_is_two_in_the_morning_in_china_and_off() -> None:
    schedule = nightly()
    assert schedule.cron_schedule == "0 2 * * *"
    assert schedule.execution_timezone == "Asia/Shanghai"
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
    assert inbox_sensor().default_status == dg.DefaultSensorStatus.STOPPED


def test_gouji_dev_switches_them_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_AUTOMATION", "on")
    assert nightly().default_status == dg.DefaultScheduleStatus.RUNNING
    assert inbox_sensor().default_status == dg.DefaultSensorStatus.RUNNING
