"""A lake as a store: what a file holds, for many writers, a whole night at a time."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from expectations.policy import load_policy
from gouji.cli.main import DONE, WRONG_USAGE, main
from pipelines.acquire import look_through
from pipelines.model.schema import VERSION, tables
from pipelines.workers.mapper import SerialMapper
from scripts.cluster.postgres import Postgres
from scripts.cluster.s3 import S3
from tests.warehouse.store import one_body
from tests.warehouse.store.killed_once import TOLD, nights
from tests.warehouse.store.made import POLICY, STARTED, document, part, run, staged
from warehouse.connection import WarehouseError, connect_readonly
from warehouse.lake import NAME, exists
from warehouse.location import Lake
from warehouse.read import query
from warehouse.store import fingerprint
from warehouse.store.again import asked_for
from warehouse.store.build import make, make_overtaken, publish
from warehouse.store.file import FileStore
from warehouse.store.lake import LakeStore, _sign
from warehouse.store.store import Run
from warehouse.store.versions import compare

ROOT = Path(__file__).resolve().parents[3]
POINTS = ("complete_tables", "replace_rows", "_sign")
_NUMBERS = itertools.count()
_WHOLE = """
SELECT string_agg(document_id ORDER BY document_id), (SELECT count(*) FROM quality.run),
    (SELECT sum(documents) FROM quality.shard)
FROM raw.document
"""
OF_A_RUN = {"quality.run", "quality.schema_version", "quality.shard"}  # they say when


def at(server: Postgres, database: str, folder: Path) -> LakeStore:
    """The lake whose catalog is ``database``."""
    address = f"ducklake:postgres:dbname={database} host=127.0.0.1 port={server.port} user={server.user}"
    return LakeStore(Lake.parse(address, str(folder / "data")), folder / "spill", kept=1)


@pytest.fixture(scope="module")
def one_night(postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a lake with the document "a": of its catalog, ``one_night``, each test has a copy."""
    folder = tmp_path_factory.mktemp("lake")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", postgres_server.password)
        postgres_server.database("one_night")
        publish_one(at(postgres_server, "one_night", folder), folder, "a")
        yield folder


@pytest.fixture
def empty(postgres_server: Postgres, tmp_path: Path, one_night: Path) -> LakeStore:
    """A lake that is not there yet, its files in a folder."""
    name = f"empty_{next(_NUMBERS)}"
    postgres_server.database(name)
    return at(postgres_server, name, tmp_path)


@pytest.fixture
def lake(postgres_server: Postgres, one_night: Path) -> LakeStore:
    """A lake with the document "a" of 320506, published by the run "a"."""
    name = f"lake_{next(_NUMBERS)}"
    postgres_server.execute(f"CREATE DATABASE {name} TEMPLATE one_night")
    return at(postgres_server, name, one_night)


def ask(store: LakeStore | FileStore, sql: str) -> list[tuple[object, ...]]:
    location = store.lake if isinstance(store, LakeStore) else store.path
    with connect_readonly(location) as connection:
        return connection.execute(sql).fetchall()


def whole(store: LakeStore | FileStore, then: str = "") -> dict[str, list[tuple[object, ...]]]:
    """Every row by table, but of tables that say when; ``then`` is the state they are asked of."""
    location = store.lake if isinstance(store, LakeStore) else store.path
    found = {}
    with connect_readonly(location) as connection:
        for name, table in tables().items():
            if name not in OF_A_RUN and not (then and table.is_view):
                columns = ", ".join(c.name for c in table.columns)
                found[name] = connection.execute(f"SELECT {columns} FROM {name} {then} ORDER BY ALL").fetchall()
    return found


def names(store: LakeStore) -> list[object]:
    return [name for (name,) in ask(store, "SELECT file_name FROM raw.document ORDER BY 1")]


def publish_one(store: LakeStore | FileStore, folder: Path, name: str, region: str = "320506") -> None:
    run(store, staged(folder / name, [document(name, f"{name}.pdf")], [part(name, region)]), name)


def test_it_holds_what_a_file_holds(lake: LakeStore, tmp_path: Path) -> None:
    file = FileStore(tmp_path / "w.duckdb")
    publish_one(file, tmp_path, "a")
    for place, store in (("f", file), ("l", lake)):
        publish_one(store, tmp_path / place, "b", "130100")
        # read again, and found to be another prefecture's
        again = staged(tmp_path / place / "again", [document("a", "a.pdf")], [part("a", "130200")], gone=("a",))
        run(store, again, "r3")
    assert ask(lake, "SELECT document_id, shard FROM raw.document ORDER BY 1") == [("a", "1302"), ("b", "1301")]
    assert whole(lake) == whole(file)
    assert ask(lake, "SELECT run_id FROM quality.run ORDER BY 1") == [("a",), ("b",), ("r3",)]
    assert lake.known().shards == file.known().shards
    assert lake.rows("raw.page", shards=["1302"]).equals(file.rows("raw.page", shards=["1302"]))


def test_its_files_may_be_on_s3(
    postgres_server: Postgres, s3_server: S3, one_night: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_server.key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_server.secret)
    postgres_server.database("on_s3")
    address = str(at(postgres_server, "on_s3", tmp_path).lake)
    store = LakeStore(Lake.parse(address, s3_server.bucket("lake") + "/gouji"), tmp_path / "spill")
    publish_one(store, tmp_path, "a")
    # who reads it need not be told where its files are
    reader = LakeStore(Lake.parse(address), tmp_path / "spill")
    assert whole(reader) == whole(at(postgres_server, "one_night", one_night))
    assert not (tmp_path / "data").exists()
    with pytest.raises(duckdb.PermissionException, match="disabled by configuration"):
        ask(reader, "SELECT * FROM read_csv('s3://other/x.csv')")


def test_its_tables_say_what_they_hold_as_a_files_do(lake: LakeStore) -> None:
    told = ask(
        lake,
        "SELECT schema_name || '.' || table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() "
        f"WHERE database_name = '{NAME}' AND schema_name <> 'main'",
    )
    views = {name for name, table in tables().items() if table.is_view}
    assert {row for row in told if row[0] not in views} == {
        (name, c.name, c.duckdb_type, c.nullable, c.comment)
        for name, table in tables().items()
        for c in table.columns
        if name not in views
    }


def test_nothing_is_there_before_the_first_night(empty: LakeStore) -> None:
    empty.note(Run("r0", "f", STARTED))  # of nothing that was ever published nothing is said
    assert empty.known().shards == {}
    assert (empty.snapshots(), empty.held()) == ([], None)
    with pytest.raises(WarehouseError, match=r"no warehouse at ducklake:postgres:.*run `gouji ingest` first"):
        connect_readonly(empty.lake)


def test_a_database_that_is_not_reached_is_told(lake: LakeStore) -> None:
    nowhere = Lake.parse(f"{lake.lake} connect_timeout=2".replace("dbname=lake", "dbname=no"), "data")
    with pytest.raises(WarehouseError, match="cannot open ducklake:postgres"):
        connect_readonly(nowhere)
    with pytest.raises(WarehouseError, match="cannot open ducklake:postgres"):
        LakeStore(nowhere, lake.spill).note(Run("r", "f", STARTED))


def _made(store: LakeStore, folder: Path, name: str, region: str) -> Callable[[], object]:
    """What publishes a document, its shard made: a night before its commit."""
    staging = staged(folder / name, [document(name, f"{name}.pdf")], [part(name, region)])
    make(store, staging, POLICY, SerialMapper())
    said = Run(name, fingerprint.building(POLICY), STARTED, 1, 1)
    return lambda: publish(store, staging, load_policy(), said)


def test_nights_of_different_regions_at_once_lose_nothing_and_no_reader_sees_half_of_one(
    lake: LakeStore, tmp_path: Path
) -> None:
    nights = [_made(lake, tmp_path, name, region) for name, region in (("b", "130100"), ("c", "440300"))]
    seen: set[tuple[object, ...]] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.update(ask(lake, _WHOLE))

    threads = [threading.Thread(target=night) for night in nights]
    watcher = threading.Thread(target=watch)
    watcher.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    watcher.join()
    assert names(lake) == ["a.pdf", "b.pdf", "c.pdf"]
    assert seen
    assert seen <= {("a", 1, 1), ("a,b", 2, 2), ("a,c", 2, 2), ("a,b,c", 3, 3)}


def test_a_shard_another_night_has_published_meanwhile_is_not_published_over_it(
    lake: LakeStore, tmp_path: Path
) -> None:
    first, second = _made(lake, tmp_path, "b", "320506"), _made(lake, tmp_path, "c", "320506")
    first()
    assert list(second().stopped) == ["3205"]  # type: ignore[attr-defined]
    assert names(lake) == ["a.pdf", "b.pdf"]
    [(stopped,)] = ask(lake, "SELECT stopped FROM quality.run WHERE run_id = 'c'")
    assert stopped == "3205: another run has published it meanwhile; the next run takes it up"
    run(lake, staged(tmp_path / "next", [document("c", "c.pdf")], [part("c", "320506")]), "r3")
    assert names(lake) == ["a.pdf", "b.pdf", "c.pdf"]


def test_a_shard_that_was_overtaken_is_made_again_beside_what_the_other_night_left(
    lake: LakeStore, tmp_path: Path
) -> None:
    own = staged(
        tmp_path / "own",
        [document(name, f"{name}.pdf") for name in "bcd"],
        [part("b", "320506"), part("c", "320506"), part("d", "130100")],
    )
    make(lake, own, POLICY, SerialMapper())
    _made(lake, tmp_path, "b", "320506")()  # another night, which has found "b" as well
    said = Run("own", fingerprint.building(POLICY), STARTED, 3, 3)
    first = publish(lake, own, POLICY, said)
    assert (first.shards, list(first.stopped), names(lake)) == (("1301",), ["3205"], ["a.pdf", "b.pdf", "d.pdf"])
    again = make_overtaken(lake, own, POLICY, SerialMapper(), first)
    assert again is not None
    assert (again.shards, again.stopped) == (["3205"], {})
    both = first.and_then(publish(lake, own, POLICY, replace(said, shards=len(first.shards))))
    assert (both.shards, both.stopped) == (("1301", "3205"), {})
    assert make_overtaken(lake, own, POLICY, SerialMapper(), both) is None
    assert names(lake) == ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
    assert ask(lake, "SELECT shards, stopped FROM quality.run WHERE run_id = 'own'") == [(2, None)]
    assert ask(lake, "SELECT shard, documents FROM quality.shard ORDER BY shard") == [("1301", 1), ("3205", 3)]


# Publishes "b" beside "a" and kills itself, as kill -9 would, after the named step.
_KILLED = """
import os, pathlib, signal, sys
from tests.warehouse.store import one_body
from tests.warehouse.store.made import document, part, run, staged
from warehouse.location import Lake
from warehouse.store import lake as module

folder, address, point = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
of, _, name = point.rpartition(".")
where = getattr(module, of) if of else module
step = getattr(where, name)
def killed(*args, **named):
    step(*args, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(where, name, killed)
run(module.LakeStore(Lake.parse(address), folder), staged(folder / "second", [document("b", "b.pdf")],
    [part("b", "130100")]))
"""


def test_rows_follow_their_body_as_in_a_file(empty: LakeStore, tmp_path: Path) -> None:
    file = FileStore(tmp_path / "w.duckdb")
    for place, store in (("f", file), ("l", empty)):
        one_body.night(store, tmp_path / place, 1, one_body.named("m", one_body.SECOND, 2024))
        one_body.night(store, tmp_path / place, 2, one_body.named("a", one_body.FIRST, 2025))
    assert len({id_ for _, id_ in one_body.ids_of_rows(empty)}) == 1
    assert whole(empty) == whole(file)


@pytest.mark.parametrize("point", POINTS)
def test_a_night_killed_at_any_point_was_never_there(lake: LakeStore, tmp_path: Path, point: str) -> None:
    command = [sys.executable, "-c", _KILLED, str(tmp_path), str(lake.lake), point]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert names(lake) == ["a.pdf"]
    publish_one(lake, tmp_path, "b", "130100")  # nobody holds the lock
    assert ask(lake, "SELECT document_id, shard FROM raw.document ORDER BY 1") == [("a", "3205"), ("b", "1301")]


def test_a_night_is_put_back_and_held_until_released(
    lake: LakeStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["--warehouse", str(lake.lake)]
    for name, region in (("b", "320506"), ("c", "130100")):
        publish_one(lake, tmp_path, name, region)
    first, second, third = lake.snapshots()
    assert [(one.run_id, one.documents, one.lines) for one in (first, second, third)] == [
        ("a", 1, 10), ("b", 2, 20), ("c", 3, 30)]  # fmt: skip
    then = whole(lake, f"AT (VERSION => {first.name})")
    assert main(["rollback", first.name, *told]) == DONE
    assert names(lake) == ["a.pdf"]
    assert {name: rows for name, rows in whole(lake).items() if name in then} == then
    with pytest.raises(WarehouseError, match=f"was rolled back to {first.name}"):
        publish_one(lake, tmp_path, "d")
    assert main(["snapshots", *told]) == DONE
    assert "runs do not publish" in capsys.readouterr().out
    assert main(["rollback", "--release", *told]) == DONE
    publish_one(lake, tmp_path, "e")
    assert names(lake) == ["a.pdf", "e.pdf"]
    assert main(["rollback", "999", *told]) == WRONG_USAGE
    assert "no snapshot 999" in capsys.readouterr().err
    assert main(["rollback", third.name, *told]) == DONE  # what was left can be had again
    assert names(lake) == ["a.pdf", "b.pdf", "c.pdf"]


def test_maintenance_forgets_old_nights_and_changes_no_row(lake: LakeStore, tmp_path: Path) -> None:
    for name in ("b", "c"):
        publish_one(lake, tmp_path, name)
    gone = staged(tmp_path / "again", [document("a", "new.pdf")], [part("a", "320506")], gone=("a",))
    run(lake, gone, "r4")
    before = whole(lake)
    said = lake.maintain()
    assert "snapshots forgotten" in said
    assert [one.run_id for one in lake.snapshots()] == ["c", "r4"]
    assert whole(lake) == before


def test_tables_of_another_version_are_completed_and_its_documents_stay(lake: LakeStore, tmp_path: Path) -> None:
    with lake._writing() as connection:  # as a version before widths, and of fewer counts, made it
        connection.execute("ALTER TABLE raw.page DROP COLUMN width")
        connection.execute("ALTER TABLE raw.page ADD COLUMN colour VARCHAR")
        connection.execute("ALTER TABLE quality.verdict_count DROP COLUMN results")
        connection.execute("DROP TABLE raw.part")
    publish_one(lake, tmp_path, "b", "130100")
    assert ask(lake, "SELECT chars, width, shard FROM raw.page ORDER BY 3") == [(7, 595.0, "1301"), (7, None, "3205")]
    with lake._writing() as connection:
        assert exists(connection)
        columns = connection.execute("SELECT column_name FROM (DESCRIBE raw.page)").fetchall()
        assert {name for (name,) in columns} == set(tables()["raw.page"].column_names)
    with lake._writing() as connection:
        connection.execute("ALTER TABLE raw.document DROP COLUMN bytes")
    with pytest.raises(WarehouseError, match=r"no raw\.document\.bytes; its documents must be read again"):
        publish_one(lake, tmp_path, "c")


def test_a_night_of_an_older_version_is_put_back_as_it_was_and_carried_over(lake: LakeStore, tmp_path: Path) -> None:
    with lake._writing() as connection:
        connection.execute("DROP TABLE quality.schema_version")
        connection.execute("ALTER TABLE raw.page DROP COLUMN width")
        connection.execute("CREATE TABLE mart.of_then (x INTEGER)")
        connection.begin()
        connection.execute("UPDATE quality.run SET version = '0.0.9'")
        _sign(connection, Run("old", "f", STARTED))
        connection.commit()
    assert lake.version() == 0
    departments = ask(lake, "SELECT * FROM core.dim_department")
    publish_one(lake, tmp_path, "b", "130100")
    assert lake.version() == VERSION
    assert ask(lake, "SELECT * FROM core.dim_department WHERE shard = '3205'") == departments
    tables_now = "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'lake' AND table_name = 'of_then'"
    assert ask(lake, tables_now) == [(0,)]

    lake.roll_back(lake.snapshots()[-2].name)
    assert lake.version() == 0
    assert names(lake) == ["a.pdf"]
    assert "width" not in {name for (name, *_) in ask(lake, "DESCRIBE raw.page")}
    assert ask(lake, "SELECT version FROM quality.run") == [("0.0.9",)]
    assert ask(lake, "SELECT count(*) FROM mart.evidence") == [(0,)]  # views too
    lake.release()
    publish_one(lake, tmp_path, "c", "440300")
    assert lake.version() == VERSION
    assert names(lake) == ["a.pdf", "c.pdf"]


def test_a_lake_of_a_later_version_is_refused(lake: LakeStore, tmp_path: Path) -> None:
    night = _made(lake, tmp_path, "b", "130100")
    with lake._writing() as connection:  # another machine, of a newer program, while this one makes its shards
        connection.execute(f"INSERT INTO quality.schema_version VALUES ({VERSION + 1}, now(), '9.9', 'unplaced')")
    for refused in (night, lake.known, lambda: lake.note(Run("r", "f", STARTED)), lake.maintain, lake.release):
        with pytest.raises(WarehouseError, match="was made by a newer gouji"):
            refused()
    with pytest.raises(WarehouseError, match="was made by a newer gouji"):
        connect_readonly(lake.lake)
    assert query(lake.lake, "SELECT file_name FROM raw.document", "csv").split() == [b"file_name", b"a.pdf"]


def test_what_is_taken_out_is_in_no_file_and_no_row_of_the_catalog(empty: LakeStore, tmp_path: Path) -> None:
    for name, region in (("a", "320506"), ("zq_owl", "320506"), ("c", "130100")):
        publish_one(empty, tmp_path, name, region)
    assert len(empty.snapshots()) == 3
    assert _holding(empty, tmp_path, "zq_owl") != set()
    again = staged(  # another machine reads it meanwhile
        tmp_path / "late", [document("zq_owl", "zq_owl.pdf")], [part("zq_owl", "320506")], gone=("zq_owl",)
    )
    make(empty, again, POLICY, SerialMapper())
    staging = staged(tmp_path / "out", [], gone=("zq_owl",))
    make(empty, staging, POLICY, SerialMapper())
    said = Run("out", fingerprint.building(POLICY), STARTED, forget=("zq_owl",), reason="asked for")
    assert publish(empty, staging, POLICY, said).shards == ("3205",)
    assert names(empty) == ["a.pdf", "c.pdf"]
    assert ask(empty, "SELECT document_id, reason FROM quality.forgotten") == [("zq_owl", "asked for")]
    assert empty.known().forgotten == {"zq_owl"}
    empty.leave_no_state_with("zq_owl")
    assert len(empty.snapshots()) <= 1
    assert _holding(empty, tmp_path, "zq_owl局") == set()
    assert _holding(empty, tmp_path, "zq_owl.pdf") == set()
    late = publish(empty, again, POLICY, Run("late", fingerprint.building(POLICY), STARTED, 1, 1))
    assert late.stopped.keys() == {"3205"}
    assert names(empty) == ["a.pdf", "c.pdf"]
    empty.allow("zq_owl")
    assert empty.known().forgotten == set()


def _holding(store: LakeStore, folder: Path, needle: str) -> set[str]:
    """The files of the lake, and the tables of its catalog, in which ``needle`` stands."""
    found = set()
    with duckdb.connect() as connection:
        for path in (folder / "data").rglob("*.parquet"):
            sql = "SELECT count(*) FROM (SELECT t::VARCHAR AS said FROM read_parquet(?) t) WHERE contains(said, ?)"
            if connection.execute(sql, [str(path), needle]).fetchone() != (0,):
                found.add(path.name)
    catalog = f"__ducklake_metadata_{NAME}"
    with store._writing() as connection:
        of_catalog = "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ?"
        for schema, table in connection.execute(of_catalog, [catalog]).fetchall():
            rows = f'SELECT t::VARCHAR AS said FROM {catalog}."{schema}"."{table}" t'
            if connection.execute(f"SELECT count(*) FROM ({rows}) WHERE contains(said, ?)", [needle]).fetchone() != (
                0,
            ):
                found.add(table)
    return found


def test_sql_reads_it_and_nothing_else(lake: LakeStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for sql in (
        f"COPY raw.document TO '{tmp_path}/x.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        f"ATTACH '{tmp_path}/x.duckdb' AS x",
        "DELETE FROM raw.document",
        "CALL ducklake_expire_snapshots('lake', older_than => now())",
        "CALL postgres_execute('__ducklake_metadata_lake', 'DROP TABLE ducklake_snapshot')",
    ):
        assert main(["query", sql, "--warehouse", str(lake.lake)]) == WRONG_USAGE, sql
        assert capsys.readouterr().out == ""
    assert names(lake) == ["a.pdf"]


def test_bodies_are_found_and_workbooks_made_as_of_a_file(
    lake: LakeStore, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["find", "a局", "--warehouse", str(lake.lake), "--format", "csv"]) == DONE
    found = capfdbinary.readouterr().out.decode().splitlines()
    assert [line.split(",")[0] for line in found] == ["name", "a局"]
    assert ",2024,budget," in found[1]
    assert main(["find", "无此说法", "--text", "--warehouse", str(lake.lake)]) == DONE
    assert "(0 rows)" in capfdbinary.readouterr().out.decode()
    sql = "SELECT file_name FROM raw.document"
    assert main(["query", sql, "--warehouse", str(lake.lake), "--format", "xlsx"]) == DONE
    assert capfdbinary.readouterr().out.startswith(b"PK")


def test_a_run_that_finds_nothing_says_so(lake: LakeStore) -> None:
    lake.note(Run("r1", "f", STARTED, documents=1))
    assert ask(lake, "SELECT run_id, documents, documents_read FROM quality.run ORDER BY 1") == [
        ("a", 1, 1), ("r1", 1, 0)]  # fmt: skip


def test_an_address_says_what_is_wrong_with_it() -> None:
    for address, why in (
        ("ducklake:here.db", "names no PostgreSQL catalog"),
        ("ducklake:postgres:dbname=x password=secret", "by PGPASSWORD"),
        ("ducklake:postgres://u:secret@h/x", "by PGPASSWORD"),
    ):
        with pytest.raises(ValueError, match=why):
            Lake.parse(address)
    assert str(Lake.parse("ducklake:postgres:dbname=x")) == "ducklake:postgres:dbname=x"
    assert duckdb.__version__ >= "1.5.5"


def test_what_stands_where_and_what_is_asked_for_again(lake: LakeStore, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    for name in ("b", "c"):
        (tmp_path / "inbox" / name).write_text(name, encoding="utf-8")
    nights = [STARTED + timedelta(days=number) for number in range(3)]
    for night in nights:
        if night == nights[2]:
            (tmp_path / "inbox" / "b").unlink()
        sweep, doubted = compare(lake, look_through([tmp_path / "inbox"]), night)
        assert doubted == []
        lake.note(Run(f"night of {night}", "print", night, sweep=sweep))
    rows = ask(lake, "SELECT parse_filename(address), first_seen, last_seen, withdrawn_at FROM raw.version ORDER BY 1")
    assert rows == [("b", nights[0], nights[1], nights[2]), ("c", nights[0], nights[2], None)]
    assert asked_for("3205", lake).names == {"a": "a.pdf"}
    assert dict(asked_for("all", lake).addresses) == {"a": ()}


def test_what_could_not_be_read_is_tried_again(empty: LakeStore, tmp_path: Path) -> None:
    assert nights(empty, tmp_path) == TOLD
    assert ask(empty, "SELECT status, tries FROM quality.document") == [("loaded", None)]
