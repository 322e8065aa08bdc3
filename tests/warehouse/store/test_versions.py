"""raw.version night by night: what stands where, what is withdrawn, and what nobody may conclude from silence."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.acquire import Problem, look_through, place, source_of
from pipelines.model.document import Unreadable
from warehouse.connection import Limits, connect_readonly, connect_writer
from warehouse.store.file import FileStore
from warehouse.store.known import path_id
from warehouse.store.store import Run
from warehouse.store.sweep import Sweep
from warehouse.store.versions import PLACE, compare

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
COUNTY, UNIT, CELLS = (
    SAMPLES / name for name in ("county_budget_2020.xlsx", "unit_budget_2021_rows.txt", "unit_budget_2023_cells.txt")
)
FIRST = datetime(2026, 3, 1, 2)  # noqa: DTZ001

Row = tuple[str, str, int, int, int | None]  # name, file, nights it was first and last seen and withdrawn


def night_of(at: datetime | None) -> int | None:
    return None if at is None else (at - FIRST).days + 1


@dataclass
class Nights:
    """A warehouse, and an inbox that is looked through once a night."""

    folder: Path
    store: FileStore
    number: int = 0

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    def put(self, name: str, file: Path) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, path)
        return path

    def pass_with(self, *roots: Path) -> tuple[Sweep, list[Problem]]:
        """The next night looks through these roots; the inbox where none is named."""
        self.number += 1
        now = FIRST + timedelta(days=self.number - 1)
        sweep, doubted = compare(self.store, look_through(roots or [self.inbox]), now)
        self.store.note(Run(f"r{self.number}", "print", now, sweep=sweep))
        return sweep, doubted

    def versions(self) -> list[Row]:
        """raw.version with names below the inbox, files by name and times by night."""
        names = {source_of(file).document_id: file.name for file in (COUNTY, UNIT, CELLS)}
        above = self.inbox.as_uri() + "/"
        sql = "SELECT address, sha256, first_seen, last_seen, withdrawn_at FROM raw.version ORDER BY address, 3"
        with connect_readonly(self.store.path) as connection:
            rows = connection.execute(sql).fetchall()
        return [
            (address.removeprefix(above), names[sha256], *(night_of(at) for at in times))  # type: ignore[misc]
            for address, sha256, *times in rows
        ]


@pytest.fixture
def nights(empty_store: FileStore, tmp_path: Path) -> Nights:
    found = Nights(tmp_path, empty_store)
    found.inbox.mkdir()
    return found


def test_what_stands_is_seen_every_night_and_written_once(nights: Nights) -> None:
    nights.put("a.xlsx", COUNTY)
    nights.put("deep/er/b.txt", UNIT)
    nights.put("copy.xlsx", COUNTY)
    first, _ = nights.pass_with()
    assert (first.begun, first.withdrawn) == (3, 0)
    for _ in range(2):
        sweep, doubted = nights.pass_with()
        assert sweep.rows.is_empty()
        assert doubted == []
    assert nights.versions() == [
        ("a.xlsx", COUNTY.name, 1, 3, None),
        ("copy.xlsx", COUNTY.name, 1, 3, None),
        ("deep/er/b.txt", UNIT.name, 1, 3, None),
    ]


def test_a_file_that_is_gone_is_withdrawn_and_one_that_comes_back_begins_anew(nights: Nights) -> None:
    nights.put("stays.txt", CELLS)
    path = nights.put("a.xlsx", COUNTY)
    nights.pass_with()
    nights.pass_with()
    path.unlink()
    gone, _ = nights.pass_with()
    assert (gone.begun, gone.withdrawn) == (0, 1)
    assert nights.pass_with()[0].rows.is_empty()
    nights.put("a.xlsx", COUNTY)
    nights.pass_with()
    nights.pass_with()
    assert nights.versions() == [
        ("a.xlsx", COUNTY.name, 1, 2, 3),
        ("a.xlsx", COUNTY.name, 5, 6, None),
        ("stays.txt", CELLS.name, 1, 6, None),
    ]


def test_other_bytes_at_an_address_and_a_file_that_moves(nights: Nights) -> None:
    nights.put("a.txt", UNIT)
    path = nights.put("old/b.xlsx", COUNTY)
    nights.pass_with()
    nights.put("a.txt", CELLS)
    (nights.inbox / "new").mkdir()
    path.rename(nights.inbox / "new" / "b.xlsx")
    path.parent.rmdir()
    sweep, _ = nights.pass_with()
    assert (sweep.begun, sweep.withdrawn) == (2, 2)
    assert nights.versions() == [
        ("a.txt", UNIT.name, 1, 1, 2),
        ("a.txt", CELLS.name, 2, 2, None),
        ("new/b.xlsx", COUNTY.name, 2, 2, None),
        ("old/b.xlsx", COUNTY.name, 1, 1, 2),
    ]


def packed(path: Path, *members: tuple[str, Path]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, file in members:
            archive.write(file, name)


def test_members_of_an_archive(nights: Nights) -> None:
    packed(nights.inbox / "a.zip", ("x/a.xlsx", COUNTY), ("b.txt", UNIT))
    nights.pass_with()
    packed(nights.inbox / "a.zip", ("b.txt", UNIT), ("c.txt", CELLS))
    nights.pass_with()
    (nights.inbox / "a.zip").write_bytes((nights.inbox / "a.zip").read_bytes()[:-40])  # cut short: who knows
    assert nights.pass_with()[1] == []
    assert nights.versions() == [
        ("a.zip!/b.txt", UNIT.name, 1, 2, None),
        ("a.zip!/c.txt", CELLS.name, 2, 2, None),
        ("a.zip!/x/a.xlsx", COUNTY.name, 1, 1, 2),
    ]
    (nights.inbox / "a.zip").unlink()
    nights.put("d.txt", CELLS)
    nights.pass_with()
    assert [row[-1] for row in nights.versions()] == [4, 4, 2, None]


def test_only_below_the_paths_of_a_run_is_anything_withdrawn(nights: Nights) -> None:
    for name in ("a/1.txt", "ab/1.txt", "b/1.txt"):
        nights.put(name, UNIT)
    nights.put("b/stays.txt", CELLS)
    nights.put("a/stays.txt", CELLS)
    nights.pass_with()
    for name in ("a", "ab", "b"):
        (nights.inbox / name / "1.txt").unlink()
    nights.pass_with(nights.inbox / "a")
    assert nights.versions() == [
        ("a/1.txt", UNIT.name, 1, 1, 2),
        ("a/stays.txt", CELLS.name, 1, 2, None),
        ("ab/1.txt", UNIT.name, 1, 1, None),
        ("b/1.txt", UNIT.name, 1, 1, None),
        ("b/stays.txt", CELLS.name, 1, 1, None),
    ]
    nights.pass_with(nights.inbox / "b" / "stays.txt", nights.inbox / "a")
    assert [row[-2:] for row in nights.versions()] == [(1, 2), (3, None), (1, None), (1, None), (3, None)]


def test_an_empty_folder_where_files_stood_is_not_believed(nights: Nights) -> None:
    """So looks the place where a disk is mounted, when it is not."""
    nights.put("disk/a.xlsx", COUNTY)
    nights.put("disk/deep/b.txt", UNIT)
    nights.put("c.txt", CELLS)
    nights.pass_with()
    away = (nights.inbox / "disk").rename(nights.folder / "away")
    (nights.inbox / "disk").mkdir()
    for _ in range(2):
        _, doubted = nights.pass_with()
        [problem] = doubted
        assert (problem.path, problem.reason) == (nights.inbox / "disk", Unreadable.EMPTIED)
        assert "is empty where 2 documents stood" in problem.message
    assert [row[-2:] for row in nights.versions()] == [(3, None), (1, None), (1, None)]
    (nights.inbox / "disk").rmdir()
    away.rename(nights.inbox / "disk")
    _, doubted = nights.pass_with()
    assert doubted == []
    assert [row[2:] for row in nights.versions()] == [(1, 4, None), (1, 4, None), (1, 4, None)]


@pytest.mark.parametrize("means", ["the folder goes too", "a hidden file stays"])
def test_how_a_person_says_that_a_folder_was_emptied(nights: Nights, means: str) -> None:
    path = nights.put("disk/a.xlsx", COUNTY)
    nights.put("c.txt", CELLS)
    nights.pass_with()
    path.unlink()
    if means == "the folder goes too":
        path.parent.rmdir()
    else:
        (path.parent / ".keep").touch()
    assert nights.pass_with()[1] == []
    assert [row[-1] for row in nights.versions()] == [None, 2]


def test_an_inbox_that_is_empty_from_the_start_is_no_surprise(nights: Nights) -> None:
    assert nights.pass_with()[1] == []
    assert nights.versions() == []


def test_below_what_cannot_be_opened_nothing_is_withdrawn(nights: Nights) -> None:
    nights.put("closed/a.xlsx", COUNTY)
    nights.put("closed2/b.txt", UNIT)
    nights.pass_with()
    shutil.rmtree(nights.inbox / "closed2")
    closed = nights.inbox / "closed"
    away = closed.rename(nights.folder / "away")
    closed.symlink_to(closed)  # refused by the system, to root as well
    nights.pass_with()
    nights.pass_with()
    assert nights.versions() == [
        ("closed/a.xlsx", COUNTY.name, 1, 1, None),
        ("closed2/b.txt", UNIT.name, 1, 1, 2),
    ]
    closed.unlink()
    away.rename(closed)
    nights.pass_with()
    assert nights.versions()[0] == ("closed/a.xlsx", COUNTY.name, 1, 4, None)
    (closed / "a.xlsx").unlink()
    nights.put("closed/c.txt", CELLS)
    nights.pass_with()
    assert nights.versions()[0] == ("closed/a.xlsx", COUNTY.name, 1, 4, 5)


def test_a_name_that_no_walk_looks_at_is_not_missed_by_one(nights: Nights) -> None:
    hidden = nights.put(".hidden/a.txt", UNIT)
    nights.put("b.txt", CELLS)
    nights.pass_with(hidden)
    nights.pass_with()
    assert nights.versions()[0] == (".hidden/a.txt", UNIT.name, 1, 1, None)
    hidden.unlink()
    nights.put(".hidden/c.txt", CELLS)
    nights.pass_with(hidden.parent)
    assert nights.versions()[0] == (".hidden/a.txt", UNIT.name, 1, 1, 3)


def test_another_way_to_a_folder_is_not_missed_where_it_was_walked_by_the_first(nights: Nights) -> None:
    nights.put("a/1.txt", UNIT)
    link = nights.inbox / "b"
    link.symlink_to(nights.inbox / "a", target_is_directory=True)
    nights.pass_with(link)
    nights.pass_with()
    assert nights.versions() == [("a/1.txt", UNIT.name, 2, 2, None), ("b/1.txt", UNIT.name, 1, 1, None)]


def test_before_there_was_a_table_the_documents_say_what_stood_where(nights: Nights) -> None:
    """But for paths that could not be opened: no bytes stood there."""
    nights.put("a.txt", UNIT)
    before = FIRST - timedelta(days=31)
    closed = f"{nights.inbox.as_uri()}/closed"
    documents = [
        (source_of(file).document_id, f"{nights.inbox.as_uri()}/{name}")
        for name, file in (("a.txt", UNIT), ("b", CELLS))
    ]
    columns = "(document_id, source_uri, extracted_at, file_name, bytes)"
    with connect_writer(nights.store.path, Limits()) as connection:
        connection.executemany(
            f"INSERT INTO raw.document {columns} VALUES (?, ?, ?, '', 1)",
            [(*row, before) for row in (*documents, (path_id(closed), closed))],
        )
        connection.execute("DROP TABLE raw.address")
    sweep, _ = compare(nights.store, look_through([nights.inbox]), FIRST)
    assert sweep.rows.rows() == [(documents[1][1], documents[1][0], before, before, FIRST)]


def test_sweeps_below_another_are_forgotten(nights: Nights) -> None:
    nights.put("a/1.txt", UNIT)
    nights.put("b.txt", CELLS)
    nights.pass_with(nights.inbox / "a", nights.inbox / "b.txt", nights.inbox / "a")
    nights.pass_with(nights.inbox)
    with connect_readonly(nights.store.path) as connection:
        rows = connection.execute("SELECT address, swept_at FROM raw.sweep").fetchall()
    assert rows == [(nights.inbox.as_uri(), FIRST + timedelta(days=1))]


def test_a_sweep_put_down_twice_is_put_down_once(nights: Nights) -> None:
    """As by two runs that looked at the same files before either of them was through."""
    nights.put("a.txt", UNIT)
    sweep, _ = compare(nights.store, look_through([nights.inbox]), FIRST)
    later, _ = compare(nights.store, look_through([nights.inbox]), FIRST + timedelta(days=1))
    for number, one in enumerate((sweep, later, later)):
        nights.store.note(Run(f"r{number}", "print", one.swept_at, sweep=one))
    assert nights.versions() == [("a.txt", UNIT.name, 1, 2, None)]


def test_it_is_read_back_as_it_was_saved(nights: Nights, tmp_path: Path) -> None:
    assert Sweep.load(tmp_path) is None
    nights.put("a.txt", UNIT)
    sweep, _ = compare(nights.store, look_through([nights.inbox]), FIRST)
    sweep.save(tmp_path)
    read = Sweep.load(tmp_path)
    assert read is not None
    assert (read.swept_at, read.roots) == (sweep.swept_at, sweep.roots)
    assert read.rows.equals(sweep.rows)


@given(st.lists(st.sampled_from(["a", "b.zip!", "%5C", "预", "!"]), max_size=6).map("/".join))
def test_sql_compares_by_the_same_places(way: str) -> None:
    address = f"file:///{way}"
    [(found,)] = duckdb.execute(f"SELECT {PLACE} FROM (SELECT ? AS address)", [address]).fetchall()
    assert found.rstrip("/") == place(address)
