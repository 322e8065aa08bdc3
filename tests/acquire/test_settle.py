"""Files that are still written when a run comes upon them: left to the next, or read and not believed to be whole."""

from __future__ import annotations

import os
import time
from importlib import import_module
from pathlib import Path

import pytest

from pipelines.acquire import Found, Inventory, Settle, look_through
from pipelines.acquire.archive import Contents
from pipelines.model.document import Unreadable

scan_module = import_module("pipelines.acquire.scan")  # the package has a function of that name

NIGHT = Settle(10, waits=True)
PERSON = Settle(10)


def put(path: Path, content: bytes, seconds_ago: float) -> Path:
    path.write_bytes(content)
    at = time.time_ns() - int(seconds_ago * 1e9)
    os.utime(path, ns=(at, at))
    return path


def names(found: Found) -> list[str]:
    return [one.file_name for one in found.sources]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("seconds_ago", [3, -3])
def test_a_night_leaves_a_young_file_to_the_next_and_withdraws_nothing(inbox: Path, seconds_ago: float) -> None:
    put(inbox / "old.txt", b"old", 60)
    young = put(inbox / "young.txt", b"half", seconds_ago)
    found = look_through([inbox], settle=NIGHT)
    assert names(found) == ["old.txt"]
    assert (found.problems, found.gaps.unsettled, found.young) == ([], [young], set())
    assert young.as_uri() in found.closed
    os.utime(young, (1, 1))
    assert names(look_through([inbox], settle=NIGHT)) == ["old.txt", "young.txt"]


def test_what_a_person_names_is_read_at_once_and_told_to_be_young(inbox: Path) -> None:
    put(inbox / "old.txt", b"old", 60)
    put(inbox / "young.txt", b"half", 3)
    found = look_through([inbox], settle=PERSON)
    assert names(found) == ["old.txt", "young.txt"]
    assert found.young == {found.sources[1].document_id}


def test_a_clock_that_is_years_ahead_makes_no_file_young(inbox: Path) -> None:
    put(inbox / "ahead.txt", b"1", -3 * 365 * 86_400)
    assert names(look_through([inbox], settle=NIGHT)) == ["ahead.txt"]


def test_a_file_that_is_known_is_no_news_however_young(inbox: Path, tmp_path: Path) -> None:
    put(inbox / "a.txt", b"1", 5)
    inventory = Inventory(tmp_path / "inventory.sqlite")
    look_through([inbox], inventory)
    found = look_through([inbox], inventory, NIGHT)
    assert (names(found), found.gaps.unsettled) == (["a.txt"], [])


def growing(monkeypatch: pytest.MonkeyPatch, path: Path, times: int) -> None:
    """Let the file grow at each of the first looks into it."""
    left, real = [times], scan_module.contents

    def contents(one: Path) -> Contents:
        held = real(one)
        if one == path and left[0]:
            left[0] -= 1
            with path.open("ab") as out:
                out.write(b"more")
        return held

    monkeypatch.setattr(scan_module, "contents", contents)


def test_a_file_that_grows_once_is_looked_at_again(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    growing(monkeypatch, put(inbox / "a.txt", b"1", 60), 1)
    found = look_through([inbox])
    assert ([one.bytes for one in found.sources], found.problems) == ([5], [])


def test_a_file_that_keeps_growing_is_left_to_the_next_run(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(inbox / "a.txt", b"1", 60)
    inventory = Inventory(tmp_path / "inventory.sqlite")
    with monkeypatch.context() as patch:
        growing(patch, path, 9)
        found = look_through([inbox], inventory)
    assert found.sources == []
    assert [(one.path, one.reason) for one in found.problems] == [(path, Unreadable.CHANGING)]
    again = look_through([inbox], inventory)
    assert ([one.bytes for one in again.sources], again.problems) == ([9], [])


def test_a_file_that_goes_while_it_is_looked_at_is_left_to_the_next_run(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(inbox / "a.txt", b"1", 60)
    real = scan_module.contents

    def contents(one: Path) -> Contents:
        one.unlink()
        return real(one)

    monkeypatch.setattr(scan_module, "contents", contents)
    found = look_through([inbox])
    assert (found.sources, found.problems, found.gaps.unsettled) == ([], [], [path])
