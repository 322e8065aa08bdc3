"""The file a store publishes into: whole after a kill at any point, and carried over from another version's tables."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from gouji.cli.main import DONE, WRONG_USAGE, main
from pipelines.model.schema import tables
from tests.warehouse.facts import READ_AT
from tests.warehouse.store.made import document, part, run, staged
from warehouse.connection import Limits, WarehouseError, connect_readonly, connect_writer
from warehouse.store.file import FileStore
from warehouse.writer.load import create_all

ROOT = Path(__file__).resolve().parents[3]
POINTS = ("shutil.copyfile", "replace", "nation.complete", "verify", "earlier.keep", "swap_in")


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with connect_readonly(path) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with one document: each test has a copy."""
    folder = tmp_path_factory.mktemp("file")
    store = FileStore(folder / "w.duckdb")
    run(store, staged(folder / "first", [document("a", "a.pdf")], [part("a", "320506")]), "r0")
    return store.path


@pytest.fixture
def store(one_night: Path, tmp_path: Path) -> FileStore:
    return FileStore(Path(shutil.copy(one_night, tmp_path)))


# Publishes "b" beside "a" and kills itself, as kill -9 would, after the named step.
_KILLED = """
import os, pathlib, signal, sys
from gouji.cli.main import DONE, WRONG_USAGE, main
from pipelines.model.schema import tables
from tests.warehouse.store.made import document, part, run, staged
from warehouse.store import file as module

folder, point = pathlib.Path(sys.argv[1]), sys.argv[2]
of, _, name = point.rpartition(".")
where = getattr(module, of) if of else module
step = getattr(where, name)
def killed(*args, **named):
    step(*args, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(where, name, killed)
store = module.FileStore(folder / "w.duckdb", kept=1)
run(store, staged(folder / "second", [document("b", "b.pdf")], [part("b", "130100")]))
"""


@pytest.mark.parametrize("point", POINTS)
def test_a_run_killed_at_any_point_leaves_a_whole_warehouse(store: FileStore, tmp_path: Path, point: str) -> None:
    command = [sys.executable, "-c", _KILLED, str(tmp_path), point]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    wanted = ["a.pdf", "b.pdf"] if point == "swap_in" else ["a.pdf"]
    assert [name for (name,) in ask(store.path, "SELECT file_name FROM raw.document ORDER BY 1")] == wanted
    gone = ("b",) if point == "swap_in" else ()
    run(store, staged(tmp_path / "third", [document("b", "b.pdf")], [part("b", "130100")], gone=gone), "r2")
    assert ask(store.path, "SELECT document_id, shard FROM raw.document ORDER BY 1") == [("a", "3205"), ("b", "1301")]
    assert not list(tmp_path.glob("w.tmp-*"))


@pytest.mark.parametrize("name", ["w.duckdb", "a.b.duckdb", "预算 2024.duckdb"])
def test_a_file_of_this_version_is_known_as_one_whatever_its_name(tmp_path: Path, name: str) -> None:
    with connect_writer(tmp_path / name, Limits()) as connection:
        create_all(connection, tables())
    store = FileStore(tmp_path / name)
    assert store.prepared(tmp_path) is store


def test_a_file_that_is_written_anew_has_the_same_rows_side_by_side(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "w.duckdb", kept=1)
    for name, region in (("a", "320506"), ("b", "130100"), ("c", "320506")):
        run(store, staged(tmp_path / name, [document(name, f"{name}.pdf")], [part(name, region)]), name)
    before = {name: ask(store.path, f"SELECT * FROM {name} ORDER BY ALL") for name in tables()}
    assert ask(store.path, "SELECT shard FROM raw.page") == [("3205",), ("1301",), ("3205",)]  # as they came
    assert main(["maintain", "--warehouse", str(store.path)]) == DONE
    assert {name: ask(store.path, f"SELECT * FROM {name} ORDER BY ALL") for name in tables()} == before
    assert ask(store.path, "SELECT shard FROM raw.page") == [("1301",), ("3205",), ("3205",)]
    assert store.prepared(tmp_path) is store
    assert not list(tmp_path.glob("*.compact*"))
    assert [one.run_id for one in store.snapshots()] == ["b"]


def test_a_file_that_is_mostly_free_space_is_written_anew_when_it_is_published(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.store.compact._SMALL", 0)
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("CREATE TABLE main.ballast AS SELECT random() AS x FROM range(2_000_000)")
        connection.execute("CHECKPOINT")
        connection.execute("DROP TABLE main.ballast")
        connection.execute("CHECKPOINT")
        [(free, total)] = connection.execute("SELECT free_blocks, total_blocks FROM pragma_database_size()").fetchall()
    assert free > total * 0.4
    run(store, staged(tmp_path / "second", [document("b", "b.pdf")], [part("b", "130100")]))
    with connect_readonly(store.path) as connection:
        [(free, total)] = connection.execute("SELECT free_blocks, total_blocks FROM pragma_database_size()").fetchall()
    assert free <= total * 0.1
    assert ask(store.path, "SELECT document_id, shard FROM raw.document ORDER BY 1") == [("a", "3205"), ("b", "1301")]


def test_what_is_not_there_or_of_another_version_is_not_maintained(
    store: FileStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["maintain", "--warehouse", str(tmp_path / "none.duckdb")]) == WRONG_USAGE
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("ALTER TABLE raw.page DROP COLUMN width")
    assert main(["maintain", "--warehouse", str(store.path)]) == WRONG_USAGE
    assert "was made by another version: run `gouji ingest` first" in capsys.readouterr().err


def test_rows_of_another_versions_tables_are_carried_over(store: FileStore, tmp_path: Path) -> None:
    with duckdb.connect(str(store.path)) as connection:  # as a version before shards, and before widths, made it
        connection.execute("ALTER TABLE raw.page DROP COLUMN width")
        for schema, table in connection.execute(
            "SELECT schema_name, table_name FROM duckdb_columns() WHERE column_name = 'shard' AND table_name IN "
            "(SELECT table_name FROM duckdb_tables())"
        ).fetchall():
            connection.execute(f"ALTER TABLE {schema}.{table} DROP COLUMN IF EXISTS shard CASCADE")
        for table in ("quality.shard", "raw.address", "raw.sweep"):
            connection.execute(f"DROP TABLE {table}")
    assert store.known().shards == {"a": "3205"}
    assert store.known().made_by == {}
    run(store, staged(tmp_path / "second", [document("b", "b.pdf")], [part("b", "130100")]))
    assert ask(store.path, "SELECT document_id, shard FROM raw.document ORDER BY 1") == [("a", "3205"), ("b", "1301")]
    assert ask(store.path, "SELECT chars, width, shard FROM raw.page ORDER BY 3") == [
        (7, 595.0, "1301"), (7, None, "3205")]  # fmt: skip
    assert ask(store.path, "SELECT run_id FROM quality.run ORDER BY 1") == [("r0",), ("r1",)]
    # what stood where is told by the documents
    assert ask(store.path, "SELECT address, sha256, first_seen, last_seen, withdrawn_at, shard FROM raw.version") == [
        ("file:///a.pdf", "a", READ_AT, READ_AT, None, "3205")]  # fmt: skip


def test_a_file_without_a_column_that_must_be_filled_is_refused(store: FileStore, tmp_path: Path) -> None:
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("ALTER TABLE raw.document DROP COLUMN bytes")
    with pytest.raises(WarehouseError, match=r"no raw\.document\.bytes; its documents must be read again"):
        run(store, staged(tmp_path / "second", [document("b", "b.pdf")], [part("b", "130100")]))
    assert ask(store.path, "SELECT file_name FROM raw.document") == [("a.pdf",)]
