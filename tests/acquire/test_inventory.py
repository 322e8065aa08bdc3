"""The inventory: what is opened again and what not, and that nothing that happens to its file changes what is found."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.acquire import Inventory, scan
from pipelines.acquire.holds import Budget
from pipelines.acquire.inventory import CHECK_AFTER, GRANULARITY, Visit, visiting
from pipelines.model.document import Unreadable

REPO = Path(__file__).parents[2]
DAY = 86_400 * 10**9
NOW = 1_800_000_000 * 10**9  # 2027-01-15
OLD = NOW - 10 * DAY


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> int:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inventory(tmp_path: Path, clock: Clock) -> Inventory:
    return Inventory(tmp_path / "state" / "inventory.sqlite", clock)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Names of the files in the inbox that are opened, in order, by whatever way: the interpreter tells of each."""
    names: list[str] = []
    live = [True]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if live and event == "open" and str(arguments[0]).startswith(f"{inbox}{os.sep}"):
            names.append(Path(str(arguments[0])).name)

    sys.addaudithook(hook)
    yield names
    live.clear()  # a hook stays for good


def put(path: Path, content: bytes, mtime_ns: int = OLD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, ns=(mtime_ns, mtime_ns))
    return path


def zipped(path: Path, members: dict[str, bytes], mtime_ns: int = OLD) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for name, content in members.items():
            out.writestr(name, content)
    os.utime(path, ns=(mtime_ns, mtime_ns))
    return path


def paths_in(inventory: Inventory) -> list[str]:
    with closing(sqlite3.connect(inventory.path)) as connection:
        return [Path(os.fsdecode(path)).name for (path,) in connection.execute("SELECT path FROM file ORDER BY path")]


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_known_file_is_not_opened_and_found_all_the_same(
    inbox: Path, inventory: Inventory, opened: list[str]
) -> None:
    put(inbox / "a.txt", b"a")
    zipped(inbox / "b.zip", {"deep/c.txt": b"c"})
    first = scan([inbox], inventory)
    assert set(opened) == {"a.txt", "b.zip"}
    opened.clear()
    assert scan([inbox], inventory) == first
    assert opened == []
    assert [source.document_id for source in first[0]] == [sha(b"a"), sha(b"c")]


def test_a_changed_file_alone_is_opened(inbox: Path, inventory: Inventory, opened: list[str]) -> None:
    for name in ("a", "b", "c"):
        put(inbox / f"{name}.txt", name.encode())
    scan([inbox], inventory)
    put(inbox / "b.txt", b"B", OLD + 1)
    put(inbox / "c.txt", b"longer")
    opened.clear()
    sources, _ = scan([inbox], inventory)
    assert set(opened) == {"b.txt", "c.txt"}
    assert [source.document_id for source in sources] == [sha(b"a"), sha(b"B"), sha(b"longer")]


@pytest.mark.parametrize(("age", "again"), [(GRANULARITY - 1, True), (GRANULARITY, False), (-DAY, True)])
def test_a_file_hashed_just_after_it_was_written_is_hashed_again(
    inbox: Path, inventory: Inventory, opened: list[str], clock: Clock, age: int, again: bool
) -> None:
    put(inbox / "a.txt", b"a", NOW - age)
    scan([inbox], inventory)
    put(inbox / "a.txt", b"b", NOW - age)  # a write the clock did not tell apart
    opened.clear()
    clock.time += DAY // 24
    sources, _ = scan([inbox], inventory)
    assert bool(opened) is again
    assert [source.document_id for source in sources] == [sha(b"b" if again else b"a")]


def test_bit_rot_is_found_when_the_files_turn_comes(inbox: Path, inventory: Inventory, clock: Clock) -> None:
    put(inbox / "a.txt", b"a")
    scan([inbox], inventory)
    put(inbox / "a.txt", b"b")
    clock.time += CHECK_AFTER
    assert [one.document_id for one in scan([inbox], inventory)[0]] == [sha(b"a")]
    clock.time += 1
    assert [one.document_id for one in scan([inbox], inventory)[0]] == [sha(b"b")]


@pytest.mark.parametrize(("files", "each"), [(80, 50), (1_800, 60)])
def test_each_scan_checks_a_thirtieth_or_fifty_and_the_oldest_first(
    inbox: Path, inventory: Inventory, opened: list[str], clock: Clock, files: int, each: int
) -> None:
    names = [f"{number:04}.txt" for number in range(files)]
    for name in names[each // 2 :]:
        put(inbox / name, name.encode())
    scan([inbox], inventory)
    clock.time += DAY
    for name in names[: each // 2]:
        put(inbox / name, name.encode())
    scan([inbox], inventory)
    opened.clear()
    clock.time += 2 * CHECK_AFTER
    scan([inbox], inventory)
    assert len(set(opened)) == each
    assert not set(opened) & set(names[: each // 2]), "those were hashed a day later"
    before = set(opened)
    opened.clear()
    clock.time += DAY
    scan([inbox], inventory)
    assert len(set(opened)) == min(each, files - each)
    assert not set(opened) & before


def test_files_elsewhere_do_not_take_the_turn_of_those_that_are_scanned(
    tmp_path: Path, inbox: Path, inventory: Inventory, clock: Clock, opened: list[str]
) -> None:
    for number in range(60):
        put(tmp_path / "elsewhere" / f"{number}.txt", b"x%d" % number)
    scan([tmp_path / "elsewhere"], inventory)
    put(inbox / "a.txt", b"a")
    clock.time += DAY
    scan([inbox], inventory)
    opened.clear()
    clock.time += 2 * CHECK_AFTER
    scan([inbox], inventory)
    assert set(opened) == {"a.txt"}


def test_a_file_that_is_gone_is_forgotten_only_where_its_root_was_scanned(inbox: Path, inventory: Inventory) -> None:
    for name in ("in/a.txt", "in/b.txt", "in.txt", "in-1/c.txt"):
        put(inbox / name, name.encode())
    scan([inbox], inventory)
    shutil.rmtree(inbox / "in-1")
    (inbox / "in" / "a.txt").unlink()
    (inbox / "in.txt").unlink()
    scan([inbox / "in"], inventory)
    assert paths_in(inventory) == ["c.txt", "in.txt", "b.txt"]
    scan([inbox], inventory)
    assert paths_in(inventory) == ["b.txt"]


def test_a_file_named_as_a_root_forgets_nothing_beside_it(inbox: Path, inventory: Inventory) -> None:
    for name in ("a", "a.txt", "b"):
        put(inbox / name, name.encode())
    scan([inbox], inventory)
    (inbox / "a.txt").unlink()
    scan([inbox / "a"], inventory)
    assert paths_in(inventory) == ["a", "a.txt", "b"]


def test_many_roots(inbox: Path, inventory: Inventory, opened: list[str]) -> None:
    paths = [put(inbox / f"{number}.txt", b"%d" % number) for number in range(1_500)]
    first = scan(paths, inventory)
    opened.clear()
    assert scan(paths, inventory) == first
    assert opened == []


def test_an_archive_is_known_with_its_problems(inbox: Path, inventory: Inventory, opened: list[str]) -> None:
    path = zipped(inbox / "a.zip", {"good.txt": b"good", "bad.txt": b"bad" * 50})
    data = path.read_bytes()
    put(path, data.replace(b"badbad", b"BADbad", 1))  # the CRC of that member no longer fits
    first = scan([inbox], inventory)
    assert [(one.path.name, one.reason) for one in first[1]] == [("bad.txt", Unreadable.DAMAGED)]
    opened.clear()
    assert scan([inbox], inventory) == first == scan([inbox])
    assert opened.count("a.zip") == len(opened)
    opened.clear()
    scan([inbox], inventory)
    assert opened == []


def test_what_the_machine_could_not_unpack_is_tried_again(
    inbox: Path, inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipped(inbox / "a.zip", {"a.txt": b"a"})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Budget, "pour", full)
        assert [one.reason for one in scan([inbox], inventory)[1]] == [Unreadable.MACHINE]
    sources, problems = scan([inbox], inventory)
    assert [one.document_id for one in sources] == [sha(b"a")]
    assert problems == []


def test_a_known_file_that_was_closed_since_is_a_problem(inbox: Path, inventory: Inventory) -> None:
    put(inbox / "a.txt", b"a")
    scan([inbox], inventory)
    inventory.path.parent.chmod(0o777)
    inventory.path.chmod(0o666)
    inventory.path.with_name("inventory.sqlite.lock").chmod(0o666)
    (inbox / "a.txt").chmod(0)
    for folder in [inbox, *inbox.parents]:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        f"sys.path.insert(0, {str(REPO)!r})\n"
        "from pipelines.acquire import Inventory, scan\n"
        "if os.geteuid() == 0:\n    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        f"inventory = Inventory(Path({str(inventory.path)!r}))\n"
        f"print([p.reason.value for p in scan([{str(inbox)!r}], inventory)[1]])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['permission_denied']"


def spoil(inventory: Inventory, how: str) -> None:
    path = inventory.path
    if how == "missing":
        path.unlink()
    elif how == "cut":
        os.truncate(path, path.stat().st_size // 2)
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "other":
        path.write_bytes(b"no database at all" * 500)
    else:
        with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.DatabaseError):  # spoilt before
            connection.executescript({"version": "PRAGMA user_version = 7", "table": "DROP TABLE file"}[how])


@pytest.mark.parametrize("how", ["missing", "cut", "empty", "other", "version", "table"])
def test_a_spoilt_inventory_is_made_anew(inbox: Path, inventory: Inventory, opened: list[str], how: str) -> None:
    for number in range(200):
        put(inbox / f"{number}.txt", b"%d" % number)
    first = scan([inbox], inventory)
    spoil(inventory, how)
    opened.clear()
    assert scan([inbox], inventory) == first
    assert len(set(opened)) == 200 or how == "cut"  # its sound half may still speak
    scan([inbox], inventory)
    opened.clear()
    assert scan([inbox], inventory) == first
    assert opened == []


def test_where_nothing_can_be_written_a_scan_does_without(inbox: Path, tmp_path: Path) -> None:
    put(inbox / "a.txt", b"a")
    (tmp_path / "file").write_bytes(b"")
    assert scan([inbox], Inventory(tmp_path / "file" / "inventory.sqlite")) == scan([inbox])


def test_a_scan_beside_another_does_without(inbox: Path, inventory: Inventory, opened: list[str]) -> None:
    put(inbox / "a.txt", b"a")
    first = scan([inbox], inventory)
    opened.clear()
    with visiting(inventory, [inbox]) as visit:
        assert visit.held(inbox / "a.txt", (inbox / "a.txt").stat()) is not None
        before = inventory.path.stat().st_ino
        assert scan([inbox], inventory) == first
        assert set(opened) == {"a.txt"}
        assert inventory.path.stat().st_ino == before, "a file that another has open was replaced"
    opened.clear()
    assert scan([inbox], inventory) == first
    assert opened == []


def test_an_interrupted_scan_keeps_what_it_hashed_and_forgets_nothing(
    inbox: Path, inventory: Inventory, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "c.txt", b"c")
    scan([inbox], inventory)
    put(inbox / "a.txt", b"a")
    put(inbox / "b.txt", b"b")
    keep = Visit.keep

    def interrupted(self: Visit, path: Path, *rest: Any) -> None:
        if path.name == "b.txt":
            raise KeyboardInterrupt
        keep(self, path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(Visit, "keep", interrupted)
        with pytest.raises(KeyboardInterrupt):
            scan([inbox], inventory)
    opened.clear()
    scan([inbox], inventory)
    assert set(opened) == {"b.txt"}


def test_kill_at_any_moment_leaves_it_usable(inbox: Path, inventory: Inventory, opened: list[str]) -> None:
    """Killed while files are put down, when pages of the transaction are in the file already, and at its end."""
    for number in range(400):
        put(inbox / f"{number:03}.txt", b"%d" % number)
    scan([inbox / "000.txt", inbox / "001.txt"], inventory)
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        f"sys.path.insert(0, {str(REPO)!r})\n"
        "from pipelines.acquire import inventory, inventory_file, scan\n"
        "moment, kept = int(sys.argv[1]), []\n"
        "keep, begun = inventory.Visit.keep, inventory_file._begun\n"
        "def killing(self, *rest):\n"
        "    keep(self, *rest)\n"
        "    kept.append(1)\n"
        "    if len(kept) == moment:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "def small(path):\n"  # a cache of one page: every change is in the file before the transaction ends
        "    connection = begun(path)\n"
        "    connection.execute('PRAGMA cache_size = 1')\n"
        "    return connection\n"
        "inventory.Visit.keep, inventory_file._begun = killing, small\n"
        f"scan([{str(inbox)!r}], inventory.Inventory(Path({str(inventory.path)!r}), lambda: {NOW}))\n"
    )
    expected = scan([inbox])
    for moment in (1, 150, 398):
        done = subprocess.run([sys.executable, "-c", code, str(moment)], check=False)
        assert done.returncode == -signal.SIGKILL
    opened.clear()
    assert scan([inbox], inventory) == expected
    assert len(set(opened)) == 398, "what stood there before the killed scans"
    opened.clear()
    assert scan([inbox], inventory) == expected
    assert opened == []


def test_a_changed_byte_anywhere_in_the_inventory_changes_nothing_that_is_found(
    inbox: Path, inventory: Inventory
) -> None:
    for number in range(30):
        put(inbox / f"{number:02}.txt", b"%d" % number)
    zipped(inbox / "z.zip", {"a.txt": b"a", "b/c.txt": b"c"})
    expected = scan([inbox], inventory)
    sound = inventory.path.read_bytes()
    for at in range(0, len(sound), 211):
        inventory.path.write_bytes(sound[:at] + bytes([sound[at] ^ 0x41]) + sound[at + 1 :])
        assert scan([inbox], inventory) == expected, at
        assert scan([inbox], inventory) == expected, at


def test_memory_does_not_grow_with_what_is_known(tmp_path: Path, inventory: Inventory) -> None:
    files = 50_000
    with visiting(inventory, []):
        pass
    with closing(sqlite3.connect(inventory.path)) as connection:
        rows = ((b"/away/%07d.pdf" % n, 1, 1, NOW, bytes(32), None, 0) for n in range(files))
        columns = "path, size, mtime_ns, hashed_ns, document_id, archive, crc"
        connection.executemany(f"INSERT INTO file ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        connection.commit()
    tracemalloc.start()
    try:
        with visiting(inventory, [Path("/away")]):
            pass  # all are gone, and dropped
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert paths_in(inventory) == []
    assert peak < 4 * files  # bytes; a path alone would be 70


NAMES = st.sampled_from(["a.txt", "b", "b.txt", "b/c.txt", "预算.pdf", "p.zip", "b-1/d.zip", "\udcff.txt", ".hid"])
CONTENTS = st.sampled_from([b"", b"1", b"22", b"PK", b"333" * 1000])
MEMBERS = st.dictionaries(st.sampled_from(["x.txt", "y/z.txt", "../w", "预算.txt"]), CONTENTS, max_size=3)
CHANGES = st.one_of(
    st.tuples(st.just("write"), NAMES, CONTENTS),
    st.tuples(st.just("pack"), NAMES, MEMBERS),
    st.tuples(st.just("nest"), NAMES, MEMBERS),
    st.tuples(st.just("touch"), NAMES, st.integers(0, 3)),
    st.tuples(st.just("remove"), NAMES, st.none()),
    st.tuples(st.just("link"), NAMES, NAMES),
    st.tuples(st.just("spoil"), st.just(""), st.sampled_from(["missing", "cut", "version"])),
    st.tuples(st.just("scan"), st.sampled_from([(".",), ("b",), ("b", "."), ("a.txt", ".")]), st.none()),
)


class Tree:
    """A folder that random changes are made to; each has a time of its own, as writes more than a tick apart have."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "inbox"
        self.folder.mkdir()
        self.time = OLD
        self.inventory = Inventory(folder / "state" / "inventory.sqlite", Clock())

    def change(self, what: str, name: Any, value: Any) -> None:
        self.time += 10**9
        if what == "scan":
            roots = [self.folder / root for root in name if (self.folder / root).exists()]
            assert scan(roots, self.inventory) == scan(roots)
        elif what == "spoil":
            if self.inventory.path.exists():
                spoil(self.inventory, value)
        else:
            getattr(self, what)(self.folder / name, value)

    def write(self, path: Path, content: bytes) -> None:
        self.remove(path)
        if path.parent.is_dir() or not os.path.lexists(path.parent):
            put(path, content, self.time)

    def pack(self, path: Path, members: dict[str, bytes]) -> None:
        self.write(path, b"")
        if path.is_file():
            zipped(path, members, self.time)

    def nest(self, path: Path, members: dict[str, bytes]) -> None:
        self.pack(path, members)
        if path.is_file():
            zipped(path, {"inner.zip": path.read_bytes(), "beside.txt": b"4"}, self.time)

    def touch(self, path: Path, seconds: int) -> None:
        if path.exists():
            os.utime(path, ns=(self.time, self.time + seconds * 10**9))

    def remove(self, path: Path, _: object = None) -> None:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif os.path.lexists(path):
            path.unlink()

    def link(self, path: Path, target: str) -> None:
        self.remove(path)
        if path.parent.is_dir() or not os.path.lexists(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(self.folder / target)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, max_size=12))
def test_a_scan_finds_the_same_with_and_without(changes: list[tuple[str, Any, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(Path(folder))
        for change in [*changes, ("scan", (".",), None), ("scan", (".",), None)]:
            tree.change(*change)
