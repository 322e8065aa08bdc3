"""Bytes kept by their hash: what goes in is checked, what comes out is what was asked for, or nothing."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from pathlib import Path

import pytest

from pipelines.acquire import NOTHING_KEPT, Objects, bytes_of, scan, to_read
from pipelines.model.document import ReadError, Unreadable
from pipelines.model.keeping import How

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, appendix B.1


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    return Objects(tmp_path / "state" / "objects")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "inbox" / "年报.txt"
    path.parent.mkdir()
    path.write_bytes(b"abc")
    path.chmod(0o640)
    return path


def test_bytes_are_kept_under_their_hash_and_cannot_be_written(objects: Objects, file: Path) -> None:
    objects.put(ABC, file)
    kept = objects.folder / "ba" / ABC
    assert (objects.find(ABC), objects.path(ABC)) == (kept, kept)
    assert (kept.read_bytes(), stat.S_IMODE(kept.stat().st_mode)) == (b"abc", 0o440)
    assert list(objects.stored()) == [ABC]
    assert list((objects.folder / "new").iterdir()) == []
    file.write_bytes(b"later")
    assert kept.read_bytes() == b"abc"


def test_other_bytes_than_were_found_do_not_get_in(objects: Objects, file: Path) -> None:
    file.write_bytes(b"abd")
    for how in How:
        with pytest.raises(ReadError, match="holds other bytes") as caught:
            Objects(objects.folder, how).put(ABC, file)
        assert caught.value.reason is Unreadable.CHANGING
    assert list(objects.stored()) == []


def test_a_kept_file_that_rotted_is_not_given_and_is_put_right(objects: Objects, file: Path) -> None:
    objects.put(ABC, file)
    objects.path(ABC).chmod(0o600)
    objects.path(ABC).write_bytes(b"abX")
    assert objects.find(ABC) is None
    objects.put(ABC, file)
    assert objects.find(ABC) is not None


def test_a_link_takes_no_room_and_goes_with_a_file_that_is_written_over(objects: Objects, file: Path) -> None:
    linked = Objects(objects.folder, How.LINK)
    linked.put(ABC, file)
    assert linked.path(ABC).stat().st_ino == file.stat().st_ino
    assert stat.S_IMODE(file.stat().st_mode) == 0o640, "the inbox's own file is as it was"
    file.unlink()
    assert linked.find(ABC) is not None
    linked.path(ABC).write_bytes(b"written over")
    assert linked.find(ABC) is None


def test_nothing_is_kept_where_nothing_is_to_be(objects: Objects, file: Path) -> None:
    Objects(objects.folder, How.NONE).put(ABC, file)
    assert not objects.folder.exists()


def test_what_is_taken_out_is_gone(objects: Objects, file: Path) -> None:
    objects.put(ABC, file)
    assert objects.remove(ABC)
    assert not objects.remove(ABC)
    assert (objects.find(ABC), list(objects.stored())) == (None, [])
    assert not objects.path(ABC).parent.exists()


def test_what_killed_workers_left_goes_after_a_day(objects: Objects, file: Path) -> None:
    objects.put(ABC, file)
    old, young = (objects.folder / "new" / name for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    objects.sweep()
    assert (old.exists(), young.exists()) == (False, True)
    assert objects.find(ABC) is not None


def test_a_full_disk_is_said_and_leaves_nothing(objects: Objects, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def opened(path: Path, mode: str = "r", **more: object) -> object:
        if mode == "xb":
            return real(Path("/dev/full"), "wb", buffering=0)
        return real(path, mode, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(ReadError, match="no room to keep a copy of 年报") as caught:
        objects.put(ABC, file)
    assert caught.value.reason is Unreadable.MACHINE
    assert objects.find(ABC) is None


def test_bytes_come_from_where_they_stand_and_else_from_the_store(objects: Objects, file: Path, tmp_path: Path) -> None:
    objects.put(ABC, file)
    moved = tmp_path / "elsewhere.txt"
    addresses = [file.as_uri(), moved.as_uri()]
    with bytes_of(ABC, addresses, objects) as found:
        assert found == file
    file.rename(moved)
    with bytes_of(ABC, addresses, objects) as found:
        assert found == moved
    moved.write_bytes(b"others")
    with bytes_of(ABC, addresses, objects) as found:
        assert found == objects.path(ABC)
    with bytes_of(ABC, addresses) as found:
        assert found is None


def test_a_member_is_kept_and_its_archive_is_not(objects: Objects, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr("年/b.txt", b"abc")
    (source,), _ = scan([tmp_path / "a.zip"])
    with to_read(source, objects) as path:
        assert (path.name, path.read_bytes()) == ("b.txt", b"abc")
    assert list(objects.stored()) == [ABC]
    (tmp_path / "a.zip").unlink()
    with to_read(source, objects) as path:
        assert (path.name, path.read_bytes()) == ("b.txt", b"abc")
    with pytest.raises(ReadError) as caught, to_read(source, NOTHING_KEPT):
        pass
    assert caught.value.reason is Unreadable.NOT_FOUND


@pytest.mark.parametrize("how", How)
def test_a_file_that_is_written_over_before_it_is_read_is_left_to_the_next_run(
    objects: Objects, file: Path, how: How
) -> None:
    (source,), _ = scan([file])
    file.write_bytes(b"xyz")
    with pytest.raises(ReadError) as caught, to_read(source, Objects(objects.folder, how)):
        pass
    assert caught.value.reason is Unreadable.CHANGING


@pytest.mark.parametrize("fails", [True, False])
def test_what_is_read_of_a_file_that_is_written_meanwhile_does_not_count(
    objects: Objects, file: Path, fails: bool
) -> None:
    (source,), _ = scan([file])
    with pytest.raises(ReadError) as caught, to_read(source, objects) as path:
        path.write_bytes(b"abc and more")
        if fails:
            raise ReadError(Unreadable.DAMAGED, "cut short")
    assert caught.value.reason is Unreadable.CHANGING


def test_an_error_of_reading_an_unchanged_file_is_the_files(objects: Objects, file: Path) -> None:
    (source,), _ = scan([file])
    with pytest.raises(ReadError) as caught, to_read(source, objects):
        raise ReadError(Unreadable.DAMAGED, "cut short")
    assert caught.value.reason is Unreadable.DAMAGED


@pytest.mark.parametrize("name", ["a\nb.txt", "x" * 255, "y" * 300, "..", "预" * 85, "a/b"])
def test_any_name_can_be_lent_to_what_is_kept(objects: Objects, file: Path, name: str) -> None:
    objects.put(ABC, file)
    with objects.named(ABC, name) as path:
        assert path is not None
        assert hashlib.sha256(path.read_bytes()).hexdigest() == ABC
