from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest

from assets.jobs import inbox_sensor, nightly


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    monkeypatch.setenv("GOUJI_INBOX", str(folder))
    monkeypatch.setenv("GOUJI_SETTLE", "0")
    return folder


@dataclass(frozen=True)
class Tick:
    """One evaluation: the cursor after it, and what each requested run is tagged with."""

    cursor: str | None
    tags: list[str]


def tick(cursor: str | None) -> Tick:
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, cursor=cursor)
        data = inbox_sensor().evaluate_tick(context)
    return Tick(data.cursor, [request.tags["gouji/inbox"] for request in data.run_requests or []])


def test_a_new_file_asks_for_one_run_and_only_once(inbox: Path) -> None:
    nothing = tick(None)
    assert nothing.tags == []
    (inbox / "a.pdf").write_bytes(b"1")
    first = tick(nothing.cursor)
    assert first.tags == ["1 file"]
    (inbox / "deeper").mkdir()
    (inbox / "deeper" / "b.docx").write_bytes(b"2")
    second = tick(first.cursor)
    assert second.tags == ["2 files"]
    again = tick(second.cursor)
    assert again.tags == []
    assert again.cursor == second.cursor


def test_files_that_are_there_at_the_first_look_are_read(inbox: Path) -> None:
    (inbox / "a.pdf").write_bytes(b"1")
    assert tick(None).tags == ["1 file"]


def test_a_file_that_may_still_be_written_is_no_news_until_it_is_whole(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_SETTLE", "3600")
    path = inbox / "a.pdf"
    path.write_bytes(b"half")
    young = tick(None)
    assert (young.tags, young.cursor) == ([], None)
    os.utime(path, (1, 1))
    assert tick(young.cursor).tags == ["1 file"]


def test_a_changed_a_renamed_and_a_removed_file_ask_again(inbox: Path) -> None:
    path = inbox / "a.pdf"
    path.write_bytes(b"1")
    last = tick(None)
    os.utime(path, ns=(1, 2))
    last = tick(last.cursor)
    assert last.tags == ["1 file"]
    path.write_bytes(b"12")
    os.utime(path, ns=(1, 2))
    last = tick(last.cursor)
    assert last.tags == ["1 file"], "the size alone"
    path = path.rename(inbox / "b.pdf")
    last = tick(last.cursor)
    assert last.tags == ["1 file"], "the name alone"
    path.unlink()
    last = tick(last.cursor)
    assert last.tags == ["0 files"]
    assert tick(last.cursor).tags == []


def test_the_cursor_does_not_grow_with_the_files(inbox: Path) -> None:
    for number in range(300):
        (inbox / f"{number}.pdf").write_bytes(b"1")
    cursor = tick(None).cursor
    assert cursor is not None
    assert len(cursor) == len("300 ") + 64  # SHA-256 in hex


def test_half_written_files_wake_nobody(inbox: Path) -> None:
    for name in ("a.pdf.crdownload", "~$a.docx", ".hidden"):
        (inbox / name).write_bytes(b"1")
    assert tick(None).tags == []


def test_an_inbox_that_is_not_there_is_no_news(inbox: Path) -> None:
    (inbox / "a.pdf").write_bytes(b"1")
    before = tick(None)
    elsewhere = inbox.rename(inbox.with_name("unmounted"))
    gone = tick(before.cursor)
    assert gone.tags == []
    assert gone.cursor == before.cursor
    elsewhere.rename(inbox)
    assert tick(gone.cursor).tags == []


def test_the_list_of_files_that_was_the_cursor_before_is_replaced(inbox: Path) -> None:
    (inbox / "a.pdf").write_bytes(b"1")
    assert tick('{"a.pdf": "1:1"}').tags == ["1 file"]


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
