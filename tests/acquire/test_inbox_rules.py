"""What an inbox may hold besides files, and that a fault of one file is that file's line and no other's."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from pipelines.acquire import Problem, look_through, shown, sniff
from pipelines.acquire.regular import SpecialFileError, opened
from pipelines.model.document import ReadError, Unreadable

scan_module = import_module("pipelines.acquire.scan")  # the package has a function of that name


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "one.txt").write_text("one")
    return folder


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.txt").write_text("secret")
    return folder


def only(problems: list[Problem]) -> Problem:
    (one,) = problems
    return one


@pytest.mark.parametrize("leads_to", ["secret.txt", "."])
@pytest.mark.parametrize("is_relative", [True, False])
def test_a_link_out_of_the_inbox_is_told_and_not_followed(
    inbox: Path, outside: Path, leads_to: str, is_relative: bool
) -> None:
    target = Path("..", "outside", leads_to) if is_relative else outside / leads_to
    (inbox / "link").symlink_to(target)
    found = look_through([inbox])
    assert [one.file_name for one in found.sources] == ["one.txt"]
    told = only(found.problems)
    assert (told.path, told.reason) == (inbox / "link", Unreadable.LINK_OUTSIDE)
    assert f"a link out of what is read, to {(outside / leads_to).resolve()}" in told.message


def test_a_link_to_a_link_that_leads_out_is_not_followed(inbox: Path, outside: Path) -> None:
    (inbox / "first").symlink_to(inbox / "second")
    (inbox / "second").symlink_to(outside)
    found = look_through([inbox])
    assert [one.file_name for one in found.sources] == ["one.txt"]
    assert [one.reason for one in found.problems] == [Unreadable.LINK_OUTSIDE] * 2


def test_a_link_into_another_path_that_is_named_needs_no_following(inbox: Path, outside: Path) -> None:
    (inbox / "link").symlink_to(outside)
    found = look_through([inbox, outside])
    assert [one.file_name for one in found.sources] == ["one.txt", "secret.txt"]
    assert (found.problems, found.gaps.elsewhere) == ([], [inbox / "link"])


def test_a_path_that_is_named_is_followed_wherever_it_leads(tmp_path: Path, outside: Path) -> None:
    (tmp_path / "folder").symlink_to(outside)
    (tmp_path / "file").symlink_to(outside / "secret.txt")
    for root in ("folder", "file"):
        found = look_through([tmp_path / root])
        assert [one.bytes for one in found.sources] == [6]
        assert found.problems == []


def test_what_only_a_link_leads_to_is_walked_once(inbox: Path) -> None:
    """A hidden folder below the inbox (a store of releases, say) is not walked by itself."""
    (inbox / ".store").mkdir()
    (inbox / ".store" / "two.txt").write_text("two")
    (inbox / ".store" / "up").symlink_to(inbox / ".store")
    for name in ("current", "latest"):
        (inbox / name).symlink_to(inbox / ".store")
    found = look_through([inbox])
    assert [shown(address) for address in found.addresses] == [f"{inbox}/current/two.txt", f"{inbox}/one.txt"]
    assert found.problems == []
    assert found.gaps.elsewhere == [inbox / "current" / "up", inbox / "latest"]


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def device(path: Path) -> None:
    try:
        os.mknod(path, 0o600 | 0o020000, os.makedev(1, 3))  # /dev/null
    except PermissionError:
        pytest.skip("making a device needs root")


@pytest.mark.parametrize(("make", "named"), [(pipe, "a pipe"), (bound_socket, "a socket"), (device, "a device")])
def test_what_is_no_file_is_told_and_never_opened(inbox: Path, make: Callable[[Path], None], named: str) -> None:
    path = inbox / "x.pdf"
    make(path)
    told = only(look_through([inbox]).problems)
    assert (told.path, told.reason) == (path, Unreadable.SPECIAL)
    assert told.message == f"{path} is not opened: it is {named}, not a file"


@pytest.mark.parametrize("make", [pipe, device])
def test_a_file_that_became_a_pipe_is_not_waited_for(inbox: Path, make: Callable[[Path], None]) -> None:
    path = inbox / "x.pdf"
    make(path)
    with pytest.raises(SpecialFileError):
        opened(path)
    with pytest.raises(ReadError, match=r"x\.pdf is not opened"):
        sniff(path)


NAMES = {
    b"new\nline.txt": "new\\x0aline.txt",
    b"\x1b[31mred.txt": "\\x1b[31mred.txt",
    b"-rf": "-rf",
    b"--again": "--again",
    "a\u202efdp.txt".encode(): "a\\u202efdp.txt",
    "\u200fمكتب.txt".encode(): "\\u200fمكتب.txt",
    b"\xff\xfe.txt": "\\xff\\xfe.txt",
    "预".encode() * 83 + b".txt": "预" * 83 + ".txt",  # 253 bytes; 255 at most
    b"x" * 255: "x" * 255,
    b"a!b%21?#&;.txt": "a!b%21?#&;.txt",
    "é́ ".encode(): "é́ ",
}


@pytest.mark.parametrize(("name", "as_shown"), NAMES.items())
def test_any_name_is_read_and_shown_on_one_line(inbox: Path, name: bytes, as_shown: str) -> None:
    path = inbox / os.fsdecode(name)
    path.write_text("two")
    (one,) = (source for source in look_through([inbox]).sources if source.file_name != "one.txt")
    assert one.file_name == as_shown
    assert shown(one.source_uri) == f"{inbox}/{as_shown}"
    path.unlink()
    path.symlink_to("/nowhere/at/all")
    assert only(look_through([inbox]).problems).message.startswith(f"{inbox}/{as_shown} is a link")


@pytest.mark.parametrize("error", [RuntimeError("boom"), struct.error("short"), RecursionError("deep"), MemoryError()])
def test_whatever_a_file_does_to_us_is_its_own_line(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    (inbox / "bad.zip").write_bytes(b"PK")
    real = scan_module.contents

    def contents(path: Path) -> object:
        if path.name == "bad.zip":
            raise error
        return real(path)

    monkeypatch.setattr(scan_module, "contents", contents)
    found = look_through([inbox])
    assert [one.file_name for one in found.sources] == ["one.txt"]
    told = only(found.problems)
    assert told.path == inbox / "bad.zip"
    assert told.reason is (Unreadable.MEMORY if isinstance(error, MemoryError) else Unreadable.INTERNAL)
    assert told.message.startswith(f"looking into {inbox}/bad.zip ")
