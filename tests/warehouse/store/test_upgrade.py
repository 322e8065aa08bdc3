"""A warehouse of another version's tables: carried over by a later program, refused by an earlier one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from gouji.cli.main import DONE, RUN_FAILED, WRONG_USAGE, main
from pipelines.model.schema import VERSION, tables, version
from tests.warehouse.store.made import POLICY, document, part, run, staged
from warehouse.connection import WarehouseError, connect_readonly
from warehouse.store import file as file_store
from warehouse.store.file import FileStore
from warehouse.store.store import Run

OLD_NAMES = [
    {"old": "mart.outlays", "new": "mart.expenditure", "until": "99.0"},
    {"old": "mart.coverage.department", "new": "mart.coverage.department_name", "until": "99.0"},
    {"old": "mart.spending_per_staff.field", "new": "mart.spending_per_staff.domain", "until": "99.0"},
    {"old": "mart.gone", "new": "mart.expenditure", "until": "0.0"},
    {"old": "raw.page.breadth", "new": "raw.page.width", "until": "99.0"},
]


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with one document: each test has a copy."""
    folder = tmp_path_factory.mktemp("upgrade")
    store = FileStore(folder / "w.duckdb")
    run(store, staged(folder / "first", [document("a", "a.pdf")], [part("a", "320506")]), "r0")
    return store.path


@pytest.fixture
def store(one_night: Path, tmp_path: Path) -> FileStore:
    return FileStore(Path(shutil.copy(one_night, tmp_path)), kept=2)


def ask(store: FileStore, sql: str) -> list[tuple[object, ...]]:
    with connect_readonly(store.path) as connection:
        return connection.execute(sql).fetchall()


def alter(store: FileStore, *statements: str) -> None:
    with duckdb.connect(str(store.path)) as connection:
        for statement in statements:
            connection.execute(statement)


def older(store: FileStore) -> None:
    """Make it one of before versions were put down: without a column, a table and a mart of this program."""
    alter(
        store,
        "DROP TABLE quality.schema_version",
        "ALTER TABLE raw.page DROP COLUMN width",
        "DROP VIEW mart.evidence",
        "DROP TABLE core.code_name",
        "DROP TABLE mart.body_coverage",
        "ALTER TABLE mart.coverage DROP COLUMN file_name",
        "CREATE TABLE mart.of_then AS SELECT 1 AS x",
    )


def later(store: FileStore) -> None:
    """Make it one of a program to come."""
    alter(
        store,
        f"INSERT INTO quality.schema_version (version, since, made_by) VALUES ({VERSION + 1}, now(), '9.9')",
        "ALTER TABLE raw.page ADD COLUMN colour VARCHAR",
    )


def second(store: FileStore, folder: Path) -> None:
    run(store, staged(folder / "second", [document("b", "b.pdf")], [part("b", "130100")]), "r1")


def test_a_warehouse_says_of_which_version_it_is(store: FileStore, tmp_path: Path) -> None:
    assert store.version() == VERSION
    assert FileStore(tmp_path / "none.duckdb").version() is None
    assert ask(store, "SELECT version, made_by FROM quality.schema_version") == [(VERSION, "0.1.0")]
    second(store, tmp_path)  # once, not each night
    assert ask(store, "SELECT version FROM quality.schema_version") == [(VERSION,)]


def test_an_older_one_is_carried_over_and_its_shards_that_are_not_made_keep_their_rows(
    store: FileStore, tmp_path: Path
) -> None:
    departments = ask(store, "SELECT * FROM core.dim_department")
    assert departments
    older(store)
    assert store.version() == 0
    second(store, tmp_path)  # makes 1301 alone
    assert store.version() == VERSION
    assert ask(store, "SELECT document_id, shard FROM raw.document ORDER BY 1") == [("a", "3205"), ("b", "1301")]
    assert ask(store, "SELECT chars, width, shard FROM raw.page ORDER BY 3") == [(7, 595.0, "1301"), (7, None, "3205")]
    assert ask(store, "SELECT * FROM core.dim_department WHERE shard = '3205'") == departments
    assert ask(store, "SELECT shard, documents FROM quality.shard ORDER BY 1") == [("1301", 1), ("3205", 1)]
    names = {f"{s}.{t}" for s, t in ask(store, "SELECT schema_name, table_name FROM duckdb_tables()")}
    assert names == {name for name, table in tables().items() if not table.is_view}


def test_rows_of_a_shard_that_do_not_fit_stop_the_upgrade(store: FileStore, tmp_path: Path) -> None:
    """Else a shard that could not be made would lose them."""
    alter(store, "ALTER TABLE core.dim_department DROP COLUMN name", "DROP TABLE quality.schema_version")
    before = store.path.read_bytes()
    with pytest.raises(WarehouseError, match=r"has no core\.dim_department\.name"):
        second(store, tmp_path)
    assert store.path.read_bytes() == before
    again = staged(tmp_path / "third", [document("a", "a.pdf")], [part("a", "320506")], gone=("a",))
    run(store, again, "r2")  # the shard is made: nothing of it has to be kept
    assert ask(store, "SELECT name FROM core.dim_department") == [("a局",)]


def test_what_was_judged_may_lack_what_it_is_judged_again_for(store: FileStore, tmp_path: Path) -> None:
    alter(store, "ALTER TABLE quality.document DROP COLUMN status", "DROP TABLE quality.schema_version")
    before = store.path.read_bytes()
    with pytest.raises(WarehouseError, match=r"has no quality\.document\.status"):
        second(store, tmp_path)  # "a" is not judged again
    assert store.path.read_bytes() == before
    again = staged(tmp_path / "third", [document("a", "a.pdf")], [part("a", "320506")], gone=("a",))
    run(store, again, "r2")
    assert ask(store, "SELECT document_id, status FROM quality.document") == [("a", "loaded")]


@pytest.mark.parametrize("step", ["carry_over", "migrate", "create_views", "verify"])
def test_an_upgrade_that_fails_half_way_leaves_the_older_one_whole(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    older(store)
    before = store.path.read_bytes()

    def fails(*_: object) -> None:
        raise duckdb.IOException("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(file_store, step, fails)
        with pytest.raises(WarehouseError, match="no space left"):
            second(store, tmp_path)
    assert store.path.read_bytes() == before
    assert not list(tmp_path.glob("w.tmp-*"))
    second(store, tmp_path)
    assert ask(store, "SELECT count(*) FROM raw.document") == [(2,)]


def test_a_night_that_finds_nothing_brings_the_tables_to_this_version_too(empty_store: FileStore) -> None:
    alter(empty_store, "DROP TABLE quality.schema_version", "ALTER TABLE quality.run DROP COLUMN withdrawn")
    empty_store.note(Run("r1", "print", POLICY.today))  # type: ignore[arg-type]
    assert empty_store.version() == VERSION
    assert ask(empty_store, "SELECT run_id, withdrawn FROM quality.run") == [("r1", 0)]


def test_an_older_state_is_put_back_and_carried_over_by_the_next_run(store: FileStore, tmp_path: Path) -> None:
    older(store)
    second(store, tmp_path)
    [snapshot] = store.snapshots()
    assert (snapshot.run_id, snapshot.documents) == ("r0", 1)
    store.roll_back(snapshot.name)
    assert store.version() == 0
    store.release()
    run(store, staged(tmp_path / "third", [document("c", "c.pdf")], [part("c", "440300")]), "r2")
    assert store.version() == VERSION
    assert ask(store, "SELECT document_id FROM raw.document ORDER BY 1") == [("a",), ("c",)]


def test_a_later_one_is_refused_and_not_touched(
    store: FileStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later(store)
    before = store.path.read_bytes()
    told = ["--warehouse", str(store.path)]
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text("a", encoding="utf-8")
    wanted = f"was made by a newer gouji (tables of version {VERSION + 1}, this program's are of {VERSION})"
    for command, status in (
        (["ingest", str(tmp_path / "inbox"), "--jobs", "1"], RUN_FAILED),
        (["report", "--out", str(tmp_path / "report")], WRONG_USAGE),
        (["report", "--json"], WRONG_USAGE),
        (["export", str(tmp_path / "export")], WRONG_USAGE),
        (["evidence", "0123456789abcdef-1-1-1"], WRONG_USAGE),
        (["maintain"], WRONG_USAGE),
    ):
        assert main([*command, *told]) == status, command
        assert wanted in capsys.readouterr().err, command
    with pytest.raises(WarehouseError, match="made by a newer gouji"):
        second(store, tmp_path)
    with pytest.raises(WarehouseError, match="made by a newer gouji"):
        store.note(Run("r1", "print", POLICY.today))  # type: ignore[arg-type]
    assert store.path.read_bytes() == before
    assert main(["query", "SELECT document_id, colour FROM raw.page", *told]) == DONE  # who asks knows the tables


def test_a_later_state_is_not_put_back(store: FileStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second(store, tmp_path)
    [snapshot] = store.snapshots()
    assert snapshot.path is not None
    later(FileStore(snapshot.path))
    before = store.path.read_bytes()
    told = ["--warehouse", str(store.path)]
    assert main(["snapshots", *told]) == DONE
    assert main(["rollback", snapshot.name, *told]) == WRONG_USAGE
    assert "made by a newer gouji" in capsys.readouterr().err
    assert store.path.read_bytes() == before


def test_an_older_one_is_read_or_said_to_be_older(
    store: FileStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older(store)
    told = ["--warehouse", str(store.path)]
    wanted = f"was made by an older gouji (tables of version 0, this program's are of {VERSION}): run `gouji ingest`"
    for command in (
        ["export", str(tmp_path / "export")],
        ["evidence", "0123456789abcdef-1-1-1"],
        ["find", "局"],
        ["query", "SELECT file_name FROM mart.coverage"],
    ):
        assert main([*command, *told]) == WRONG_USAGE, command
        error = capsys.readouterr().err
        assert wanted in error, command
        assert "Traceback" not in error
    assert main(["query", "SELECT file_name FROM raw.document", *told]) == DONE
    assert main(["report", "--out", str(tmp_path / "report"), *told]) in (DONE, WRONG_USAGE)
    assert "Traceback" not in capsys.readouterr().err


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(version, "_source", lambda: {"renamed": OLD_NAMES})
    tables.cache_clear()
    yield
    tables.cache_clear()


def test_what_was_renamed_keeps_its_rows_and_answers_to_the_old_name(
    store: FileStore, tmp_path: Path, renamed: None
) -> None:
    alter(store, "DROP TABLE quality.schema_version", "ALTER TABLE raw.page RENAME COLUMN width TO breadth")
    second(store, tmp_path)
    assert ask(store, "SELECT width FROM raw.page") == [(595.0,), (595.0,)]
    assert ask(store, "SELECT count(*) FROM mart.outlays") == ask(store, "SELECT count(*) FROM mart.expenditure")
    assert ask(store, "SELECT count(*) FROM mart.coverage WHERE department IS DISTINCT FROM department_name") == [(0,)]
    assert ask(store, "SELECT count(department) > 0 FROM mart.coverage") == [(True,)]
    assert ask(store, "SELECT field FROM mart.spending_per_staff") == []
    [(comment,)] = ask(store, "SELECT comment FROM duckdb_views() WHERE view_name = 'outlays'")
    assert str(comment).startswith("Former name of mart.expenditure, there until gouji 99.0 | ")
    with pytest.raises(duckdb.CatalogException):
        ask(store, "SELECT * FROM mart.gone")


def test_every_former_name_answers(empty_store: FileStore) -> None:
    for row in version.renamed():
        table, _, column = row.old.rpartition(".") if row.is_column else (row.old, "", "*")
        if row.answers:
            assert ask(empty_store, f"SELECT {column} FROM {table}") == []
