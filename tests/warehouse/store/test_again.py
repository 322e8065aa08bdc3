"""What a person means who asks for documents again, where those stand, and what is said where they do not."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from expectations.policy import load_policy
from pipelines.acquire import look_through, source_of
from warehouse.connection import Limits, connect_writer
from warehouse.store.again import AgainError, asked_for
from warehouse.store.file import FileStore
from warehouse.store.fingerprint import building, reading
from warehouse.store.known import path_id
from warehouse.store.plan import Plan, plan
from warehouse.store.store import Run
from warehouse.store.versions import compare

POLICY = load_policy()
SAMPLES = Path(__file__).resolve().parents[3] / "samples"
COUNTY, UNIT, CELLS = "county_budget_2020.xlsx", "unit_budget_2021_rows.txt", "unit_budget_2023_cells.txt"
REGIONS = {COUNTY: "320506", UNIT: "320000", CELLS: "130100"}
DOCUMENT = "(document_id, file_name, source_uri, bytes, extracted_at, fingerprint, shard)"
FIRST = datetime(2026, 3, 1, 2)  # noqa: DTZ001


def id_of(name: str) -> str:
    return source_of(SAMPLES / name).document_id


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "年度").mkdir(parents=True)
    shutil.copy(SAMPLES / COUNTY, folder / "年度")
    shutil.copy(SAMPLES / UNIT, folder / "年度2.txt")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.write(SAMPLES / CELLS, f"in/{CELLS}")
    return folder


@pytest.fixture
def store(empty_store: FileStore, inbox: Path) -> FileStore:
    """The samples as this version read them, and a path nobody could look at."""
    closed = (inbox / "closed").as_uri()
    documents = [(id_of(name), name, (inbox / name).as_uri(), region) for name, region in REGIONS.items()]
    with connect_writer(empty_store.path, Limits()) as connection:
        for id_, name, uri, region in [*documents, (path_id(closed), "closed", closed, None)]:
            shard = region[:4] if region else "unplaced"
            connection.execute(
                f"INSERT INTO raw.document {DOCUMENT} VALUES (?, ?, ?, 1, ?, ?, ?)",
                [id_, name, uri, FIRST, reading(POLICY), shard],
            )
            if region:
                columns = "(document_id, part_no, region_code, shard)"
                connection.execute(f"INSERT INTO raw.part {columns} VALUES (?, 1, ?, ?)", [id_, region, shard])
        for shard in ("3205", "3200", "1301", "unplaced"):
            counts = "documents, unreadable, statements, lines, quarantined, identities_held, identities_failed"
            connection.execute(
                f"INSERT INTO quality.shard (shard, {counts}, fingerprint) VALUES (?, 1, 0, 1, 1, 0, 1, 0, ?)",
                [shard, building(POLICY)],
            )
    sweep, _ = compare(FileStore(inbox / "absent.duckdb"), look_through([inbox]), FIRST)
    empty_store.note(Run("r1", "print", FIRST, sweep=sweep))
    return empty_store


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("all", [COUNTY, UNIT, CELLS]),
        ("32", [COUNTY, UNIT]),
        ("3205", [COUNTY]),
        ("3200", [UNIT]),
        ("320506", [COUNTY]),
        ("320000", [UNIT]),
        (UNIT, [UNIT]),
        ("年度2.txt", [UNIT]),  # as it is called where it stands
        (CELLS, [CELLS]),
        (id_of(CELLS), [CELLS]),
        (id_of(CELLS)[:5].upper(), [CELLS]),
    ],
)
def test_what_names_documents(what: str, names: Sequence[str], store: FileStore) -> None:
    found = asked_for(what, store)
    assert sorted(found.names.values()) == sorted(names)
    assert all(len(found.addresses[id_of(name)]) == 1 for name in names)


@pytest.mark.parametrize(
    ("path", "names"),
    [(".", [COUNTY, UNIT, CELLS]), ("年度", [COUNTY]), ("./年度2.txt", [UNIT]), ("../inbox/a.zip", [CELLS])],
)
def test_a_path_means_what_stands_at_and_below_it(
    path: str, names: Sequence[str], store: FileStore, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inbox)
    assert sorted(asked_for(path, store).names.values()) == sorted(names)
    if ".." not in path:
        assert sorted(asked_for((inbox / path).as_uri(), store).names.values()) == sorted(names)


@pytest.mark.parametrize(
    "what", ["3206", "nobody.pdf", "0" * 64, "unplaced", id_of(CELLS)[:3], "/elsewhere/a.pdf", "closed"]
)
def test_what_names_nothing_is_refused(what: str, store: FileStore) -> None:
    with pytest.raises(AgainError, match="no document, no file name or path, and no region"):
        asked_for(what, store)


def test_the_beginning_of_two_ids_is_refused(store: FileStore) -> None:
    with connect_writer(store.path, Limits()) as connection:
        row = [id_of(CELLS)[:6] + "0" * 58, "x", "", FIRST, "print", "unplaced"]
        connection.execute(f"INSERT INTO raw.document {DOCUMENT} VALUES (?, ?, ?, 1, ?, ?, ?)", row)
    with pytest.raises(AgainError, match="2 documents have an id that begins with"):
        asked_for(id_of(CELLS)[:6], store)


def test_without_a_warehouse_there_is_nothing_to_read_again(tmp_path: Path) -> None:
    with pytest.raises(AgainError):
        asked_for("all", FileStore(tmp_path / "absent.duckdb"))


def asked(store: FileStore, what: str, *paths: Path) -> Plan:
    return plan([str(path) for path in paths], store, POLICY, None, what)


def test_without_a_path_they_are_read_from_where_they_stand_and_nothing_else_is_looked_at(
    store: FileStore, inbox: Path
) -> None:
    (inbox / "new.txt").write_text("new", encoding="utf-8")
    (inbox / "年度2.txt").unlink()
    found = asked(store, CELLS)
    assert [(one.document_id, one.member) for one in found.changed] == [(id_of(CELLS), (f"in/{CELLS}",))]
    assert found.gone == {id_of(CELLS)}
    assert (found.sweep, found.missing, found.problems, found.healed) == (None, (), (), ())
    assert not found.again
    assert not found.is_current


def test_with_a_path_the_run_is_one_of_that_path_and_reads_again_what_lies_there(store: FileStore, inbox: Path) -> None:
    (inbox / "年度" / "new.txt").write_text("new", encoding="utf-8")
    found = asked(store, "all", inbox / "年度")
    assert [one.file_name for one in found.changed] == [COUNTY, "new.txt"]
    assert found.gone == {id_of(COUNTY)}
    assert found.sweep is not None
    assert (found.sweep.begun, found.sweep.withdrawn) == (1, 0)
    with pytest.raises(AgainError, match=f"no document that '1301' means lies below {inbox / '年度'}"):
        asked(store, "1301", inbox / "年度")


@pytest.mark.parametrize("by_path", [True, False])
def test_documents_that_are_not_where_they_stood_are_told_and_stay(
    by_path: bool, store: FileStore, inbox: Path
) -> None:
    (inbox / "年度2.txt").unlink()
    (inbox / "年度" / COUNTY).write_text("another", encoding="utf-8")
    (inbox / "a.zip").write_bytes(b"PK\3\4 cut short")
    found = asked(store, "all", *([inbox] if by_path else []))
    assert {one.name: one.why for one in found.missing} == {
        COUNTY: f"other bytes stand at {inbox}/年度/{COUNTY} now",
        UNIT: f"{inbox}/年度2.txt is gone",
        CELLS: "a.zip is cut short or damaged: it does not unpack",
    }
    assert not found.gone & {id_of(name) for name in REGIONS}


def test_one_that_moved_where_another_stood_is_read_there(store: FileStore, inbox: Path) -> None:
    (inbox / "年度2.txt").rename(inbox / "年度" / COUNTY)
    found = asked(store, "32")
    assert [(one.document_id, one.file_name) for one in found.changed] == [(id_of(UNIT), COUNTY)]
    assert [one.name for one in found.missing] == [COUNTY]


def test_a_document_that_was_withdrawn_stands_nowhere(store: FileStore, inbox: Path) -> None:
    (inbox / "年度2.txt").unlink()
    sweep, _ = compare(store, look_through([inbox]), FIRST + timedelta(days=1))
    store.note(Run("r2", "print", FIRST, sweep=sweep))
    found = asked(store, "3200")
    assert [(one.name, one.why) for one in found.missing] == [(UNIT, "it stands nowhere any more")]
    assert found.is_current
